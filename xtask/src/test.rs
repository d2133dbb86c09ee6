//! `cargo xtask test`: Rust's own tests, then the suites with real servers and toolchains, then a summary.

pub mod cargo_output;
pub mod provision;
pub mod request;
mod stage;
pub mod suites;
pub mod summary;

use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use crate::failure::Failure;
use crate::install::cache::Cache;
use crate::run::step;
use crate::samples::{Built, Sample, SampleFailure};
use crate::workspace::Workspace;
use cargo_output::Tally;
use provision::{Provision, sample_suite, wanted_samples};
use request::{Reason, Request};
use stage::Stage;
use suites::{SUITES, Suite};
use summary::{Row, Summary};

/// A run that has begun: installs are under way.
#[derive(Debug)]
pub struct Run<'a> {
    workspace: &'a Workspace,
    cache: Arc<Cache>,
    request: &'a Request,
    provision: Provision,
}

/// Checks the request and starts the installs.
pub fn begin<'a>(workspace: &'a Workspace, request: &'a Request) -> Result<Run<'a>, Failure> {
    let known = |name: &String| {
        SUITES.iter().any(|suite| suite.name == name)
            || crate::samples::SAMPLES.iter().any(|sample| &sample_suite(sample) == name)
    };
    if let Some(name) = request.suite.iter().find(|name| !known(name)) {
        let names: Vec<&str> = SUITES.iter().map(|suite| suite.name).collect();
        return Err(Failure::Told(format!(
            "no suite is called {name}; there are {} and `sample NAME`",
            names.join(", ")
        )));
    }
    let cache = Arc::new(Cache::open()?);
    let provision = Provision::start(workspace, &cache, request);
    Ok(Run { workspace, cache, request, provision })
}

impl Run<'_> {
    /// Runs everything that was asked for.
    pub fn finish(self) -> Result<Summary, Failure> {
        let strict = std::env::var_os("CI").is_some_and(|value| value == "true");
        let mut summary = Summary::new(strict);
        if self.request.hermetic() {
            summary.add(hermetic(self.workspace, self.request)?);
        }
        let provided = self.provision.finish();
        for sample in wanted_samples(self.request) {
            summary.add(match provided.samples.get(sample.name) {
                Some((result, took)) => Row { took: *took, ..sample_row(sample, result) },
                None => {
                    let suite = sample_suite(sample);
                    Row { failed: vec![format!("{suite}: its thread broke off")], suite, ..Row::default() }
                }
            });
        }
        let suites: Vec<&Suite> = SUITES.iter().filter(|suite| self.request.names(suite.name)).collect();
        let stage = Stage {
            workspace: self.workspace,
            cache: &self.cache,
            request: self.request,
            executable: executable(self.workspace, &suites, &mut summary),
            release: release(self.workspace, self.request, &suites, &mut summary),
        };
        for suite in suites {
            summary.add(stage.run(suite, &provided)?);
        }
        Ok(summary)
    }
}

/// Builds the executable, if a suite runs it, as the workspace's tests do, so that nothing is compiled twice.
fn executable(workspace: &Workspace, suites: &[&Suite], summary: &mut Summary) -> Option<PathBuf> {
    if !suites.iter().any(|suite| suite.executable) {
        return None;
    }
    let built = step(workspace.cargo().args(["build", "--workspace", "--bin", "autopilot"]));
    if let Err(failure) = built {
        summary.add(Row {
            suite: "executable".to_owned(),
            failed: vec![failure.to_string()],
            ..Row::default()
        });
        return None;
    }
    Some(workspace.target.join("debug/autopilot"))
}

/// Makes what ships, if a suite looks at it.
fn release(
    workspace: &Workspace,
    request: &Request,
    suites: &[&Suite],
    summary: &mut Summary,
) -> Option<PathBuf> {
    if !suites.iter().any(|suite| suite.release && request.wants(suite) == Reason::Requested) {
        return None;
    }
    let folder = workspace.target.join("release-tested");
    let made = crate::dist::run(workspace, &crate::dist::Request::tested(folder.clone()));
    if let Err(failure) = made {
        let failed = vec![failure.to_string()];
        summary.add(Row { suite: "dist".to_owned(), failed, ..Row::default() });
        return None;
    }
    Some(folder)
}

fn hermetic(workspace: &Workspace, request: &Request) -> Result<Row, Failure> {
    let suite = "cargo test".to_owned();
    if let Err(failure) = step(workspace.cargo().args(["test", "--workspace", "--no-run"])) {
        return Ok(Row { suite, failed: vec![failure.to_string()], ..Row::default() });
    }
    let began = Instant::now();
    let tally = tests(request, || {
        let mut command = workspace.cargo();
        command.args(["test", "--workspace", "--no-fail-fast"]);
        command
    })?;
    Ok(Row { took: began.elapsed(), ..tally_row(suite, tally) })
}

/// Runs tests, then by name the ignored ones that were asked for.
fn tests(request: &Request, command: impl Fn() -> Command) -> Result<Tally, Failure> {
    let mut tally = cargo_output::run(&mut command())?;
    let (asked, ignored): (Vec<_>, Vec<_>) =
        std::mem::take(&mut tally.ignored).into_iter().partition(|(_, reason)| request.wants_ignored(reason));
    tally.ignored = ignored;
    if !asked.is_empty() {
        let names = asked.into_iter().map(|(name, _)| name);
        let more = cargo_output::run(command().args(["--", "--ignored", "--exact"]).args(names))?;
        tally.passed += more.passed;
        tally.failed.extend(more.failed);
    }
    Ok(tally)
}

fn tally_row(suite: String, tally: Tally) -> Row {
    Row {
        suite,
        passed: tally.passed,
        failed: tally.failed,
        not_requested: tally.ignored.len(),
        ..Row::default()
    }
}

fn sample_row(sample: &Sample, result: &Result<Built, SampleFailure>) -> Row {
    let suite = sample_suite(sample);
    match result {
        Ok(built) => {
            Row { suite, passed: built.counts.passed, skipped: built.counts.skipped, ..Row::default() }
        }
        Err(SampleFailure { failure, .. }) if failure.is_impossible_here() => {
            Row { suite, skipped: 1, reason: Some(failure.to_string()), ..Row::default() }
        }
        Err(SampleFailure { failure, counts }) => {
            let mut failed: Vec<String> =
                counts.failures.iter().map(|name| format!("{suite}: {name}")).collect();
            if failed.is_empty() {
                failed.push(format!("{suite}: build"));
            }
            Row { suite, passed: counts.passed, failed, reason: Some(failure.to_string()), ..Row::default() }
        }
    }
}
