//! The services in `examples/`: each is built once per content, tested by its own tests, and shared by all suites.

pub mod counts;

use std::path::{Path, PathBuf};

use crate::digest;
use crate::failure::Failure;
use crate::install::cache::Cache;
use crate::install::copy;
use crate::install::preconditions::Toolchains;
use crate::install::sources::{self, Does, Registry, Step, Work};
use crate::workspace::Workspace;
use counts::{Counts, Runner};

/// A sample and its ordinary commands.
#[derive(Debug)]
pub struct Sample {
    /// Its folder below `examples`.
    pub name: &'static str,
    /// Where its packages come from.
    pub registry: Registry,
    /// How it is built and tested.
    pub steps: &'static [Step],
}

/// All samples.
pub const SAMPLES: &[Sample] = &[
    Sample {
        name: "orders-api",
        registry: Registry::Npm,
        steps: &[
            Step { command: &["npm", "ci", "--no-audit", "--no-fund"], does: Does::Fetch },
            Step { command: &["npm", "test"], does: Does::Test(Runner::Node) },
        ],
    },
    Sample {
        name: "orders-enricher",
        registry: Registry::Maven,
        // Not quiet: the closing line of the tests is read.
        steps: &[Step {
            command: &["mvn", "-B", "-U", "-ntp", "package"],
            does: Does::Test(Runner::Surefire),
        }],
    },
    Sample {
        name: "risk-scorer",
        registry: Registry::PyPi,
        steps: &[
            Step { command: &["python3", "-m", "venv", "venv"], does: Does::Build },
            Step {
                command: &[
                    "venv/bin/python",
                    "-m",
                    "pip",
                    "install",
                    "--no-input",
                    "--progress-bar",
                    "off",
                    "-r",
                    "requirements.txt",
                    "-r",
                    "requirements-dev.txt",
                ],
                does: Does::Fetch,
            },
            Step { command: &["venv/bin/python", "-m", "pytest", "-q"], does: Does::Test(Runner::Pytest) },
        ],
    },
    Sample {
        name: "fulfilment",
        registry: Registry::Go,
        steps: &[
            Step { command: &["go", "mod", "download"], does: Does::Fetch },
            Step { command: &["go", "build", "-o", "bin/fulfilment", "./cmd/fulfilment"], does: Does::Build },
            Step { command: &["go", "test", "-json", "./..."], does: Does::Test(Runner::Go) },
        ],
    },
];

/// A built sample.
#[derive(Debug)]
pub struct Built {
    /// The folder with the build's results.
    pub folder: PathBuf,
    /// How its own tests went.
    pub counts: Counts,
}

/// The file beside a build that holds how its tests went.
const COUNTS: &str = "test-counts.json";

/// Builds and tests a sample, or takes what an earlier run has built from the same files.
///
/// A sample whose tests fail is an error: it is not kept and no suite runs it.
pub fn build(
    workspace: &Workspace,
    cache: &Cache,
    toolchains: &Toolchains,
    sample: &Sample,
) -> Result<Built, SampleFailure> {
    let mut counts = Counts::default();
    let built = build_entry(workspace, cache, toolchains, sample, &mut counts)
        .and_then(|folder| Ok(Built { counts: read(&folder)?, folder }));
    built.map_err(|failure| SampleFailure { failure: Box::new(failure), counts })
}

/// Why a sample could not be used, and the tests that ran until then.
#[derive(Debug)]
pub struct SampleFailure {
    /// What went wrong.
    pub failure: Box<Failure>,
    /// How its own tests went.
    pub counts: Counts,
}

fn build_entry(
    workspace: &Workspace,
    cache: &Cache,
    toolchains: &Toolchains,
    sample: &Sample,
    counts: &mut Counts,
) -> Result<PathBuf, Failure> {
    let versions = toolchains.require(sample.registry.tools())?;
    let source = Path::new("examples").join(sample.name);
    let files = workspace.files(&source.to_string_lossy())?;
    if files.is_empty() {
        return Err(Failure::Told(format!("there is no sample in {}", source.display())));
    }
    let digest = digest::of_files(&workspace.root, &files, &versions)?;
    let key = format!("{}-{digest}", sample.name);
    cache.entry("samples", &key, |folder| {
        copy(&workspace.root, &source, &files, folder)?;
        for (number, step) in sample.steps.iter().enumerate() {
            let work = Work {
                workspace,
                registry: sample.registry,
                what: format!("sample {}", sample.name),
                folder,
                log: cache.log(&format!("{key}-{}", number + 1))?,
            };
            let ran = sources::run(&work, step);
            if let Does::Test(runner) = step.does {
                let output = std::fs::read(&work.log).map_err(Failure::io("read", &work.log))?;
                *counts = counts::read(runner, &String::from_utf8_lossy(&output));
            }
            ran?;
        }
        keep(folder, counts)
    })
}

fn keep(folder: &Path, counts: &Counts) -> Result<(), Failure> {
    if counts.passed == 0 {
        return Err(Failure::Told("its test runner's closing line was not found, or no test ran".to_owned()));
    }
    let path = folder.join(COUNTS);
    let text = serde_json::to_vec(counts).map_err(|error| Failure::Told(error.to_string()))?;
    std::fs::write(&path, text).map_err(Failure::io("write", &path))
}

fn read(folder: &Path) -> Result<Counts, Failure> {
    let path = folder.join(COUNTS);
    let text = std::fs::read(&path).map_err(Failure::io("read", &path))?;
    serde_json::from_slice(&text).map_err(|error| Failure::Told(format!("{}: {error}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_fetches_before_it_builds_and_ends_with_its_tests() {
        for sample in SAMPLES {
            assert!(
                matches!(sample.steps.last().map(|step| step.does), Some(Does::Test(_))),
                "{}",
                sample.name
            );
        }
    }

    #[test]
    fn every_sample_has_a_folder() {
        for sample in SAMPLES {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples").join(sample.name);
            assert!(folder.join("README.md").is_file(), "{}", folder.display());
        }
    }

    #[test]
    fn a_build_in_which_no_test_ran_is_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        assert!(keep(folder.path(), &Counts::default()).is_err());
        let counts = Counts { passed: 2, ..Counts::default() };
        keep(folder.path(), &counts).unwrap();
        assert_eq!(read(folder.path()).unwrap(), counts);
    }
}
