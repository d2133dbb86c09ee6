//! Every event that the documentation speaks of.

use autopilot_tests::act::Act;
use serde_json::{Value, json};

use crate::workflows::{
    HEAD, NAME, TOLD, assert_handed_on, assert_one_job, example, executable, handed_on, on_pull_request,
    pull_request, shop, with_inputs,
};

/// The commit of GitHub's example of a merge group.
const GROUP: &str = "2ffea6db159f";

/// How many outputs the documentation names.
const OUTPUTS: usize = 15;

fn from_a_fork() -> Value {
    let mut payload = pull_request();
    payload["pull_request"]["head"]["repo"]["full_name"] = json!("someone/shop");
    payload["pull_request"]["head"]["repo"]["fork"] = json!(true);
    payload["pull_request"]["head"]["repo"]["id"] = json!(1);
    payload["pull_request"]["head"]["user"]["login"] = json!("someone");
    payload
}

fn pushed(commit: &str) -> Value {
    let mut payload = example("push", |example| example["ref"] == "refs/heads/master");
    payload["ref"] = json!("refs/heads/main");
    payload["base_ref"] = Value::Null;
    payload["after"] = json!(commit);
    payload
}

/// GitHub publishes no example of a schedule: it is the expression, the workflow and the repository.
fn scheduled() -> Value {
    let repository = pushed("")["repository"].take();
    json!({"schedule": "0 3 * * 1", "workflow": ".github/workflows/autopilot.yml", "repository": repository})
}

/// The workflow of the first minute shows the same on every event, passes, and says what it has judged.
#[test]
fn each_event_is_judged_and_said() {
    let repository = shop();
    let commit = repository.commit();
    let (short, head) = (&commit[..12], &HEAD[..12]);
    let workflow = with_inputs(&executable());
    let group = example("merge_group", |_| true);
    let dispatch = example("workflow_dispatch", |example| example["ref"] == "refs/heads/main");
    for (event, payload, said) in [
        ("pull_request", pull_request(), format!("pull request #7 of {NAME}, {head} merged into main")),
        (
            "pull_request",
            from_a_fork(),
            format!("pull request #7 of {NAME} from a fork, {head} merged into main"),
        ),
        ("push", pushed(&commit), format!("push on main of {NAME}, {short}")),
        ("merge_group", group, format!("merge group of {NAME}, {GROUP} for main")),
        ("workflow_dispatch", dispatch, format!("manual run on main of {NAME}, {short}")),
        ("schedule", scheduled(), format!("scheduled run on main of {NAME}, {short}")),
    ] {
        let run = Act::new().run(&repository, event, &payload, &workflow);
        assert_one_job(&run, "success");
        assert_eq!(run.commands(), TOLD, "{event}: {}", run.log());
        // It goes to the error stream, which a runner reads apart from the other one: where it stands in the log is chance.
        let closing = format!("autopilot scout: {said}: the step passes");
        let printed = run.printed_by("autopilot");
        assert!(printed.lines().any(|line| line == closing), "{event}: {closing}\n{printed}");
        assert!(
            run.summary().starts_with("## Autopilot: 5 gaps in 1 service\n"),
            "{event}: {}",
            run.summary()
        );
        assert_handed_on(
            &run,
            &[
                ("outcome", "success"),
                ("result", "passed"),
                ("exit-code", "0"),
                ("gaps", "5"),
                ("modules", "1"),
            ],
        );
        assert_handed_on(
            &run,
            &[("p0", "0"), ("p1", "3"), ("p2", "2"), ("version", env!("CARGO_PKG_VERSION"))],
        );
    }
}

/// What the executable hands on are outputs of the action, each of them.
#[test]
fn every_output_of_the_step_is_one_of_the_action() {
    for inputs in [executable(), executable() + "fail-on: P1"] {
        let run = on_pull_request(&Act::new(), &shop(), &with_inputs(&inputs));
        let mut outputs = handed_on(&run);
        outputs.remove("outcome");
        assert_eq!(run.mapped("autopilot"), outputs);
        assert_eq!(outputs.len(), OUTPUTS, "{outputs:?}");
    }
}

/// Each output that names a file names one that is there, and the summary is what the job shows.
#[test]
fn outputs_name_reports_that_are_there() {
    let act = Act::new();
    let kept = format!("{}reports: {}", executable(), act.folder().join("kept").display());
    let run = on_pull_request(&act, &shop(), &with_inputs(&kept));
    let outputs = handed_on(&run);
    let read =
        |name: &str| std::fs::read_to_string(&outputs[name]).unwrap_or_else(|why| panic!("{name}: {why}"));
    assert_eq!(read("summary").trim_end(), run.summary().trim_end());
    assert!(read("junit").starts_with("<?xml"));
    for (name, field) in [("plan", "diff_plan_id"), ("sarif", "runs"), ("badge", "schemaVersion")] {
        let report: Value = serde_json::from_str(&read(name)).unwrap();
        assert!(!report[field].is_null(), "{name}: {report}");
    }
    let problems: Value = serde_json::from_str(&read("codequality")).unwrap();
    assert_eq!(problems.as_array().map(Vec::len), Some(5), "{problems}");
    assert!(std::path::Path::new(&outputs["reports"]).is_dir());
}

/// A step that fails the job still hands on why, to steps that run always.
#[test]
fn what_fails_the_job_is_handed_on_all_the_same() {
    let run = on_pull_request(&Act::new(), &shop(), &with_inputs(&(executable() + "fail-on: P1")));
    assert_one_job(&run, "failure");
    assert_eq!(run.commands(), ["error", "error", "error", "notice", "notice"], "{}", run.log());
    assert_handed_on(&run, &[("outcome", "failure"), ("result", "failed"), ("exit-code", "1"), ("p1", "3")]);
    assert!(handed_on(&run)["sarif"].ends_with("/autopilot/report.sarif"), "{}", run.log());
}

/// Inputs switch annotations and the summary off, and nothing else.
#[test]
fn annotations_and_summary_can_be_switched_off() {
    let inputs = executable() + "annotations: false\nsummary: false\nreports: out";
    let run = on_pull_request(&Act::new(), &shop(), &with_inputs(&inputs));
    assert_one_job(&run, "success");
    assert_eq!((run.commands(), run.summary()), (Vec::new(), String::new()));
    let outputs = handed_on(&run);
    assert!(outputs["reports"].ends_with("/out") && outputs["gaps"] == "5", "{outputs:?}");
}
