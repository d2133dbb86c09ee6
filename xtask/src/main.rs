//! The project's own tasks. `cargo xtask --help` lists them.

mod check;
mod ci;
mod digest;
mod dist;
mod environment;
mod eval;
mod failure;
mod install;
mod run;
mod samples;
mod servers;
mod test;
mod tidy;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use failure::Failure;
use test::request::Request;
use workspace::Workspace;

/// Tasks of this project
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Format, lints and quick tests: what every commit passes
    Check,
    /// All tests: Rust's own, then suites with real servers, which are installed into a cache folder
    Test(Request),
    /// Rules of the code base that no compiler checks
    Tidy,
    /// Write the JSON Schemas of all contracts to schemas/
    Schemas {
        /// Write nothing; fail when a file would change
        #[arg(long)]
        check: bool,
    },
    /// Measure judgement: an evaluation of the package eval, in release
    Eval {
        /// Name and arguments of the evaluation
        #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Measure speed: a benchmark of the package eval, in release, such as `scout DIR`
    Bench {
        /// Name and arguments of the benchmark
        #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Look for inputs on which a reader breaks a promise, in release: two minutes a reader, ten for the longest
    Fuzz {
        /// Names of readers, and arguments of `autopilot-eval fuzz` such as `--seconds 30`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Build and pack what ships for one target
    Dist(dist::Request),
    /// Write a release's checksums into the action and the GitLab templates
    Checksums(dist::stamp::Request),
    /// Everything that a change must pass; what .ci/run calls
    Ci,
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// True when the task passed.
fn run(task: Task) -> Result<bool, Failure> {
    let workspace = Workspace::find()?;
    match task {
        Task::Check => check::run(&workspace)?,
        Task::Test(request) => {
            let summary = test::begin(&workspace, &request)?.finish()?;
            println!("{}", summary.render());
            return Ok(!summary.failed());
        }
        Task::Tidy => return tidy::run(&workspace),
        Task::Schemas { check } => eval::schemas(&workspace, check)?,
        Task::Eval { arguments } => eval::evaluation(&workspace, &arguments)?,
        Task::Bench { arguments } => eval::benchmark(&workspace, &arguments)?,
        Task::Fuzz { arguments } => eval::fuzz(&workspace, &arguments)?,
        Task::Dist(request) => dist::run(&workspace, &request)?,
        Task::Checksums(request) => dist::stamp::run(&workspace, &request)?,
        Task::Ci => return ci::run(&workspace),
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }
}
