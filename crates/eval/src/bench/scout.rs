//! How long Scout takes for a folder, beside a scan and a search of the same folder.

use std::{io::Write, path::Path};

use super::{
    BenchError, ast_grep, compare, executable, measure,
    measure::{Measured, Subject},
};

/// What is searched for.
const PATTERN: &str = "opentelemetry|kafka";

/// The executables that were named.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Programs<'a> {
    /// Ours; by default the one of a release build.
    pub(crate) autopilot: Option<&'a Path>,
    /// `ast-grep`; without it there is no such row.
    pub(crate) ast_grep: Option<&'a Path>,
}

/// Measures `autopilot scout REPO --format json` beside the baselines and writes the figures to `out`.
///
/// # Errors
/// When an executable or the folder is not there, or a command fails.
pub(crate) fn run(
    programs: Programs<'_>,
    repo: &Path,
    runs: usize,
    out: &mut dyn Write,
) -> Result<(), BenchError> {
    if !repo.is_dir() {
        return Err(BenchError::NoFolder(repo.to_owned()));
    }
    let autopilot = executable::find(programs.autopilot)?;
    let ast_grep = programs.ast_grep.map(|named| executable::find(Some(named))).transpose()?;
    let rules = ast_grep::rules().map_err(BenchError::Rules)?;
    let scan = ast_grep.as_deref().map(|program| ast_grep::subject(program, rules.path(), repo));

    writeln!(out, "# Scout on {} with {}\n", repo.display(), autopilot.display())?;
    let files = scan.as_ref().map(ast_grep::scanned_files).transpose()?;
    let read = match files {
        Some(files) => scope(files),
        None => "`ast-grep` is left out: name it with --ast-grep PATH, or run `cargo xtask bench scout`."
            .to_owned(),
    };
    let subjects: Vec<Subject> =
        [Some(scout(&autopilot, repo)), scan, Some(grep(repo))].into_iter().flatten().collect();
    let measured = measure::measure(&subjects, runs)?;
    super::write(&measured, out)?;
    writeln!(out, "{read}\n")?;
    if let [ours, baselines @ ..] = measured.as_slice() {
        compare::write(ours, comparable(baselines, files.flatten()), out)?;
    }
    Ok(())
}

/// The baselines that did work: all, or without `ast-grep` when it read none of the `files`.
fn comparable(baselines: &[Measured], files: Option<u64>) -> impl Iterator<Item = &Measured> {
    baselines.iter().filter(move |baseline| baseline.name != ast_grep::NAME || files != Some(0))
}

/// What the figures of `ast-grep` stand for: it reads only files of its rules' languages.
fn scope(files: Option<u64>) -> String {
    match files {
        Some(0) => {
            "`ast-grep` read no file: none is of its rules' languages, so it stands for no work and is not compared.".to_owned()
        }
        Some(1) => "`ast-grep` read 1 file: what is of its rules' languages and not ignored.".to_owned(),
        Some(files) => {
            format!("`ast-grep` read {files} files: what is of its rules' languages and not ignored.")
        }
        None => "`ast-grep` does not say how many files it read.".to_owned(),
    }
}

fn scout(executable: &Path, repo: &Path) -> Subject {
    Subject {
        name: "autopilot scout --format json".to_owned(),
        program: executable.as_os_str().to_owned(),
        arguments: vec!["scout".into(), repo.into(), "--format".into(), "json".into()],
        // A folder without a module is scanned all the same.
        accepted: &[0, 3],
    }
}

fn grep(repo: &Path) -> Subject {
    Subject {
        name: format!("grep -rE '{PATTERN}'"),
        program: "grep".into(),
        arguments: vec!["-rE".into(), PATTERN.into(), repo.into()],
        // 1: no line matches; 2: a file could not be read.
        accepted: &[0, 1, 2],
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::bench::watch::Watched;

    fn said(programs: Programs<'_>) -> Result<String, Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let mut out = Vec::new();
        run(programs, folder.path(), 1, &mut out)?;
        Ok(String::from_utf8(out)?)
    }

    #[test]
    fn all_three_commands_run_on_the_same_folder() {
        let nothing = Some(Path::new("/bin/true"));
        let text = said(Programs { autopilot: nothing, ast_grep: nothing }).unwrap();
        assert!(text.contains("| autopilot scout --format json  |    1 |"), "{text}");
        assert!(text.contains("| ast-grep scan, 4 rules         |    1 |"), "{text}");
        assert!(text.contains("| grep -rE 'opentelemetry|kafka' |    1 |"), "{text}");
        assert_eq!(text.matches("(median wall time)").count(), 2, "{text}");
        assert!(text.contains("`ast-grep` does not say how many files it read."), "{text}");
    }

    #[test]
    fn without_ast_grep_the_output_says_that_its_row_is_left_out() {
        let text = said(Programs { autopilot: Some(Path::new("/bin/true")), ast_grep: None }).unwrap();
        assert!(!text.contains("ast-grep scan"), "{text}");
        assert!(text.contains("`ast-grep` is left out: name it with --ast-grep PATH"), "{text}");
        assert_eq!(text.matches("(median wall time)").count(), 1, "{text}");
    }

    #[test]
    fn a_scan_that_read_nothing_is_not_compared() {
        let measured = [ast_grep::NAME, "grep"].map(|name| Measured {
            name: name.to_owned(),
            seconds: vec![1.0],
            watched: Watched::Runs(Vec::new()),
        });
        let names = |files| comparable(&measured, files).map(|baseline| &*baseline.name).collect::<Vec<_>>();
        assert_eq!(names(Some(0)), ["grep"]);
        assert_eq!(names(Some(1)), [ast_grep::NAME, "grep"]);
        assert_eq!(names(None), [ast_grep::NAME, "grep"]);
    }

    #[test]
    fn the_number_of_files_is_told_in_words() {
        assert!(scope(Some(0)).ends_with("so it stands for no work and is not compared."));
        assert!(scope(Some(1)).starts_with("`ast-grep` read 1 file:"));
        assert!(scope(Some(2)).starts_with("`ast-grep` read 2 files:"));
    }

    #[test]
    fn what_is_not_there_is_named() {
        let error = run(Programs::default(), Path::new("/no/such/folder"), 1, &mut Vec::new()).unwrap_err();
        assert_eq!(error.to_string(), "`/no/such/folder` is no folder");
        let folder = tempfile::tempdir().unwrap();
        let programs =
            Programs { autopilot: Some(Path::new("/bin/true")), ast_grep: Some(Path::new("/no/ast-grep")) };
        let error = run(programs, folder.path(), 1, &mut Vec::new()).unwrap_err();
        assert_eq!(error.to_string(), "`/no/ast-grep` is no file");
    }
}
