//! How a plan reads of which some gaps are accepted, some are new and some are fixed.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

#[cfg(test)]
#[path = "renderings/sample.rs"]
mod sample;

use autopilot_report::{self as report, SarifUse, Style, View};
use contracts::{
    DiffPlan, Evidence, RuleId,
    plan::{Acceptance, Cell, CellState, Change, GapType, Priority},
};
use sample::{Texts, evidence, gap, plan, tree, view};

fn suppressed(rule: &str, until: &str, reason: &str) -> Acceptance {
    let evidence = Evidence {
        rule: RuleId::new(rule),
        ..evidence(".autopilot.yml", 3, "the team's settings suppress it")
    };
    Acceptance::Suppression { reason: reason.to_owned(), until: until.parse().unwrap(), evidence }
}

/// The sample with a gap more; its runbook is accepted, in a way.
fn standing(acceptance: Acceptance) -> DiffPlan {
    let mut plan = plan(&Texts::default());
    let one = |gap_type| {
        gap(gap_type, "billing", Priority::P1, vec![evidence("billing/app.py", 2, "it writes")], "write one")
    };
    let absent = Cell {
        state: CellState::Absent,
        p_missing: None,
        evidence: vec![evidence("billing/app.py", 2, "it writes")],
        searched: vec!["contracts".to_owned()],
    };
    plan.modules[0].gaps.insert(GapType::MissingContract, absent);
    plan.gaps.insert(1, gap_of(one(GapType::MissingContract), Change::New));
    plan.gaps[0].change = Some(Change::Existing);
    plan.gaps[2].change = Some(Change::Existing);
    plan.gaps[2].accepted = Some(acceptance);
    plan.fixed = vec![one(GapType::MissingRunbook)];
    plan
}

fn gap_of(gap: contracts::Gap, change: Change) -> contracts::Gap {
    contracts::Gap { change: Some(change), ..gap }
}

fn usual() -> DiffPlan {
    standing(suppressed("suppression-configured", "2027-03-01", "moves to a wiki"))
}

#[test]
fn accepted_new_and_fixed_are_told_everywhere() {
    let (plan, tree) = (usual(), tree(&Texts::default()));
    insta::assert_snapshot!("human", report::human(&plan, &tree, Style::default()));
    insta::assert_snapshot!("human_all", report::human(&plan, &tree, Style { all: true, color: false }));
    insta::assert_snapshot!("markdown", report::markdown(&plan, &tree, &view(), 100_000));
    insta::assert_snapshot!("sarif", report::sarif(&plan, &view(), &[], SarifUse::Archive));
    insta::assert_snapshot!("junit", report::junit(&plan, &view()));
}

#[test]
fn what_is_uploaded_counts_or_fails_leaves_out_what_is_accepted() {
    let plan = usual();
    for text in [
        report::sarif(&plan, &view(), &[], SarifUse::Upload),
        report::codequality(&plan, &view()),
        report::annotations(&plan, &view()),
    ] {
        assert!(text.contains("missing OpenTelemetry") && !text.contains("runbook"), "{text}");
        assert!(!text.contains("suppressions") && !text.contains("baselineState"), "{text}");
    }
    assert!(report::badge(&plan).contains("2 gaps, 1 P0"));
    let strict = View { fail_on: Some(Priority::P2), ..view() };
    assert_eq!(strict.failing(&plan), 2);
    assert_eq!(report::junit(&plan, &strict).matches("<failure ").count(), 2);
    let sarif: serde_json::Value =
        serde_json::from_str(&report::sarif(&plan, &strict, &[], SarifUse::Archive)).unwrap();
    let levels: Vec<&str> = sarif["runs"][0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| result["level"].as_str().unwrap())
        .collect();
    assert_eq!(levels, ["error", "error", "note", "note"]);
}

#[test]
fn sarif_says_of_each_result_how_it_is_suppressed_or_of_none() {
    let kind = |acceptance| {
        let sarif = report::sarif(&standing(acceptance), &view(), &[], SarifUse::Archive);
        let sarif: serde_json::Value = serde_json::from_str(&sarif).unwrap();
        let results = sarif["runs"][0]["results"].as_array().unwrap().clone();
        assert!(results.iter().all(|result| result["suppressions"].is_array()));
        results[2]["suppressions"][0]["kind"].as_str().unwrap().to_owned()
    };
    assert_eq!(kind(suppressed("suppression-inline", "2027-03-01", "x")), "inSource");
    assert_eq!(kind(Acceptance::Baseline { evidence: evidence("a", 1, "x") }), "external");
    let none = report::sarif(&plan(&Texts::default()), &view(), &[], SarifUse::Archive);
    assert!(!none.contains("suppressions") && !none.contains("baselineState"));
}

/// A reason is what anybody may have written.
#[test]
fn a_hostile_reason_is_redacted_cut_and_no_markup() {
    let token = concat!("ghp_", "aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789");
    let reason = format!("<b>\u{1b}[2J\n::error::x {token} [a](b) ]]> {}", "word ".repeat(50_000));
    let plan = standing(suppressed("suppression-configured", "2027-03-01", &reason));
    let tree = tree(&Texts::default());
    let texts = [
        report::human(&plan, &tree, Style { all: true, color: false }),
        report::markdown(&plan, &tree, &view(), 1_000_000),
        report::sarif(&plan, &view(), &[], SarifUse::Archive),
        report::junit(&plan, &view()),
    ];
    for text in &texts {
        assert!(
            !text.contains("aBcDeFgHiJ") && !text.contains('\u{1b}') && text.len() < 20_000,
            "{}",
            text.len()
        );
        assert!(!text.lines().any(|line| line.trim_start().starts_with("::error")), "{text}");
    }
    assert!(!texts[1].contains("<b>"), "{}", texts[1]);
    roxmltree::Document::parse(&texts[3]).unwrap();
}

#[test]
fn several_ends_are_told_by_the_first() {
    let mut plan = usual();
    plan.gaps[0].accepted = Some(suppressed("suppression-inline", "2026-12-31", "x"));
    plan.gaps[1].accepted = Some(Acceptance::Baseline { evidence: evidence("a", 1, "x") });
    let text = report::human(&plan, &tree(&Texts::default()), Style::default());
    assert!(
        text.contains(
            "3 gaps accepted: 2 suppressed, the first until 2026-12-31, 1 by the baseline (--all lists them)"
        ),
        "{text}"
    );
    assert!(text.contains("0 gaps, none of them new, 1 fixed"), "{text}");
}
