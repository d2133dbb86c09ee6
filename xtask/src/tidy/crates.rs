//! Every crate has a README that is its crate documentation, and the workspace's lints.

use std::path::Path;

use super::{Finding, Tree};
use crate::failure::Failure;

/// Packages beside the house, with lints of their own.
const BESIDE: &[&str] = &["xtask", "autopilot-tests"];

/// Looks at every member of the workspace.
pub fn check(tree: &Tree<'_>) -> Result<Vec<Finding>, Failure> {
    let mut findings = Vec::new();
    for package in tree.metadata.workspace_packages() {
        if BESIDE.contains(&package.name.as_str()) {
            continue;
        }
        let folder =
            package.manifest_path.parent().map(|folder| folder.as_std_path().to_owned()).unwrap_or_default();
        let shown = folder.strip_prefix(&tree.workspace.root).unwrap_or(&folder).to_owned();
        let read = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap_or_default();
        let root = read("src/lib.rs") + &read("src/main.rs");
        findings.extend(judge(&shown, &read("Cargo.toml"), &read("README.md"), &root));
    }
    Ok(findings)
}

fn judge(folder: &Path, manifest: &str, readme: &str, root: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    if readme.trim().is_empty() {
        findings.push(Finding::new(
            folder.join("README.md"),
            1,
            "is missing or empty; say what the crate is",
        ));
    }
    if !root.contains("#![doc = include_str!(\"../README.md\")]") {
        let told =
            "the README is not the crate's documentation; add #![doc = include_str!(\"../README.md\")]";
        findings.push(Finding::new(folder.join("src"), 1, told));
    }
    let lints = manifest.lines().skip_while(|line| line.trim() != "[lints]").nth(1);
    if lints.map(str::trim) != Some("workspace = true") {
        findings.push(Finding::new(folder.join("Cargo.toml"), 1, "add [lints] workspace = true"));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOC: &str = "#![doc = include_str!(\"../README.md\")]\n";
    const LINTS: &str = "[package]\n[lints]\nworkspace = true\n";

    #[test]
    fn a_crate_with_everything_passes() {
        assert_eq!(judge(Path::new("c"), LINTS, "# c", DOC), []);
    }

    #[test]
    fn each_missing_part_is_found() {
        assert_eq!(judge(Path::new("c"), "[package]\n", "", "").len(), 3);
        assert_eq!(judge(Path::new("c"), "[lints]\nrust = {}\n", "# c", DOC).len(), 1);
    }
}
