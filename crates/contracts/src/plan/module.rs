use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    archetype::Archetype, cell::Cell, gap_type::GapType, language::Language, tier::Tier, topic::TopicUse,
};
use crate::{evidence::Evidence, urn::Urn};

/// Whether somebody runs a module, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ModuleKind {
    /// Runs until it is stopped.
    Service,
    /// Runs to its end.
    Job,
    /// Is linked into something else.
    Library,
    /// Is started by a person on a command line.
    Cli,
    /// Runs in a browser or on a phone.
    Frontend,
    /// Only builds a container image of somebody else's program.
    Image,
    /// Shows how something is used; nobody runs it in production.
    Example,
}

impl ModuleKind {
    /// Whether it is deployed, so that gaps can be asked of it.
    #[must_use]
    pub const fn is_deployable(self) -> bool {
        matches!(self, Self::Service | Self::Job)
    }

    /// The name used in plans and tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Job => "job",
            Self::Library => "library",
            Self::Cli => "cli",
            Self::Frontend => "frontend",
            Self::Image => "image",
            Self::Example => "example",
        }
    }
}

impl fmt::Display for ModuleKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One thing that is built: a service, a job, a library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Module {
    /// Its stable name.
    pub urn: Urn,
    /// Its folder relative to the root, with forward slashes; `.` for the root.
    pub path: String,
    /// The repository it lies in, `owner/name`; null unless the scanned folder holds several.
    pub repo: Option<String>,
    /// That repository's commit; null unless the scanned folder holds several.
    pub commit: Option<String>,
    /// The language it is mainly written in.
    pub language: Language,
    /// Whether and how it is run.
    pub kind: ModuleKind,
    /// The line or file that decided `kind`.
    pub kind_evidence: Vec<Evidence>,
    /// What kind of program it is.
    pub archetypes: BTreeSet<Archetype>,
    /// The team that answers for it, as `.autopilot.yml` says; null when unknown.
    pub owner: Option<String>,
    /// How much hangs on it, as `.autopilot.yml` says; null when unknown.
    pub tier: Option<Tier>,
    /// The Kafka topics it reads, by name; those that nothing names come first.
    pub topics_read: Vec<TopicUse>,
    /// The Kafka topics it writes, by name; those that nothing names come first.
    pub topics_written: Vec<TopicUse>,
    /// The judgement per gap type; a type that no rule judges yet is left out.
    pub gaps: BTreeMap<GapType, Cell>,
}
