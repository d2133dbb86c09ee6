//! `.autopilot/baseline.json`: the gaps that were there when a team began to look. They are written by the executable and
//! may be edited by people; read by a person's typo-proof reader in `inventory`.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::plan::GapKey;

/// The file `.autopilot/baseline.json`: gaps that are accepted as they are, so that only new ones count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// The version of this form.
    #[schemars(range(max = 0))]
    pub version: u32,
    /// The gaps, by key.
    pub gaps: Vec<BaselineEntry>,
}

/// One gap that is accepted as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BaselineEntry {
    /// Its identity, without lines or versions.
    pub key: GapKey,
}

impl Baseline {
    /// The version that is written, and the newest that is read.
    pub const VERSION: u32 = 0;

    /// The baseline of these gaps, sorted and each once.
    #[must_use]
    pub fn of(keys: impl IntoIterator<Item = GapKey>) -> Self {
        let keys: BTreeSet<GapKey> = keys.into_iter().collect();
        Self { version: Self::VERSION, gaps: keys.into_iter().map(|key| BaselineEntry { key }).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_baseline_is_sorted_whatever_the_order_of_the_gaps() {
        let keys =
            ["missing_runbook:b", "missing_otel:a", "missing_runbook:b", "missing_correlation:a:kafkajs"];
        let baseline = Baseline::of(keys.iter().filter_map(|key| key.parse().ok()));
        assert_eq!(
            serde_json::to_string(&baseline).unwrap_or_default(),
            r#"{"version":0,"gaps":[{"key":"missing_otel:a"},{"key":"missing_correlation:a:kafkajs"},{"key":"missing_runbook:b"}]}"#
        );
    }
}
