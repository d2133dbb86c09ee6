//! Git repositories of a few files, as a forge's runner finds them.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::executable::succeeded;
use crate::files::copy;
use crate::surroundings::root;

/// A repository in a folder of its own, on the branch `main`.
#[derive(Debug)]
pub struct Repository {
    folder: TempDir,
}

impl Repository {
    /// An empty one whose `origin` is that address; nothing is ever fetched from it.
    ///
    /// # Panics
    /// When git or the folder cannot be had.
    pub fn new(origin: &str) -> Self {
        let repository = Self { folder: tempfile::tempdir().expect("a temporary folder can be made") };
        repository.git(&["init", "--quiet", "--initial-branch", "main"]);
        repository.git(&["remote", "add", "origin", origin]);
        repository
    }

    /// Its folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file.
    ///
    /// # Panics
    /// When it cannot be written.
    #[must_use]
    pub fn with(self, file: &str, text: &str) -> Self {
        let file = self.path().join(file);
        std::fs::create_dir_all(file.parent().expect("a file is in a folder")).expect("a folder can be made");
        std::fs::write(file, text).expect("a file can be written");
        self
    }

    /// Copies the sample `orders-api`, a service without OpenTelemetry, into a folder.
    #[must_use]
    pub fn with_service(self, folder: &str) -> Self {
        copy(&root().join("examples/orders-api"), &self.path().join(folder));
        self
    }

    /// Commits everything that is there.
    #[must_use]
    pub fn committed(self) -> Self {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "Change"]);
        self
    }

    /// The commit that is checked out.
    pub fn commit(&self) -> String {
        self.git(&["rev-parse", "HEAD"]).trim().to_owned()
    }

    /// Runs git in it and returns what it printed.
    pub fn git(&self, arguments: &[&str]) -> String {
        git(self.path(), arguments)
    }
}

/// Runs git in a folder, with nobody's settings, and returns what it printed.
///
/// # Panics
/// When it fails.
pub fn git(folder: &Path, arguments: &[&str]) -> String {
    let identity = ["AUTHOR_NAME", "AUTHOR_EMAIL", "COMMITTER_NAME", "COMMITTER_EMAIL"];
    let output = Command::new("git")
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
        .envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1")])
        .envs(identity.map(|name| (format!("GIT_{name}"), "tests@autopilot.example")))
        .output()
        .expect("git can be started");
    String::from_utf8_lossy(succeeded(&output)).into_owned()
}

/// Files and folders of that name, anywhere below a folder.
///
/// # Panics
/// When a folder cannot be read.
pub fn named(name: &str, below: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(below).expect("a folder can be read") {
        let entry = entry.expect("an entry can be read");
        if entry.file_name() == name {
            found.push(entry.path());
        }
        if entry.file_type().expect("an entry has a type").is_dir() {
            found.extend(named(name, &entry.path()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_committed_is_in_git() {
        let repository = Repository::new("https://forge.example/org/shop.git").with("a/b", "x").committed();
        assert_eq!(repository.git(&["ls-files"]), "a/b\n");
        assert_eq!(repository.commit().len(), 40);
        assert_eq!(named("b", repository.path()), [repository.path().join("a/b")]);
    }
}
