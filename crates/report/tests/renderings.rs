//! What users see, and that no repository can put words into the mouth of a report.

#[cfg(test)]
#[path = "renderings/hostile.rs"]
mod hostile;
#[cfg(test)]
#[path = "renderings/limits.rs"]
mod limits;
#[cfg(test)]
#[path = "renderings/sample.rs"]
mod sample;

use autopilot_report as report;
use autopilot_report::{SarifUse, View};
use contracts::{Explanation, plan::Priority};
use sample::{Texts, plan, tree, view};

fn explained() -> Vec<Explanation> {
    vec![Explanation {
        id: "missing_otel".to_owned(),
        what: "No OpenTelemetry is wired.".to_owned(),
        why: Some("Nobody sees what it does.".to_owned()),
        how_found: "Dependencies and start commands.".to_owned(),
        how_closed: Some("Attach the agent.".to_owned()),
    }]
}

/// Every rendering of the sample, as it is delivered.
#[test]
fn renderings_of_the_sample() {
    let (texts, view) = (Texts::default(), view());
    let (plan, tree) = (plan(&texts), tree(&texts));
    insta::assert_snapshot!("markdown", report::markdown(&plan, &tree, &view, report::SUMMARY_BYTES_MAX));
    insta::assert_snapshot!("annotations", report::annotations(&plan, &view));
    insta::assert_snapshot!("sarif", report::sarif(&plan, &view, &explained(), SarifUse::Archive));
    insta::assert_snapshot!("codequality", report::codequality(&plan, &view));
    insta::assert_snapshot!("junit", report::junit(&plan, &view));
    insta::assert_snapshot!("badge", report::badge(&plan));
}

/// An error is what fails the change, and nothing else: GitHub blocks on errors.
#[test]
fn only_what_fails_is_an_error() {
    let plan = plan(&Texts::default());
    assert!(!report::annotations(&plan, &view()).contains("::error"));
    let strict = View { fail_on: Some(Priority::P0), ..view() };
    let annotations = report::annotations(&plan, &strict);
    assert_eq!(annotations.matches("::error").count(), 1, "{annotations}");
    assert!(annotations.contains("::notice"), "{annotations}");
    let sarif = report::sarif(&plan, &strict, &[], SarifUse::Upload);
    let sarif: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.iter().filter(|result| result["level"] == "error").count(), 1);
    let junit = |view: &View| report::junit(&plan, view).matches("<failure ").count();
    assert_eq!((junit(&view()), junit(&strict)), (0, 1));
    let markdown = |view: &View| report::markdown(&plan, &tree(&Texts::default()), view, 100_000);
    assert!(markdown(&view()).contains("Nothing fails: this is a report."));
    assert!(markdown(&strict).contains("**Fails**: 1 gap is P0."));
}

/// A scan of a folder names files as the repository's root does.
#[test]
fn files_are_named_from_the_root_of_the_repository() {
    let plan = plan(&Texts::default());
    let view = View { folder: "services/a b".to_owned(), ..view() };
    assert!(report::annotations(&plan, &view).contains("file=services/a b/orders/src/server.js,line=1"));
    let sarif = report::sarif(&plan, &view, &[], SarifUse::Upload);
    assert!(sarif.contains("\"uri\": \"services/a%20b/orders/src/server.js\""));
    assert!(sarif.contains("\"id\": \"autopilot/services/a b/\""));
    let markdown = report::markdown(&plan, &tree(&Texts::default()), &view, 100_000);
    assert!(
        markdown.contains("/blob/0123456789abcdef/services/a%20b/orders/src/server.js#L1)"),
        "{markdown}"
    );
}

/// A gap keeps its fingerprint when its lines move.
#[test]
fn moved_lines_change_no_fingerprint() {
    let mut moved = plan(&Texts::default());
    for evidence in moved.gaps.iter_mut().flat_map(|gap| &mut gap.evidence) {
        if let Some(span) = &mut evidence.span {
            span.start.line += 40;
            span.end.line += 40;
        }
    }
    let fingerprints = |text: String| -> Vec<String> {
        let lines =
            text.lines().filter(|line| line.contains("ingerprint") || line.contains("autopilotGapKey"));
        lines.map(str::to_owned).collect()
    };
    let still = plan(&Texts::default());
    assert_eq!(
        fingerprints(report::codequality(&moved, &view())),
        fingerprints(report::codequality(&still, &view()))
    );
    let sarif = |plan| fingerprints(report::sarif(plan, &view(), &[], SarifUse::Archive));
    assert_eq!(sarif(&moved), sarif(&still));
    assert!(sarif(&still).len() >= 4);
}

/// Nothing to judge is said, not shown as success.
#[test]
fn an_empty_repository_has_nothing_to_judge() {
    let nothing = contracts::DiffPlan::new(None, None, vec![], vec![], vec![], vec![]);
    let tree = source_tree::MemoryTree::new();
    insta::assert_snapshot!("markdown_of_nothing", report::markdown(&nothing, &tree, &view(), 100_000));
    assert!(report::badge(&nothing).contains("nothing to judge"));
    assert_eq!(report::annotations(&nothing, &view()), "");
}
