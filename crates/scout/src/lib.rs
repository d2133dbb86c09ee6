#![doc = include_str!("../README.md")]

mod archetype;
mod explanations;
mod gap;
mod hops;
mod kafka;
mod kind;
mod naming;
mod plan;
mod programs;
mod rules;
mod topics;

pub use explanations::explanations;
pub use plan::plan;
pub use rules::{Rules, RulesError};
