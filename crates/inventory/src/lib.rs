#![doc = include_str!("../README.md")]

mod assemble;
mod baseline;
mod config;
mod connector;
mod deploy;
mod documents;
mod entry_point;
mod explanations;
mod facts;
mod family;
mod in_house;
mod lineage;
mod location;
mod manifest;
mod own_code;
mod ownership;
mod pattern;
mod selection;
mod settings;
mod source_file;
mod suppression;
mod survey;
mod topic;
mod usage;

pub use baseline::{
    BASELINE_BYTES_MAX, BASELINE_FILE, BaselineError, BaselineFile, BaselineGap, baseline, baseline_of,
};
pub use config::{CONFIG_FILE, ConfigError, ConfigMistake};
pub use deploy::functions::HANDLER;
pub use documents::{Document, DocumentKind, Hollow, LINEAGE_SPEC};
pub use explanations::explanations;
pub use facts::{
    Dependency, Deployment, Ecosystem, EntryPoint, Facts, ModuleFacts, Role, Scope, Setting, Unread, Usage,
    UsageKind, WiringLine,
};
pub use lineage::{LineageOf, LineageSign};
pub use location::Location;
pub use ownership::{Ownership, OwnershipSource};
pub use pattern::matches;
pub use selection::is_manifest;
pub use source_file::SourceFile;
pub use suppression::{GapPattern, Suppression, Suppressions};
pub use survey::{SurveyError, survey};
