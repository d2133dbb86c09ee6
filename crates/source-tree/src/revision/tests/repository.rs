use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

use crate::{Limits, RevisionTree, TreeError};

/// A repository in a temporary folder, made with `git`.
pub(crate) struct GitRepository {
    _folder: TempDir,
    root: PathBuf,
}

impl GitRepository {
    /// An empty one, on the branch `main`.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("repository");
        std::fs::create_dir(&root).unwrap();
        let repository = Self { _folder: folder, root };
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A place beside the repository, inside of the same temporary folder.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.root.with_file_name(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let file = self.root.join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, content).unwrap();
    }

    /// Commits everything in the work tree.
    pub(crate) fn commit(&self, message: &str) -> String {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "-m", message]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// Runs git, which has to succeed; what it wrote.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        self.git_fed(arguments, b"")
    }

    pub(crate) fn git_fed(&self, arguments: &[&str], input: &[u8]) -> String {
        let output = run(&self.root, arguments, input);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }

    /// Writes any bytes as a tree object.
    pub(crate) fn tree_object(&self, entries: &[(&str, &[u8], &str)]) -> String {
        let mut content = Vec::new();
        for (mode, name, id) in entries {
            content.extend_from_slice(format!("{mode} ").as_bytes());
            content.extend_from_slice(name);
            content.push(0);
            content.extend_from_slice(gix::ObjectId::from_hex(id.as_bytes()).unwrap().as_slice());
        }
        self.git_fed(&["hash-object", "-t", "tree", "-w", "--stdin", "--literally"], &content)
    }

    pub(crate) fn blob_object(&self, content: &str) -> String {
        self.git_fed(&["hash-object", "-w", "--stdin"], content.as_bytes())
    }

    pub(crate) fn commit_tree(&self, tree: &str) -> String {
        self.git(&["commit-tree", tree, "-m", "made by hand"])
    }

    /// Where a loose object lies.
    pub(crate) fn object_file(&self, id: &str) -> PathBuf {
        self.root.join(".git/objects").join(&id[..2]).join(&id[2..])
    }

    pub(crate) fn open(&self, revision: &str) -> RevisionTree {
        self.open_within(revision, Limits::default())
    }

    pub(crate) fn open_within(&self, revision: &str, limits: Limits) -> RevisionTree {
        RevisionTree::open(&self.root, revision, limits).unwrap()
    }

    pub(crate) fn try_open(&self, revision: &str) -> Result<RevisionTree, TreeError> {
        RevisionTree::open(&self.root, revision, Limits::default())
    }
}

/// Runs git in a folder, with nothing of this machine's settings.
fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new("git");
    command
        .args(["-c", "protocol.file.allow=always", "-c", "core.autocrlf=false", "-c", "gc.auto=0"])
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", if cfg!(windows) { "NUL" } else { "/dev/null" })
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    for who in ["AUTHOR", "COMMITTER"] {
        command
            .env(format!("GIT_{who}_NAME"), "Someone")
            .env(format!("GIT_{who}_EMAIL"), "someone@example.org")
            .env(format!("GIT_{who}_DATE"), "2024-01-01T00:00:00Z");
    }
    // Git's own programs are found through it, and on Windows libraries too.
    #[expect(clippy::disallowed_methods, reason = "a test runs git as this machine has it")]
    for name in ["PATH", "SystemRoot"] {
        command.envs(std::env::var_os(name).map(|value| (name, value)));
    }
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}
