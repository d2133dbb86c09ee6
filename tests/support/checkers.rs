//! Checkers that are not ours, as xtask has installed them, and what they say.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Output};

use crate::surroundings::tool;

/// Runs a program and returns what it printed.
///
/// # Panics
/// When it cannot be started.
pub fn run<A: AsRef<OsStr>>(program: PathBuf, arguments: impl IntoIterator<Item = A>) -> Output {
    let mut command = Command::new(&program);
    command.args(arguments).output().unwrap_or_else(|error| panic!("{}: {error}", program.display()))
}

/// The Python of a tool that comes from PyPI. Its scripts in `bin` hold the path of the folder that they were made in:
/// modules are run by name.
pub fn python(name: &str) -> PathBuf {
    tool(name).join("venv/bin/python")
}

/// Runs check-jsonschema, a checker of JSON Schema, over files.
///
/// # Panics
/// When it cannot be started.
pub fn check_jsonschema(arguments: &[&str], files: &[PathBuf]) -> Output {
    let arguments = ["-m", "check_jsonschema"].iter().chain(arguments).map(OsStr::new);
    run(python("check-jsonschema"), arguments.chain(files.iter().map(|file| file.as_os_str())))
}

/// Asserts that a checker refused what it read, and why.
///
/// # Panics
/// When it ended with 0, or did not say `why`.
pub fn refused(what: &str, output: &Output, why: &str) {
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{what} was accepted:\n{said}");
    assert!(said.contains(why), "{what} was refused, but not for {why}:\n{said}");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sh(script: &str) -> Output {
        run("sh".into(), ["-c", script])
    }

    #[test]
    fn a_refusal_has_its_reason() {
        refused("x", &sh("echo no runs; exit 1"), "no runs");
    }

    #[test]
    #[should_panic(expected = "x was accepted")]
    fn an_acceptance_is_no_refusal() {
        refused("x", &sh("echo no runs"), "no runs");
    }

    #[test]
    #[should_panic(expected = "but not for no runs")]
    fn another_reason_is_not_the_reason() {
        refused("x", &sh("echo broken >&2; exit 1"), "no runs");
    }
}
