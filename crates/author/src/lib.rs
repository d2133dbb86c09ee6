#![doc = include_str!("../README.md")]

mod change_set;
pub mod patch;

pub use change_set::{ChangeSet, Clash, Content, FileChange, NextStep, Part, Reason};
