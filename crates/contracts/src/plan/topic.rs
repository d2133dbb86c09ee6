use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::evidence::Evidence;

/// A Kafka topic that a module reads or writes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct TopicUse {
    /// Its name; null where neither code nor configuration in the repository tells it.
    pub topic: Option<String>,
    /// The client library it is used through, as gap keys name it, e.g. `spring-kafka`.
    pub client: String,
    /// The line that uses it.
    pub evidence: Evidence,
}

/// The way of a topic from a module that writes it to another that reads it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Hop {
    /// The topic's name.
    pub topic: String,
    /// The folder of the module that writes it, `.` for the root.
    pub from: String,
    /// The folder of the module that reads it.
    pub to: String,
    /// Whether trace context travels: correlation is present at both ends. Null when an end is unknown.
    pub traced: Option<bool>,
}
