//! Crates that must not come in: one TLS stack, no OpenSSL, one HTTP client.

use std::collections::BTreeMap;

use super::licences::line_of;
use super::{Finding, Tree};
use crate::failure::Failure;

/// Names, or their beginnings when they end with `*`.
const BANNED: &[&str] = &["openssl*", "native-tls", "aws-lc*"];
/// It only looks for the system's certificates and links nothing.
const FREE: &[&str] = &["openssl-probe"];
/// Crates of which there is one version.
const SINGLE: &[&str] = &["rustls", "reqwest"];

/// Looks at every package of the lock file.
pub fn check(tree: &Tree<'_>) -> Result<Vec<Finding>, Failure> {
    let lock = std::fs::read_to_string(tree.workspace.root.join("Cargo.lock")).unwrap_or_default();
    let packages = tree.metadata.packages.iter();
    let versions = packages.map(|package| (package.name.to_string(), package.version.to_string()));
    Ok(judge(versions)
        .into_iter()
        .map(|(name, told)| Finding::new("Cargo.lock", line_of(&lock, &name), told))
        .collect())
}

fn judge(packages: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut single: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, version) in packages {
        if !FREE.contains(&name.as_str()) && BANNED.iter().any(|ban| matches(ban, &name)) {
            found
                .push((name.clone(), format!("{name} is banned; choose features that use rustls with ring")));
        }
        if SINGLE.contains(&name.as_str()) {
            single.entry(name).or_default().push(version);
        }
    }
    for (name, versions) in single.into_iter().filter(|(_, versions)| versions.len() > 1) {
        let told = format!("{name} comes in versions {}; one is enough", versions.join(" and "));
        found.push((name, told));
    }
    found
}

fn matches(ban: &str, name: &str) -> bool {
    ban.strip_suffix('*').map_or(ban == name, |beginning| name.starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(packages: &[(&str, &str)]) -> Vec<String> {
        let packages = packages.iter().map(|(name, version)| ((*name).to_owned(), (*version).to_owned()));
        judge(packages).into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn banned_names_and_beginnings_are_found() {
        let packages = [
            ("openssl-sys", "1"),
            ("native-tls", "1"),
            ("aws-lc-rs", "1"),
            ("openssh", "1"),
            ("openssl-probe", "1"),
            ("rustls", "1"),
        ];
        assert_eq!(names(&packages), ["openssl-sys", "native-tls", "aws-lc-rs"]);
    }

    #[test]
    fn a_second_version_is_found() {
        assert_eq!(names(&[("rustls", "0.22.1"), ("rustls", "0.23.0")]), ["rustls"]);
    }
}
