//! Without an executable in the pipeline: the list in the template says which release, and a mirror serves it.

use std::path::Path;

use autopilot_tests::gitlab::Project;
use autopilot_tests::release::Release;
use autopilot_tests::repository::Repository;
use autopilot_tests::surroundings::variable;
use serde_json::{Value, json};

use crate::projects::{TEMPLATE, assert_one_job, assert_reports, including, template, with_copy};

/// The template as a release has it: with the list of checksums between its marks.
fn released(list: &str) -> String {
    let indented: String = list.lines().map(|line| format!("      {line}\n")).collect();
    let filled = template().replacen("# checksums: begin\n", &format!("# checksums: begin\n{indented}"), 1);
    assert!(filled.contains(list.trim_end()));
    filled
}

fn project(list: &str, inputs: &Value) -> Project {
    let pipeline = including(&json!({"local": TEMPLATE}), inputs);
    let empty = Repository::new("https://gitlab.example/shop/app.git").with_service("orders-api");
    Project::new(empty.with(TEMPLATE, &released(list)).with(".gitlab-ci.yml", &pipeline).committed())
}

#[test]
fn what_is_no_release_says_so() {
    let run = with_copy(&json!({})).merge_request();
    assert_one_job(&run, "autopilot", "FAIL");
    assert_eq!(run.exit_code("autopilot"), Some(2), "{}", run.log);
    assert!(
        run.log.contains("autopilot: error: this is no release, so nothing here says what to download"),
        "{}",
        run.log
    );
}

/// From a mirror into the cache of the job, and from there without network.
#[test]
fn a_release_is_installed_once_and_then_needs_no_network() {
    let folder = tempfile::tempdir().unwrap();
    let release =
        Release::of(Path::new(&variable("AUTOPILOT_BIN")), env!("CARGO_PKG_VERSION"), folder.path());
    let mirror = format!("file://{}", release.mirror.display());
    let project = project(&release.list(), &json!({"mirror": mirror}));
    let first = project.merge_request();
    assert_one_job(&first, "autopilot", "PASS");
    assert_reports(&first, "autopilot");
    std::fs::remove_dir_all(release.archive.parent().unwrap()).unwrap();
    let pipeline = including(&json!({"local": TEMPLATE}), &json!({"offline": true}));
    std::fs::write(project.repository.path().join(".gitlab-ci.yml"), pipeline).unwrap();
    let second = project.merge_request();
    assert_one_job(&second, "autopilot", "PASS");
    assert_reports(&second, "autopilot");
}

#[test]
fn an_archive_with_another_digest_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let executable = autopilot_tests::programs::script(&folder.path().join("x"), "touch pwned");
    let release = Release::of(&executable, "1.2.3", folder.path());
    let list = release.list().replace(&release.checksum, &"a".repeat(64));
    let run = project(&list, &json!({"mirror": release.mirror.display().to_string()})).merge_request();
    assert_one_job(&run, "autopilot", "FAIL");
    assert_eq!(run.exit_code("autopilot"), Some(70), "{}", run.log);
    assert!(run.log.contains("is not what was asked for, and was removed"), "{}", run.log);
}
