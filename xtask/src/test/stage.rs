//! Runs the suites of `autopilot-tests`, each with what it needs around it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use super::cargo_output;
use super::provision::Provided;
use super::request::{Reason, Request};
use super::suites::{Suite, variable};
use super::summary::Row;
use super::{tally_row, tests};
use crate::failure::Failure;
use crate::install::cache::Cache;
use crate::install::list;
use crate::servers::{self, Running};
use crate::workspace::Workspace;

/// Where the suites with servers run.
pub struct Stage<'a> {
    /// The checkout.
    pub workspace: &'a Workspace,
    /// Takes the servers' logs.
    pub cache: &'a Cache,
    /// What was asked for.
    pub request: &'a Request,
    /// The product's executable, if it was built.
    pub executable: Option<PathBuf>,
    /// The folder of what ships, if it was made.
    pub release: Option<PathBuf>,
}

/// What a suite runs with: its variables, and servers that live as long as this.
#[derive(Default)]
struct Surroundings {
    variables: Vec<(String, OsString)>,
    servers: Vec<Running>,
}

/// Why a suite cannot run.
enum Obstacle {
    Skipped(String),
    Failed(String),
}

impl From<&Failure> for Obstacle {
    fn from(failure: &Failure) -> Self {
        if failure.is_impossible_here() {
            Self::Skipped(failure.to_string())
        } else {
            Self::Failed(failure.to_string())
        }
    }
}

impl Stage<'_> {
    fn command(&self, suite: &Suite) -> Command {
        let mut command = self.workspace.cargo();
        command.args(["test", "--package", "autopilot-tests", "--features", "servers", "--test", suite.name]);
        command
    }

    /// The number of a suite's tests; one when it does not even compile.
    fn count(&self, suite: &Suite) -> usize {
        cargo_output::list(self.command(suite).args(["--", "--list"])).max(1)
    }

    /// Runs one suite, or says why not.
    pub fn run(&self, suite: &Suite, provided: &Provided) -> Result<Row, Failure> {
        let name = suite.name.to_owned();
        if self.request.wants(suite) == Reason::NotRequested {
            return Ok(Row { not_requested: self.count(suite), suite: name, ..Row::default() });
        }
        let began = Instant::now();
        let surroundings = match self.prepare(suite, provided) {
            Ok(surroundings) => surroundings,
            Err(Obstacle::Skipped(reason)) => {
                return Ok(Row {
                    skipped: self.count(suite),
                    suite: name,
                    reason: Some(reason),
                    ..Row::default()
                });
            }
            Err(Obstacle::Failed(reason)) => {
                let failed = vec![format!("{name}: could not be started")];
                return Ok(Row { failed, suite: name, reason: Some(reason), ..Row::default() });
            }
        };
        let tally = tests(self.request, || {
            let mut command = self.command(suite);
            command.envs(surroundings.variables.iter().cloned());
            command
        })?;
        drop(surroundings.servers);
        Ok(Row { took: began.elapsed(), ..tally_row(name, tally) })
    }

    fn prepare(&self, suite: &Suite, provided: &Provided) -> Result<Surroundings, Obstacle> {
        let mut around = Surroundings::default();
        if suite.executable {
            let built = self.executable.clone();
            let built = built.ok_or_else(|| Obstacle::Failed("the executable was not built".to_owned()))?;
            around.tell("AUTOPILOT_BIN", built);
        }
        if suite.release {
            let made = self.release.clone();
            let made = made.ok_or_else(|| Obstacle::Failed("what ships was not made".to_owned()))?;
            around.tell("AUTOPILOT_RELEASE", made);
        }
        for name in suite.tools {
            around.tell(&variable("TOOL", name), install_folder(provided, name)?);
        }
        for name in suite.samples {
            around.tell(&variable("SAMPLE", name), sample_folder(provided, name)?);
        }
        for name in suite.servers {
            self.serve(name, &install_folder(provided, name)?, &mut around)?;
        }
        Ok(around)
    }

    fn serve(&self, name: &str, folder: &Path, around: &mut Surroundings) -> Result<(), Obstacle> {
        let Some((install, server)) =
            list::find(name).and_then(|install| Some((install, install.server.as_ref()?)))
        else {
            return Err(Obstacle::Failed(format!("{name} is no server")));
        };
        let running = servers::start(self.workspace, self.cache, install, server, folder)
            .map_err(|failure| Obstacle::from(&failure))?;
        println!("{name} {} listens on {}", install.version, running.address);
        around.tell(server.variable, &running.address);
        around.servers.push(running);
        Ok(())
    }
}

impl Surroundings {
    fn tell(&mut self, variable: &str, value: impl Into<OsString>) {
        self.variables.push((variable.to_owned(), value.into()));
    }
}

fn install_folder(provided: &Provided, name: &str) -> Result<PathBuf, Obstacle> {
    match provided.installs.get(name) {
        Some(Ok(folder)) => Ok(folder.clone()),
        Some(Err(failure)) => Err(Obstacle::from(failure)),
        None => Err(Obstacle::Failed(format!("{name}: its thread broke off"))),
    }
}

/// A sample that is not built has failed under its own name: what needs it is skipped.
fn sample_folder(provided: &Provided, name: &str) -> Result<PathBuf, Obstacle> {
    match provided.samples.get(name) {
        Some((Ok(built), _)) => Ok(built.folder.clone()),
        Some((Err(failed), _)) => {
            let told = failed.failure.to_string();
            let first = told.lines().next().unwrap_or_default();
            Err(Obstacle::Skipped(format!("sample {name} is not built: {first}")))
        }
        None => Err(Obstacle::Failed(format!("sample {name}: its thread broke off"))),
    }
}
