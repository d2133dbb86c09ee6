#![doc = include_str!("../README.md")]

mod github;
mod gitlab;
mod said;
mod subject;
mod variables;

pub use github::{EVENT_BYTES_MAX, github};
pub use gitlab::gitlab;
pub use subject::{Change, Checkout, Forge, Occasion, Subject, SubjectError};
