//! How long the executable takes to start, beside a program that does nothing.

use std::{io::Write, path::Path};

use super::{BenchError, executable, measure, measure::Subject};

/// The program that does nothing.
const NOTHING: &str = "/bin/true";

/// Measures `autopilot --version` and writes the figures to `out`.
///
/// # Errors
/// When the executable is not there or cannot be run.
pub(crate) fn run(named: Option<&Path>, runs: usize, out: &mut dyn Write) -> Result<(), BenchError> {
    let executable = executable::find(named)?;
    let ours = Subject {
        name: "autopilot --version".to_owned(),
        program: executable.clone().into_os_string(),
        arguments: vec!["--version".into()],
        accepted: &[0],
    };
    let nothing =
        Subject { name: NOTHING.to_owned(), program: NOTHING.into(), arguments: Vec::new(), accepted: &[0] };
    writeln!(out, "# Start of {}\n", executable.display())?;
    let measured = measure::measure(&[ours, nothing], runs)?;
    super::write(&measured, out)?;
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn the_executable_stands_beside_the_program_that_does_nothing() {
        let mut out = Vec::new();
        run(Some(Path::new(NOTHING)), 2, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("| autopilot --version |    2 |"), "{text}");
        assert!(text.contains("| /bin/true           |    2 |"), "{text}");
    }
}
