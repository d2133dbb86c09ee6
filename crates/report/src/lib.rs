#![doc = include_str!("../README.md")]

mod human;
mod line;
mod style;

pub use human::human;
pub use line::{LINE_CHARS_MAX, evidence_line};
pub use style::Style;
