//! Where Scout and the labels differ, with what Scout saw: what a person reads to decide who is right.

use contracts::{Evidence, plan::CellState};
use serde::Serialize;

use crate::{
    case::{Case, Cases},
    score::{Ambiguous, archetypes, cells},
};

/// One cell, or one gap on a decoy, that is judged otherwise than labelled.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Disagreement {
    /// The repository, `owner/name`.
    pub(crate) repo: String,
    /// The module's folder.
    pub(crate) module: String,
    /// The gap type.
    pub(crate) gap: String,
    /// `missing`, `present` or `decoy`.
    pub(crate) labelled: &'static str,
    /// `missing`, `present`, `unknown`, `not applicable`, `not judged` or `not found`.
    pub(crate) judged: &'static str,
    /// The probability that it is missing; null where there is none.
    pub(crate) p_missing: Option<f64>,
    /// What Scout saw, or why it could not judge.
    pub(crate) evidence: String,
    /// What the labeller saw.
    pub(crate) label_evidence: Option<String>,
    /// Whether two careful readers differ on it.
    pub(crate) ambiguous: bool,
}

/// A module whose archetypes differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ArchetypeDisagreement {
    /// The repository, `owner/name`.
    pub(crate) repo: String,
    /// The module's folder.
    pub(crate) module: String,
    /// Labelled and not said.
    pub(crate) missed: Vec<String>,
    /// Said and not labelled.
    pub(crate) wrong: Vec<String>,
    /// Whether two careful readers differ on it.
    pub(crate) ambiguous: bool,
}

/// All cells that are judged otherwise than labelled, ambiguous ones too, and the gaps on decoys.
pub(crate) fn of_gaps(cases: &Cases<'_>) -> Vec<Disagreement> {
    cases.cases.iter().flat_map(|case| of_cells(case).into_iter().chain(of_decoy(case))).collect()
}

/// The modules that were found and whose archetypes differ.
pub(crate) fn of_archetypes(cases: &Cases<'_>) -> Vec<ArchetypeDisagreement> {
    cases.cases.iter().filter(|case| case.module.is_some()).filter_map(of_module).collect()
}

fn of_cells(case: &Case<'_>) -> Vec<Disagreement> {
    let mut found = Vec::new();
    for (gap, missing) in cells::scored(case, Ambiguous::Included) {
        let labelled = if missing { "missing" } else { "present" };
        let judged = judged(case, gap);
        if labelled != judged {
            let cell = case.cell(gap);
            found.push(Disagreement {
                gap: gap.name().to_owned(),
                labelled,
                judged,
                p_missing: cell.and_then(|cell| cell.p_missing).map(|p| p.as_f64()),
                evidence: reason(case, gap),
                ambiguous: case.label.is_ambiguous(gap.name()),
                ..about(case)
            });
        }
    }
    found
}

fn of_decoy(case: &Case<'_>) -> Vec<Disagreement> {
    if !case.label.is_decoy() {
        return Vec::new();
    }
    let of_gap = |gap: &contracts::Gap| Disagreement {
        gap: gap.gap_type.name().to_owned(),
        p_missing: Some(gap.confidence.value.as_f64()),
        evidence: in_words(&gap.evidence),
        ambiguous: case.label.is_ambiguous(gap.gap_type.name()),
        ..about(case)
    };
    case.gaps().map(of_gap).collect()
}

/// What is common to the disagreements on a module; the cell's own fields are those of a decoy.
fn about(case: &Case<'_>) -> Disagreement {
    Disagreement {
        repo: case.label.repo.clone(),
        module: case.label.path.to_string(),
        gap: String::new(),
        labelled: "decoy",
        judged: "missing",
        p_missing: None,
        evidence: String::new(),
        label_evidence: case.label.evidence.clone(),
        ambiguous: false,
    }
}

fn judged(case: &Case<'_>, gap: contracts::GapType) -> &'static str {
    if case.module.is_none() {
        return "not found";
    }
    match case.cell(gap).map(|cell| cell.state) {
        Some(CellState::Absent) => "missing",
        Some(CellState::Present) => "present",
        Some(CellState::NotApplicable) => "not applicable",
        Some(CellState::Unknown) => "unknown",
        None => "not judged",
    }
}

fn reason(case: &Case<'_>, gap: contracts::GapType) -> String {
    let Some(module) = case.module else {
        return "there is no module at this path".to_owned();
    };
    match case.cell(gap) {
        None => "no rule judges this gap type".to_owned(),
        Some(cell) if cell.evidence.is_empty() => {
            format!("no evidence; the module is a {}", module.kind)
        }
        Some(cell) => in_words(&cell.evidence),
    }
}

fn in_words(evidence: &[Evidence]) -> String {
    let Some(first) = evidence.first() else {
        return "no evidence".to_owned();
    };
    let line = first.span.map(|span| format!(":{}", span.start.line)).unwrap_or_default();
    let more = if evidence.len() > 1 { format!(" (and {} more)", evidence.len() - 1) } else { String::new() };
    format!("{}{line} {}: {}{more}", first.path, first.rule, first.reason)
}

fn of_module(case: &Case<'_>) -> Option<ArchetypeDisagreement> {
    let said = archetypes::said(case);
    let labelled = &case.label.archetypes;
    let missed: Vec<String> =
        labelled.iter().filter(|archetype| !said.contains(archetype.as_str())).cloned().collect();
    let wrong: Vec<String> =
        said.into_iter().filter(|archetype| !labelled.contains(*archetype)).map(str::to_owned).collect();
    (!missed.is_empty() || !wrong.is_empty()).then(|| ArchetypeDisagreement {
        repo: case.label.repo.clone(),
        module: case.label.path.to_string(),
        missed,
        wrong,
        ambiguous: case.label.is_ambiguous(crate::labels::ARCHETYPES),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        case::Scanned,
        example::{self, label, module, plan, scanned, with_cell},
    };
    use contracts::{GapType, Module, plan::Archetype};

    const OTEL: GapType = GapType::MissingOtel;

    fn on_cell(missing: bool, found: Option<&Module>) -> Vec<Disagreement> {
        let label = example::judged("org/shop", "orders", OTEL, missing);
        let scan: Scanned = scanned(plan(vec![], vec![]));
        let case = Case { label: &label, module: found, scanned: &scan };
        of_gaps(&Cases { cases: vec![case], ..Cases::default() })
    }

    #[test]
    fn agreement_is_silent() {
        assert!(on_cell(true, Some(&with_cell(module("orders"), OTEL, CellState::Absent, 900))).is_empty());
        assert!(on_cell(false, Some(&with_cell(module("orders"), OTEL, CellState::Present, 10))).is_empty());
    }

    #[test]
    fn a_wrong_verdict_comes_with_what_scout_saw() {
        let said = &on_cell(false, Some(&with_cell(module("orders"), OTEL, CellState::Absent, 900)))[0];
        assert_eq!((said.labelled, said.judged, said.p_missing), ("present", "missing", Some(0.9)));
        assert_eq!(said.evidence, "orders/go.mod:7 go-module: a client of Kafka is required");
    }

    #[test]
    fn what_was_not_judged_says_why() {
        let judged = |found: Option<&Module>| {
            let said = &on_cell(true, found)[0];
            (said.judged, said.evidence.clone())
        };
        assert_eq!(judged(None), ("not found", "there is no module at this path".to_owned()));
        assert_eq!(
            judged(Some(&module("orders"))),
            ("not judged", "no rule judges this gap type".to_owned())
        );
        let unknown = with_cell(module("orders"), OTEL, CellState::Unknown, 500);
        assert_eq!(judged(Some(&unknown)).0, "unknown");
    }

    #[test]
    fn a_gap_on_a_decoy_is_a_disagreement() {
        let label = label("org/shop", "lib");
        let scan = scanned(plan(vec![], vec![example::gap("lib", GapType::MissingRunbook)]));
        let case = Case { label: &label, module: None, scanned: &scan };
        let said = of_gaps(&Cases { cases: vec![case], ..Cases::default() });
        assert_eq!(said.len(), 1);
        assert_eq!(
            (said[0].labelled, said[0].judged, said[0].gap.as_str()),
            ("decoy", "missing", "missing_runbook")
        );
    }

    #[test]
    fn archetypes_differ_both_ways() {
        let mut label = label("org/shop", "orders");
        label.archetypes = ["batch", "http-service"].map(str::to_owned).into();
        let mut found = module("orders");
        found.archetypes = [Archetype::HttpService, Archetype::KafkaConsumer].into();
        let scan = scanned(plan(vec![], vec![]));
        let case = Case { label: &label, module: Some(&found), scanned: &scan };
        let said = of_archetypes(&Cases { cases: vec![case], ..Cases::default() });
        assert_eq!(
            (&said[0].missed[..], &said[0].wrong[..]),
            (&["batch".to_owned()][..], &["kafka-consumer".to_owned()][..])
        );
    }
}
