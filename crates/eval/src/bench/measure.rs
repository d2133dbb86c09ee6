//! Runs commands in turns and takes their time and peak memory.
//!
//! Peak memory comes from GNU time, which reads what the kernel accounts for a child that ended. A
//! process that asks for its own children would count its own memory from before `exec` with it; GNU
//! time is small, and the baseline shows how small.

use std::{
    ffi::OsString,
    io,
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

/// Where GNU time is.
const TIME: &str = "/usr/bin/time";

/// How many runs are watched for their memory.
pub(crate) const PEAK_RUNS: usize = 3;

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
    /// The most memory that was resident at once.
    pub(crate) peak: Peak,
}

/// Peak resident memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Peak {
    /// In units of 1024 bytes.
    Kibibytes(u64),
    /// Why it is not known.
    NotMeasured(String),
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

/// Measures `subjects` in turns, `runs` times each.
///
/// # Errors
/// When one cannot be run or fails.
pub(crate) fn measure(subjects: &[Subject], runs: usize) -> Result<Vec<Measured>, MeasureError> {
    let mut measured: Vec<Measured> = Vec::new();
    for subject in subjects {
        run(subject, command(subject))?;
        measured.push(Measured { name: subject.name.clone(), seconds: Vec::new(), peak: peak(subject)? });
    }
    for _ in 0..runs {
        for (subject, measured) in subjects.iter().zip(&mut measured) {
            let start = Instant::now();
            run(subject, command(subject))?;
            measured.seconds.push(start.elapsed().as_secs_f64());
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
fn run(subject: &Subject, mut command: Command) -> Result<(), MeasureError> {
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

fn peak(subject: &Subject) -> Result<Peak, MeasureError> {
    let failed = |source| MeasureError::Start { name: subject.name.clone(), source };
    if !Path::new(TIME).is_file() {
        return Ok(Peak::NotMeasured(format!("`{TIME}` is not there; install GNU time")));
    }
    let mut highest = 0;
    for _ in 0..PEAK_RUNS {
        let said = tempfile::NamedTempFile::new().map_err(failed)?;
        let mut watched = Command::new(TIME);
        watched.args(["-q", "-f", "%M", "-o"]).arg(said.path()).arg(&subject.program);
        run(subject, {
            watched.args(&subject.arguments);
            watched
        })?;
        let said = std::fs::read_to_string(said.path()).map_err(failed)?;
        let Ok(kibibytes) = said.trim().parse::<u64>() else {
            return Ok(Peak::NotMeasured(format!("`{TIME}` is not GNU time")));
        };
        highest = highest.max(kibibytes);
    }
    Ok(Peak::Kibibytes(highest))
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
    fn peak_memory_is_told_or_why_not() {
        match peak(&shell("true", &[0])).unwrap() {
            // A shell needs more than 100 KiB and less than 100 MiB.
            Peak::Kibibytes(kibibytes) => {
                assert!((100..100_000).contains(&kibibytes), "{kibibytes}")
            }
            Peak::NotMeasured(reason) => assert!(reason.contains(TIME), "{reason}"),
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
