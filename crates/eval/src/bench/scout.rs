//! How long Scout takes for a folder, beside a search of the same folder for two words.

use std::{io::Write, path::Path};

use super::{BenchError, executable, measure, measure::Subject};

/// What is searched for.
const PATTERN: &str = "opentelemetry|kafka";

/// Measures `autopilot scout REPO --format json` and writes the figures to `out`.
///
/// # Errors
/// When the executable or the folder is not there, or a command fails.
pub(crate) fn run(
    named: Option<&Path>,
    repo: &Path,
    runs: usize,
    out: &mut dyn Write,
) -> Result<(), BenchError> {
    if !repo.is_dir() {
        return Err(BenchError::NoFolder(repo.to_owned()));
    }
    let executable = executable::find(named)?;
    writeln!(out, "# Scout on {} with {}\n", repo.display(), executable.display())?;
    let measured = measure::measure(&subjects(&executable, repo), runs)?;
    super::write(&measured, out)?;
    Ok(())
}

fn subjects(executable: &Path, repo: &Path) -> [Subject; 2] {
    let scout = Subject {
        name: "autopilot scout --format json".to_owned(),
        program: executable.as_os_str().to_owned(),
        arguments: vec!["scout".into(), repo.into(), "--format".into(), "json".into()],
        // A folder without a module is scanned all the same.
        accepted: &[0, 3],
    };
    let grep = Subject {
        name: format!("grep -rE '{PATTERN}'"),
        program: "grep".into(),
        arguments: vec!["-rE".into(), PATTERN.into(), repo.into()],
        // 1: no line matches; 2: a file could not be read.
        accepted: &[0, 1, 2],
    };
    [scout, grep]
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn both_commands_run_on_the_same_folder() {
        let folder = tempfile::tempdir().unwrap();
        let mut out = Vec::new();
        run(Some(Path::new("/bin/true")), folder.path(), 1, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("| autopilot scout --format json  |    1 |"), "{text}");
        assert!(text.contains("| grep -rE 'opentelemetry|kafka'"), "{text}");
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let error = run(None, Path::new("/no/such/folder"), 1, &mut Vec::new()).unwrap_err();
        assert_eq!(error.to_string(), "`/no/such/folder` is no folder");
    }
}
