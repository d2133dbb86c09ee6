//! A plan as Scout makes one: three modules, two of them with gaps, and what could not be read.

use std::collections::{BTreeMap, BTreeSet};

use autopilot_report::View;
use contracts::{
    DiffPlan, Evidence, Finding, Position, Probability, RuleId, Severity, Span, Urn,
    plan::{
        Archetype, Cell, CellState, Confidence, Gap, GapKey, GapType, Hop, Language, Module, ModuleKind,
        Priority, TopicUse,
    },
};
use source_tree::{MemoryTree, RepoPath};

/// Texts that a repository can choose.
#[derive(Debug)]
pub(crate) struct Texts {
    /// The folder of the first module.
    pub(crate) module: String,
    /// A file of it.
    pub(crate) file: String,
    /// A line of that file.
    pub(crate) line: String,
    /// A topic's name.
    pub(crate) topic: String,
    /// Why something is evidence.
    pub(crate) reason: String,
    /// What would close a gap.
    pub(crate) remedy: String,
    /// What is said of the input.
    pub(crate) message: String,
}

impl Default for Texts {
    fn default() -> Self {
        Self {
            module: "orders".to_owned(),
            file: "orders/src/server.js".to_owned(),
            line: "server.listen(8080)".to_owned(),
            topic: "orders.v1".to_owned(),
            reason: "a server begins to listen here".to_owned(),
            remedy: "add `@opentelemetry/auto-instrumentations-node`".to_owned(),
            message: "expected a mapping".to_owned(),
        }
    }
}

pub(crate) fn evidence(path: &str, line: u32, reason: &str) -> Evidence {
    let at = |column| Position { line, column };
    let span = Span { start: at(3), end: at(9), start_byte: 2, end_byte: 8 };
    Evidence {
        path: path.to_owned(),
        span: Some(span),
        rule: RuleId::new("some-rule"),
        reason: reason.to_owned(),
    }
}

fn cell(state: CellState, evidence: Vec<Evidence>) -> Cell {
    Cell { state, p_missing: None, evidence, searched: Vec::new() }
}

pub(crate) fn module(path: &str, gaps: BTreeMap<GapType, Cell>, evidence: Evidence, topic: &str) -> Module {
    let topics =
        TopicUse { topic: Some(topic.to_owned()), client: "kafkajs".to_owned(), evidence: evidence.clone() };
    Module {
        urn: Urn::new("svc", "-", "-", "orders").unwrap(),
        path: path.to_owned(),
        repo: None,
        commit: None,
        language: Language::Javascript,
        kind: ModuleKind::Service,
        kind_evidence: vec![evidence],
        archetypes: BTreeSet::from([Archetype::HttpService]),
        owner: None,
        owner_evidence: None,
        tier: None,
        tier_evidence: None,
        topics_read: Vec::new(),
        topics_written: vec![topics],
        datasets_read: vec![],
        datasets_written: vec![],
        lineage_specs: vec![],
        contracts: vec![],
        schemas: vec![],
        runbooks: vec![],
        gaps,
    }
}

pub(crate) fn gap(
    gap_type: GapType,
    module: &str,
    priority: Priority,
    evidence: Vec<Evidence>,
    remedy: &str,
) -> Gap {
    Gap {
        key: GapKey { gap_type, module: module.to_owned(), subject: None },
        gap_type,
        module: module.to_owned(),
        priority,
        confidence: Confidence { value: Probability::from_permille(950), factors: Vec::new() },
        evidence,
        searched: Vec::new(),
        remedy: remedy.to_owned(),
        accepted: None,
        change: None,
    }
}

/// The plan, with these texts in it.
pub(crate) fn plan(texts: &Texts) -> DiffPlan {
    let Texts { module: folder, file, topic, reason, remedy, message, .. } = texts;
    let proof = || evidence(file, 1, reason);
    let absent = || cell(CellState::Absent, vec![proof()]);
    let unknown = cell(CellState::Unknown, vec![proof()]);
    let present = cell(CellState::Present, vec![proof()]);
    let modules = vec![
        module(
            folder,
            BTreeMap::from([(GapType::MissingOtel, absent()), (GapType::MissingRunbook, absent())]),
            proof(),
            topic,
        ),
        module("billing", BTreeMap::from([(GapType::MissingOtel, present)]), proof(), topic),
        module("mail", BTreeMap::from([(GapType::MissingOtel, unknown)]), proof(), topic),
    ];
    let gaps = vec![
        gap(
            GapType::MissingOtel,
            folder,
            Priority::P0,
            vec![proof(), evidence("compose.yaml", 4, reason)],
            remedy,
        ),
        gap(GapType::MissingRunbook, folder, Priority::P2, vec![proof()], remedy),
    ];
    let hops = vec![
        Hop { topic: topic.clone(), from: folder.clone(), to: "billing".to_owned(), traced: Some(false) },
        Hop { topic: topic.clone(), from: "billing".to_owned(), to: "mail".to_owned(), traced: None },
    ];
    let finding = |severity| Finding {
        path: file.clone(),
        span: None,
        rule: RuleId::new("file-broken"),
        severity,
        message: message.clone(),
        help: Some(remedy.clone()),
    };
    let findings = vec![finding(Severity::Error), finding(Severity::Note)];
    DiffPlan::new(
        Some("org/shop".to_owned()),
        Some("0123456789abcdef".to_owned()),
        modules,
        gaps,
        hops,
        findings,
    )
}

/// The tree that its evidence points into.
pub(crate) fn tree(texts: &Texts) -> MemoryTree {
    let tree = MemoryTree::new();
    match RepoPath::new(&texts.file) {
        Ok(path) => tree.with(path, format!("{}\n", texts.line)),
        Err(_) => tree,
    }
}

/// As a pull request on GitHub sees it.
pub(crate) fn view() -> View {
    View {
        folder: String::new(),
        modules: Vec::new(),
        files: Some("https://github.com/org/shop/blob/0123456789abcdef/".to_owned()),
        repository: Some("https://github.com/org/shop".to_owned()),
        judged: Some("pull request #7 of org/shop".to_owned()),
        commit: None,
        fail_on: None,
        version: "0.1.0 (abc)".to_owned(),
    }
}
