//! Hand-made labels and plans for the tests.

use std::collections::{BTreeMap, BTreeSet};

use contracts::{
    DiffPlan, Evidence, Gap, GapKey, GapType, Module, Position, Probability, RuleId, Span, Urn,
    plan::{Cell, CellState, Confidence, Language, ModuleKind, Priority},
};
use source_tree::RepoPath;

use crate::{case::Scanned, labels::Label, words::Words};

/// A Go module without archetypes and gaps: a decoy.
pub(crate) fn label(repo: &str, path: &str) -> Label {
    Label {
        repo: repo.to_owned(),
        commit: "0123456789abcdef0123456789abcdef01234567".to_owned(),
        path: RepoPath::new(path).unwrap(),
        language: "go".to_owned(),
        archetypes: BTreeSet::new(),
        gaps: BTreeMap::new(),
        ambiguous: BTreeSet::new(),
        complete: false,
        evidence: None,
    }
}

/// The same label, on which `gap` is missing or present.
pub(crate) fn judged(repo: &str, path: &str, gap: GapType, missing: bool) -> Label {
    Label { gaps: [(gap, missing)].into(), ..label(repo, path) }
}

/// A Go service without a cell.
pub(crate) fn module(path: &str) -> Module {
    Module {
        urn: Urn::new("svc", "", "", "orders").unwrap(),
        path: path.to_owned(),
        repo: None,
        commit: None,
        language: Language::Go,
        kind: ModuleKind::Service,
        kind_evidence: vec![],
        archetypes: BTreeSet::new(),
        owner: None,
        owner_evidence: None,
        tier: None,
        tier_evidence: None,
        topics_read: vec![],
        topics_written: vec![],
        datasets_read: vec![],
        datasets_written: vec![],
        lineage_specs: vec![],
        contracts: vec![],
        schemas: vec![],
        runbooks: vec![],
        gaps: BTreeMap::new(),
    }
}

/// A Java service without a cell.
pub(crate) fn java_module(path: &str) -> Module {
    Module { language: Language::Java, ..module(path) }
}

/// The same service with one cell.
pub(crate) fn with_cell(module: Module, gap: GapType, state: CellState, permille: u16) -> Module {
    let mut module = module;
    let cell = Cell {
        state,
        p_missing: (state != CellState::NotApplicable).then(|| Probability::from_permille(permille)),
        evidence: vec![evidence()],
        searched: vec![],
    };
    module.gaps.insert(gap, cell);
    module
}

fn evidence() -> Evidence {
    let start = Position { line: 7, column: 1 };
    Evidence {
        path: "orders/go.mod".to_owned(),
        span: Some(Span { start, end: start, start_byte: 90, end_byte: 90 }),
        rule: RuleId::new("go-module"),
        reason: "a client of Kafka is required".to_owned(),
    }
}

/// A gap of the module at `path`.
pub(crate) fn gap(path: &str, gap_type: GapType) -> Gap {
    Gap {
        key: GapKey { gap_type, module: path.to_owned(), subject: None },
        gap_type,
        module: path.to_owned(),
        priority: Priority::P1,
        confidence: Confidence { value: Probability::from_permille(900), factors: vec![] },
        evidence: vec![],
        searched: vec![],
        remedy: String::new(),
        accepted: None,
        change: None,
    }
}

/// A plan of nothing else.
pub(crate) fn plan(modules: Vec<Module>, gaps: Vec<Gap>) -> DiffPlan {
    DiffPlan::new(None, None, modules, gaps, vec![], vec![])
}

/// A scan in which no word was found.
pub(crate) fn scanned(plan: DiffPlan) -> Scanned {
    Scanned { plan, words: Words::default() }
}
