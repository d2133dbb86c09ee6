//! What the inputs of the template do, and what they cannot do.

use autopilot_tests::repository::named;
use serde_json::json;

use crate::projects::{
    TEMPLATE, assert_one_job, assert_reports, executable, executable_and, handed_on, with_copy,
};

/// The job fails with code 1, which it may not fail with, and its reports are there all the same.
#[test]
fn a_gap_that_is_too_urgent_fails_the_job() {
    let project = with_copy(&executable_and("fail-on", "P1"));
    let run = project.merge_request();
    assert_one_job(&run, "autopilot", "FAIL");
    assert_eq!(run.exit_code("autopilot"), Some(1), "{}", run.log);
    assert_reports(&run, "autopilot");
    let handed = handed_on(&run, "autopilot");
    assert!(handed.contains(&("AUTOPILOT_RESULT".into(), "failed".into())), "{handed:?}");
}

/// GitLab itself refuses what is no option, before a job runs.
#[test]
fn values_that_are_no_option_are_refused() {
    for (input, value) in
        [("fail-on", "P3"), ("command", "scan"), ("version", "1; touch pwned"), ("reports", "../up")]
    {
        let run = with_copy(&executable_and(input, value)).merge_request();
        assert!(!run.success && run.jobs().is_empty(), "{input}: {}", run.log);
        assert!(
            run.log.contains(&format!("`{input}` input")) && run.log.contains(value),
            "{input}: {}",
            run.log
        );
    }
}

#[test]
fn job_stage_path_and_reports_have_their_names_from_inputs() {
    let mut inputs = executable();
    inputs["job-name"] = json!("observability-gaps");
    inputs["stage"] = json!("build");
    inputs["path"] = json!("orders-api");
    inputs["modules"] = json!(".\n");
    inputs["reports"] = json!("out/gaps");
    let project = with_copy(&inputs);
    let run = project.merge_request();
    assert_one_job(&run, "observability-gaps", "PASS");
    let problems = run.artifact("observability-gaps", "out/gaps/codequality.json").unwrap();
    assert!(problems.contains("\"orders-api/src/server.js\""), "{problems}");
}

/// What would leave a file `pwned` behind, or end the script's own texts.
const HOSTILE: &[&str] = &[
    "$(touch pwned)",
    "`touch pwned`",
    "'; touch pwned; '",
    "\"; touch pwned; \"",
    "\\\"; touch pwned; \\\"",
    "AUTOPILOT_INSTALLER\ntouch pwned\n",
];

/// Inputs are variables of the job, never part of its script.
#[test]
fn hostile_inputs_run_nothing() {
    let value = format!("{}\n{}", HOSTILE.join(" "), HOSTILE.join("\n"));
    let include = |input: &str| {
        let unverified = json!({"version": "1.2.3", "checksum": "a".repeat(64)});
        let mut inputs = if input == "mirror" { unverified } else { executable() };
        inputs[input] = json!(value);
        inputs["job-name"] = json!(input);
        json!({"local": TEMPLATE, "inputs": inputs})
    };
    let includes = ["path", "modules", "executable", "mirror"].map(include);
    let project = with_copy(&executable());
    let pipeline = json!({"include": includes}).to_string();
    std::fs::write(project.repository.path().join(".gitlab-ci.yml"), pipeline).unwrap();
    let run = project.merge_request();
    let states = run.jobs();
    assert_eq!(states.len(), includes.len(), "{}", run.log);
    assert!(states.values().all(|state| state == "FAIL"), "{states:?}\n{}", run.log);
    assert!(states.keys().all(|job| run.exit_code(job) == Some(2)), "{}", run.log);
    assert!(named("pwned", project.repository.path()).is_empty());
}

/// A workflow of many projects must not fail where there is nothing to judge.
#[test]
fn a_project_without_a_module_passes() {
    let project = with_copy(&executable());
    project.repository.git(&["rm", "-r", "--quiet", "orders-api"]);
    let run = project.merge_request();
    assert_one_job(&run, "autopilot", "PASS");
    assert!(run.log.contains("there is nothing to judge: the step passes"), "{}", run.log);
}
