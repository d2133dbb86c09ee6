#![doc = include_str!("../README.md")]

mod archetype;
mod baseline;
mod compare;
mod documents;
mod explanations;
mod gap;
mod hops;
mod kafka;
mod kind;
mod moved;
mod movement;
mod naming;
mod owner;
mod plan;
mod programs;
mod rules;
mod suppress;
mod topics;

pub use baseline::accept_baseline;
pub use compare::{compare, without_left_out};
pub use explanations::explanations;
pub use moved::{Moved, Renamed};
pub use plan::plan;
pub use rules::{Rules, RulesError};
pub use suppress::{added, carried, suppress};
