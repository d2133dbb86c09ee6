use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What can be missing from a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GapType {
    /// Neither the OpenTelemetry SDK, an agent nor a bridge is wired.
    MissingOtel,
    /// Trace context does not travel in the headers of Kafka records.
    MissingCorrelation,
    /// The module moves data and no lineage spec or OpenLineage client says from where to where.
    MissingLineageSpec,
    /// The module produces a dataset and no data contract describes it.
    MissingContract,
    /// Nobody wrote down what to do when the module fails.
    MissingRunbook,
    /// OpenTelemetry is wired by something that is no longer maintained.
    OutdatedOtel,
    /// Some record headers that should travel are dropped.
    IncompleteHeaders,
}

impl GapType {
    /// Every gap type, in the order of plans and tables.
    pub const ALL: [Self; 7] = [
        Self::MissingOtel,
        Self::MissingCorrelation,
        Self::MissingLineageSpec,
        Self::MissingContract,
        Self::MissingRunbook,
        Self::OutdatedOtel,
        Self::IncompleteHeaders,
    ];

    /// The name used in plans, keys, labels and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::MissingOtel => "missing_otel",
            Self::MissingCorrelation => "missing_correlation",
            Self::MissingLineageSpec => "missing_lineage_spec",
            Self::MissingContract => "missing_contract",
            Self::MissingRunbook => "missing_runbook",
            Self::OutdatedOtel => "outdated_otel",
            Self::IncompleteHeaders => "incomplete_headers",
        }
    }
}

impl fmt::Display for GapType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that no gap type has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no gap type")]
pub struct UnknownGapType(pub String);

impl FromStr for GapType {
    type Err = UnknownGapType;

    fn from_str(name: &str) -> Result<Self, UnknownGapType> {
        let found = Self::ALL.into_iter().find(|gap| gap.name() == name);
        found.ok_or_else(|| UnknownGapType(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_and_json_agree() {
        for gap in GapType::ALL {
            assert_eq!(serde_json::to_value(gap).unwrap(), gap.name());
            assert_eq!(gap.name().parse::<GapType>().unwrap(), gap);
        }
    }
}
