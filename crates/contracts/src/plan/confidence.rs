use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::probability::Probability;

/// The probability that a gap is right, with what went into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Confidence {
    /// The probability that the gap is right, calibrated on labelled repositories.
    pub value: Probability,
    /// What raised or lowered it, in the order it was weighed.
    pub factors: Vec<Factor>,
}

/// One thing that made a gap more or less likely.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Factor {
    /// Its short name: lower case and dashes.
    pub name: String,
    /// The probability after it was taken into account.
    pub after: Probability,
}
