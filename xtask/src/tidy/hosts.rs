//! No file names a registry's host: which registry is asked is the client's configuration.

use std::path::Path;

use super::{Finding, Tree};
use crate::failure::Failure;

/// Hosts, in parts so that this file does not name them.
const HOSTS: &[&[&str]] = &[
    &["crates", "io"],
    &["repo", "maven", "apache", "org"],
    &["repo1", "maven", "org"],
    &["central", "sonatype", "com"],
    &["pypi", "org"],
    &["files", "pythonhosted", "org"],
    &["registry", "npmjs", "org"],
    &["registry", "yarnpkg", "com"],
    &["proxy", "golang", "org"],
    &["sum", "golang", "org"],
    &["deb", "debian", "org"],
];

/// Looks at every file but the lock file of cargo, which names its source.
pub fn check(tree: &Tree<'_>) -> Result<Vec<Finding>, Failure> {
    let mut findings = Vec::new();
    for file in tree.files.iter().filter(|file| file.as_path() != Path::new("Cargo.lock")) {
        let full = tree.workspace.root.join(file);
        let text = std::fs::read(&full).map_err(Failure::io("read", &full))?;
        findings.extend(named(file, &String::from_utf8_lossy(&text)));
    }
    Ok(findings)
}

fn named(file: &Path, text: &str) -> Vec<Finding> {
    let hosts: Vec<String> = HOSTS.iter().map(|parts| parts.join(".")).collect();
    text.lines()
        .enumerate()
        .filter_map(|(index, line)| Some((index + 1, hosts.iter().find(|host| line.contains(*host))?)))
        .map(|(line, host)| {
            Finding::new(file, line, format!("names {host}; leave the registry to its client"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_found_by_line() {
        let text = format!("a\nhttps://{}/x\n", HOSTS[4].join("."));
        assert_eq!(named(Path::new("f"), &text)[0].line, 2);
    }

    #[test]
    fn this_file_names_none() {
        assert_eq!(named(Path::new("hosts.rs"), include_str!("hosts.rs")), []);
    }
}
