//! Names that strangers choose: nothing of them is run, and none becomes a command to the runner.

use autopilot_tests::act::Act;
use autopilot_tests::repository::{Repository, named};
use autopilot_tests::surroundings::variable;
use serde_json::{Value, json};

use crate::workflows::{
    NAME, TOLD, assert_handed_on, assert_one_job, documented, executable, handed_on, on_pull_request,
    pull_request, shop, with_inputs,
};

/// What would leave a file `pwned`, or an annotation, behind.
const HOSTILE: &[&str] = &[
    r#""; touch pwned; #"#,
    "'; touch pwned; '",
    "$(touch pwned)",
    "`touch pwned`",
    "::error::x",
    "##[error]x",
    "a\n::error::x",
    "${{ github.token }}",
];

/// Inputs that the executable reads, of those that take no name of a stranger's choice.
const OF_OURS: &[&str] = &["command", "path", "modules", "base", "fail-on", "summary", "annotations"];

/// Inputs that the installer reads.
const OF_INSTALLER: &[&str] = &["executable", "version", "checksum", "mirror", "offline"];

fn assert_nothing_was_run(act: &Act, repository: &Repository) {
    let left = [named("pwned", act.folder()), named("pwned", repository.path())].concat();
    assert!(left.is_empty(), "{left:?}");
}

/// A value as one of YAML, in which `${{` is no expression.
fn quoted(value: &str) -> String {
    json!(value).to_string().replace("${{", "${{ '$' }}{{")
}

/// The branch, the title, the author and the text of a pull request are anyone's.
#[test]
fn a_pull_request_with_hostile_names_is_judged_as_any_other() {
    let (repository, act) = (shop(), Act::new());
    for name in [HOSTILE.join(" "), HOSTILE.join("\n")] {
        let mut payload = pull_request();
        payload["pull_request"]["title"] = json!(name);
        payload["pull_request"]["body"] = json!(name);
        payload["pull_request"]["head"]["ref"] = json!(name);
        payload["pull_request"]["head"]["label"] = json!(name);
        payload["pull_request"]["user"]["login"] = json!(name);
        payload["sender"]["login"] = json!(name);
        let run = act.run(&repository, "pull_request", &payload, &with_inputs(&executable()));
        assert_one_job(&run, "success");
        assert_eq!(run.commands(), TOLD, "{}", run.log());
        assert_handed_on(&run, &[("result", "passed"), ("gaps", "5")]);
    }
    assert_nothing_was_run(&act, &repository);
}

/// A step with inputs that must be refused, in a job that goes on.
fn step(id: &str, inputs: &[(&str, &str)]) -> String {
    let inputs = inputs.iter().map(|(name, value)| format!("          {name}: {}\n", quoted(value)));
    let head = "        continue-on-error: true\n        uses: org/autopilot@v1\n        with:\n";
    format!("      - id: {id}\n{head}{}", inputs.collect::<String>())
}

/// Each input with each hostile value, beside others that are fine, by the id of its step.
fn hostile_steps() -> Vec<(String, String)> {
    let ours = [("executable", variable("AUTOPILOT_BIN"))];
    let theirs = [("version", "0.1.0".to_owned()), ("checksum", "a".repeat(64))];
    let mut steps = Vec::new();
    for (inputs, others) in [(OF_OURS, &ours[..]), (OF_INSTALLER, &theirs[..])] {
        for (input, value) in inputs.iter().flat_map(|input| HOSTILE.iter().map(move |value| (input, value)))
        {
            let others = others.iter().filter(|(name, _)| name != input);
            let mut all: Vec<_> = others.map(|(name, value)| (*name, value.as_str())).collect();
            all.push((input, value));
            let id = format!("{input}-{}", steps.len());
            steps.push((id.clone(), step(&id, &all)));
        }
    }
    steps
}

/// A workflow may hand on what a stranger wrote: what is not understood is one error and nothing else.
#[test]
fn hostile_inputs_are_refused_in_one_annotation() {
    let (repository, act) = (shop(), Act::new());
    let steps = hostile_steps();
    let all: String = steps.iter().map(|(_, step)| step.as_str()).collect();
    let workflow = documented().replace("      - uses: org/autopilot@v1\n", &all);
    let tell = "      - { id: tell, shell: sh, env: { STEPS: '${{ toJSON(steps) }}' }, run: 'printf \"%s\" \"$STEPS\"' }\n";
    let run = on_pull_request(&act, &repository, &(workflow + tell));
    assert_one_job(&run, "success");
    let told: Value = serde_json::from_str(&run.printed_by("tell")).unwrap();
    let mut wrong = Vec::new();
    for (id, _) in steps {
        let (step, end) = (run.of(&id), &told[&id]);
        let ended = json!([end["outcome"], end["outputs"]["result"], end["outputs"]["exit-code"]]);
        let annotated = step.annotations().iter().all(|text| text.starts_with("error Autopilot"));
        if step.commands() != ["error"] || !annotated || ended != json!(["failure", "error", "2"]) {
            wrong.push(format!("{id}: {:?} {ended}\n{}", step.commands(), step.printed()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_nothing_was_run(&act, &repository);
}

/// Settings come with the change: what is wrong in them is told in one error, and not run by the runner.
#[test]
fn hostile_settings_are_refused_in_one_annotation() {
    let keys = HOSTILE.iter().map(|name| format!("{}: 1\n", json!(name)));
    let settings = keys.collect::<String>() + "modules: {\"b\\n::error::y\": 3}\n";
    let repository = shop().with(".autopilot.yml", &settings).committed();
    let act = Act::new();
    let run = on_pull_request(&act, &repository, &with_inputs(&executable()));
    assert_one_job(&run, "failure");
    assert_eq!(run.commands(), ["error"], "{}", run.log());
    assert_handed_on(&run, &[("outcome", "failure"), ("result", "error"), ("exit-code", "2")]);
    assert_nothing_was_run(&act, &repository);
}

/// Folders of a change are a stranger's too: they are shown, as text.
#[test]
fn hostile_folders_are_shown_as_text() {
    let empty = Repository::new(&format!("https://github.com/{NAME}.git"));
    let repository = HOSTILE.iter().fold(empty, |all, name| all.with_service(name)).committed();
    let act = Act::new();
    let run = on_pull_request(&act, &repository, &with_inputs(&executable()));
    assert_one_job(&run, "success");
    let commands = run.commands();
    assert!(
        commands.iter().any(|name| name == "warning")
            && commands.iter().all(|name| ["warning", "notice", "group", "endgroup"].contains(&&**name)),
        "{commands:?}"
    );
    assert_handed_on(&run, &[("modules", "8"), ("gaps", "40"), ("result", "passed")]);
    assert_nothing_was_run(&act, &repository);
}

/// A folder for reports is taken by its name, whatever that says.
#[test]
fn a_hostile_folder_of_reports_is_a_folder() {
    let (repository, act) = (shop(), Act::new());
    let run = on_pull_request(
        &act,
        &repository,
        &with_inputs(&(executable() + "reports: out/$(touch pwned)/`touch pwned`")),
    );
    assert_one_job(&run, "success");
    let outputs = handed_on(&run);
    assert!(outputs["reports"].ends_with("/out/$(touch pwned)/`touch pwned`"), "{outputs:?}");
    assert_nothing_was_run(&act, &repository);
}
