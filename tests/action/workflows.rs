//! Workflows and payloads of the stories, and what each story ends with.

use std::collections::BTreeMap;

use autopilot_tests::act::{Act, Run};
use autopilot_tests::repository::Repository;
use autopilot_tests::surroundings::{root, tool, variable};
use serde_json::{Value, json};

/// The step that the documentation shows.
const STEP: &str = "      - uses: org/autopilot@v1\n";

/// The repository that the payloads are about.
pub const NAME: &str = "org/shop";

/// The workflow of the first minute, as `docs/github.md` has it.
pub fn documented() -> String {
    let document = std::fs::read_to_string(root().join("docs/github.md")).unwrap();
    let (_, rest) = document.split_once("```yaml\n").unwrap();
    let (workflow, _) = rest.split_once("```\n").unwrap();
    assert!(workflow.ends_with(STEP), "{workflow}");
    workflow.to_owned()
}

/// That workflow with inputs for the step, and a step that tells what it handed on. Act runs only the events that a
/// workflow names: all that the stories know are added.
pub fn with_inputs(inputs: &str) -> String {
    let more = "merge_group: {}, workflow_dispatch: {}, schedule: [{ cron: '0 3 * * 1' }]";
    let indented: String = inputs.lines().map(|line| format!("          {line}\n")).collect();
    let step = format!("{STEP}        id: autopilot\n        with:\n{indented}{TELL}");
    documented().replace("merge_group: {}", more).replace(STEP, &step)
}

/// A later step, which runs after a failure too. Its shell is one that is everywhere.
pub const TELL: &str = r#"      - id: tell
        if: always()
        shell: sh
        env: { STEP: '${{ toJSON(steps.autopilot) }}' }
        run: printf '%s\n' "$STEP"
"#;

/// The input that names the product's executable.
pub fn executable() -> String {
    format!("executable: {}\n", variable("AUTOPILOT_BIN"))
}

/// A repository with one service.
pub fn shop() -> Repository {
    Repository::new(&format!("https://github.com/{NAME}.git")).with_service("orders-api").committed()
}

/// GitHub's own example of an event, of the repository of the stories.
pub fn example(event: &str, wanted: impl Fn(&Value) -> bool) -> Value {
    let file =
        tool("webhooks-examples").join("node_modules/@octokit/webhooks-examples/api.github.com/index.json");
    let text = std::fs::read_to_string(&file).unwrap_or_else(|why| panic!("{}: {why}", file.display()));
    let events: Vec<Value> = serde_json::from_str(&text).unwrap();
    let examples = events.into_iter().find(|known| known["name"] == event).unwrap()["examples"].take();
    let found = examples.as_array().unwrap().iter().find(|example| wanted(example)).unwrap().to_string();
    let named = found.replace("Codertocat/Hello-World", NAME).replace("octo-org/octo-repo", NAME);
    let mut payload: Value = serde_json::from_str(&named).unwrap();
    payload["repository"]["default_branch"] = json!("main");
    payload
}

/// The commit at the head of the pull request. Act checks out what is there, as if that were merged.
pub const HEAD: &str = "ec26c3e57ca3a959ca5aad62de7213c562f8c821";

/// A pull request into `main`.
pub fn pull_request() -> Value {
    let mut payload = example("pull_request", |example| example["action"] == "opened");
    payload["number"] = json!(7);
    payload["pull_request"]["number"] = json!(7);
    payload["pull_request"]["base"]["ref"] = json!("main");
    payload
}

/// Runs a workflow for a pull request.
pub fn on_pull_request(act: &Act, repository: &Repository, workflow: &str) -> Run {
    act.run(repository, "pull_request", &pull_request(), workflow)
}

/// That exactly one job ran, and how it ended.
pub fn assert_one_job(run: &Run, result: &str) {
    let jobs = run.jobs();
    assert_eq!(jobs.values().collect::<Vec<_>>(), [result], "{}", run.log());
}

/// The outputs of the action's step as a later step sees them, with the step's outcome as `outcome`.
pub fn handed_on(run: &Run) -> BTreeMap<String, String> {
    let printed = run.printed_by("tell");
    let step: Value =
        serde_json::from_str(&printed).unwrap_or_else(|why| panic!("{why}: {printed}\n{}", run.log()));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let outputs = step["outputs"].as_object().unwrap().iter();
    let mut outputs: BTreeMap<String, String> =
        outputs.map(|(name, value)| (name.clone(), text(value))).collect();
    outputs.insert("outcome".to_owned(), text(&step["outcome"]));
    outputs
}

/// How GitHub is told of the gaps of the one service of a shop: three that are urgent, two that can wait.
pub const TOLD: [&str; 5] = ["warning", "warning", "warning", "notice", "notice"];

/// That the outputs have these values.
pub fn assert_handed_on(run: &Run, expected: &[(&str, &str)]) {
    let outputs = handed_on(run);
    for (name, value) in expected {
        assert_eq!(
            outputs.get(*name).map(String::as_str),
            Some(*value),
            "{name} in {outputs:?}\n{}",
            run.log()
        );
    }
}
