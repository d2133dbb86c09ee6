//! Toolchains that must be there already: found, and new enough, before anything is installed.

use std::collections::BTreeMap;
use std::process::Command;
use std::sync::Mutex;

use crate::environment;
use crate::failure::Failure;

/// A program that xtask does not install.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tool {
    /// Java with its compiler.
    Jdk,
    /// Apache Maven.
    Maven,
    /// Go.
    Go,
    /// Node.js.
    Node,
    /// The npm client.
    Npm,
    /// Python 3 with `venv`.
    Python,
}

impl Tool {
    /// Name, command that prints the version, and the least version.
    fn wanted(self) -> (&'static str, &'static [&'static str], (u32, u32)) {
        match self {
            Self::Jdk => ("JDK", &["javac", "-version"], (17, 0)),
            Self::Maven => ("Maven", &["mvn", "-q", "-B", "--version"], (3, 6)),
            Self::Go => ("Go", &["go", "version"], (1, 25)),
            Self::Node => ("Node.js", &["node", "--version"], (20, 0)),
            Self::Npm => ("npm", &["npm", "--version"], (9, 0)),
            Self::Python => ("Python", &["python3", "--version"], (3, 11)),
        }
    }
}

/// What was found so far; each program is asked once.
#[derive(Debug, Default)]
pub struct Toolchains {
    found: Mutex<BTreeMap<Tool, Result<String, String>>>,
}

impl Toolchains {
    /// The versions of `tools`, one a line, or which is missing and what to do.
    pub fn require(&self, tools: &[Tool]) -> Result<String, Failure> {
        let mut found = self.found.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut versions = String::new();
        for tool in tools {
            let version = found.entry(*tool).or_insert_with(|| ask(*tool));
            versions += version.as_ref().map_err(|reason| Failure::Missing(reason.clone()))?;
            versions.push('\n');
        }
        Ok(versions)
    }
}

fn ask(tool: Tool) -> Result<String, String> {
    let (name, words, least) = tool.wanted();
    let mut command = Command::new(words[0]);
    environment::for_clients(&mut command);
    let output = command.args(&words[1..]).output().map_err(|_| {
        format!("{name} {}.{} or newer is missing: `{}` is not on PATH", least.0, least.1, words[0])
    })?;
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    judge(name, least, &text)
}

/// Name and version, or why what the program printed will not do.
fn judge(name: &str, least: (u32, u32), text: &str) -> Result<String, String> {
    let (major, minor) =
        version(text).ok_or_else(|| format!("{name}: cannot read a version from {:?}", text.trim()))?;
    if (major, minor) < least {
        return Err(format!("{name} is {major}.{minor}, but {}.{} or newer is needed", least.0, least.1));
    }
    Ok(format!("{name} {major}.{minor}"))
}

/// The first `N.N` in a text.
fn version(text: &str) -> Option<(u32, u32)> {
    text.split(|part: char| !part.is_ascii_digit() && part != '.').find_map(|word| {
        let mut parts = word.split('.');
        Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_the_tools_print_them() {
        for (text, expected) in [
            ("javac 17.0.15", (17, 0)),
            ("go version go1.26.8 linux/amd64", (1, 26)),
            ("v20.20.2", (20, 20)),
            ("Python 3.11.7", (3, 11)),
            ("\u{1b}[1mApache Maven 3.8.7\u{1b}[m", (3, 8)),
        ] {
            assert_eq!(version(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn an_old_version_says_what_is_needed() {
        let told = judge("Python", (3, 11), "Python 3.9.2").unwrap_err();
        assert_eq!(told, "Python is 3.9, but 3.11 or newer is needed");
    }

    #[test]
    fn a_program_without_a_version_is_refused() {
        assert!(judge("npm", (9, 0), "not found").is_err());
    }
}
