//! Runs commands in turns and takes their time, CPU time and peak memory.

use std::{
    ffi::OsString,
    io,
    process::{Command, Stdio},
    time::Instant,
};

use super::watch::{self, Watched};

/// At most so many runs are watched for CPU time and memory.
const WATCHED_RUNS: usize = 5;

/// A command to measure.
#[derive(Debug)]
pub(crate) struct Subject {
    /// What the table calls it.
    pub(crate) name: String,
    /// The program.
    pub(crate) program: OsString,
    /// Its arguments.
    pub(crate) arguments: Vec<OsString>,
    /// The exit codes with which it did its work.
    pub(crate) accepted: &'static [i32],
}

/// What was measured of a command.
#[derive(Debug)]
pub(crate) struct Measured {
    /// What the table calls it.
    pub(crate) name: String,
    /// Each run, in seconds.
    pub(crate) seconds: Vec<f64>,
    /// What further runs used.
    pub(crate) watched: Watched,
}

/// Why a command cannot be measured.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MeasureError {
    /// It cannot be started.
    #[error("cannot run `{name}`: {source}")]
    Start { name: String, source: io::Error },
    /// It failed, so its time means nothing.
    #[error("`{name}` failed: {status}")]
    Failed { name: String, status: std::process::ExitStatus },
}

/// Measures `subjects` in turns: one run each that does not count, `runs` that are timed, and as many, but
/// at most five, that are watched. Watching adds a process, so those are not timed.
///
/// # Errors
/// When one cannot be run or fails.
pub(crate) fn measure(subjects: &[Subject], runs: usize) -> Result<Vec<Measured>, MeasureError> {
    let mut measured: Vec<Measured> = Vec::new();
    for subject in subjects {
        run(subject, command(subject))?;
        let watched = Watched::Runs(Vec::new());
        measured.push(Measured { name: subject.name.clone(), seconds: Vec::new(), watched });
    }
    for _ in 0..runs {
        for (subject, measured) in subjects.iter().zip(&mut measured) {
            let start = Instant::now();
            run(subject, command(subject))?;
            measured.seconds.push(start.elapsed().as_secs_f64());
        }
    }
    for _ in 0..runs.min(WATCHED_RUNS) {
        for (subject, measured) in subjects.iter().zip(&mut measured) {
            measured.watched.add(watch::run(subject)?);
        }
    }
    Ok(measured)
}

fn command(subject: &Subject) -> Command {
    let mut command = Command::new(&subject.program);
    command.args(&subject.arguments);
    command
}

/// Runs it to its end. Its output is read and dropped: grep stops at the first match when it sees that
/// it writes to the null device.
///
/// # Errors
/// When it cannot be started, or ends with a code that is not accepted.
pub(crate) fn run(subject: &Subject, mut command: Command) -> Result<(), MeasureError> {
    let failed = |source| MeasureError::Start { name: subject.name.clone(), source };
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(failed)?;
    if let Some(mut output) = child.stdout.take() {
        io::copy(&mut output, &mut io::sink()).map_err(failed)?;
    }
    let status = child.wait().map_err(failed)?;
    if status.code().is_some_and(|code| subject.accepted.contains(&code)) {
        Ok(())
    } else {
        Err(MeasureError::Failed { name: subject.name.clone(), status })
    }
}

/// The value below which the share `q` of `values` lies: the nearest rank; 0 of nothing.
pub(crate) fn quantile(values: &[f64], q: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (q * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str, accepted: &'static [i32]) -> Subject {
        let arguments = vec!["-c".into(), script.into()];
        Subject { name: script.to_owned(), program: "/bin/sh".into(), arguments, accepted }
    }

    #[test]
    fn quantiles_are_nearest_ranks() {
        let values = [5.0, 1.0, 4.0, 2.0, 3.0];
        assert_eq!(
            (quantile(&values, 0.0), quantile(&values, 0.5), quantile(&values, 0.95)),
            (1.0, 3.0, 5.0)
        );
        assert_eq!(quantile(&[], 0.5), 0.0);
        let hundred: Vec<f64> = (1..=100).map(f64::from).collect();
        assert_eq!(quantile(&hundred, 0.95), 95.0);
    }

    #[test]
    fn each_command_runs_as_often_as_asked() {
        let measured = measure(&[shell("true", &[0]), shell("exit 3", &[0, 3])], 4).unwrap();
        assert_eq!(measured.iter().map(|command| command.seconds.len()).collect::<Vec<_>>(), [4, 4]);
        assert!(measured.iter().all(|command| command.seconds.iter().all(|seconds| *seconds > 0.0)));
    }

    #[test]
    fn no_more_runs_are_watched_than_asked_for_and_never_more_than_five() {
        for (runs, expected) in [(2, 2), (7, WATCHED_RUNS)] {
            match &measure(&[shell("true", &[0])], runs).unwrap()[0].watched {
                Watched::Runs(watched) => assert_eq!(watched.len(), expected),
                Watched::NotMeasured(reason) => assert!(reason.contains("time"), "{reason}"),
            }
        }
    }

    #[test]
    fn more_output_than_a_pipe_holds_does_not_block() {
        measure(&[shell("yes | head -c 300000", &[0])], 1).unwrap();
    }

    #[test]
    fn a_command_that_fails_or_is_not_there_gives_no_figure() {
        let failed = measure(&[shell("exit 2", &[0])], 1).unwrap_err();
        assert!(matches!(failed, MeasureError::Failed { .. }), "{failed}");
        let absent = Subject { program: "/no/such/program".into(), ..shell("absent", &[0]) };
        assert!(measure(&[absent], 1).unwrap_err().to_string().starts_with("cannot run `absent`"));
    }
}
