use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    confidence::Confidence,
    gap_key::GapKey,
    gap_type::GapType,
    priority::Priority,
    standing::{Acceptance, Change},
};
use crate::evidence::Evidence;

/// One thing that is missing from one module.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Gap {
    /// Its identity, the same for as long as the gap is the same.
    pub key: GapKey,
    /// What is missing.
    #[serde(rename = "type")]
    pub gap_type: GapType,
    /// The folder of the module it is missing from, `.` for the root.
    pub module: String,
    /// How soon it should be closed.
    pub priority: Priority,
    /// The probability that it is right, and what went into it.
    pub confidence: Confidence,
    /// The lines that make the gap apply: the framework, the client, the start command.
    pub evidence: Vec<Evidence>,
    /// The places that were searched for what is missing, sorted.
    pub searched: Vec<String>,
    /// What would close it: an instruction for people, e.g. `attach the OpenTelemetry agent ...`.
    pub remedy: String,
    /// Why it does not count today; absent when it does. Not part of what the plan is named by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Acceptance>,
    /// How it compares with the revision that the plan was compared with; absent without one. Not part of what the plan is
    /// named by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
}
