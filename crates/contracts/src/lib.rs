#![doc = include_str!("../README.md")]

mod baseline;
pub mod cloud_event;
pub mod config;
mod date;
pub mod evidence;
pub mod exit_code;
pub mod explanation;
pub mod finding;
mod percent;
pub mod plan;
pub mod probability;
pub mod urn;

pub use baseline::{Baseline, BaselineEntry};
pub use cloud_event::{CloudEvent, EventId};
pub use config::RepoConfig;
pub use date::{Date, DateError};
pub use evidence::{Evidence, Position, RuleId, Span};
pub use exit_code::ExitCode;
pub use explanation::Explanation;
pub use finding::{Finding, Severity};
pub use plan::{DiffPlan, Gap, GapKey, GapType, Module};
pub use probability::Probability;
pub use urn::Urn;
