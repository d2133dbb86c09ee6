//! What people see in a terminal.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

use autopilot_report::{Style, human};
use contracts::{
    DiffPlan, Evidence, Finding, Gap, Module, Position, Probability, RuleId, Severity, Span, Urn,
    plan::{Archetype, Cell, CellState, Confidence, GapType, Hop, Language, ModuleKind, Priority},
};
use source_tree::{MemoryTree, RepoPath};

fn evidence(path: &str, line: u32, reason: &str) -> Evidence {
    let start = Position { line, column: 1 };
    let span = Some(Span { start, end: start, start_byte: 0, end_byte: 0 });
    Evidence { path: path.to_owned(), span, rule: RuleId::new("x"), reason: reason.to_owned() }
}

fn module(path: &str, kind: ModuleKind, cell: Cell) -> Module {
    Module {
        urn: Urn::new("svc", "", "", path).unwrap(),
        path: path.to_owned(),
        repo: None,
        commit: None,
        language: Language::Java,
        kind,
        kind_evidence: vec![evidence("pom.xml", 1, "nothing starts it")],
        archetypes: [Archetype::HttpService].into(),
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
        gaps: [(GapType::MissingOtel, cell)].into(),
    }
}

fn plan() -> DiffPlan {
    let cell =
        |state, evidence| Cell { state, p_missing: None, evidence, searched: vec!["pom.xml".to_owned()] };
    let start = evidence("Main.java", 2, "a program begins here");
    let gap = Gap {
        key: "missing_otel:orders".parse().unwrap(),
        gap_type: GapType::MissingOtel,
        module: "orders".to_owned(),
        priority: Priority::P0,
        confidence: Confidence { value: Probability::from_permille(925), factors: vec![] },
        evidence: vec![start.clone()],
        searched: vec!["pom.xml".to_owned()],
        remedy: "attach the agent where the program starts".to_owned(),
        accepted: None,
        change: None,
    };
    let modules = vec![
        module("orders", ModuleKind::Service, cell(CellState::Absent, vec![start])),
        module(
            "prices\u{1b}[2J\u{202e}x",
            ModuleKind::Job,
            cell(CellState::Present, vec![evidence("app.env", 1, "it is wired")]),
        ),
        module("lib", ModuleKind::Library, cell(CellState::NotApplicable, vec![])),
    ];
    let hop = |topic: &str, traced| Hop {
        topic: topic.to_owned(),
        from: "orders".to_owned(),
        to: "prices\u{1b}[2J\u{202e}x".to_owned(),
        traced,
    };
    let hops = vec![hop("orders", Some(false)), hop("prices", Some(true)), hop("refunds", None)];
    let finding = |rule, severity, message: &str| Finding {
        path: "broken.xml".to_owned(),
        span: None,
        rule: RuleId::new(rule),
        severity,
        message: message.to_owned(),
        help: None,
    };
    let findings = vec![
        finding("file-broken", Severity::Warning, "expected `>`"),
        finding("file-left-out", Severity::Note, "too large"),
        finding("module-moved", Severity::Note, "this module was `old`"),
    ];
    DiffPlan::new(None, None, modules, vec![gap], hops, findings)
}

fn tree() -> MemoryTree {
    let secret = concat!("OTEL_EXPORTER_OTLP_HEADERS=api-key=", "a1b2c3d4e5f6a7b8c9d0a1b2c3d4e5f6");
    MemoryTree::new()
        .with(
            RepoPath::new("Main.java").unwrap(),
            "class Main {\n  public static void main(String[] a) {}\n}\n",
        )
        .with(RepoPath::new("app.env").unwrap(), secret)
}

#[test]
fn a_plan_reads_well() {
    insta::assert_snapshot!(human(&plan(), &tree(), Style::default()));
}

#[test]
fn everything_is_listed_when_wanted() {
    let text = human(&plan(), &tree(), Style { all: true, color: false });
    assert!(text.contains("lib  library  (nothing starts it)"), "{text}");
}

#[test]
fn nothing_of_the_repository_reaches_the_terminal_raw_and_no_secret_does() {
    for color in [false, true] {
        let text = human(&plan(), &tree(), Style { all: true, color });
        assert!(!text.contains("\u{1b}[2J") && !text.contains('\u{202e}'), "{text:?}");
        assert!(!text.contains("a1b2c3d4e5f6"), "{text}");
    }
}

#[test]
fn of_many_notes_the_first_are_told() {
    let mut plan = plan();
    let note = plan.findings.iter().find(|finding| finding.rule.0 == "module-moved").unwrap().clone();
    plan.findings = (0..7).map(|number| Finding { path: format!("m{number}"), ..note.clone() }).collect();
    let text = human(&plan, &tree(), Style::default());
    assert_eq!(text.matches("note: m").count(), 5, "{text}");
    assert!(
        text.contains("and 2 more notes (--format sarif has all)") && !text.contains("left out"),
        "{text}"
    );
}

#[test]
fn of_many_gaps_of_one_kind_the_first_keys_are_shown() {
    let mut plan = plan();
    let gap = plan.gaps[0].clone();
    let keyed =
        |client: &str| Gap { key: format!("missing_otel:orders:{client}").parse().unwrap(), ..gap.clone() };
    plan.gaps = ["a", "b", "c", "d", "e"].map(keyed).to_vec();
    let text = human(&plan, &tree(), Style::default());
    let keys = "missing_otel:orders:a, missing_otel:orders:b, missing_otel:orders:c, missing_otel:orders:d and 1 more";
    assert!(text.contains(&format!("[{keys}]")), "{text}");
}

#[test]
fn colours_add_nothing_but_escapes() {
    let colored = human(&plan(), &tree(), Style { all: false, color: true });
    let plain = human(&plan(), &tree(), Style::default());
    assert_ne!(colored, plain);
    let mut bare = colored;
    for code in ["1", "2", "31", "32", "0"] {
        bare = bare.replace(&format!("\u{1b}[{code}m"), "");
    }
    assert_eq!(bare, plain);
}

#[test]
fn a_repository_without_services_says_so() {
    let plan = DiffPlan::new(None, None, vec![], vec![], vec![], vec![]);
    assert_eq!(human(&plan, &tree(), Style::default()), "No service and no job was found among 0 modules.\n");
}
