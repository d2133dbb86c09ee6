//! The registry of gap rules. A rule is one file, one line here, its base, remedies and explanations
//! in `rules/`, and its tests.

mod documented;
mod incomplete_headers;
mod missing_contract;
mod missing_correlation;
mod missing_lineage_spec;
mod missing_otel;
mod missing_runbook;
mod outdated_otel;

use std::collections::BTreeMap;

use contracts::{
    Evidence, Probability, RepoConfig, RuleId,
    config::ModuleConfig,
    plan::{Cell, CellState, Confidence, GapType, Priority},
};
use inventory::ModuleFacts;

use crate::{documents::About, movement::Movement, rules::Rules};

/// Of what a rule is asked.
pub(crate) struct Asked<'a> {
    pub(crate) module: &'a ModuleFacts,
    pub(crate) rules: &'a Rules,
    /// What the team says.
    pub(crate) config: &'a RepoConfig,
    /// What the team says of this module.
    pub(crate) said: Option<&'a ModuleConfig>,
    /// Why it is a service or job.
    pub(crate) kind_evidence: &'a [Evidence],
    /// What it does with data.
    pub(crate) movement: &'a Movement,
    /// The documents that speak of it.
    pub(crate) about: &'a About<'a>,
    /// Whether only weak signs make it a service or job.
    pub(crate) guessed: bool,
    /// What the rules before it judged of the module.
    pub(crate) cells: &'a BTreeMap<GapType, Cell>,
}

/// What makes a gap less sure, by the names of `rules/confidence.toml`.
pub(crate) const GUESSED: &str = "kind-is-guessed";
pub(crate) const NO_DEPLOY_FILE: &str = "no-deploy-file";
pub(crate) const UNKNOWN_TELEMETRY: &str = "unknown-telemetry-library";
pub(crate) const API_IS_USED: &str = "api-is-used";
pub(crate) const IN_HOUSE_CLIENT: &str = "in-house-client";
pub(crate) const ONLY_ENGINE: &str = "only-the-engine-tells";
pub(crate) const LINEAGE_INSTALLED: &str = "lineage-is-installed";

/// All of them.
#[cfg(test)]
pub(crate) const FACTORS: [&str; 7] = [
    GUESSED,
    NO_DEPLOY_FILE,
    UNKNOWN_TELEMETRY,
    API_IS_USED,
    IN_HOUSE_CLIENT,
    ONLY_ENGINE,
    LINEAGE_INSTALLED,
];

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
    /// What closes it, where the rule knows better than the table of remedies.
    pub(crate) remedy: Option<String>,
}

impl Judged {
    /// Nothing was found to be wrong.
    fn present(searched: Vec<String>, p_missing: Probability) -> Self {
        let (state, evidence) = (CellState::Present, Vec::new());
        Self { cell: Cell { state, p_missing: Some(p_missing), evidence, searched }, gaps: Vec::new() }
    }

    /// One thing is wrong, as sure as it is for gaps of this type.
    fn absent(asked: &Asked<'_>, of: GapType, evidence: Vec<Evidence>, remedy: Option<String>) -> Self {
        let confidence = asked.rules.confidence.of(of, &[]);
        let cell = Cell {
            state: CellState::Absent,
            p_missing: Some(confidence.value),
            evidence: evidence.clone(),
            searched: searched(asked.module),
        };
        Self { cell, gaps: vec![JudgedGap { subject: None, confidence, evidence, remedy }] }
    }
}

/// The verdict of a rule that asks how good something is, where that is not there or nobody knows.
fn beside(asked: &Asked<'_>, of: GapType) -> Option<Judged> {
    match asked.cells.get(&of) {
        Some(cell) if cell.state == CellState::Present => None,
        Some(cell) if cell.state == CellState::Unknown => {
            let cell = Cell { p_missing: None, ..cell.clone() };
            Some(Judged { cell, gaps: Vec::new() })
        }
        _ => Some(not_asked()),
    }
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
    pub(crate) judge: fn(&Asked<'_>) -> Judged,
    /// How urgent the gap is in a module on which much hangs, and in any other.
    pub(crate) priority: fn(bool) -> Priority,
}

/// Every rule; each sees the cells of those before it.
pub(crate) static RULES: [GapRule; 7] = [
    missing_otel::RULE,
    missing_correlation::RULE,
    missing_lineage_spec::RULE,
    missing_contract::RULE,
    missing_runbook::RULE,
    outdated_otel::RULE,
    incomplete_headers::RULE,
];
