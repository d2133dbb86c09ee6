use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{evidence::Evidence, probability::Probability};

/// How it stands with one gap type in one module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CellState {
    /// What is asked for is not there: a gap.
    Absent,
    /// It is there, and the evidence shows where.
    Present,
    /// It cannot be asked of this module: a library has no runbook.
    NotApplicable,
    /// It could not be decided; the evidence says why.
    Unknown,
}

/// The judgement of one gap type on one module: a cell of the table modules x gap types.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cell {
    /// The verdict.
    pub state: CellState,
    /// The probability that it is missing; null where it does not apply and where too little was read.
    pub p_missing: Option<Probability>,
    /// What decided: for `present` the line that proves it, for `absent` the lines that make it apply.
    pub evidence: Vec<Evidence>,
    /// The places that were searched, sorted. What could not be read there is evidence of `unknown`.
    pub searched: Vec<String>,
}
