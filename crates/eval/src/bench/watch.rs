//! Runs a command under GNU time, which tells what the kernel accounts for a child that ended.
//!
//! A process that asks for its own children would count its own memory from before `exec` with it; GNU
//! time is small, and the baseline shows how small.

use std::{ffi::OsString, io, path::Path, process::Command};

use super::measure::{self, MeasureError, Subject};

/// Where GNU time is.
const TIME: &str = "/usr/bin/time";

/// What one run used.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Usage {
    /// CPU time in user mode, of all threads, in seconds; a multiple of 0.01.
    pub(crate) user_seconds: f64,
    /// The most memory that was resident at once, in units of 1024 bytes.
    pub(crate) peak_kibibytes: f64,
}

/// What the watched runs of a command used.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Watched {
    /// Each run.
    Runs(Vec<Usage>),
    /// Why it is not known.
    NotMeasured(String),
}

impl Watched {
    /// Adds a run; the first reason why there is none stays.
    pub(crate) fn add(&mut self, run: Result<Usage, String>) {
        match (&mut *self, run) {
            (Self::Runs(runs), Ok(usage)) => runs.push(usage),
            (Self::Runs(_), Err(reason)) => *self = Self::NotMeasured(reason),
            (Self::NotMeasured(_), _) => {}
        }
    }

    /// The median of CPU time in user mode, in seconds, if it was measured.
    pub(crate) fn user_seconds(&self) -> Option<f64> {
        self.median(|usage| usage.user_seconds)
    }

    /// The median of peak resident memory, in units of 1024 bytes, if it was measured.
    pub(crate) fn peak_kibibytes(&self) -> Option<f64> {
        self.median(|usage| usage.peak_kibibytes)
    }

    fn median(&self, figure: impl Fn(&Usage) -> f64) -> Option<f64> {
        match self {
            Self::Runs(runs) if !runs.is_empty() => {
                Some(measure::quantile(&runs.iter().map(figure).collect::<Vec<_>>(), 0.5))
            }
            _ => None,
        }
    }
}

/// Runs `subject` once. The inner error says why this machine does not tell what it used.
///
/// # Errors
/// When it cannot be run or fails.
pub(crate) fn run(subject: &Subject) -> Result<Result<Usage, String>, MeasureError> {
    if !Path::new(TIME).is_file() {
        return Ok(Err(format!("`{TIME}` is not there; install GNU time")));
    }
    let failed = |source: io::Error| MeasureError::Start { name: subject.name.clone(), source };
    let said = tempfile::NamedTempFile::new().map_err(failed)?;
    let mut watched = Command::new(TIME);
    watched.args(["-q", "-f", "%U %M", "-o"]).arg(said.path());
    watched.args(std::iter::once::<&OsString>(&subject.program).chain(&subject.arguments));
    measure::run(subject, watched)?;
    let said = std::fs::read_to_string(said.path()).map_err(failed)?;
    Ok(read(&said).ok_or_else(|| format!("`{TIME}` is not GNU time")))
}

/// Reads seconds and kibibytes.
fn read(said: &str) -> Option<Usage> {
    let (user, peak) = said.trim().split_once(' ')?;
    let (user_seconds, peak_kibibytes) = (user.parse().ok()?, peak.parse::<u32>().ok()?.into());
    Some(Usage { user_seconds, peak_kibibytes })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn used(user_seconds: f64, peak_kibibytes: f64) -> Usage {
        Usage { user_seconds, peak_kibibytes }
    }

    #[test]
    fn what_gnu_time_says_is_read_and_anything_else_is_not() {
        assert_eq!(read("0.12 2048\n"), Some(used(0.12, 2048.0)));
        for other in ["", "0.12", "0:00.12 2048", "0.12 -1", "0.12 2048 7"] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn medians_are_of_all_watched_runs() {
        let mut watched = Watched::Runs(Vec::new());
        assert_eq!((watched.user_seconds(), watched.peak_kibibytes()), (None, None));
        for usage in [used(0.3, 10.0), used(0.1, 30.0), used(0.2, 20.0)] {
            watched.add(Ok(usage));
        }
        assert_eq!((watched.user_seconds(), watched.peak_kibibytes()), (Some(0.2), Some(20.0)));
    }

    #[test]
    fn the_first_reason_stays_and_takes_the_figures_away() {
        let mut watched = Watched::Runs(vec![used(0.1, 1.0)]);
        watched.add(Err("first".to_owned()));
        watched.add(Err("second".to_owned()));
        watched.add(Ok(used(0.1, 1.0)));
        assert_eq!(watched, Watched::NotMeasured("first".to_owned()));
        assert_eq!(watched.peak_kibibytes(), None);
    }

    #[test]
    fn a_run_is_watched_or_it_is_told_why_not() {
        let script = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done";
        let arguments = vec!["-c".into(), script.into()];
        let shell = Subject { name: "sh".to_owned(), program: "/bin/sh".into(), arguments, accepted: &[0] };
        match run(&shell).unwrap() {
            // A shell that counts takes time, and needs more than 100 KiB and less than 100 MiB.
            Ok(usage) => {
                assert!(usage.user_seconds > 0.0, "{usage:?}");
                assert!((100.0..100_000.0).contains(&usage.peak_kibibytes), "{usage:?}");
            }
            Err(reason) => assert!(reason.contains(TIME), "{reason}"),
        }
    }

    #[test]
    fn a_watched_command_that_fails_gives_no_figure() {
        let arguments = vec!["-c".into(), "exit 2".into()];
        let shell = Subject { name: "sh".to_owned(), program: "/bin/sh".into(), arguments, accepted: &[0] };
        if Path::new(TIME).is_file() {
            assert!(matches!(run(&shell).unwrap_err(), MeasureError::Failed { .. }));
        }
    }
}
