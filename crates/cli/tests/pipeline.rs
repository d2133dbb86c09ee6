//! `autopilot ci` and the renderings for forges, as a runner meets them: variables, files that it names, exit codes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use tempfile::TempDir;

/// A workspace with a service that lacks OpenTelemetry, and what a runner sets up around a step.
struct Runner {
    folder: TempDir,
    variables: Vec<(String, String)>,
}

impl Runner {
    fn github() -> Self {
        let runner = Self::bare();
        let at = |name: &str| runner.path(name).to_str().unwrap().to_owned();
        let variables = [
            ("GITHUB_ACTIONS", "true".to_owned()),
            ("GITHUB_EVENT_NAME", "push".to_owned()),
            ("GITHUB_EVENT_PATH", at("event.json")),
            ("GITHUB_REPOSITORY", "org/shop".to_owned()),
            ("GITHUB_SHA", "a".repeat(40)),
            ("GITHUB_REF", "refs/heads/main".to_owned()),
            ("GITHUB_WORKSPACE", at("work")),
            ("GITHUB_STEP_SUMMARY", at("summary")),
            ("GITHUB_OUTPUT", at("output")),
            ("RUNNER_TEMP", at("temp")),
            ("NO_COLOR", "1".to_owned()),
        ];
        fs::write(runner.path("event.json"), push()).unwrap();
        variables.into_iter().fold(runner, |runner, (name, value)| runner.with(name, &value))
    }

    fn gitlab() -> Self {
        let runner = Self::bare();
        let work = runner.path("work").to_str().unwrap().to_owned();
        let variables = [
            ("GITLAB_CI", "true"),
            ("CI_PROJECT_DIR", work.as_str()),
            ("CI_PROJECT_PATH", "group/shop"),
            ("CI_PIPELINE_SOURCE", "merge_request_event"),
            ("CI_MERGE_REQUEST_IID", "7"),
            ("NO_COLOR", "1"),
        ];
        variables.into_iter().fold(runner, |runner, (name, value)| runner.with(name, value))
    }

    fn bare() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let api = folder.path().join("work/services/api 'one'");
        fs::create_dir_all(&api).unwrap();
        fs::create_dir_all(folder.path().join("temp")).unwrap();
        fs::write(api.join("requirements.txt"), "flask==3\n").unwrap();
        fs::write(api.join("app.py"), "app = Flask(__name__)\n").unwrap();
        Self { folder, variables: Vec::new() }
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.retain(|(known, _)| known != name);
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_default()
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_autopilot"));
        command.args(args).current_dir(self.path("work")).env_clear();
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.output().unwrap()
    }

    /// The value of a step's output.
    fn output(&self, name: &str) -> Option<String> {
        let text = self.read("output");
        let (_, rest) = text.split_once(&format!("{name}<<"))?;
        let (delimiter, rest) = rest.split_once('\n')?;
        Some(rest.split_once(&format!("\n{delimiter}\n"))?.0.to_owned())
    }
}

fn push() -> String {
    let (before, after) = ("b".repeat(40), "a".repeat(40));
    format!(r#"{{"ref": "refs/heads/main", "before": "{before}", "after": "{after}", "deleted": false}}"#)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A file that a report names, wherever the test's folder lies.
fn report(runner: &Runner, output: &str) -> String {
    fs::read_to_string(runner.output(output).unwrap()).unwrap()
}

#[test]
fn a_step_of_github_annotates_summarizes_and_hands_outputs_on() {
    let runner = Runner::github();
    let output = runner.run(&["ci"]);
    let told = text(&output.stdout);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()), "{told}");
    assert!(told.contains("::warning file=services/api 'one'/app.py,line=1,title="), "{told}");
    assert!(told.ends_with("push on main of org/shop, aaaaaaaaaaaa: the step passes\n"), "{told}");
    let summary = runner.read("summary");
    assert!(summary.starts_with("## Autopilot: 2 gaps in 1 service\n"), "{summary}");
    let line = "https://github.com/org/shop/blob/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/services/api%20%27one%27/app.py#L1";
    assert!(summary.contains(line), "{summary}");
    assert_eq!(runner.output("result").as_deref(), Some("passed"));
    assert_eq!(runner.output("gaps").as_deref(), Some("2"));
    assert_eq!(runner.output("exit-code").as_deref(), Some("0"));
    assert!(report(&runner, "sarif").contains("\"version\": \"2.1.0\""));
    assert!(report(&runner, "plan").contains("\"diff_plan_id\""));
    assert_eq!(report(&runner, "summary"), summary.strip_suffix('\n').unwrap());
}

#[test]
fn what_fails_ends_with_one_and_is_an_error() {
    let runner = Runner::github().with("AUTOPILOT_INPUT_FAIL_ON", "P1");
    let output = runner.run(&["ci"]);
    let told = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1));
    assert!(told.contains("::error file="), "{told}");
    assert!(told.contains("the step fails (exit code 1): missing_otel:"), "{told}");
    assert_eq!(runner.output("result").as_deref(), Some("failed"));
    assert_eq!(text(&output.stderr), "");
    assert!(runner.read("summary").contains("**Fails**: 1 gap is P1 or more urgent."));
}

/// `--fail-on` changes the exit code alone.
#[test]
fn fail_on_leaves_standard_output_as_it_is() {
    let runner = Runner::bare();
    let (calm, strict) = (runner.run(&["scout"]), runner.run(&["scout", "--fail-on", "p2"]));
    assert_eq!((calm.status.code(), strict.status.code()), (Some(0), Some(1)));
    assert_eq!(text(&calm.stdout), text(&strict.stdout));
}

#[test]
fn a_step_of_gitlab_leaves_reports_for_the_merge_request() {
    let runner = Runner::gitlab();
    let output = runner.run(&["ci"]);
    let told = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(told.contains("merge request !7") && !told.contains("::"), "{told}");
    let variables = runner.read("work/autopilot-reports/autopilot.env");
    assert!(variables.contains("AUTOPILOT_RESULT=passed\n") && variables.contains("AUTOPILOT_GAPS=2\n"));
    assert!(variables.contains("AUTOPILOT_SARIF=autopilot-reports/report.sarif\n"), "{variables}");
    let entries: serde_json::Value =
        serde_json::from_str(&runner.read("work/autopilot-reports/codequality.json")).unwrap();
    assert_eq!(entries[0]["location"]["path"], "services/api 'one'/app.py");
    assert!(
        runner
            .read("work/autopilot-reports/junit.xml")
            .contains("<testsuite name=\"services/api &apos;one&apos;\"")
    );
}

/// Whatever ends a step, later jobs know how.
#[test]
fn later_jobs_of_gitlab_hear_of_an_error() {
    let runner = Runner::gitlab().with("AUTOPILOT_INPUT_PATH", "nowhere");
    assert_eq!(runner.run(&["ci"]).status.code(), Some(2));
    let variables = runner.read("work/autopilot-reports/autopilot.env");
    assert!(variables.contains("AUTOPILOT_RESULT=error\nAUTOPILOT_EXIT_CODE=2\n"), "{variables}");
}

/// What people write into settings reaches the runner as text alone, on either stream.
#[test]
fn settings_are_no_commands() {
    let runner = Runner::github();
    let settings = "\"x\\n::add-mask::y\": 1\n\"##[set-output name=sarif;]/etc/passwd\": 2\n";
    fs::write(runner.path("work/.autopilot.yml"), settings).unwrap();
    let output = runner.run(&["ci"]);
    assert_eq!(output.status.code(), Some(2));
    let printed = text(&output.stdout) + &text(&output.stderr);
    assert!(printed.lines().all(|line| line.starts_with("::error title=Autopilot::")), "{printed}");
    assert_eq!(printed.lines().count(), 1, "{printed}");
}

/// Also where the action is not used: a folder's name begins a line of the plan.
#[test]
fn a_plan_for_people_is_no_command() {
    let runner = Runner::github();
    fs::rename(runner.path("work/services"), runner.path("work/::error::x ##[group]")).unwrap();
    let told = text(&runner.run(&["scout"]).stdout);
    assert!(told.contains(": :error::x ## [group]/api 'one'  service"), "{told}");
    assert!(!told.contains("##[") && !told.lines().any(|line| line.trim_start().starts_with("::")), "{told}");
}

/// A checkout below the workspace is a repository of its own: its files are named from its root.
#[test]
fn a_checkout_in_a_folder_names_files_from_its_own_root() {
    let runner = Runner::github().with("AUTOPILOT_INPUT_PATH", "services");
    fs::create_dir_all(runner.path("work/services/.git")).unwrap();
    let told = text(&runner.run(&["ci"]).stdout);
    assert!(told.contains("::warning file=api 'one'/app.py,line=1"), "{told}");
}

/// A runner on a laptop names a folder that only its server has.
#[test]
fn the_working_folder_stands_in_for_one_that_is_not_there() {
    let runner = Runner::gitlab().with("CI_PROJECT_DIR", "/builds/group/shop");
    assert_eq!(runner.run(&["ci"]).status.code(), Some(0));
    assert!(runner.read("work/autopilot-reports/autopilot.env").contains("AUTOPILOT_GAPS=2\n"));
}

/// What people wrote wrongly is told on the run's page, with what is right.
#[test]
fn unknown_inputs_are_refused() {
    for (input, value, told) in [
        ("COMMAND", "scan", "the input `command` is `scan`%0A  help: write one of: scout"),
        ("FAIL_ON", "high\n::warning::x", "the input `fail-on` is `high ::warning::x`"),
        ("SUMMARY", "maybe", "the input `summary` is `maybe`"),
        ("PATH", "nowhere", "the input `path` is `nowhere`, which is no folder of the checkout"),
        ("PATH", "../..", "the input `path` is `../..`, which is no folder of the checkout"),
        ("MODULES", "services/none", "no module lies in `services/none`"),
    ] {
        let runner = Runner::github().with(&format!("AUTOPILOT_INPUT_{input}"), value);
        let output = runner.run(&["ci"]);
        let lines = text(&output.stdout);
        assert_eq!(output.status.code(), Some(2), "{input}");
        assert!(lines.starts_with(&format!("::error title=Autopilot::{told}")), "{lines}");
        // Told once, and nothing else reaches the runner, which reads both streams.
        assert_eq!((lines.lines().count(), text(&output.stderr)), (1, String::new()), "{lines}");
        assert_eq!(runner.output("result").as_deref(), Some("error"));
    }
}

#[test]
fn a_folder_below_the_root_is_judged_alone_and_named_from_the_root() {
    let runner = Runner::github().with("AUTOPILOT_INPUT_PATH", "services/api 'one'");
    let output = runner.run(&["ci"]);
    assert!(text(&output.stdout).contains("::warning file=services/api 'one'/app.py,line=1"));
    assert!(report(&runner, "sarif").contains("\"id\": \"autopilot/services/api 'one'/\""));
}

/// Two steps of one job keep their reports apart.
#[test]
fn a_second_step_leaves_the_reports_of_the_first() {
    let runner = Runner::github();
    runner.run(&["ci"]);
    let first = runner.output("reports").unwrap();
    fs::remove_file(runner.path("output")).unwrap();
    runner.run(&["ci"]);
    let second = runner.output("reports").unwrap();
    assert_ne!(first, second);
    assert!(Path::new(&first).join("plan.json").exists() && Path::new(&second).join("plan.json").exists());
}

#[test]
fn a_repository_without_modules_passes_and_says_so() {
    let runner = Runner::github();
    fs::remove_dir_all(runner.path("work/services")).unwrap();
    fs::write(runner.path("work/README.md"), "nothing here\n").unwrap();
    let output = runner.run(&["ci"]);
    let told = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0));
    assert!(told.contains("::notice title=Autopilot::autopilot scout: push on main"), "{told}");
    assert!(told.contains("nothing to judge"), "{told}");
    assert_eq!(runner.output("result").as_deref(), Some("nothing"));
    assert_eq!(runner.output("exit-code").as_deref(), Some("3"));
}

/// The usual mistake of the first workflow.
#[test]
fn a_forgotten_checkout_is_told() {
    let runner = Runner::github();
    fs::remove_dir_all(runner.path("work")).unwrap();
    fs::create_dir(runner.path("work")).unwrap();
    let output = runner.run(&["ci"]);
    let told = text(&output.stdout);
    assert_eq!(output.status.code(), Some(2));
    assert!(told.starts_with("::error title=Autopilot::nothing is checked out"), "{told}");
}

#[test]
fn a_deleted_branch_is_nothing_to_judge() {
    let runner = Runner::github();
    let deleted = push().replace("false", "true").replace(&"a".repeat(40), &"0".repeat(40));
    fs::write(runner.path("event.json"), deleted).unwrap();
    let output = runner.run(&["ci"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).starts_with("::notice title=Autopilot::"), "{}", text(&output.stdout));
    assert_eq!(runner.output("result").as_deref(), Some("nothing"));
}

/// What the runner does not give costs a part of the result, and is told.
#[test]
fn missing_files_of_the_runner_are_told() {
    let runner = Runner::github().with("GITHUB_EVENT_PATH", "/nowhere/event.json").with("GITHUB_OUTPUT", "");
    let output = runner.run(&["ci"]);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(told.contains("the event file cannot be read"), "{told}");
    assert!(told.contains("GITHUB_OUTPUT is not set"), "{told}");
}

#[test]
fn an_event_that_is_no_event_is_refused() {
    let runner = Runner::github().with("GITHUB_EVENT_NAME", "pull_request");
    fs::write(runner.path("event.json"), r#"{"action": "opened"}"#).unwrap();
    let output = runner.run(&["ci"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stdout).contains("cannot tell what is to be judged"), "{}", text(&output.stdout));
}

#[test]
fn reports_that_cannot_be_written_are_told() {
    let runner = Runner::github().with("AUTOPILOT_INPUT_REPORTS", "services/api 'one'/app.py/x");
    let output = runner.run(&["ci"]);
    assert_eq!(output.status.code(), Some(70));
    assert!(text(&output.stdout).contains("cannot make the folder"), "{}", text(&output.stdout));
}

#[test]
fn outside_a_pipeline_there_is_no_step() {
    let output = Runner::bare().run(&["ci"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("autopilot scout PATH"));
}

/// Every name of the table in the documentation is a format.
#[test]
fn every_format_is_written() {
    let runner = Runner::bare();
    for name in
        ["human", "json", "markdown", "sarif", "sarif-upload", "annotations", "codequality", "junit", "badge"]
    {
        let output = runner.run(&["scout", "--format", name]);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", text(&output.stderr));
        assert!(!output.stdout.is_empty(), "{name}");
    }
}
