//! The contracts as others see them: schemas are valid, a plan follows its schema, equal input gives equal bytes.

use std::path::{Path, PathBuf};

use autopilot_tests::checkers::check_jsonschema;
use autopilot_tests::executable::{autopilot, succeeded};
use autopilot_tests::files::copy;
use autopilot_tests::surroundings::root;

fn schemas() -> Vec<PathBuf> {
    let folder = root().join("schemas");
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect()
}

fn plan(folder: &Path, scanned: &str) -> Vec<u8> {
    let output = autopilot(folder, &["scout", scanned, "--format", "json"]);
    succeeded(&output).to_vec()
}

#[test]
fn every_schema_is_valid_json_schema() {
    let schemas = schemas();
    assert!(!schemas.is_empty());
    succeeded(&check_jsonschema(&["--check-metaschema"], &schemas));
}

#[test]
fn the_plan_of_the_samples_follows_its_schema() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.json");
    std::fs::write(&file, plan(&root(), "examples")).unwrap();
    let schema = root().join("schemas/diff-plan.json");
    succeeded(&check_jsonschema(&["--schemafile", schema.to_str().unwrap()], &[file]));
}

#[test]
fn a_plan_with_a_field_of_the_wrong_type_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut broken: serde_json::Value = serde_json::from_slice(&plan(&root(), "examples")).unwrap();
    broken["gaps"] = serde_json::json!("none");
    let file = folder.path().join("plan.json");
    std::fs::write(&file, broken.to_string()).unwrap();
    let schema = root().join("schemas/diff-plan.json");
    let output = check_jsonschema(&["--schemafile", schema.to_str().unwrap()], &[file]);
    assert!(!output.status.success());
}

#[test]
fn the_same_files_give_the_same_bytes_from_anywhere() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    copy(&root().join("examples"), &one.path().join("shop"));
    copy(&root().join("examples"), &two.path().join("deep/er/copy"));
    let first = plan(one.path(), "shop");
    let second = plan(&two.path().join("deep/er/copy"), ".");
    assert!(first.len() > 100, "{}", String::from_utf8_lossy(&first));
    assert_eq!(String::from_utf8(first).unwrap(), String::from_utf8(second).unwrap());
}
