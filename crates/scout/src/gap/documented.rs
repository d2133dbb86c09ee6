//! What the rules share that ask for a document: a lineage spec, a contract, a runbook.

use contracts::{
    Evidence, RuleId,
    plan::{Cell, CellState, GapType},
};
use inventory::{CONFIG_FILE, Document, Hollow};

use super::{Asked, Judged, JudgedGap};
use crate::{documents::Speaks, kind::evidence};

/// The probability that what a team names outside the repository is not there.
const CONFIGURED: u16 = 50;

/// A document, and how it stands for what is asked.
pub(super) struct Asks<'a> {
    /// The start of the rules' ids: `contract`.
    pub(super) name: &'static str,
    pub(super) documents: &'a [(Speaks, &'a Document)],
    /// What the team says of it.
    pub(super) said: Option<&'a String>,
    /// What it is called, with its article: `a data contract`.
    pub(super) called: &'static str,
    /// Where it is looked for: patterns.
    pub(super) searched: Vec<String>,
}

/// The verdict where a document that says something is there; none where it is missing or hollow.
pub(super) fn found(asks: &Asks<'_>) -> Option<Judged> {
    let full: Vec<&(Speaks, &Document)> =
        asks.documents.iter().filter(|(_, document)| document.hollow.is_none()).collect();
    let (p_missing, evidence) = match (asks.said, full.first()) {
        (Some(said), _) => (contracts::Probability::from_permille(CONFIGURED), vec![configured(asks, said)]),
        (None, Some((speaks, _))) => (
            speaks.p_missing(),
            full.iter().take(SHOWN_MAX).map(|(speaks, document)| shown(asks, *speaks, document)).collect(),
        ),
        (None, None) => return None,
    };
    let state = CellState::Present;
    let cell = Cell { state, p_missing: Some(p_missing), evidence, searched: asks.searched.clone() };
    Some(Judged { cell, gaps: Vec::new() })
}

/// How many documents are told as evidence.
const SHOWN_MAX: usize = 3;

fn configured(asks: &Asks<'_>, said: &str) -> Evidence {
    Evidence {
        path: CONFIG_FILE.to_owned(),
        span: None,
        rule: RuleId::new(format!("{}-configured", asks.name)),
        reason: format!(
            "the team says where {} is: {}",
            asks.called,
            redact::redact_cut(said, SAID_CHARS_MAX)
        ),
    }
}

/// How much of what a team says is told again, in characters.
const SAID_CHARS_MAX: usize = 120;

fn shown(asks: &Asks<'_>, speaks: Speaks, document: &Document) -> Evidence {
    let how = match speaks {
        Speaks::Inside => "lies in the module",
        Speaks::Named => "names the module or its data",
        Speaks::Everywhere => "stands for the whole repository",
        Speaks::ForOthers => "lies in the repository, and names other modules or none",
    };
    let what = super::missing_contract::form(document.kind).unwrap_or(asks.called);
    evidence(&document.location, &format!("{}-document", asks.name), &format!("{what} {how}"))
}

/// The verdict where it is missing: what makes it apply, and what is there and says nothing yet.
pub(super) fn absent(
    asked: &Asked<'_>,
    gap: GapType,
    asks: &Asks<'_>,
    applies: Vec<Evidence>,
    factors: &[&str],
) -> Judged {
    let confidence = asked.rules.confidence.of(gap, factors);
    let hollow = asks.documents.iter().filter_map(|(_, document)| {
        let why = match document.hollow? {
            Hollow::Empty => "it is there and empty",
            Hollow::Template => "it is there and still a template",
        };
        Some(evidence(&document.location, &format!("{}-hollow", asks.name), why))
    });
    let evidence: Vec<Evidence> = hollow.take(SHOWN_MAX).chain(applies).collect();
    let cell = Cell {
        state: CellState::Absent,
        p_missing: Some(confidence.value),
        evidence: evidence.clone(),
        searched: asks.searched.clone(),
    };
    let hollow = asks.documents.iter().find(|(_, document)| document.hollow.is_some());
    let remedy = hollow.map(|(_, document)| {
        let path = document.path();
        format!("write what `{path}` is there for: {} that says nothing helps nobody", asks.called)
    });
    Judged { cell, gaps: vec![JudgedGap { subject: None, confidence, evidence, remedy }] }
}
