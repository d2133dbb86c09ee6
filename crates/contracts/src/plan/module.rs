use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    archetype::Archetype, cell::Cell, dataset::DatasetUse, gap_type::GapType, language::Language, tier::Tier,
    topic::TopicUse,
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
    /// Who answers for it: what `.autopilot.yml` says, else `catalog-info.yaml`, `CODEOWNERS`, or its manifest; null
    /// when nothing does.
    pub owner: Option<String>,
    /// What says who the owner is; null when nothing does.
    pub owner_evidence: Option<Evidence>,
    /// How much hangs on it: what `.autopilot.yml` says, else `catalog-info.yaml` or its manifest; null when nothing
    /// does.
    pub tier: Option<Tier>,
    /// What says which tier it has; null when nothing does.
    pub tier_evidence: Option<Evidence>,
    /// The Kafka topics it reads, by name; those that nothing names come first.
    pub topics_read: Vec<TopicUse>,
    /// The Kafka topics it writes, by name; those that nothing names come first.
    pub topics_written: Vec<TopicUse>,
    /// The queues, tables and files that it reads from others, as far as the repository tells.
    pub datasets_read: Vec<DatasetUse>,
    /// The queues, tables and files that it writes for others, as far as the repository tells.
    pub datasets_written: Vec<DatasetUse>,
    /// The lineage specs that speak of it, by path; OpenLineage that is wired instead is evidence of the cell.
    pub lineage_specs: Vec<String>,
    /// The data contracts that speak of it, by path.
    pub contracts: Vec<String>,
    /// The wire schemas in its folder, by path: Avro, Protobuf, JSON Schema.
    pub schemas: Vec<String>,
    /// The runbooks that speak of it, by path.
    pub runbooks: Vec<String>,
    /// The judgement per gap type; a type that no rule judges yet is left out.
    pub gaps: BTreeMap<GapType, Cell>,
}
