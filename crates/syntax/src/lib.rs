#![doc = include_str!("../README.md")]

pub mod decode;
pub mod dockerfile;
pub mod edit;
pub mod fuzz;
pub mod go_mod;
pub mod gradle;
mod joined;
pub mod json;
pub mod markdown;
pub mod node;
pub mod pom;
pub mod properties;
pub mod requirements;
pub mod sbt;
pub mod shell;
pub mod source;
pub mod span;
#[cfg(test)]
mod testing;
pub mod text;
pub mod toml;
pub mod yaml;

pub use edit::{Edited, Edits, Refusal};
pub use node::{Entry, Node, Value};
pub use span::{LineIndex, Span, Spanned, SyntaxError};
