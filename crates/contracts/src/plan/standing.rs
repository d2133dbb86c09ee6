//! How a gap stands: whether a team accepts it for now, and whether another revision had it too. None of it is part of
//! what a plan is named by.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{date::Date, evidence::Evidence};

/// Why a gap does not count today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum Acceptance {
    /// Somebody says that it is wrong or accepted, and until when.
    Suppression {
        /// Why.
        reason: String,
        /// The last day on which it holds.
        until: Date,
        /// Where it is said.
        evidence: Evidence,
    },
    /// It was there when the baseline was written.
    Baseline {
        /// The baseline.
        evidence: Evidence,
    },
}

impl Acceptance {
    /// The rule that sees a suppression beside the code it speaks of.
    pub const INLINE: &'static str = "suppression-inline";

    /// Where it is said.
    #[must_use]
    pub fn evidence(&self) -> &Evidence {
        match self {
            Self::Suppression { evidence, .. } | Self::Baseline { evidence } => evidence,
        }
    }

    /// Whether it stands beside the code rather than in a file of its own.
    #[must_use]
    pub fn is_inline(&self) -> bool {
        self.evidence().rule.0 == Self::INLINE
    }
}

/// How a gap compares with another revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The other revision does not have it.
    New,
    /// The other revision has it too.
    Existing,
}
