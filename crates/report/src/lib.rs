#![doc = include_str!("../README.md")]

mod human;
mod line;
mod style;

pub use human::human;
pub use style::Style;
