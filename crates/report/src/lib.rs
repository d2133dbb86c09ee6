#![doc = include_str!("../README.md")]

mod accepted;
mod annotations;
mod badge;
mod codequality;
mod escape;
mod explanation;
mod fingerprint;
mod human;
mod input;
mod json;
mod junit;
mod line;
mod markdown;
mod problem;
mod sarif;
mod style;
mod tally;
mod view;
mod wording;

pub use annotations::annotations;
pub use badge::badge;
pub use codequality::codequality;
pub use escape::data as command_data;
pub use explanation::{explained, explanation};
pub use human::human;
pub use junit::junit;
pub use markdown::{SUMMARY_BYTES_MAX, markdown};
pub use sarif::{SarifUse, sarif};
pub use style::Style;
pub use view::View;
