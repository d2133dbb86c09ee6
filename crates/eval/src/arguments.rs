//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::{
    bench::scout::Programs,
    fuzz::Fuzz,
    selection::{Half, Selection},
};

/// Measures how well and how fast the product judges, and writes the JSON Schemas of its contracts.
#[derive(Debug, Parser)]
#[command(name = "autopilot-eval", version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Measure judgement against labels
    #[command(subcommand)]
    Eval(Eval),
    /// Write the JSON Schema of every contract, or check the files
    Schemas(Schemas),
    /// Measure speed beside a baseline in the same run
    #[command(subcommand)]
    Bench(Bench),
    /// Look for inputs on which a reader of `syntax` breaks a promise
    Fuzz(Fuzz),
}

/// What to evaluate.
#[derive(Debug, Subcommand)]
pub(crate) enum Eval {
    /// Scout: gaps, modules, archetypes, calibration
    Scout(EvalScout),
}

/// How to evaluate Scout.
#[derive(Debug, Args)]
pub(crate) struct EvalScout {
    /// The labels: a JSON object a line
    #[arg(long, value_name = "FILE")]
    pub(crate) labels: PathBuf,
    /// The folder in which the repositories lie, each as owner+name
    #[arg(long, value_name = "DIR")]
    pub(crate) repos: PathBuf,
    /// Also write the report as JSON to this file
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// Score only modules of these languages
    #[arg(long, value_name = "a,b", value_delimiter = ',')]
    languages: Vec<String>,
    /// Leave out modules that are labelled with one of these archetypes
    #[arg(long, value_name = "x,y", value_delimiter = ',')]
    without_archetypes: Vec<String>,
    /// Score only one half of the repositories: the one for tuning or the one kept aside
    #[arg(long, value_enum)]
    half: Option<Half>,
}

impl EvalScout {
    /// The filters.
    pub(crate) fn selection(&self) -> Selection {
        let words = |words: &[String]| words.iter().map(|word| word.trim().to_ascii_lowercase()).collect();
        Selection {
            languages: words(&self.languages),
            without_archetypes: words(&self.without_archetypes),
            half: self.half,
        }
    }
}

/// What to do with the schemas.
#[derive(Debug, Args)]
pub(crate) struct Schemas {
    /// Write nothing; fail when a file would change
    #[arg(long)]
    pub(crate) check: bool,
    /// The folder of the schemas
    #[arg(long, value_name = "DIR", default_value = "schemas")]
    pub(crate) dir: PathBuf,
}

/// What to measure.
#[derive(Debug, Subcommand)]
pub(crate) enum Bench {
    /// Start-up time and memory, beside a program that does nothing
    Start {
        /// Runs of each command
        #[arg(long, default_value_t = 100, value_parser = runs)]
        runs: usize,
        /// The executable; by default the one of a release build
        #[arg(long, value_name = "PATH")]
        executable: Option<PathBuf>,
    },
    /// What a step adds to a pipeline that has checked out, with an empty and a filled tool cache
    Action {
        /// The folder to scan
        #[arg(value_name = "DIR", default_value = "examples")]
        repo: PathBuf,
        /// Runs of each command
        #[arg(long, default_value_t = 10, value_parser = runs)]
        runs: usize,
        /// The executable; by default the one of a release build
        #[arg(long, value_name = "PATH")]
        executable: Option<PathBuf>,
    },
    /// Scout's time and memory on a folder, beside `ast-grep scan` and a search of the folder
    Scout {
        /// The folder to scan
        #[arg(value_name = "DIR")]
        repo: PathBuf,
        /// Runs of each command
        #[arg(long, default_value_t = 5, value_parser = runs)]
        runs: usize,
        /// Then measure how a scan grows with the number of files, from 1,000 to 100,000, made of the folder's
        #[arg(long)]
        growth: bool,
        #[command(flatten)]
        executable: BenchExecutables,
    },
}

/// The executables that run on the folder.
#[derive(Debug, Args)]
pub(crate) struct BenchExecutables {
    /// The executable; by default the one of a release build
    #[arg(long = "executable", value_name = "PATH")]
    autopilot: Option<PathBuf>,
    /// The executable of ast-grep; without it, its row is left out
    #[arg(long, value_name = "PATH")]
    ast_grep: Option<PathBuf>,
}

impl BenchExecutables {
    /// Each path borrowed.
    pub(crate) fn as_deref(&self) -> Programs<'_> {
        Programs { autopilot: self.autopilot.as_deref(), ast_grep: self.ast_grep.as_deref() }
    }
}

fn runs(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(runs @ 1..=100_000) => Ok(runs),
        _ => Err("write a number from 1 to 100000".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn filters_are_lists() {
        let line = "autopilot-eval eval scout --labels l --repos r --languages Go,java --without-archetypes dbt --half kept";
        let arguments = Arguments::try_parse_from(line.split(' ')).unwrap();
        let Command::Eval(Eval::Scout(scout)) = arguments.command else { panic!("another command") };
        let selection = scout.selection();
        assert_eq!(selection.languages, ["go", "java"].map(str::to_owned).into());
        assert_eq!(selection.without_archetypes, ["dbt".to_owned()].into());
        assert_eq!(selection.half, Some(Half::Kept));
    }

    #[test]
    fn no_run_at_all_is_refused() {
        let line = "autopilot-eval bench start --runs 0";
        assert!(
            Arguments::try_parse_from(line.split(' ')).unwrap_err().to_string().contains("from 1 to 100000")
        );
    }

    #[test]
    fn the_folder_to_scan_is_an_argument_and_five_runs_are_the_default() {
        let line = "autopilot-eval bench scout shop --ast-grep /bin/ast-grep";
        let arguments = Arguments::try_parse_from(line.split(' ')).unwrap();
        let Command::Bench(Bench::Scout { repo, runs, growth, executable }) = arguments.command else {
            panic!("another command")
        };
        assert_eq!((repo, runs, growth), (PathBuf::from("shop"), 5, false));
        assert_eq!(executable.as_deref().ast_grep, Some(Path::new("/bin/ast-grep")));
        assert_eq!(executable.as_deref().autopilot, None);
        assert!(Arguments::try_parse_from(["autopilot-eval", "bench", "scout"]).is_err());
    }
}
