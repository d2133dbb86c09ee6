//! Renderings as their readers see them: of the samples, and of a repository whose names would break careless ones.

#[path = "formats/subject.rs"]
mod subject;

use std::collections::BTreeSet;
use std::path::Path;

use autopilot_tests::checkers::{check_jsonschema, python, refused, run};
use autopilot_tests::executable::{autopilot, succeeded};
use autopilot_tests::surroundings::{root, tool};
use serde_json::{Value, json};
use subject::{Subject, subjects};

/// Where the checker of SARIF, and the standard's schema, are.
fn multitool() -> std::path::PathBuf {
    tool("sarif-multitool").join("node_modules/@microsoft/sarif-multitool-linux")
}

/// Logs by the names of their files, in a folder of their own.
fn written(logs: &[(String, String)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, log) in logs {
        std::fs::write(folder.path().join(name), log).unwrap();
    }
    folder
}

/// What Microsoft's checker holds against SARIF logs, with the rules of the standard and those of GitHub code scanning:
/// `FILE: RULE LEVEL WHAT`. Of notes it tells nothing.
fn objections(logs: &[(String, String)]) -> Vec<String> {
    let folder = written(logs);
    let arguments = "validate *.sarif --rule-kind Sarif;Ghas --output said.json --log ForceOverwrite";
    // Its exit code tells only whether it ran.
    let output = std::process::Command::new(multitool().join("Sarif.Multitool"))
        .args(arguments.split(' '))
        .arg("--config")
        .arg(root().join("tests/support/sarif_rules.xml"))
        .current_dir(folder.path())
        .env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")
        .output()
        .unwrap();
    succeeded(&output);
    let said = std::fs::read_to_string(folder.path().join("said.json")).unwrap();
    let said: Value = serde_json::from_str(said.trim_start_matches('\u{feff}')).unwrap();
    let run = &said["runs"][0];
    assert_eq!(run["invocations"][0]["executionSuccessful"], true, "{run:#}");
    run["results"].as_array().map(|results| results.iter().map(objection).collect()).unwrap_or_default()
}

fn objection(result: &Value) -> String {
    let file = result.pointer("/locations/0/physicalLocation/artifactLocation/uri").and_then(Value::as_str);
    let file = file.and_then(|uri| uri.rsplit('/').next()).unwrap_or_default();
    let level = result["level"].as_str().unwrap_or("warning");
    let what = &result["message"]["arguments"];
    format!("{file}: {} {level} {what}", result["ruleId"].as_str().unwrap_or_default())
}

/// The SARIF of all subjects, for archives and for upload.
fn sarif() -> Vec<(String, String)> {
    let both = |subject: &Subject| {
        ["sarif", "sarif-upload"].map(|format| {
            let name = format!("{}-{format}.sarif", subject.name);
            (name, subject.render(format))
        })
    };
    subjects().iter().flat_map(both).collect()
}

/// No allowance is made: no error and no warning.
#[test]
fn sarif_breaks_no_rule_of_the_standard_or_of_github() {
    let logs = sarif();
    assert_eq!(logs.len(), 4);
    assert_eq!(objections(&logs), [""; 0]);
}

/// The checker above passes over values that the standard does not list.
#[test]
fn sarif_follows_the_schema_of_the_standard() {
    let schema = multitool().join("sarif-2.1.0.json");
    let check = |logs: &[(String, String)]| {
        let folder = written(logs);
        let files: Vec<_> = logs.iter().map(|(name, _)| folder.path().join(name)).collect();
        check_jsonschema(&["--schemafile", schema.to_str().unwrap()], &files)
    };
    let mut logs = sarif();
    succeeded(&check(&logs));
    logs[0].1 = broken(&logs[0].1, |result| result["level"] = json!("fatal"));
    refused("an unknown level", &check(&logs), "'fatal' is not one of");
}

/// The log with its first result spoilt.
fn broken(log: &str, spoil: impl Fn(&mut Value)) -> String {
    let mut log: Value = serde_json::from_str(log).unwrap();
    spoil(&mut log["runs"][0]["results"][0]);
    log.to_string()
}

/// A checker that accepts everything would prove nothing.
#[test]
fn broken_sarif_is_refused() {
    let good = subjects()[0].render("sarif-upload");
    let without_message = broken(&good, |result| drop(result.as_object_mut().unwrap().remove("message")));
    let uri = "/locations/0/physicalLocation/artifactLocation/uri";
    let cases = [
        ("JSON1002", without_message),
        ("GH1015", broken(&good, |result| result["locations"] = json!([]))),
        ("SARIF1002", broken(&good, |result| *result.pointer_mut(uri).unwrap() = json!("a b"))),
        ("SARIF1009", broken(&good, |result| result["ruleIndex"] = json!(99))),
        ("JSON0001", good[..good.len() / 2].to_owned()),
    ];
    let logs = cases.map(|(rule, log)| (format!("{rule}.sarif"), log));
    let objections = objections(&logs);
    for (name, _) in &logs {
        let expected = format!("{name}: {} error", name.trim_end_matches(".sarif"));
        assert!(
            objections.iter().any(|told| told.starts_with(&expected)),
            "{expected} not in {objections:#?}"
        );
    }
}

/// The text that a URI stands for.
fn decoded(uri: &str) -> String {
    let mut parts = uri.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn each_result_of_sarif_is_in_a_file_that_is_there() {
    for subject in subjects() {
        let log: Value = serde_json::from_str(&subject.render("sarif")).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        assert!(!results.is_empty());
        assert_eq!(results.len(), subject.gaps());
        // What should be known of the input is no alert.
        let notifications = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"];
        assert_eq!(notifications.as_array().map_or(0, Vec::len), subject.findings());
        for result in results {
            let uri = result.pointer("/locations/0/physicalLocation/artifactLocation/uri").unwrap();
            assert!(subject.folder.join(decoded(uri.as_str().unwrap())).is_file(), "{uri}");
        }
    }
}

/// What junitparser understands of a report.
fn read_junit(report: &str) -> std::process::Output {
    let folder = written(&[("junit.xml".to_owned(), report.to_owned())]);
    let script = root().join("tests/support/junit_reader.py");
    run(python("junitparser"), [script, folder.path().join("junit.xml")])
}

/// Tests, failures and skipped ones of cases.
fn counted<'a>(cases: impl IntoIterator<Item = &'a Value>) -> Value {
    let mut counts = [0; 3];
    for case in cases {
        counts[0] += 1;
        counts[1] += case["failures"].as_array().unwrap().len();
        counts[2] += case["skipped"].as_array().unwrap().len();
    }
    json!(counts)
}

/// A gap that fails nothing is skipped, with its message; one that fails is a failure.
#[test]
fn junit_has_a_case_for_each_cell_and_counts_right() {
    for subject in subjects() {
        let states = subject.states();
        let of = |wanted: &str| states.iter().filter(|state| *state == wanted).count();
        let (absent, unknown) = (of("absent"), of("unknown"));
        let all = absent + unknown + of("present");
        assert!(absent > 0);
        junit_counts(&subject.render("junit"), &json!([all, 0, absent + unknown]));
        junit_counts(&subject.render_failing("junit"), &json!([all, absent, unknown]));
    }
}

fn junit_counts(report: &str, expected: &Value) {
    let read: Value = serde_json::from_slice(succeeded(&read_junit(report))).unwrap();
    let suites = read["suites"].as_array().unwrap();
    let mut all = Vec::new();
    for suite in suites {
        let cases = suite["cases"].as_array().unwrap();
        assert_eq!(suite["counts"], counted(cases), "{suite:#}");
        all.extend(cases);
    }
    assert_eq!(read["counts"], *expected);
    assert_eq!(counted(all.iter().copied()), *expected);
    let names: BTreeSet<String> =
        all.iter().map(|case| format!("{} {}", case["classname"], case["name"])).collect();
    assert_eq!(names.len(), all.len(), "two cases have one name");
}

#[test]
fn junit_that_breaks_off_is_refused() {
    let report = subjects()[0].render("junit");
    refused("half a report", &read_junit(&report[..report.len() / 2]), "ParseError");
}

/// The fields, and the severities, of GitLab's documentation.
#[test]
fn code_quality_has_what_gitlab_asks_for() {
    const SEVERITIES: [&str; 5] = ["info", "minor", "major", "critical", "blocker"];
    for subject in subjects() {
        let report: Value = serde_json::from_str(&subject.render("codequality")).unwrap();
        let entries = report.as_array().unwrap();
        assert_eq!(entries.len(), subject.gaps());
        let mut fingerprints = BTreeSet::new();
        for entry in entries {
            let text = |pointer: &str| entry.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
            assert!(!text("/description").is_empty() && !text("/check_name").is_empty(), "{entry:#}");
            assert!(SEVERITIES.contains(&text("/severity")), "{entry:#}");
            assert!(fingerprints.insert(text("/fingerprint").to_owned()), "twice: {entry:#}");
            assert!(entry["location"]["lines"]["begin"].as_u64().unwrap() > 0, "{entry:#}");
            let path = text("/location/path");
            assert!(!path.starts_with(['/', '.']) && subject.folder.join(path).is_file(), "{path}");
        }
        assert!(!fingerprints.contains(""));
    }
}

/// The keys of an endpoint badge of shields.io.
#[test]
fn the_badge_has_what_shields_reads() {
    const COLORS: [&str; 5] = ["brightgreen", "yellow", "orange", "red", "lightgrey"];
    for subject in subjects() {
        let badge: Value = serde_json::from_str(&subject.render("badge")).unwrap();
        let keys: Vec<&String> = badge.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["schemaVersion", "label", "message", "color"]);
        assert_eq!((&badge["schemaVersion"], &badge["label"]), (&json!(1), &json!("observability")));
        let gaps = subject.plan()["gaps"].as_array().unwrap().len();
        assert!(badge["message"].as_str().unwrap().starts_with(&format!("{gaps} gaps, ")), "{badge}");
        assert!(COLORS.contains(&badge["color"].as_str().unwrap()), "{badge}");
    }
}

/// A line as the runner reads workflow commands: level, properties, message.
fn command(line: &str) -> (&str, Vec<(&str, &str)>, &str) {
    let read = || {
        let (head, message) = line.strip_prefix("::")?.split_once("::")?;
        let (level, properties) = head.split_once(' ')?;
        let pairs: Option<Vec<_>> = properties.split(',').map(|pair| pair.split_once('=')).collect();
        Some((level, pairs?, message))
    };
    read().unwrap_or_else(|| panic!("no command: {line:?}"))
}

#[test]
fn each_annotation_is_one_command() {
    for subject in subjects() {
        let annotations = subject.render("annotations");
        for level in ["error", "warning", "notice"] {
            assert!(annotations.lines().filter(|line| command(line).0 == level).count() <= 10, "{level}");
        }
        assert!(annotations.lines().count() > 0);
        for line in annotations.lines() {
            let (level, properties, message) = command(line);
            assert!(["error", "warning", "notice"].contains(&level) && !message.is_empty(), "{line}");
            assert!(!line.chars().any(char::is_control), "{line:?}");
            for (key, value) in properties {
                match key {
                    "line" => assert!(value.parse::<u32>().is_ok_and(|line| line > 0), "{line}"),
                    "file" | "title" => assert!(!value.is_empty(), "{line}"),
                    _ => panic!("{key} is no property: {line}"),
                }
            }
        }
    }
}

/// GitHub's limit of a job summary, and no sequence that a terminal obeys.
#[test]
fn markdown_fits_a_job_summary_and_drives_nothing() {
    for subject in subjects() {
        let markdown = subject.render("markdown");
        assert!(markdown.starts_with("## Autopilot: ") && markdown.len() <= 1 << 20);
        let drives = |c: char| c != '\n' && (c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c));
        assert!(!markdown.contains(drives), "{markdown:?}");
        // A heading for each service with a gap, and ours: no name makes another one.
        let lacking =
            subject.states_by_module().filter(|states| states.iter().any(|state| state == "absent"));
        let ours = ["### Hops", "### About the input"];
        let headings = markdown.lines().filter(|line| line.starts_with('#') && !ours.contains(line));
        assert_eq!(headings.count(), 1 + lacking.count(), "{markdown}");
    }
}

/// A format that is added here is one that is checked above, or by the suite `schemas`, or by people.
#[test]
fn every_format_is_known_here() {
    let output = autopilot(Path::new("."), &["demo", "--format", "none-of-them"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let (_, names) = said.split_once("[possible values: ").unwrap();
    let names: BTreeSet<&str> = names.split(']').next().unwrap().split(", ").collect();
    let here = ["sarif", "sarif-upload", "junit", "codequality", "badge", "annotations", "markdown"];
    assert_eq!(names, here.into_iter().chain(["json", "human"]).collect());
}
