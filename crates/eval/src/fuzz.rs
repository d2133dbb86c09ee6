//! Fuzzes the readers of `syntax`: each in a process of its own, whose memory and time are bounded.
//!
//! It needs no nightly compiler: inputs come from mutations (`mutate`) of a corpus, and those stay in it that make a
//! reader give something new ([`syntax::fuzz::Seen::features`]) rather than those that reach new code. The same seed
//! tries the same inputs in the same order; how many of them depends on the time.

mod bombs;
mod corpus;
mod dice;
mod finding;
mod mutate;
mod process;
mod tally;
mod usage;
mod worker;

use std::{
    io::{self, Write},
    path::PathBuf,
};

use syntax::fuzz::{TARGETS, Target};

use crate::table::Table;
use tally::Tally;

pub(crate) use worker::run as work;

/// What to fuzz, and how.
#[derive(Debug, clap::Args)]
pub(crate) struct Fuzz {
    /// The targets; all when none is named
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// Seconds of processor time for each target; by default what is set for it, two or ten minutes
    #[arg(long)]
    seconds: Option<u64>,
    /// The number that all chance comes from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The folder of the corpora, one folder for each target
    #[arg(long, value_name = "DIR", default_value = "crates/syntax/corpus")]
    corpus: PathBuf,
    /// The folder for what is found, and for the corpora that grow
    #[arg(long, value_name = "DIR", default_value = "target/fuzz")]
    found: PathBuf,
    /// What the processes that do the work are called with
    #[arg(long, hide = true)]
    worker: bool,
    /// Set for a worker that is started again: what ended the one before may have been a bomb
    #[arg(long, hide = true)]
    without_bombs: bool,
}

impl Fuzz {
    /// Whether this process is one that does the work.
    pub(crate) const fn is_worker(&self) -> bool {
        self.worker
    }

    /// The targets that are asked for.
    fn targets(&self) -> Result<Vec<&'static Target>, FuzzError> {
        if self.names.is_empty() {
            return Ok(TARGETS.iter().collect());
        }
        let named = |name: &String| Target::named(name).ok_or_else(|| FuzzError::Unknown(name.clone()));
        self.names.iter().map(named).collect()
    }

    fn seconds(&self, target: &Target) -> u64 {
        self.seconds.unwrap_or(target.minutes * 60)
    }
}

/// Why fuzzing ended without being clean.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FuzzError {
    /// No target has this name.
    #[error("no target is called `{0}`; there are {names}", names = TARGETS.iter().map(|target| target.name).collect::<Vec<_>>().join(", "))]
    Unknown(String),
    /// Inputs that break a promise.
    #[error("{count} inputs break a promise; they lie in `{folder}`")]
    Found {
        /// How many.
        count: usize,
        /// Where.
        folder: PathBuf,
    },
    /// Something around the readers failed.
    #[error("cannot fuzz: {0}")]
    Io(#[from] io::Error),
}

/// Fuzzes one target after the other, and writes a row for each.
pub(crate) fn run(arguments: &Fuzz, out: &mut dyn Write) -> Result<(), FuzzError> {
    let mut table = Table::new(&[
        "<target",
        "cpu s",
        "inputs",
        "inputs/s",
        "corpus",
        "new",
        "slowest ms",
        "peak MiB",
        "found",
    ]);
    let mut count = 0;
    for target in arguments.targets()? {
        let tally = process::fuzz(arguments, target)?;
        writeln!(out, "{}: {} inputs, {} found", target.name, tally.inputs, tally.findings.len())?;
        for finding in &tally.findings {
            writeln!(out, "  {finding}")?;
        }
        out.flush()?;
        count += tally.findings.len();
        table.row(row(target, &tally));
    }
    writeln!(out)?;
    table.write(out)?;
    if count > 0 { Err(FuzzError::Found { count, folder: arguments.found.clone() }) } else { Ok(()) }
}

fn row(target: &Target, tally: &Tally) -> [String; 9] {
    let rate = tally.inputs as f64 / tally.seconds.max(0.001);
    [
        target.name.to_owned(),
        format!("{:.0}", tally.seconds),
        tally.inputs.to_string(),
        format!("{rate:.0}"),
        tally.corpus.to_string(),
        tally.new.to_string(),
        format!("{:.0}", tally.slowest_ms),
        format!("{:.0}", tally.peak_mebibytes),
        tally.findings.len().to_string(),
    ]
}
