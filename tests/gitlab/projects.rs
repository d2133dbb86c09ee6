//! Projects of the stories, and what a job leaves behind.

use autopilot_tests::gitlab::{Project, Run};
use autopilot_tests::repository::Repository;
use autopilot_tests::surroundings::{root, variable};
use serde_json::{Value, json};

/// The file that is included by address, project and copy.
pub const TEMPLATE: &str = "gitlab-ci-template.yml";

pub fn template() -> String {
    std::fs::read_to_string(root().join(TEMPLATE)).unwrap()
}

/// A pipeline that includes the template in that way. What is JSON is YAML too, and nothing in it is unsafe.
pub fn including(include: &Value, inputs: &Value) -> String {
    let mut include = include.clone();
    include["inputs"] = inputs.clone();
    json!({"include": [include]}).to_string()
}

/// The input that names the product's executable.
pub fn executable() -> Value {
    json!({"executable": variable("AUTOPILOT_BIN")})
}

/// That, and another one.
pub fn executable_and(input: &str, value: &str) -> Value {
    let mut inputs = executable();
    inputs[input] = json!(value);
    inputs
}

/// A project with one service and that pipeline.
pub fn shop(pipeline: &str) -> Project {
    let empty = Repository::new("https://gitlab.example/shop/app.git").with_service("orders-api");
    Project::new(empty.with(".gitlab-ci.yml", pipeline).committed())
}

/// The same, with a copy of the template that it includes with these inputs.
pub fn with_copy(inputs: &Value) -> Project {
    let pipeline = including(&json!({"local": TEMPLATE}), inputs);
    let empty = Repository::new("https://gitlab.example/shop/app.git").with_service("orders-api");
    Project::new(empty.with(TEMPLATE, &template()).with(".gitlab-ci.yml", &pipeline).committed())
}

/// That the pipeline had one job, in that state.
pub fn assert_one_job(run: &Run, job: &str, state: &str) {
    let jobs: Vec<_> = run.jobs().into_iter().collect();
    assert_eq!(jobs, [(job.to_owned(), state.to_owned())], "{}", run.log);
}

/// That the reports of the job are there, can be read, and tell of the gaps of the one service.
pub fn assert_reports(run: &Run, job: &str) {
    let read = |file: &str| {
        let file = format!("autopilot-reports/{file}");
        run.artifact(job, &file).unwrap_or_else(|| panic!("{file} is no artifact\n{}", run.log))
    };
    let problems: Value = serde_json::from_str(&read("codequality.json")).unwrap();
    let paths: Vec<&str> = problems
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| problem["location"]["path"].as_str().unwrap())
        .collect();
    let publisher = "orders-api/src/publisher.js";
    let expected = ["orders-api/src/server.js", publisher, publisher, publisher, "orders-api/package.json"];
    assert_eq!(paths, expected, "{problems}");
    let junit = read("junit.xml");
    assert!(junit.starts_with("<?xml") && junit.matches("<testcase ").count() >= 5, "{junit}");
    for file in ["plan.json", "report.sarif", "badge.json"] {
        assert!(serde_json::from_str::<Value>(&read(file)).unwrap().is_object(), "{file}");
    }
    assert!(read("summary.md").starts_with("## Autopilot: 5 gaps in 1 service\n"));
}

/// The variables that the job hands on, as the dotenv report has them.
pub fn handed_on(run: &Run, job: &str) -> Vec<(String, String)> {
    let text = run.artifact(job, "autopilot-reports/autopilot.env").unwrap_or_else(|| panic!("{}", run.log));
    text.lines()
        .map(|line| line.split_once('=').unwrap())
        .map(|(name, value)| (name.into(), value.into()))
        .collect()
}
