#![doc = include_str!("../README.md")]

mod archetype;
mod gap;
mod kafka;
mod kind;
mod naming;
mod plan;
mod rules;

pub use plan::plan;
pub use rules::{Rules, RulesError};
