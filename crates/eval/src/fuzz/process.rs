//! Starts the worker of a target in bounded memory, and again where it died.

use std::{
    fs, io,
    process::{Command, Output, Stdio},
};

use syntax::fuzz::Target;

use super::{
    Fuzz, finding,
    tally::Tally,
    worker::{HUNG, read_current},
};

/// Kibibytes of address space that a worker has.
const MEMORY: u64 = 2 * 1024 * 1024;

/// How often a worker of one target may die.
const DEATHS_MAX: u64 = 5;

/// Fuzzes one target.
pub(super) fn fuzz(arguments: &Fuzz, target: &Target) -> io::Result<Tally> {
    let folder = arguments.found.join(target.name);
    fs::create_dir_all(&folder)?;
    let mut tally = Tally::default();
    for death in 0..DEATHS_MAX {
        let hung = folder.join(HUNG);
        if hung.is_file() {
            fs::remove_file(&hung)?;
        }
        let output = start(arguments, target, death)?;
        if let Some(next) = output.status.success().then(|| serde_json::from_slice(&output.stdout)) {
            tally.join(next?);
            return Ok(tally);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let why = said.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let kind = if hung.is_file() {
            "hang: one input took half a minute".to_owned()
        } else {
            format!("crash: {} {}", output.status, why.trim())
        };
        let found = finding::keep(&folder.join("found"), &kind, &read_current(&folder)?)?;
        tally.join(Tally { findings: vec![found], ..Tally::default() });
    }
    Ok(tally)
}

/// Only a shell can bound memory without unsafe code.
fn start(arguments: &Fuzz, target: &Target, death: u64) -> io::Result<Output> {
    Command::new("sh")
        .args(["-c", &format!("ulimit -v {MEMORY} && exec \"$0\" \"$@\"")])
        .arg(std::env::current_exe()?)
        .args(["fuzz", target.name, "--worker"])
        .args((death > 0).then_some("--without-bombs"))
        .args(["--seed", &(arguments.seed + death * 1_000_003).to_string()])
        .args(["--seconds", &arguments.seconds(target).to_string()])
        .arg("--corpus")
        .arg(&arguments.corpus)
        .arg("--found")
        .arg(&arguments.found)
        .stdin(Stdio::null())
        .output()
}
