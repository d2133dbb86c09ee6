//! `ast-grep scan` with four simple rules, one a language: the baseline that parses what it reads.

use std::{
    fs, io,
    path::Path,
    process::{Command, Stdio},
};

use tempfile::TempDir;

use super::measure::{MeasureError, Subject};

/// What the table calls it.
pub(crate) const NAME: &str = "ast-grep scan, 4 rules";

/// The configuration and its rules, as paths below one folder. The executable carries them.
const FILES: &[(&str, &str)] = &[
    ("sgconfig.yml", include_str!("../../bench-rules/sgconfig.yml")),
    ("rules/go.yml", include_str!("../../bench-rules/rules/go.yml")),
    ("rules/java.yml", include_str!("../../bench-rules/rules/java.yml")),
    ("rules/python.yml", include_str!("../../bench-rules/rules/python.yml")),
    ("rules/typescript.yml", include_str!("../../bench-rules/rules/typescript.yml")),
];

/// Writes the rules to a temporary folder, which lives as long as what is returned.
///
/// # Errors
/// When the folder or a file cannot be written.
pub(crate) fn rules() -> io::Result<TempDir> {
    let folder = tempfile::tempdir()?;
    fs::create_dir(folder.path().join("rules"))?;
    for (path, text) in FILES {
        fs::write(folder.path().join(path), text)?;
    }
    Ok(folder)
}

/// A scan of `repo` with the rules in the folder `rules`.
pub(crate) fn subject(program: &Path, rules: &Path, repo: &Path) -> Subject {
    Subject {
        name: NAME.to_owned(),
        program: program.as_os_str().to_owned(),
        arguments: vec![
            "scan".into(),
            "--config".into(),
            rules.join("sgconfig.yml").into(),
            "--json=stream".into(),
            repo.into(),
        ],
        // No rule is an error, so matches do not change it: 6 is no configuration, 8 a broken rule.
        accepted: &[0],
    }
}

/// How many files one more scan says that it read, if it says so.
///
/// # Errors
/// When it cannot be run.
pub(crate) fn scanned_files(subject: &Subject) -> Result<Option<u64>, MeasureError> {
    let output = Command::new(&subject.program)
        .args(&subject.arguments)
        .arg("--inspect=summary")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .output()
        .map_err(|source| MeasureError::Start { name: subject.name.clone(), source })?;
    Ok(count(&String::from_utf8_lossy(&output.stderr)))
}

fn count(said: &str) -> Option<u64> {
    let (_, after) = said.split_once("scannedFileCount=")?;
    after.split(|other: char| !other.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_are_written_as_the_configuration_names_them() {
        let folder = rules().unwrap();
        let configuration = fs::read_to_string(folder.path().join("sgconfig.yml")).unwrap();
        assert!(configuration.contains("ruleDirs:\n  - rules\n"), "{configuration}");
        let mut written: Vec<String> = fs::read_dir(folder.path().join("rules"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        written.sort();
        assert_eq!(written, ["go.yml", "java.yml", "python.yml", "typescript.yml"]);
    }

    #[test]
    fn every_rule_of_the_source_tree_is_carried_and_is_no_error() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench-rules/rules");
        let rules: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()).collect();
        assert_eq!(rules.len(), FILES.len() - 1);
        for rule in rules {
            let path = format!("rules/{}", rule.file_name().into_string().unwrap());
            let (_, text) = FILES.iter().find(|(carried, _)| *carried == path).unwrap();
            assert!(text.contains("\nseverity: info\n"), "{path}");
        }
    }

    #[test]
    fn the_number_of_files_is_read_from_the_summary() {
        let said = "sg: summary|file: scannedFileCount=5764,skippedFileCount=96\n";
        assert_eq!(count(said), Some(5764));
        assert_eq!(count("sg: summary|file: scannedFileCount=5"), Some(5));
        assert_eq!(count("sg: summary|file: scannedFileCount=many"), None);
        assert_eq!(count(""), None);
    }
}
