#![doc = include_str!("../README.md")]

mod explanation;
mod human;
mod line;
mod style;

pub use explanation::{explained, explanation};
pub use human::human;
pub use style::Style;
