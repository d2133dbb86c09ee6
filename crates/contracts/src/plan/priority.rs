use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How soon a gap should be closed; P0 first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Priority {
    /// No OpenTelemetry or no correlation in a module with a hop to another module, or of tier 1.
    P0,
    /// The other cases of these two; contract; incomplete headers.
    P1,
    /// Lineage, runbook, outdated.
    P2,
}

impl fmt::Display for Priority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::P0 => "P0",
            Self::P1 => "P1",
            Self::P2 => "P2",
        })
    }
}
