//! The Observability Diff Plan: what a repository's modules lack, and how sure that is.

mod archetype;
mod cell;
mod confidence;
mod connector;
mod dataset;
mod diff_plan;
mod gap;
mod gap_key;
mod gap_type;
mod language;
mod module;
mod priority;
mod standing;
mod tier;
mod topic;

pub use archetype::Archetype;
pub use cell::{Cell, CellState};
pub use confidence::{Confidence, Factor};
pub use connector::Connector;
pub use dataset::{DatasetKind, DatasetUse};
pub use diff_plan::{DiffPlan, DiffPlanId};
pub use gap::Gap;
pub use gap_key::{GapKey, GapKeyError};
pub use gap_type::GapType;
pub use language::Language;
pub use module::{Module, ModuleKind};
pub use priority::Priority;
pub use standing::{Acceptance, Change};
pub use tier::Tier;
pub use topic::{Hop, TopicUse};
