//! What a team says does not count for now: in its settings, and in comments.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

mod support;

use autopilot_inventory::{ConfigError, Facts, SurveyError, survey};
use source_tree::{MemoryTree, RepoPath};
use support::facts;

/// `GAP until DATE at PATH:LINE (RULE): REASON` for each suppression.
fn told(facts: &Facts) -> Vec<String> {
    let tell = |one: &autopilot_inventory::Suppression| {
        let line = one.evidence.span.map(|span| span.start.line).unwrap_or_default();
        let (path, rule) = (&one.evidence.path, &one.evidence.rule);
        format!("{} until {} at {path}:{line} ({rule}): {}", one.gap, one.until, one.reason)
    };
    facts.suppressions.0.iter().map(tell).collect()
}

const SERVICE: &[(&str, &str)] =
    &[("orders/requirements.txt", "flask\n"), ("orders/app.py", "app = Flask(__name__)\n")];

fn with<'a>(more: &[(&'a str, &'a str)]) -> Facts {
    facts(&[SERVICE, more].concat())
}

#[test]
fn settings_come_first_and_comments_speak_of_the_deepest_module() {
    let facts = with(&[
        (
            ".autopilot.yml",
            "suppressions:\n  - gap: missing_runbook:orders\n    reason: moves to a wiki\n    until: 2027-03-01\n",
        ),
        ("requirements.txt", "# autopilot:ignore missing_otel until 2027-01-01: the root\n"),
        ("orders/src/api.py", "# autopilot:ignore missing_correlation:kafkajs until 2027-02-01: a proxy\n"),
        ("orders/Dockerfile", "FROM a\n# autopilot:ignore missing_otel until 2027-02-02: the mesh\n"),
    ]);
    assert_eq!(
        told(&facts),
        [
            "missing_runbook:orders until 2027-03-01 at .autopilot.yml:2 (suppression-configured): moves to a wiki",
            "missing_otel:orders until 2027-02-02 at orders/Dockerfile:2 (suppression-inline): the mesh",
            "missing_correlation:orders:kafkajs until 2027-02-01 at orders/src/api.py:1 (suppression-inline): a proxy",
            "missing_otel:. until 2027-01-01 at requirements.txt:1 (suppression-inline): the root",
        ]
    );
    assert_eq!(facts.findings, []);
}

#[test]
fn text_tests_and_documents_suppress_nothing() {
    let said = "autopilot:ignore missing_otel until 2027-02-01: x";
    let facts = with(&[
        ("orders/a.py", &format!("a = '# {said}'\n\"\"\"\n# {said}\n\"\"\"\n")),
        ("orders/tests/Dockerfile", &format!("# {said}\n")),
        ("orders/RUNBOOK.md", &format!("# Runbook\n<!-- {said} -->\n")),
        ("orders/b.py", "# autopilot:ignored missing_otel\n# xautopilot:ignore\n"),
    ]);
    assert_eq!((told(&facts), facts.findings), (vec![], vec![]));
}

#[test]
fn a_comment_that_says_too_little_is_told_with_its_place() {
    let facts = with(&[("orders/b.py", "x = 1\ny = 2  # autopilot:ignore missing_otel because\n")]);
    assert_eq!(told(&facts), [""; 0]);
    let [finding] = &facts.findings[..] else { panic!("{:?}", facts.findings) };
    assert_eq!((finding.path.as_str(), finding.rule.0.as_str()), ("orders/b.py", "suppression-malformed"));
    assert_eq!(finding.span.unwrap().start.line, 2);
    assert_eq!(finding.message, "this suppresses nothing: it says no `until`");
    assert_eq!(
        finding.help.as_deref(),
        Some("write `autopilot:ignore missing_otel until 2027-03-01: the reason`")
    );
}

#[test]
fn a_marker_that_is_almost_right_is_told_and_prose_is_not() {
    let facts = with(&[(
        "orders/b.py",
        "# autopilot-ignore missing_otel until 2027-02-01: x\n# autopilot: ignore missing_runbook\n# let autopilot ignore this\n# autopilot ignore rules\n",
    )]);
    let lines: Vec<u32> = facts.findings.iter().map(|finding| finding.span.unwrap().start.line).collect();
    assert_eq!((told(&facts), lines), (vec![], vec![1, 2]));
    assert_eq!(facts.findings[0].message, "this suppresses nothing: its marker is not `autopilot:ignore`");
}

#[test]
fn a_hostile_file_costs_little_and_a_reason_is_redacted_and_cut() {
    let line = format!(
        "# autopilot:ignore missing_otel until 2027-02-01: password=hunter2hunter2 {}\n",
        "x ".repeat(50_000)
    );
    let facts =
        with(&[("orders/a.py", &line.repeat(3)), ("orders/b.py", &"# autopilot:ignore\n".repeat(20_000))]);
    assert_eq!((facts.suppressions.0.len(), facts.findings.len()), (3, 51));
    for suppression in &facts.suppressions.0 {
        assert!(suppression.reason.chars().count() <= 500 && !suppression.reason.contains("hunter2"));
    }
}

#[test]
fn what_stands_behind_the_last_that_is_read_of_a_file_is_told_and_text_is_not_counted() {
    let text = "a = 'autopilot:ignore'\n".repeat(30);
    let comments = "# autopilot:ignore missing_otel until 2027-02-01: x\n".repeat(60);
    let facts = with(&[("orders/a.py", &format!("{text}{comments}"))]);
    assert_eq!(facts.suppressions.0.len(), 50);
    let [finding] = &facts.findings[..] else { panic!("{:?}", facts.findings) };
    assert_eq!(finding.rule.0, "suppression-malformed");
    assert_eq!((finding.span.unwrap().start.line, finding.message.contains("first 50")), (81, true));
}

#[test]
fn a_file_that_is_read_as_two_things_suppresses_once() {
    let said = "# autopilot:ignore missing_otel until 2027-02-01: x\nA=b\n";
    let facts = with(&[
        ("orders/.env", said),
        ("orders/compose.yaml", "services:\n  orders:\n    build: .\n    env_file: .env\n"),
        ("orders/src/b.py", said),
    ]);
    assert_eq!(told(&facts).len(), 2, "{:?}", told(&facts));
}

/// Every mistake in a `.autopilot.yml`, with its help.
fn mistakes(text: &str) -> Vec<String> {
    let tree = MemoryTree::new().with(RepoPath::new(".autopilot.yml").unwrap(), text);
    let Err(SurveyError::Config(ConfigError::Wrong(mistakes))) = survey(&tree) else { panic!("{text}") };
    let tell = |mistake: &autopilot_inventory::ConfigMistake| {
        format!(
            "{}:{} {} | {}",
            mistake.line,
            mistake.column,
            mistake.message,
            mistake.help.as_deref().unwrap_or_default()
        )
    };
    mistakes.iter().map(tell).collect()
}

#[test]
fn settings_that_say_too_little_are_told_with_place_and_help() {
    insta::assert_snapshot!(
        mistakes(concat!(
            "suppressions:\n",
            "  - {gap: missing_otel, until: 2027-03-01}\n",
            "  - {gap: missing_otel, reason: x}\n",
            "  - {reason: x, until: 2027-03-01}\n",
            "  - {gap: 'missing_otel:a', reason: ' ', until: 2027-03-01}\n",
            "  - {gap: 'missing_otel:b', reason: x, until: tomorrow}\n",
            "  - {gap: 'missing_otl:c', reason: x, until: 2027-03-01}\n",
            "  - {gap: 'orders', reason: x, until: 2027-03-01}\n",
            "  - {gap: 'mising_*:orders', reason: x, until: 2027-03-01}\n",
            "  - {gap: 'missing_otel:a', reason: x, until: 2027-03-01}\n",
            "  - {gap: 'missing_otel:', reason: x, until: 2027-03-01}\n",
            "  - {gap: 'missing_otel:d', reson: x, reason: x, until: 2027-03-01}\n",
        ))
        .join("\n")
    );
    for sound in [
        "missing_otel",
        "missing_*:a",
        "*:legacy/*",
        "missing_correlation:a:kafkajs",
        "*",
        "missing_otel:a b",
    ] {
        let text = format!("suppressions: [{{gap: '{sound}', reason: x, until: 2027-03-01}}]\n");
        assert_eq!(facts(&[(".autopilot.yml", &text)]).suppressions.0.len(), 1, "{sound}");
    }
}
