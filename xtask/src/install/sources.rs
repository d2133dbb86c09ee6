//! The registries, and the steps by which their ordinary clients bring something.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::preconditions::Tool;
use crate::environment;
use crate::failure::Failure;
use crate::run::{Background, Supervised, last_lines};
use crate::samples::counts::Runner;
use crate::workspace::Workspace;

/// A registry that packages come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Registry {
    /// Java libraries.
    Maven,
    /// Python packages.
    PyPi,
    /// Node packages.
    Npm,
    /// Go modules.
    Go,
}

impl Registry {
    /// The name people use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Maven => "Maven Central",
            Self::PyPi => "PyPI",
            Self::Npm => "npm",
            Self::Go => "Go module proxy",
        }
    }

    /// The programs that its packages need.
    pub fn tools(self) -> &'static [Tool] {
        match self {
            Self::Maven => &[Tool::Jdk, Tool::Maven],
            Self::PyPi => &[Tool::Python],
            Self::Npm => &[Tool::Node, Tool::Npm],
            Self::Go => &[Tool::Go],
        }
    }

    /// What its client says when the registry did not deliver, in a step that also builds.
    fn complaints(self) -> &'static [&'static str] {
        match self {
            Self::Maven => {
                &["Could not resolve", "Could not transfer", "Non-resolvable", "Could not find artifact"]
            }
            Self::PyPi => &["No matching distribution found", "ConnectionError", "HTTPError"],
            Self::Npm => &["npm error code E4", "npm error network"],
            Self::Go => &["dial tcp", "reading https"],
        }
    }
}

/// One command of an install or of a sample's build.
#[derive(Debug)]
pub struct Step {
    /// Program and arguments.
    pub command: &'static [&'static str],
    /// What it is for.
    pub does: Does,
}

/// What a step is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Does {
    /// Brings packages; its failure is the registry's.
    Fetch,
    /// Builds; its failure is ours unless the client complains of its registry.
    Build,
    /// Runs a sample's own tests, whose runner's closing lines are counted. May build as well.
    Test(Runner),
}

const fn fetch(command: &'static [&'static str]) -> Step {
    Step { command, does: Does::Fetch }
}

/// A folder `lib` with the jars of a `pom.xml`.
pub const MAVEN: &[Step] = &[fetch(&[
    "mvn",
    "-q",
    "-B",
    "-U",
    "dependency:copy-dependencies",
    "-DincludeScope=runtime",
    "-DoutputDirectory=lib",
])];

/// A folder `venv` with the packages of a `requirements.txt`.
pub const PYPI: &[Step] = &[
    Step { command: &["python3", "-m", "venv", "venv"], does: Does::Build },
    fetch(&[
        "venv/bin/python",
        "-m",
        "pip",
        "install",
        "--no-input",
        "--progress-bar",
        "off",
        "--require-hashes",
        "-r",
        "requirements.txt",
    ]),
];

/// A folder `node_modules` with the packages of a `package-lock.json`.
pub const NPM: &[Step] = &[fetch(&["npm", "ci", "--no-audit", "--no-fund"])];

/// A folder `bin` with the tools of a `go.mod`. Its client has no command that brings what these alone need, so
/// that fetching and building are one step.
pub const GO: &[Step] = &[Step {
    command: &["go", "build", "-mod=readonly", "-trimpath", "-o", "bin/", "tool"],
    does: Does::Build,
}];

/// The pauses before the second and the third try.
const PAUSES: [Duration; 2] = [Duration::from_secs(3), Duration::from_secs(12)];

/// Where steps run and what they are for.
#[derive(Debug)]
pub struct Work<'a> {
    /// The checkout.
    pub workspace: &'a Workspace,
    /// Where packages come from.
    pub registry: Registry,
    /// Name and version, for people.
    pub what: String,
    /// The working folder.
    pub folder: &'a Path,
    /// Takes all output.
    pub log: PathBuf,
}

/// Runs a step. What fails on the registry's account is tried three times.
pub fn run(work: &Work<'_>, step: &Step) -> Result<(), Failure> {
    for pause in PAUSES {
        match attempt(work, step) {
            Err(failure @ Failure::Registry { .. }) => {
                println!(
                    "{}: {} did not deliver, next try in {} s",
                    work.what,
                    work.registry.name(),
                    pause.as_secs()
                );
                thread::sleep(pause);
                drop(failure);
            }
            other => return other,
        }
    }
    attempt(work, step)
}

fn attempt(work: &Work<'_>, step: &Step) -> Result<(), Failure> {
    let words: Vec<String> = step.command.iter().map(|word| (*word).to_owned()).collect();
    let before = announce(&work.log, &words)?;
    let what = Background { words: &words, folder: work.folder, log: work.log.clone(), grace: 5 };
    let status = Supervised::start(work.workspace, &what, environment::for_clients)?.wait()?;
    if status.success() {
        return Ok(());
    }
    let output = std::fs::read(&work.log).unwrap_or_default();
    let output = String::from_utf8_lossy(output.get(before..).unwrap_or_default()).into_owned();
    Err(blame(work, step, &output))
}

/// Writes the command to the log and returns where its output begins.
fn announce(log: &Path, words: &[String]) -> Result<usize, Failure> {
    let mut file =
        std::fs::File::options().create(true).append(true).open(log).map_err(Failure::io("write", log))?;
    writeln!(file, "$ {}", words.join(" ")).map_err(Failure::io("write", log))?;
    let length = file.metadata().map_err(Failure::io("read", log))?.len();
    Ok(usize::try_from(length).unwrap_or(usize::MAX))
}

fn blame(work: &Work<'_>, step: &Step, output: &str) -> Failure {
    let complained = work.registry.complaints().iter().any(|complaint| output.contains(complaint));
    if step.does == Does::Fetch || complained {
        Failure::Registry {
            registry: work.registry.name(),
            what: work.what.clone(),
            log: work.log.clone(),
            tail: last_lines(output),
        }
    } else {
        Failure::Build {
            what: format!("{}: `{}`", work.what, step.command.join(" ")),
            log: work.log.clone(),
            tail: last_lines(output),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(registry: Registry, does: Does, output: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let workspace = Workspace { target: root.clone(), root };
        let log = folder.path().join("log");
        std::fs::write(&log, output).unwrap();
        let work =
            Work { workspace: &workspace, registry, what: "thing 1".into(), folder: folder.path(), log };
        blame(&work, &Step { command: &["client"], does }, output).to_string()
    }

    #[test]
    fn a_failed_fetch_names_its_registry_and_shows_the_client() {
        for (registry, name) in [
            (Registry::Maven, "Maven Central"),
            (Registry::PyPi, "PyPI"),
            (Registry::Npm, "npm"),
            (Registry::Go, "Go module proxy"),
        ] {
            let told = failed(registry, Does::Fetch, "404 not found");
            assert!(told.starts_with(&format!("{name} did not deliver thing 1")), "{told}");
            assert!(told.contains("404 not found"), "{told}");
        }
    }

    #[test]
    fn a_build_that_could_not_resolve_is_the_registrys_failure() {
        let told = failed(Registry::Maven, Does::Build, "Could not resolve dependencies");
        assert!(told.starts_with("Maven Central"), "{told}");
    }

    #[test]
    fn a_tool_whose_modules_do_not_come_is_the_registrys_failure() {
        let told = failed(Registry::Go, Does::Build, "reading https://host/m.zip: 404 Not Found");
        assert!(told.starts_with("Go module proxy"), "{told}");
    }

    #[test]
    fn a_build_that_does_not_compile_is_not_the_registrys_failure() {
        let told = failed(Registry::Maven, Does::Build, "COMPILATION ERROR");
        assert!(told.starts_with("thing 1: `client` failed"), "{told}");
    }
}
