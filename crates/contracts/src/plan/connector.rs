use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::evidence::Evidence;

/// A connector of Kafka Connect that the repository configures: it moves data between topics and the world outside. No gap
/// is asked of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Connector {
    /// Its name; null where its configuration has none.
    pub name: Option<String>,
    /// The class that runs, e.g. `io.debezium.connector.postgresql.PostgresConnector`.
    pub class: String,
    /// The topics it takes elsewhere, as far as its configuration names them.
    pub topics_read: Vec<String>,
    /// The topics it fills, as far as its configuration names them.
    pub topics_written: Vec<String>,
    /// Where it is configured.
    pub evidence: Evidence,
}
