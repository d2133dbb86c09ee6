//! Workflows, action and GitLab templates, as the checkers of others read them; and that each checker can refuse.

use std::path::{Path, PathBuf};
use std::process::Output;

use autopilot_tests::checkers::{check_jsonschema, refused, run};
use autopilot_tests::executable::succeeded;
use autopilot_tests::surroundings::{root, tool};

/// The YAML files of a folder whose names begin so; there must be one.
fn yaml(folder: &str, begin: &str) -> Vec<PathBuf> {
    let path = root().join(folder);
    let entries = std::fs::read_dir(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let wanted = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(begin) && (name.ends_with(".yml") || name.ends_with(".yaml"))
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(wanted).collect();
    assert!(!files.is_empty(), "{folder} has no file {begin}*.yml");
    files.sort();
    files
}

/// Our own workflows, and those that users copy.
fn workflows() -> Vec<PathBuf> {
    [yaml(".github/workflows", ""), yaml("docs/workflows", "github-")].concat()
}

fn actions() -> Vec<PathBuf> {
    yaml("", "action.")
}

/// What GitLab reads: the template, once for `include` and once as a component, and pipelines that users copy.
fn pipelines() -> Vec<PathBuf> {
    [yaml("", "gitlab-ci-template."), yaml("templates", ""), yaml("docs/workflows", "gitlab-")].concat()
}

fn fixture(name: &str) -> PathBuf {
    root().join("tests/fixtures/workflows").join(name)
}

/// What is on PATH must not decide what it finds: no shellcheck, no pyflakes.
fn actionlint(files: &[PathBuf]) -> Output {
    let options = ["-oneline", "-shellcheck=", "-pyflakes="].map(PathBuf::from);
    run(tool("actionlint").join("bin/actionlint"), options.iter().chain(files))
}

/// A finding of any weight fails. Without `--strict-collection` a file that it cannot read would be left out.
fn zizmor(files: &[PathBuf]) -> Output {
    let options = "--offline --persona pedantic --strict-collection --no-config --no-progress --color never";
    let options: Vec<PathBuf> = options.split(' ').map(PathBuf::from).collect();
    run(tool("zizmor").join("venv/bin/zizmor"), options.iter().chain(files))
}

/// GitHub's own parser.
fn parser(kind: &str, files: &[PathBuf]) -> Output {
    let script = root().join("tests/support/workflow_parser.mjs");
    let arguments = [script, tool("workflow-parser"), kind.into()];
    run("node".into(), arguments.iter().chain(files))
}

fn workflow_parser(files: &[PathBuf]) -> Output {
    parser("workflow", files)
}

fn action_parser(files: &[PathBuf]) -> Output {
    parser("action", files)
}

fn workflow_schema(files: &[PathBuf]) -> Output {
    check_jsonschema(&["--builtin-schema", "vendor.github-workflows"], files)
}

fn action_schema(files: &[PathBuf]) -> Output {
    check_jsonschema(&["--builtin-schema", "vendor.github-actions"], files)
}

/// Each document by itself: a template has one for its inputs and one for its jobs.
fn gitlab_schema(files: &[PathBuf]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let mut documents = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        for document in text.split("\n---\n") {
            let name = file.file_stem().unwrap().to_string_lossy();
            let path = folder.path().join(format!("{}-{name}.yml", documents.len()));
            std::fs::write(&path, document).unwrap();
            documents.push(path);
        }
    }
    check_jsonschema(&["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"], &documents)
}

#[test]
fn actionlint_accepts_each_workflow() {
    succeeded(&actionlint(&workflows()));
}

/// The action as users name it.
const ACTION: &str = "org/autopilot@v1";

/// Checks what users copy in a repository that has our action, so that its inputs and outputs are known.
fn beside_our_action(edit: impl Fn(String) -> String) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    for path in [".git", ".github/workflows"] {
        std::fs::create_dir_all(at(path)).unwrap();
    }
    for file in actions() {
        std::fs::copy(&file, folder.path().join(file.file_name().unwrap())).unwrap();
    }
    let mut copies = Vec::new();
    for file in yaml("docs/workflows", "github-") {
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.contains(ACTION), "{} does not use {ACTION}", file.display());
        let copy = at(".github/workflows").join(file.file_name().unwrap());
        std::fs::write(&copy, edit(text.replace(ACTION, "./"))).unwrap();
        copies.push(copy);
    }
    actionlint(&copies)
}

#[test]
fn what_users_copy_names_inputs_and_outputs_that_the_action_has() {
    succeeded(&beside_our_action(|text| text));
    let input = |text: String| text.replace("fail-on:", "fails-on:");
    refused("an unknown input", &beside_our_action(input), "\"fails-on\" is not defined");
    let output = |text: String| text.replace("outputs.sarif", "outputs.serif");
    refused("an unknown output", &beside_our_action(output), "\"serif\" is not defined");
}

#[test]
fn zizmor_finds_nothing_in_workflows_and_action() {
    succeeded(&zizmor(&[workflows(), actions()].concat()));
}

#[test]
fn the_parser_of_github_accepts_workflows_and_action() {
    succeeded(&workflow_parser(&workflows()));
    succeeded(&action_parser(&actions()));
}

#[test]
fn workflows_action_and_pipelines_follow_their_schemas() {
    succeeded(&workflow_schema(&workflows()));
    succeeded(&action_schema(&actions()));
    succeeded(&gitlab_schema(&pipelines()));
}

/// Who refuses what, and for what reason.
type Refusal = (&'static str, &'static [(fn(&[PathBuf]) -> Output, &'static str)]);

/// At least one for each checker: one that accepts everything would prove nothing.
const REFUSALS: &[Refusal] = &[
    ("untrusted-title.yml", &[(actionlint, "potentially untrusted"), (zizmor, "template-injection")]),
    ("unpinned-action.yml", &[(zizmor, "unpinned-uses")]),
    (
        "unknown-key.yml",
        &[
            (actionlint, "step must run script"),
            (zizmor, "does not match expected validation schema"),
            (workflow_parser, "Unexpected value 'runs'"),
            (workflow_schema, "is not valid under any of the given schemas"),
        ],
    ),
    (
        "bad-expression.yml",
        &[(actionlint, "unexpected end of input"), (workflow_parser, "Unexpected end of expression")],
    ),
    ("unknown-output.yml", &[(actionlint, "property \"build\" is not defined")]),
    (
        "action-without-runs/action.yml",
        &[
            (action_parser, "Required property is missing: runs"),
            (action_schema, "'runs' is a required property"),
        ],
    ),
    ("action-injecting/action.yml", &[(zizmor, "template-injection")]),
    ("gitlab-unknown-keyword.yml", &[(gitlab_schema, "'scripts' was unexpected")]),
    ("gitlab-unknown-input-type.yml", &[(gitlab_schema, "'yesno' is not one of")]),
];

#[test]
fn each_checker_refuses_what_is_wrong() {
    for (name, checkers) in REFUSALS {
        for (checker, why) in *checkers {
            refused(name, &checker(&[fixture(name)]), why);
        }
    }
}

/// A file that cannot be read as a workflow fails, also beside good ones.
#[test]
fn one_bad_file_among_good_ones_is_refused() {
    let files = [workflows(), vec![fixture("unknown-key.yml")]].concat();
    for checker in [actionlint, zizmor, workflow_parser, workflow_schema] {
        refused("a bad file among good ones", &checker(&files), "unknown-key.yml");
    }
}

#[test]
fn the_component_is_the_template() {
    let read = |path: &str| std::fs::read_to_string(root().join(path)).unwrap();
    assert!(
        read("templates/autopilot.yml") == read("gitlab-ci-template.yml"),
        "templates/autopilot.yml is not gitlab-ci-template.yml: copy it"
    );
}

/// The lines of a here-document, without its indentation.
fn here_document(text: &str, delimiter: &str) -> Option<String> {
    let mut lines = text.lines().skip_while(|line| !line.ends_with(&format!("<<'{delimiter}'")));
    let opening = lines.next()?;
    let indentation = &opening[..opening.len() - opening.trim_start().len()];
    let inside = lines.map(|line| line.strip_prefix(indentation).unwrap_or(line));
    let inside: Vec<&str> = inside.take_while(|line| *line != delimiter).collect();
    Some(inside.join("\n") + "\n")
}

/// What downloads is one script, wherever it runs.
#[test]
fn the_template_carries_the_installer() {
    let installer = std::fs::read_to_string(root().join("action/install.sh")).unwrap();
    // GitLab would fill these in.
    assert!(!installer.contains("$[["), "action/install.sh has `$[[`, which GitLab reads as an input");
    let template = std::fs::read_to_string(root().join("gitlab-ci-template.yml")).unwrap();
    let carried = here_document(&template, "AUTOPILOT_INSTALLER").expect("the template has no installer");
    for (number, (ours, theirs)) in installer.lines().zip(carried.lines()).enumerate() {
        assert_eq!(ours, theirs, "line {} of action/install.sh differs in the template", number + 1);
    }
    assert!(installer == carried, "action/install.sh and the copy in the template have not the same end");
}

#[test]
fn a_here_document_is_read_without_its_indentation() {
    let text = "  cat >f <<'END'\n  #!/bin/sh\n\n    a\n  END\n  b\n";
    assert_eq!(here_document(text, "END").as_deref(), Some("#!/bin/sh\n\n  a\n"));
    assert_eq!(here_document("", "END"), None);
}

/// Each fixture is refused by somebody: one that nobody names would be dead.
#[test]
fn each_fixture_has_its_refusal() {
    let folder = root().join("tests/fixtures/workflows");
    for entry in std::fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        let named = REFUSALS.iter().any(|(fixture, _)| Path::new(fixture).starts_with(&name));
        assert!(named, "{name} is not among the refusals");
    }
}
