//! The JSON Schemas of the contracts: written from the types, checked against the files.

use std::{
    collections::BTreeSet,
    io,
    path::{Path, PathBuf},
};

use contracts::{Baseline, DiffPlan, RepoConfig, cloud_event::DiffPlanCreated};
use schemars::{JsonSchema, Schema, generate::SchemaSettings};
use serde_json::{Map, Value};

/// The address below which every schema has its `$id`.
const BASE: &str = "https://autopilot.example/schemas/v0/";

/// A contract: file name, title, and what makes its schema.
type Contract = (&'static str, &'static str, fn() -> Schema);

/// Every contract that has a schema.
const CONTRACTS: [Contract; 4] = [
    ("autopilot-baseline.json", "Autopilot baseline", read::<Baseline>),
    ("autopilot-config.json", "Autopilot configuration", read::<RepoConfig>),
    ("diff-plan.json", "Observability Diff Plan", written::<DiffPlan>),
    ("scout-diff-plan-created.json", "Event: a diff plan was made", written::<DiffPlanCreated>),
];

/// Why schemas are not as they should be.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SchemasError {
    /// A file or the folder cannot be read or written.
    #[error("{path}: {source}")]
    Io { path: PathBuf, source: io::Error },
    /// Files differ from what the types say.
    #[error("schemas are not up to date, run `cargo xtask schemas`:\n{}", .0.join("\n"))]
    Outdated(Vec<String>),
    /// Files that no contract has.
    #[error("schemas without a contract, delete them:\n{}", .0.join("\n"))]
    Stray(Vec<String>),
}

/// Writes every schema into `dir`. Nothing is ever deleted.
///
/// # Errors
/// When a file cannot be written, or `dir` holds schemas of no contract.
pub(crate) fn write(dir: &Path) -> Result<Vec<PathBuf>, SchemasError> {
    std::fs::create_dir_all(dir).map_err(at(dir))?;
    let mut paths = Vec::new();
    for contract in CONTRACTS {
        let path = dir.join(contract.0);
        std::fs::write(&path, text(contract)).map_err(at(&path))?;
        paths.push(path);
    }
    let stray = stray(dir)?;
    if stray.is_empty() { Ok(paths) } else { Err(SchemasError::Stray(stray)) }
}

/// Compares the files in `dir` with what the types say.
///
/// # Errors
/// Names every file that differs, is missing or has no contract.
pub(crate) fn check(dir: &Path) -> Result<(), SchemasError> {
    let mut wrong = Vec::new();
    for contract in CONTRACTS {
        let path = dir.join(contract.0);
        match std::fs::read(&path) {
            Ok(bytes) if bytes == text(contract).as_bytes() => {}
            Ok(_) => wrong.push(format!("{} differs", contract.0)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                wrong.push(format!("{} is missing", contract.0))
            }
            Err(source) => return Err(SchemasError::Io { path, source }),
        }
    }
    if dir.exists() {
        wrong.extend(stray(dir)?.into_iter().map(|name| format!("{name} has no contract")));
    }
    if wrong.is_empty() { Ok(()) } else { Err(SchemasError::Outdated(wrong)) }
}

/// The JSON files in `dir` that no contract has, sorted.
fn stray(dir: &Path) -> Result<Vec<String>, SchemasError> {
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(dir).map_err(at(dir))? {
        let name = entry.map_err(at(dir))?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".json") && !CONTRACTS.iter().any(|contract| contract.0 == name) {
            names.insert(name);
        }
    }
    Ok(names.into_iter().collect())
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> SchemasError {
    |source| SchemasError::Io { path: path.to_owned(), source }
}

/// What we write: fields that are always written are required.
fn written<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}

/// What people write: fields that have a default are not required.
fn read<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().for_deserialize().into_generator().into_root_schema_for::<T>()
}

/// The file of a contract: `$schema`, `$id`, title and description first.
fn text((name, title, generate): Contract) -> String {
    let mut rest = generate().to_value();
    let mut schema = Map::new();
    if let Some(object) = rest.as_object_mut() {
        let mut first = |key: &str, value: Option<Value>| {
            schema.extend(value.map(|value| (key.to_owned(), value)));
        };
        first("$schema", object.shift_remove("$schema"));
        first("$id", Some(format!("{BASE}{name}").into()));
        object.shift_remove("title");
        first("title", Some(title.into()));
        first("description", object.shift_remove("description"));
        schema.append(object);
    }
    format!("{:#}\n", Value::Object(schema))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(name: &str) -> Value {
        let contract = CONTRACTS.into_iter().find(|contract| contract.0 == name).unwrap();
        serde_json::from_str(&text(contract)).unwrap()
    }

    #[test]
    fn the_committed_files_are_up_to_date() {
        check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas")).unwrap();
    }

    #[test]
    fn every_schema_says_who_it_is() {
        for (name, title, _) in CONTRACTS {
            let schema = schema(name);
            let keys: Vec<&String> = schema.as_object().unwrap().keys().take(4).collect();
            assert_eq!(keys, ["$schema", "$id", "title", "description"], "{name}");
            assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
            assert_eq!(schema["$id"], format!("{BASE}{name}"));
            assert_eq!(schema["title"], title);
        }
    }

    #[test]
    fn files_end_with_a_line_break_and_are_the_same_every_time() {
        for contract in CONTRACTS {
            let text = text(contract);
            assert!(text.ends_with("}\n") && !text.ends_with("\n\n"));
            assert_eq!(text, super::text(contract));
        }
    }

    #[test]
    fn what_is_always_written_is_required_and_what_people_write_is_not() {
        let required = &schema("diff-plan.json")["required"];
        assert!(required.as_array().unwrap().contains(&"commit".into()), "{required}");
        assert_eq!(schema("autopilot-config.json")["required"], Value::Null);
    }

    #[test]
    fn the_event_keeps_unknown_attributes_and_holds_the_plan() {
        let event = schema("scout-diff-plan-created.json");
        assert_eq!(event["properties"]["data"]["$ref"], "#/$defs/DiffPlan");
        assert_ne!(event["additionalProperties"], false);
    }

    #[test]
    fn check_names_what_differs_is_missing_or_stray() {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path()).unwrap();
        check(dir.path()).unwrap();
        std::fs::write(dir.path().join("diff-plan.json"), "{}").unwrap();
        std::fs::remove_file(dir.path().join("autopilot-config.json")).unwrap();
        std::fs::write(dir.path().join("old.json"), "{}").unwrap();
        let message = check(dir.path()).unwrap_err().to_string();
        for part in [
            "cargo xtask schemas",
            "diff-plan.json differs",
            "autopilot-config.json is missing",
            "old.json has no contract",
        ] {
            assert!(message.contains(part), "{message}");
        }
        assert!(!message.contains("scout-diff-plan-created"), "{message}");
    }

    #[test]
    fn writing_deletes_nothing_and_says_what_is_stray() {
        let dir = tempfile::tempdir().unwrap();
        let old = dir.path().join("old.json");
        std::fs::write(&old, "{}").unwrap();
        assert!(write(dir.path()).unwrap_err().to_string().contains("old.json"));
        assert!(old.exists());
    }
}
