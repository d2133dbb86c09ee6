//! Licences of all packages that we build with.

use super::{Finding, Tree};
use crate::failure::Failure;

/// Licences that may be in what we ship, by their SPDX names.
const ALLOWED: &[&str] = &[
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "0BSD",
    "ISC",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Zlib",
    "MPL-2.0",
    "CC0-1.0",
    "Unlicense",
    "BSL-1.0",
    "CDLA-Permissive-2.0",
];

/// Looks at every package of the lock file.
pub fn check(tree: &Tree<'_>) -> Result<Vec<Finding>, Failure> {
    let lock = std::fs::read_to_string(tree.workspace.root.join("Cargo.lock")).unwrap_or_default();
    Ok(tree
        .metadata
        .packages
        .iter()
        .filter(|package| !package.license.as_deref().is_some_and(allowed))
        .map(|package| {
            let licence = package.license.as_deref().unwrap_or("no licence");
            let told = format!(
                "{} {} has {licence}, which is not on the list; use another crate",
                package.name, package.version
            );
            Finding::new("Cargo.lock", line_of(&lock, &package.name), told)
        })
        .collect())
}

/// The line of a package in the lock file.
pub fn line_of(lock: &str, package: &str) -> usize {
    let wanted = format!("name = \"{package}\"");
    lock.lines().position(|line| line == wanted).map_or(1, |index| index + 1)
}

/// Whether an SPDX expression can be satisfied by allowed licences alone.
fn allowed(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ");
    let mut words = words(&expression).into_iter().peekable();
    let satisfied = any(&mut words);
    satisfied && words.peek().is_none()
}

fn words(expression: &str) -> Vec<String> {
    expression.replace('(', " ( ").replace(')', " ) ").split_whitespace().map(str::to_owned).collect()
}

type Words = std::iter::Peekable<std::vec::IntoIter<String>>;

/// Parts joined by OR; AND binds closer.
fn any(words: &mut Words) -> bool {
    let mut satisfied = every(words);
    while words.next_if(|word| word == "OR").is_some() {
        satisfied |= every(words);
    }
    satisfied
}

fn every(words: &mut Words) -> bool {
    let mut satisfied = one(words);
    while words.next_if(|word| word == "AND").is_some() {
        satisfied &= one(words);
    }
    satisfied
}

fn one(words: &mut Words) -> bool {
    let Some(mut licence) = words.next() else {
        return false;
    };
    if licence == "(" {
        let inner = any(words);
        return words.next_if(|word| word == ")").is_some() && inner;
    }
    if words.next_if(|word| word == "WITH").is_some() {
        licence = format!("{licence} WITH {}", words.next().unwrap_or_default());
    }
    ALLOWED.contains(&licence.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_read_with_their_precedence() {
        for expression in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-3.0 OR MIT",
            "(MIT OR GPL-3.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-2.0",
        ] {
            assert!(allowed(expression), "{expression}");
        }
        for expression in ["GPL-3.0", "MIT AND GPL-3.0", "GPL-3.0 OR MIT AND LGPL-3.0", "", "(MIT", "MIT )"] {
            assert!(!allowed(expression), "{expression}");
        }
    }

    #[test]
    fn a_package_is_found_in_the_lock_file() {
        assert_eq!(line_of("[[package]]\nname = \"a\"\n", "a"), 2);
    }
}
