//! Within the limits of their readers, and what is left out is told.

use autopilot_report as report;
use autopilot_report::SarifUse;
use contracts::{
    DiffPlan,
    plan::{GapType, Priority},
};

use crate::sample::{Texts, evidence, gap, plan, tree, view};

/// A plan with that many gaps more.
fn with(number: usize) -> DiffPlan {
    let DiffPlan { repo, commit, modules, mut gaps, hops, findings, .. } = plan(&Texts::default());
    gaps.extend((0..number).map(|index| {
        let module = format!("service-{index:05}");
        let proof = evidence(&format!("{module}/main.go"), 3, "a program begins here");
        gap(GapType::MissingOtel, &module, Priority::P1, vec![proof], "attach the agent")
    }));
    DiffPlan::new(repo, commit, modules, gaps, hops, findings)
}

/// GitHub keeps ten annotations of a level of a step and drops the others without a word.
#[test]
fn at_most_ten_annotations_of_a_level() {
    for (more, shown, rolled_up) in
        [(0, 1, None), (9, 10, None), (10, 10, Some("and 2 more")), (500, 10, Some("and 492 more"))]
    {
        let text = report::annotations(&with(more), &view());
        assert_eq!(text.matches("::warning").count(), shown, "{more}");
        assert_eq!(
            text.lines().filter(|line| line.contains("title=Autopilot::and")).count(),
            usize::from(rolled_up.is_some())
        );
        assert!(rolled_up.is_none_or(|told| text.contains(told)), "{text}");
    }
}

/// A summary is never too large, whatever the plan; what does not fit is counted, and the foot is always there.
#[test]
fn a_summary_fits() {
    let plan = with(20_000);
    for bytes_max in [2_000, 65_536, report::SUMMARY_BYTES_MAX] {
        let text = report::markdown(&plan, &tree(&Texts::default()), &view(), bytes_max);
        assert!(text.len() <= bytes_max, "{} of {bytes_max}", text.len());
        assert!(text.contains(" gaps more: the plan in JSON has all."), "{bytes_max}");
        assert!(text.ends_with("nothing was changed.\n"));
    }
}

/// Of many services there is a table, and the evidence is folded away; the hops are there all the same.
#[test]
fn the_summary_of_many_services_begins_with_a_table() {
    let text = report::markdown(&with(60), &tree(&Texts::default()), &view(), report::SUMMARY_BYTES_MAX);
    let (table, folded) = text.split_once("<details>").unwrap();
    assert_eq!(table.matches("| `service-").count(), 60);
    assert!(folded.contains("### `service-00059`") && folded.contains("</details>\n\n"));
    assert!(folded.split_once("</details>").unwrap().1.contains("### Hops"));
}

/// GitHub keeps 5,000 results of a run: the most urgent are among them.
#[test]
fn an_upload_holds_what_github_keeps() {
    let plan = with(6_000);
    let results = |purpose| report::sarif(&plan, &view(), &[], purpose).matches("\"ruleIndex\"").count();
    assert_eq!(results(SarifUse::Archive), 6_002);
    assert_eq!(results(SarifUse::Upload), 5_000);
    let upload = report::sarif(&plan, &view(), &[], SarifUse::Upload);
    assert!(upload.contains("\"priority\": \"P0\""));
    assert!(upload.contains("1002 less urgent results are left out"));
}
