//! The registry of gap rules. A rule is one file, one line here, and its tests.

mod missing_otel;

use contracts::plan::{Cell, Confidence, GapType, Priority, Tier};
use inventory::ModuleFacts;

use crate::rules::Rules;

/// How a rule judged a module.
pub(crate) struct Judged {
    pub(crate) cell: Cell,
    /// For an absent cell, how sure that is.
    pub(crate) confidence: Option<Confidence>,
}

/// A gap rule.
pub(crate) struct GapRule {
    pub(crate) gap_type: GapType,
    /// Judges a deployable module.
    pub(crate) judge: fn(&ModuleFacts, &Rules) -> Judged,
    /// How urgent the gap is in a module of this tier.
    pub(crate) priority: fn(Option<Tier>) -> Priority,
}

/// Every rule, in the order of gap types.
pub(crate) const RULES: [GapRule; 1] = [missing_otel::RULE];
