use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::evidence::Evidence;

/// What kind of thing holds the data that modules exchange, where it is no topic of Kafka.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DatasetKind {
    /// A queue or subject of a broker other than Kafka.
    Queue,
    /// A table, view or collection.
    Table,
    /// Files or objects under a path.
    File,
}

/// Data that a module reads from others or writes for them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct DatasetUse {
    /// What holds it.
    pub kind: DatasetKind,
    /// Its name or path; null where neither code nor configuration in the repository tells it.
    pub name: Option<String>,
    /// What it is read or written with, e.g. `spark`, `dbt`, `nats`.
    pub through: String,
    /// The line that uses it.
    pub evidence: Evidence,
}
