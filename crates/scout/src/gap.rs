//! The registry of gap rules. A rule is one file, one line here, and its tests.

mod missing_correlation;
mod missing_otel;

use contracts::{
    Evidence, RuleId,
    plan::{Cell, CellState, Confidence, GapType, Priority, Tier},
};
use inventory::ModuleFacts;

use crate::rules::Rules;

/// How a rule judged a module.
pub(crate) struct Judged {
    pub(crate) cell: Cell,
    /// For an absent cell, what is missing: once, or once for each client.
    pub(crate) gaps: Vec<JudgedGap>,
}

/// One thing that is missing.
pub(crate) struct JudgedGap {
    /// The client it concerns, where a module can have several.
    pub(crate) subject: Option<String>,
    pub(crate) confidence: Confidence,
    pub(crate) evidence: Vec<Evidence>,
}

/// A module of which this cannot be asked.
fn not_asked() -> Judged {
    let (evidence, searched) = (Vec::new(), Vec::new());
    let cell = Cell { state: CellState::NotApplicable, p_missing: None, evidence, searched };
    Judged { cell, gaps: Vec::new() }
}

/// The places that a rule looked at: what was read of the module's manifests and deploy files.
fn searched(module: &ModuleFacts) -> Vec<String> {
    let deployed = module.deployments.iter().map(|deployment| deployment.path.to_string());
    let unread = |path: &String| module.unread.iter().any(|unread| unread.path.as_str() == path);
    let read = module.manifests.iter().map(ToString::to_string).chain(deployed);
    let mut places: Vec<String> = read.filter(|path| !unread(path)).collect();
    places.sort();
    places.dedup();
    places
}

/// What may hold what a rule looks for, and could not be read.
fn unread(module: &ModuleFacts, rule: &str) -> Vec<Evidence> {
    let told = module.unread.iter().map(|unread| Evidence {
        path: unread.path.to_string(),
        span: unread.span,
        rule: RuleId::new(rule),
        reason: unread.why.clone(),
    });
    told.collect()
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
pub(crate) const RULES: [GapRule; 2] = [missing_otel::RULE, missing_correlation::RULE];
