//! Speed: a command of ours beside a baseline, run in turns on the same machine.

pub(crate) mod executable;
pub(crate) mod measure;
pub(crate) mod scout;
pub(crate) mod start;

use std::io::{self, Write};

use executable::ExecutableError;
use measure::{MeasureError, Measured, Peak};

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
    /// The figures cannot be written.
    #[error("cannot write the figures: {0}")]
    Write(#[from] io::Error),
}

/// Writes one row a command.
fn write(measured: &[Measured], out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(&["<command", "runs", "min ms", "median ms", "p95 ms", "peak MiB"]);
    for command in measured {
        let ms = |seconds: f64| format!("{:.2}", seconds * 1000.0);
        let peak = match &command.peak {
            Peak::Kibibytes(kibibytes) => format!("{:.1}", *kibibytes as f64 / 1024.0),
            Peak::NotMeasured(_) => "-".to_owned(),
        };
        table.row([
            command.name.clone(),
            command.seconds.len().to_string(),
            ms(measure::quantile(&command.seconds, 0.0)),
            ms(measure::quantile(&command.seconds, 0.5)),
            ms(measure::quantile(&command.seconds, 0.95)),
            peak,
        ]);
    }
    table.write(out)?;
    writeln!(
        out,
        "Runs in turns, after one of each that does not count; times with the start of the process."
    )?;
    let reason = measured.iter().find_map(|command| match &command.peak {
        Peak::NotMeasured(reason) => Some(reason),
        Peak::Kibibytes(_) => None,
    });
    match reason {
        Some(reason) => writeln!(out, "Peak memory is not measured: {reason}."),
        None => writeln!(out, "Peak resident memory is the highest of {} further runs.", measure::PEAK_RUNS),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_both_commands_and_says_what_was_not_measured() {
        let ours = Measured {
            name: "autopilot --version".to_owned(),
            seconds: vec![0.003, 0.001, 0.002],
            peak: Peak::Kibibytes(6144),
        };
        let baseline = Measured {
            name: "true".to_owned(),
            seconds: vec![0.0005; 3],
            peak: Peak::NotMeasured("`/usr/bin/time` is not there".to_owned()),
        };
        let mut out = Vec::new();
        write(&[ours, baseline], &mut out).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }
}
