//! Speed: a command of ours beside a baseline, run in turns on the same machine.

pub(crate) mod action;
mod ast_grep;
mod compare;
pub(crate) mod executable;
pub(crate) mod growth;
pub(crate) mod measure;
pub(crate) mod scout;
pub(crate) mod start;
mod watch;

use std::io::{self, Write};

use executable::ExecutableError;
use measure::{MeasureError, Measured};
use watch::Watched;

use crate::table::Table;

/// Why a benchmark gives no figure.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BenchError {
    /// Our executable is not there.
    #[error(transparent)]
    Executable(#[from] ExecutableError),
    /// A command cannot be run.
    #[error(transparent)]
    Measure(#[from] MeasureError),
    /// The folder to scan is none.
    #[error("`{0}` is no folder")]
    NoFolder(std::path::PathBuf),
    /// There is nothing to lay out.
    #[error("`{0}` holds no file that could be laid out")]
    NoFiles(std::path::PathBuf),
    /// Files cannot be laid out.
    #[error("cannot lay files out in a temporary folder: {0}")]
    Layout(#[source] io::Error),
    /// The rules of `ast-grep` cannot be written.
    #[error("cannot write the rules of ast-grep to a temporary folder: {0}")]
    Rules(#[source] io::Error),
    /// The step of a pipeline cannot be set up.
    #[error("cannot set the step up in a temporary folder: {0}")]
    Step(#[source] io::Error),
    /// The figures cannot be written.
    #[error("cannot write the figures: {0}")]
    Write(#[from] io::Error),
}

/// Writes one row a command.
fn write(measured: &[Measured], out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(&["<command", "runs", "min ms", "median ms", "p95 ms", "user ms", "peak MiB"]);
    for command in measured {
        let ms = |seconds: f64| format!("{:.2}", seconds * 1000.0);
        let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        table.row([
            command.name.clone(),
            command.seconds.len().to_string(),
            ms(measure::quantile(&command.seconds, 0.0)),
            ms(measure::quantile(&command.seconds, 0.5)),
            ms(measure::quantile(&command.seconds, 0.95)),
            or_dash(command.watched.user_seconds().map(user_ms)),
            or_dash(command.watched.peak_kibibytes().map(|kibibytes| format!("{:.1}", kibibytes / 1024.0))),
        ]);
    }
    table.write(out)?;
    writeln!(
        out,
        "Runs in turns, after one of each that does not count; times with the start of the process."
    )?;
    writeln!(out, "{}", how_watched(measured))
}

/// CPU time in milliseconds; less than one step of GNU time is not nothing.
fn user_ms(seconds: f64) -> String {
    if seconds < 0.01 { "<10".to_owned() } else { format!("{:.0}", seconds * 1000.0) }
}

/// Where CPU time and memory come from, or why they are not there.
fn how_watched(measured: &[Measured]) -> String {
    let mut runs = 0;
    for command in measured {
        match &command.watched {
            Watched::NotMeasured(reason) => {
                return format!("User CPU time and peak memory are not measured: {reason}.");
            }
            Watched::Runs(watched) => runs = watched.len(),
        }
    }
    let further =
        if runs == 1 { "of 1 further run".to_owned() } else { format!("the medians of {runs} further runs") };
    format!(
        "User CPU time and peak resident memory are {further} in turns under GNU time, which counts CPU time in \
         steps of 10 ms."
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::watch::Usage;

    fn written(measured: &[Measured]) -> String {
        let mut out = Vec::new();
        write(measured, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn ours() -> Measured {
        let usage = |user_seconds, peak_kibibytes| Usage { user_seconds, peak_kibibytes };
        Measured {
            name: "autopilot --version".to_owned(),
            seconds: vec![0.003, 0.001, 0.002],
            watched: Watched::Runs(vec![usage(0.01, 8192.0), usage(0.03, 6144.0), usage(0.02, 7168.0)]),
        }
    }

    #[test]
    fn the_table_has_both_commands_and_says_what_was_not_measured() {
        let baseline = Measured {
            name: "true".to_owned(),
            seconds: vec![0.0005; 3],
            watched: Watched::NotMeasured("`/usr/bin/time` is not there".to_owned()),
        };
        insta::assert_snapshot!(written(&[ours(), baseline]));
    }

    #[test]
    fn the_table_says_where_cpu_time_and_memory_come_from() {
        insta::assert_snapshot!(written(&[ours()]));
    }

    #[test]
    fn cpu_time_below_a_step_is_not_shown_as_nothing() {
        assert_eq!((user_ms(0.0), user_ms(0.01), user_ms(7.14)), ("<10".into(), "10".into(), "7140".into()));
    }
}
