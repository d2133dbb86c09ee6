//! A machine with a mirror, a cache and a folder for what is temporary.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use autopilot_tests::files::copy;
use autopilot_tests::programs::script;
use autopilot_tests::release::Release;
use autopilot_tests::repository::named;
use autopilot_tests::surroundings::root;
use tempfile::TempDir;

/// The version of the release that is there.
pub const VERSION: &str = "1.2.3";

/// What answers as an executable of ours does.
pub const ANSWER: &str = "echo autopilot 1.2.3 stand-in";

pub struct Machine {
    folder: TempDir,
    /// What the mirror holds.
    pub release: Release,
    variables: Vec<(String, String)>,
    /// What `install.sh` is started by.
    words: Vec<String>,
}

impl Machine {
    /// One whose list of checksums is that of a release on a mirror in a folder.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let executable = script(&folder.path().join("executable"), ANSWER);
        let release = Release::of(&executable, VERSION, &folder.path().join("mirror"));
        for name in ["temp", "work"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        copy(&root().join("action"), &folder.path().join("action"));
        let at = |name: &str| folder.path().join(name).display().to_string();
        let variables = [
            ("PATH", std::env::var("PATH").unwrap()),
            ("RUNNER_TEMP", at("temp")),
            ("AUTOPILOT_CACHE", at("cache")),
            ("AUTOPILOT_CHECKSUMS", release.list()),
            ("AUTOPILOT_INPUT_MIRROR", at("mirror")),
        ];
        let variables = variables.map(|(name, value)| (name.to_owned(), value)).to_vec();
        Self { folder, release, variables, words: vec!["sh".to_owned()] }
    }

    /// With another value of a variable.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.retain(|(known, _)| known != name);
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With another program that starts the script.
    pub fn started_by(mut self, words: &[&str]) -> Self {
        self.words = words.iter().map(|word| (*word).to_owned()).collect();
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The executables that the cache holds.
    pub fn cached(&self) -> Vec<PathBuf> {
        if self.path("cache").exists() {
            named("autopilot", &self.path("cache/autopilot"))
        } else {
            Vec::new()
        }
    }

    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.words[0]);
        command.args(&self.words[1..]).arg(self.path("action/install.sh")).current_dir(self.path("work"));
        command.env_clear().envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    pub fn run(&self) -> Installed {
        let installed = Installed::from(&self.command().output().unwrap());
        let left: Vec<_> =
            ["cache", "temp", "work"].iter().flat_map(|name| unfinished(&self.path(name))).collect();
        assert!(left.is_empty(), "{left:?}");
        installed
    }
}

/// Folders that a run works in, which it removes whatever happens, and what is in the folder that it was started in.
fn unfinished(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let is_work = |path: &Path| folder.ends_with("work") || path.to_string_lossy().contains("/new.");
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if is_work(&path) { vec![path] } else { unfinished(&path) }).collect()
}

/// What came of it.
#[derive(Debug)]
pub struct Installed {
    pub code: i32,
    /// Standard output.
    pub printed: String,
    /// Standard error.
    pub told: String,
}

impl From<&Output> for Installed {
    fn from(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Self {
            code: output.status.code().unwrap(),
            printed: text(&output.stdout),
            told: text(&output.stderr),
        }
    }
}

impl Installed {
    /// The executable; it runs, and standard output named it and nothing else. The machine must still be there.
    pub fn executable(&self) -> PathBuf {
        assert_eq!(self.code, 0, "{self:?}");
        let path = self.printed.strip_suffix('\n').unwrap();
        assert!(!path.contains('\n'), "{self:?}");
        let output = Command::new(path).arg("--version").output().unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), "autopilot 1.2.3 stand-in\n");
        Path::new(path).to_owned()
    }

    /// Nothing but one error that says this, and a code.
    pub fn assert_refused(&self, code: i32, parts: &[&str]) {
        assert_eq!((self.code, self.printed.as_str()), (code, ""), "{self:?}");
        assert!(self.told.starts_with("autopilot: error: ") && self.told.lines().count() == 1, "{self:?}");
        assert!(parts.iter().all(|part| self.told.contains(part)), "{parts:?} in {self:?}");
    }
}
