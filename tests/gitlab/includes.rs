//! The ways to include the template, and the pipelines that get its job.

use autopilot_tests::gitlab::{Project, Run};
use autopilot_tests::repository::{Repository, git};
use autopilot_tests::serving::Serving;
use autopilot_tests::surroundings::root;
use serde_json::json;
use tempfile::TempDir;

use crate::projects::{
    TEMPLATE, assert_one_job, assert_reports, executable, handed_on, including, shop, template, with_copy,
};

fn assert_judged(run: &Run, said: &str) {
    assert_one_job(run, "autopilot", "PASS");
    assert_reports(run, "autopilot");
    assert!(run.log.contains("missing OpenTelemetry  P1"), "{}", run.log);
    let last = format!("autopilot scout: {said}");
    assert!(run.log.contains(&last) && run.log.contains(": the step passes"), "{last}\n{}", run.log);
}

/// A copy in the repository: the job runs for merge requests and on the default branch, and nowhere else.
#[test]
fn merge_requests_and_the_default_branch_get_the_job() {
    let project = with_copy(&executable()).checked();
    assert_judged(&project.merge_request(), "merge request !7 of shop/app, ");
    assert_judged(&project.push(), "push on main of shop/app, ");
    project.repository.git(&["checkout", "--quiet", "-b", "other"]);
    let run = project.push();
    assert!(run.jobs().is_empty() && !run.log.contains("autopilot scout"), "{}", run.log);
    assert!(run.success || run.log.contains("can't find any"), "{}", run.log);
}

#[test]
fn the_template_is_included_by_its_address() {
    let serving = Serving::start(&root());
    let project = shop(&including(&json!({"remote": serving.url(TEMPLATE)}), &executable()));
    assert_judged(&project.merge_request(), "merge request !7 of shop/app, ");
}

/// The project as `tools/autopilot` of the same GitLab, with the tags of a release.
fn tools() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let component = std::fs::read_to_string(root().join("templates/autopilot.yml")).unwrap();
    let origin = Repository::new("https://gitlab.example/tools/autopilot.git")
        .with(TEMPLATE, &template())
        .with("templates/autopilot.yml", &component)
        .committed();
    origin.git(&["tag", "v1"]);
    origin.git(&["tag", "1.2.3"]);
    let from = origin.path().display().to_string();
    git(folder.path(), &["clone", "--quiet", "--bare", &from, "autopilot.git"]);
    folder
}

fn of_tools(include: &serde_json::Value) -> (Project, TempDir) {
    let folder = tools();
    (shop(&including(include, &executable())).with_group("tools", folder.path().to_owned()), folder)
}

#[test]
fn the_template_is_included_as_a_file_of_another_project() {
    let include = json!({"project": "tools/autopilot", "ref": "v1", "file": TEMPLATE});
    let (project, _tools) = of_tools(&include);
    assert_judged(&project.merge_request(), "merge request !7 of shop/app, ");
}

/// By each way to write a version, on each pipeline.
#[test]
fn the_template_is_included_as_a_component() {
    for version in ["1.2.3", "1", "~latest"] {
        let include = json!({"component": format!("$CI_SERVER_FQDN/tools/autopilot/autopilot@{version}")});
        let (project, _tools) = of_tools(&include);
        let run = if version == "1" { project.push() } else { project.merge_request() };
        assert_judged(
            &run,
            if version == "1" { "push on main of" } else { "merge request !7 of shop/app, " },
        );
    }
}

/// The component and the file are the same.
#[test]
fn there_is_one_template() {
    let component = std::fs::read(root().join("templates/autopilot.yml")).unwrap();
    assert_eq!(String::from_utf8(component).unwrap(), template());
}

/// A later job reads what the dotenv report has.
#[test]
fn later_jobs_know_what_came_of_it() {
    let pipeline = json!({
        "include": [{"local": TEMPLATE, "inputs": executable()}],
        "later": {
            "stage": "deploy",
            "needs": ["autopilot"],
            "rules": [{"if": "$CI_PIPELINE_SOURCE"}],
            "script": ["echo \"result=$AUTOPILOT_RESULT gaps=$AUTOPILOT_GAPS p0=$AUTOPILOT_P0 code=$AUTOPILOT_EXIT_CODE\""],
        },
    });
    let project = with_copy(&executable());
    std::fs::write(project.repository.path().join(".gitlab-ci.yml"), pipeline.to_string()).unwrap();
    let run = project.merge_request();
    let jobs: Vec<_> = run.jobs().into_values().collect();
    assert_eq!(jobs, ["PASS", "PASS"], "{}", run.log);
    assert!(run.log.contains("> result=passed gaps=5 p0=0 code=0\n"), "{}", run.log);
    let names: Vec<_> = handed_on(&run, "autopilot").into_iter().map(|(name, _)| name).collect();
    assert!(names.iter().all(|name| name.starts_with("AUTOPILOT_")), "{names:?}");
}
