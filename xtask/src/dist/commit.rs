//! The commit that is built: its name and its time go into what ships.

use std::path::Path;
use std::process::Command;

use super::output;
use crate::failure::Failure;

/// A commit of this project.
#[derive(Debug)]
pub struct Commit {
    /// Its full name.
    pub id: String,
    /// When it was made, in seconds since 1970.
    pub seconds: u64,
    /// The same time as RFC 3339 writes it, in UTC.
    pub written: String,
    /// Whether the work tree holds it without changes.
    pub clean: bool,
}

impl Commit {
    /// The commit that is checked out in a folder.
    pub fn of(root: &Path) -> Result<Self, Failure> {
        let mut log = git();
        log.args(["log", "-1", "--format=%H %ct %cd", "--date=format-local:%Y-%m-%dT%H:%M:%SZ"]);
        let told = output(&mut log, root).map_err(|failure| {
            Failure::Told(format!("what ships names its commit, so it needs a git checkout: {failure}"))
        })?;
        let mut words = told.split_whitespace();
        let mut word = || words.next().unwrap_or_default().to_owned();
        let (id, seconds, written) = (word(), word(), word());
        let seconds = seconds
            .parse()
            .map_err(|_| Failure::Told(format!("git names no time of the commit: {told:?}")))?;
        let clean = output(git().args(["status", "--porcelain"]), root)?.is_empty();
        Ok(Self { id, seconds, written, clean })
    }
}

fn git() -> Command {
    let mut command = Command::new("git");
    command.env("TZ", "UTC");
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(root: &Path, arguments: &[&str]) {
        let mut command = git();
        command.args(["-c", "user.name=A", "-c", "user.email=a@b.c"]).args(arguments);
        command.env("GIT_COMMITTER_DATE", "2026-01-02T05:04:05+02:00");
        output(&mut command, root).unwrap();
    }

    #[test]
    fn time_is_in_utc_and_changes_are_seen() {
        let folder = tempfile::tempdir().unwrap();
        run(folder.path(), &["init", "--quiet"]);
        run(folder.path(), &["commit", "--quiet", "--allow-empty", "-m", "One"]);
        let commit = Commit::of(folder.path()).unwrap();
        assert_eq!((commit.id.len(), commit.seconds, commit.clean), (40, 1_767_323_045, true));
        assert_eq!(commit.written, "2026-01-02T03:04:05Z");
        std::fs::write(folder.path().join("new"), "").unwrap();
        assert!(!Commit::of(folder.path()).unwrap().clean);
    }

    #[test]
    fn a_folder_without_git_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let error = Commit::of(folder.path()).unwrap_err().to_string();
        assert!(error.contains("needs a git checkout"), "{error}");
    }
}
