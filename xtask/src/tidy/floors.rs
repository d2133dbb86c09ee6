//! Crates stand on floors: no arrow upwards, none between rooms of one floor, telemetry under executables alone.

use cargo_metadata::DependencyKind;

use super::{Finding, Tree};
use crate::failure::Failure;

/// The floors from below, as the design has them: ARCHITECTURE.md draws those that are there. Names are those of the folders in `crates/`.
const FLOORS: &[&[&str]] = &[
    &["contracts", "source-tree", "syntax", "redact"],
    &[
        "inventory",
        "report",
        "forge",
        "schema-compat",
        "schema-registry",
        "kafka-sandbox",
        "intake",
        "event-bus",
        "state-store",
        "lineage-graph",
        "model",
        "notify",
        "secrets",
        "telemetry",
    ],
    &["scout", "author", "gate", "validate", "signal", "rca"],
    &["cli", "signal-factory"],
];

/// Packages beside the house, which may use every floor.
const BESIDE: &[&str] = &["eval", "tests"];

/// Looks at every dependency between members of the workspace; those of tests are free.
pub fn check(tree: &Tree<'_>) -> Result<Vec<Finding>, Failure> {
    let folder = |path: &cargo_metadata::camino::Utf8Path| path.file_name().unwrap_or_default().to_owned();
    let mut findings = Vec::new();
    for package in tree.metadata.workspace_packages() {
        let Some(from) = package.manifest_path.parent().map(folder) else {
            continue;
        };
        let file = package.manifest_path.as_std_path();
        let file = file.strip_prefix(&tree.workspace.root).unwrap_or(file);
        for dependency in
            package.dependencies.iter().filter(|dependency| dependency.kind != DependencyKind::Development)
        {
            let Some(to) = dependency.path.as_deref().map(folder) else {
                continue;
            };
            findings.extend(judge(&from, &to).map(|told| Finding::new(file, 1, told)));
        }
    }
    Ok(findings)
}

/// What is wrong with one arrow.
fn judge(from: &str, to: &str) -> Option<String> {
    let floor = |name: &str| FLOORS.iter().position(|rooms| rooms.contains(&name));
    if from == "xtask" {
        return Some(format!("xtask links no product crate, but it depends on {to}"));
    }
    if BESIDE.contains(&from) {
        return None;
    }
    let (Some(above), Some(below)) = (floor(from), floor(to)) else {
        return Some(format!(
            "{from} -> {to}: one of them is on no floor; add it to xtask/src/tidy/floors.rs"
        ));
    };
    if below > above {
        Some(format!(
            "{from} (floor {above}) -> {to} (floor {below}) points upwards; turn it round with a trait below"
        ))
    } else if below == above {
        Some(format!("{from} -> {to}: both are rooms of floor {above}; what both need belongs below"))
    } else if to == "telemetry" && above + 1 != FLOORS.len() {
        Some(format!("{from} -> telemetry: only executables use it; use the tracing facade"))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn downwards_is_free() {
        assert_eq!(judge("scout", "inventory"), None);
        assert_eq!(judge("cli", "contracts"), None);
        assert_eq!(judge("cli", "telemetry"), None);
        assert_eq!(judge("eval", "scout"), None);
    }

    #[test]
    fn upwards_and_sideways_are_found() {
        assert!(judge("inventory", "scout").is_some_and(|told| told.contains("upwards")));
        assert!(judge("scout", "gate").is_some_and(|told| told.contains("rooms of floor 2")));
    }

    #[test]
    fn telemetry_is_for_executables() {
        assert!(judge("scout", "telemetry").is_some_and(|told| told.contains("tracing")));
    }

    #[test]
    fn a_crate_on_no_floor_is_found() {
        assert!(judge("novelty", "contracts").is_some());
        assert!(judge("xtask", "contracts").is_some());
    }
}
