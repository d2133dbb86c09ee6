//! Suppressions, laid over a plan: what holds on a day, what is over, what matches nothing.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

use autopilot_scout::{Rules, plan, suppress};
use contracts::{Date, DiffPlan, Evidence, Position, RuleId, Span, plan::Acceptance};
use inventory::{GapPattern, Suppression, Suppressions, survey};
use source_tree::{MemoryTree, RepoPath};

/// A plan of two services, and what the repository says of its gaps.
fn scan(settings: &str, app: &str) -> (DiffPlan, Suppressions) {
    let files = [
        (".autopilot.yml", settings),
        ("orders/requirements.txt", "flask\n"),
        ("orders/app.py", app),
        ("mail/requirements.txt", "flask\n"),
        ("mail/app.py", "app = Flask(__name__)\n"),
    ];
    let tree = files
        .iter()
        .fold(MemoryTree::new(), |tree, (path, text)| tree.with(RepoPath::new(path).unwrap(), *text));
    let facts = survey(&tree).unwrap();
    (plan(&facts, &Rules::builtin().unwrap()), facts.suppressions)
}

const APP: &str = "app = Flask(__name__)\n";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// `KEY by REASON` for each gap that is accepted.
fn accepted(plan: &DiffPlan) -> Vec<String> {
    let tell = |gap: &contracts::Gap| match gap.accepted.as_ref()? {
        Acceptance::Suppression { reason, .. } => Some(format!("{} by {reason}", gap.key)),
        Acceptance::Baseline { .. } => None,
    };
    plan.gaps.iter().filter_map(tell).collect()
}

/// What is told of suppressions.
fn told(plan: &DiffPlan) -> Vec<&str> {
    let of_suppressions = plan.findings.iter().filter(|finding| finding.rule.0.starts_with("suppression-"));
    of_suppressions.map(|finding| finding.message.as_str()).collect()
}

const SETTINGS: &str =
    "suppressions:\n  - {gap: 'missing_runbook:orders', reason: wiki, until: 2027-03-01}\n";

#[test]
fn a_suppression_holds_through_its_last_day_and_then_comes_back() {
    let (plan, said) = scan(SETTINGS, APP);
    let on = |text| suppress(plan.clone(), &said, day(text));
    assert_eq!(accepted(&on("2027-03-01")), ["missing_runbook:orders by wiki"]);
    assert_eq!(told(&on("2027-03-01")), [""; 0]);
    let after = on("2027-03-02");
    assert_eq!(accepted(&after), [""; 0]);
    assert_eq!(
        told(&after),
        ["the suppression of `missing_runbook:orders` ended on 2027-03-01: 1 gap counts again"]
    );
    let finding = after.findings.iter().find(|finding| finding.rule.0 == "suppression-expired").unwrap();
    assert_eq!((finding.path.as_str(), finding.span.unwrap().start.line), (".autopilot.yml", 2));
}

#[test]
fn the_plan_keeps_its_id_and_its_order() {
    let (plan, said) = scan(SETTINGS, APP);
    let standing = suppress(plan.clone(), &said, day("2027-01-01"));
    assert_eq!(standing.diff_plan_id, plan.diff_plan_id);
    let keys = |plan: &DiffPlan| plan.gaps.iter().map(|gap| gap.key.to_string()).collect::<Vec<_>>();
    assert_eq!(keys(&standing), keys(&plan));
    assert_eq!(standing.open().count() + 1, plan.gaps.len());
    let bytes = |plan: &DiffPlan| serde_json::to_string(plan).unwrap();
    assert_eq!(bytes(&suppress(plan.clone(), &Suppressions::default(), day("2027-01-01"))), bytes(&plan));
}

#[test]
fn a_comment_speaks_of_its_module_alone() {
    let (plan, said) = scan(
        "",
        "# autopilot:ignore missing_otel until 2027-03-01: the mesh traces\napp = Flask(__name__)\n",
    );
    let plan = suppress(plan, &said, day("2027-01-01"));
    assert_eq!(accepted(&plan), ["missing_otel:orders by the mesh traces"]);
    let gap = plan.gaps.iter().find(|gap| gap.accepted.is_some()).unwrap();
    assert!(gap.accepted.as_ref().unwrap().is_inline());
}

#[test]
fn what_matches_nothing_is_told_expired_or_not() {
    let (plan, said) = scan(
        "suppressions:\n  - {gap: 'missing_otel:gone', reason: x, until: 2027-03-01}\n  - {gap: '*:gone', reason: x, until: 2020-01-01}\n",
        APP,
    );
    assert_eq!(
        told(&suppress(plan, &said, day("2027-01-01"))),
        [
            "the suppression of `missing_otel:gone` matches no gap",
            "the suppression of `*:gone` matches no gap"
        ]
    );
}

#[test]
fn of_several_the_one_that_holds_longest_counts() {
    let (plan, said) = scan(
        "suppressions:\n  - {gap: missing_otel, reason: over, until: 2026-01-01}\n  - {gap: 'missing_otel:*', reason: short, until: 2027-01-01}\n  - {gap: 'missing_otel:mail', reason: long, until: 2027-03-01}\n",
        APP,
    );
    let plan = suppress(plan, &said, day("2026-12-01"));
    assert_eq!(accepted(&plan), ["missing_otel:mail by long", "missing_otel:orders by short"]);
    assert_eq!(
        told(&plan),
        ["the suppression of `missing_otel` ended on 2026-01-01: another one holds in its place"]
    );
}

#[test]
fn thousands_of_suppressions_and_patterns_of_stars_cost_little() {
    let (plan, _) = scan("", APP);
    let begin = Position { line: 1, column: 1 };
    let one = |gap: &str| Suppression {
        gap: GapPattern::new(gap),
        reason: "x".to_owned(),
        until: day("2027-03-01"),
        evidence: Evidence {
            path: "a".to_owned(),
            span: Some(Span { start: begin, end: begin, start_byte: 0, end_byte: 0 }),
            rule: RuleId::new("x"),
            reason: "x".to_owned(),
        },
    };
    let exact = (0..10_000).map(|number| one(&format!("missing_otel:m{number}")));
    let stars = (0..10_000).map(|number| one(&format!("{}{number}", "*m*i*s*".repeat(140))));
    let standing = suppress(plan, &Suppressions(exact.chain(stars).collect()), day("2027-01-01"));
    // A hundred are told, and how many there are besides.
    let told = told(&standing);
    assert_eq!(told.len(), 101);
    assert!(told.contains(&"19900 more suppressions match no gap"), "{told:?}");
}
