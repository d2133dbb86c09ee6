//! Workflows of GitHub, run on this machine by act.

mod run;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

pub use run::{Run, without_colours};
use serde_json::Value;
use tempfile::TempDir;

use crate::files::copy;
use crate::repository::Repository;
use crate::surroundings::{root, tool};

/// A runner with an empty home and our action as `org/autopilot@v1`. Its tool cache lives as long as it does.
#[derive(Debug)]
pub struct Act {
    folder: TempDir,
    path: OsString,
    actions: Vec<(String, PathBuf)>,
}

impl Act {
    /// A runner that sees our `PATH`.
    ///
    /// # Panics
    /// When its folders cannot be made.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let (home, action) = (folder.path().join("home"), folder.path().join("action"));
        std::fs::create_dir(&home).expect("a folder can be made");
        // Without it act asks which images to use.
        std::fs::write(home.join(".actrc"), "").expect("a file can be written");
        copy(&root().join("action"), &action.join("action"));
        std::fs::copy(root().join("action.yml"), action.join("action.yml")).expect("the action is there");
        let path = std::env::var_os("PATH").unwrap_or_default();
        Self { folder, path, actions: vec![("org/autopilot@v1".to_owned(), action)] }
    }

    /// Steps see these folders of programs alone.
    #[must_use]
    pub fn with_path(mut self, path: impl Into<OsString>) -> Self {
        self.path = path.into();
        self
    }

    /// Another action, by its name and ref and a folder that stands for it.
    #[must_use]
    pub fn with_action(mut self, name: &str, folder: &Path) -> Self {
        self.actions.push((name.to_owned(), folder.to_owned()));
        self
    }

    /// The folder that holds all that it writes, and `action/`, our action.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Runs a workflow for an event.
    ///
    /// # Panics
    /// When act cannot be started or prints what is no JSON.
    pub fn run(&self, repository: &Repository, event: &str, payload: &Value, workflow: &str) -> Run {
        let (events, file) = (self.folder().join("event.json"), self.folder().join("workflow.yml"));
        std::fs::write(&events, payload.to_string()).expect("a file can be written");
        std::fs::write(&file, workflow).expect("a file can be written");
        let output = Command::new(tool("act").join("bin/act"))
            .arg(event)
            .args(["--json", "--no-cache-server", "--platform", "ubuntu-latest=-self-hosted"])
            .args([OsString::from("--eventpath"), events.into(), "--workflows".into(), file.into()])
            .args(
                self.actions
                    .iter()
                    .map(|(name, folder)| format!("--local-repository={name}={}", folder.display())),
            )
            .current_dir(repository.path())
            .env_clear()
            .env("PATH", &self.path)
            .env("HOME", self.folder().join("home"))
            .output()
            .expect("act can be started");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        let entry = |line| serde_json::from_str(line).unwrap_or_else(|why| panic!("{why}: {line}\n{errors}"));
        Run { entries: text.lines().map(entry).collect(), errors }
    }
}

impl Default for Act {
    fn default() -> Self {
        Self::new()
    }
}
