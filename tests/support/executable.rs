//! The product's executable, run as a user would.

use std::path::Path;
use std::process::{Command, Output};

use crate::surroundings::variable;

/// Runs `autopilot` in a folder and returns what it printed.
///
/// # Panics
/// When it cannot be started.
pub fn autopilot(folder: &Path, arguments: &[&str]) -> Output {
    let program = variable("AUTOPILOT_BIN");
    Command::new(&program)
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .envs(["PATH", "HOME", "TMPDIR"].iter().filter_map(|name| Some((name, std::env::var_os(name)?))))
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}"))
}

/// Standard output of a run that must have succeeded.
///
/// # Panics
/// When the exit code is not 0.
pub fn succeeded(output: &Output) -> &[u8] {
    assert!(
        output.status.success(),
        "{}\n{}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    &output.stdout
}
