#![doc = include_str!("../README.md")]

mod assemble;
mod config;
mod deploy;
mod entry_point;
mod explanations;
mod facts;
mod family;
mod in_house;
mod manifest;
mod own_code;
mod pattern;
mod selection;
mod settings;
mod source_file;
mod survey;
mod topic;
mod usage;

pub use config::{CONFIG_FILE, ConfigError, ConfigMistake};
pub use explanations::explanations;
pub use facts::{
    Dependency, Deployment, Ecosystem, EntryPoint, Facts, Location, ModuleFacts, Role, Scope, Setting,
    Unread, Usage, UsageKind, WiringLine,
};
pub use pattern::matches;
pub use source_file::SourceFile;
pub use survey::{SurveyError, survey};
