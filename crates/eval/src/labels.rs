//! Labels: what careful readers judged of the modules of public repositories, a JSON object a line.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use contracts::{GapType, plan::Archetype};
use serde::Deserialize;
use source_tree::RepoPath;

/// The gap types that labels score; the others are findings beside them.
pub(crate) const SCORED: [GapType; 5] = [
    GapType::MissingOtel,
    GapType::MissingCorrelation,
    GapType::MissingLineageSpec,
    GapType::MissingContract,
    GapType::MissingRunbook,
];

/// What a label calls the field of its archetypes in `ambiguous`.
pub(crate) const ARCHETYPES: &str = "archetypes";

/// What a label calls the field of its path in `ambiguous`.
pub(crate) const MODULE_PATH: &str = "module_path";

/// What was judged of one module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    /// The repository, `owner/name`.
    pub(crate) repo: String,
    /// The commit it was judged at, in hexadecimal.
    pub(crate) commit: String,
    /// The module's folder, normalised; `.` for the root.
    pub(crate) path: RepoPath,
    /// The language it is mainly written in.
    pub(crate) language: String,
    /// What kind of program it is.
    pub(crate) archetypes: BTreeSet<String>,
    /// Per scored gap type whether it is missing; what is null or left out is not in here.
    pub(crate) gaps: BTreeMap<GapType, bool>,
    /// The fields on which two careful readers differ.
    pub(crate) ambiguous: BTreeSet<String>,
    /// Whether the labels name every module of the repository.
    pub(crate) complete: bool,
    /// The lines that decided, in the labeller's words.
    pub(crate) evidence: Option<String>,
}

impl Label {
    /// Whether no gap can be asked of the module, so that any gap found there is wrong.
    pub(crate) fn is_decoy(&self) -> bool {
        self.gaps.is_empty()
    }

    /// Whether two careful readers differ on `field`.
    pub(crate) fn is_ambiguous(&self, field: &str) -> bool {
        self.ambiguous.contains(field)
    }
}

/// The labels of a file, in its order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Labels {
    /// What was judged.
    pub(crate) labels: Vec<Label>,
    /// Words that no vocabulary has, each with its place; they can never agree with Scout.
    pub(crate) notes: Vec<String>,
}

/// Why a file of labels cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LabelsError {
    /// The file itself.
    #[error("cannot read the labels `{path}`: {source}")]
    Read { path: PathBuf, source: std::io::Error },
    /// A line is no label.
    #[error("{path}:{line}: {message}")]
    Line { path: PathBuf, line: usize, message: String },
}

/// One line as it is written.
#[derive(Debug, Deserialize)]
struct Line {
    repo: String,
    commit: String,
    module_path: String,
    language: String,
    archetypes: BTreeSet<String>,
    gaps: BTreeMap<String, Option<bool>>,
    #[serde(default)]
    ambiguous: BTreeSet<String>,
    #[serde(default)]
    complete: bool,
    evidence: Option<String>,
}

/// Reads the file at `path`.
///
/// # Errors
/// When it cannot be read, or a line is no label or judges a module that an earlier line judges.
pub(crate) fn read(path: &Path) -> Result<Labels, LabelsError> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| LabelsError::Read { path: path.to_owned(), source })?;
    parse(&text, path)
}

fn parse(text: &str, path: &Path) -> Result<Labels, LabelsError> {
    let mut labels = Labels::default();
    let mut seen: BTreeMap<(String, RepoPath), usize> = BTreeMap::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let number = index + 1;
        let wrong = |message| LabelsError::Line { path: path.to_owned(), line: number, message };
        let label =
            parse_line(line, &format!("{}:{number}", path.display()), &mut labels.notes).map_err(wrong)?;
        if let Some(first) = seen.insert((label.repo.clone(), label.path.clone()), number) {
            let Label { repo, path: module, .. } = &label;
            return Err(wrong(format!("`{module}` of {repo} is labelled on line {first} already")));
        }
        labels.labels.push(label);
    }
    Ok(labels)
}

fn parse_line(line: &str, place: &str, notes: &mut Vec<String>) -> Result<Label, String> {
    let line: Line = serde_json::from_str(line).map_err(|error| error.to_string())?;
    // The folder's name is made of it, so it must not be `.` or `..`.
    if !line.repo.contains('/') || line.repo.contains('\0') {
        return Err(format!("`{}` is no repository: write owner/name", line.repo));
    }
    let path = RepoPath::new(&line.module_path).map_err(|error| format!("module_path: {error}"))?;
    note_unknown_words(&line, place, notes);
    let judged = |gap: GapType| Some((gap, (*line.gaps.get(gap.name())?)?));
    Ok(Label {
        gaps: SCORED.into_iter().filter_map(judged).collect(),
        repo: line.repo,
        commit: line.commit,
        path,
        language: line.language,
        archetypes: line.archetypes,
        ambiguous: line.ambiguous,
        complete: line.complete,
        evidence: line.evidence,
    })
}

fn note_unknown_words(line: &Line, place: &str, notes: &mut Vec<String>) {
    let is_gap = |name: &str| name.parse::<GapType>().is_ok();
    let mut note = |word: &str, what| notes.push(format!("{place}: `{word}` is no {what}"));
    for archetype in &line.archetypes {
        if !Archetype::ALL.iter().any(|known| known.name() == archetype) {
            note(archetype, "archetype that Scout knows");
        }
    }
    for gap in line.gaps.keys().filter(|gap| !is_gap(gap)) {
        note(gap, "gap type; it is not scored");
    }
    for field in &line.ambiguous {
        if !is_gap(field) && ![ARCHETYPES, MODULE_PATH, "language"].contains(&field.as_str()) {
            note(field, "field that can be ambiguous");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(path: &str, gaps: &str) -> String {
        format!(
            r#"{{"repo":"org/shop","commit":"abc","module_path":"{path}","language":"go","archetypes":["http-service"],"gaps":{gaps}}}"#
        )
    }

    fn parsed(text: &str) -> Result<Labels, LabelsError> {
        parse(text, Path::new("labels.jsonl"))
    }

    fn message(text: &str) -> String {
        parsed(text).unwrap_err().to_string()
    }

    #[test]
    fn a_gap_that_is_null_or_left_out_is_not_judged() {
        let text = line("a", r#"{"missing_otel":true,"missing_contract":null,"missing_runbook":false}"#);
        let label = parsed(&text).unwrap().labels.remove(0);
        let gaps = [(GapType::MissingOtel, true), (GapType::MissingRunbook, false)];
        assert_eq!(label.gaps, gaps.into());
        assert!(!label.is_decoy());
    }

    #[test]
    fn a_module_without_a_judged_gap_is_a_decoy() {
        for gaps in ["{}", r#"{"missing_otel":null}"#, r#"{"outdated_otel":true}"#] {
            assert!(parsed(&line("a", gaps)).unwrap().labels[0].is_decoy(), "{gaps}");
        }
    }

    #[test]
    fn paths_are_normalised() {
        for (written, path) in
            [("./x", "x"), ("x/", "x"), (".", "."), ("", "."), ("./", "."), ("a//b", "a/b")]
        {
            assert_eq!(parsed(&line(written, "{}")).unwrap().labels[0].path.as_str(), path, "{written}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_file_and_line() {
        let good = line("a", "{}");
        assert!(message(&format!("{good}\n\nnot json")).starts_with("labels.jsonl:3: expected"));
        assert!(message(r#"{"repo":"org/shop"}"#).starts_with("labels.jsonl:1: missing field `commit`"));
        assert!(message(&line("a", r#"{"missing_otel":"yes"}"#)).starts_with("labels.jsonl:1: invalid type"));
    }

    #[test]
    fn what_would_lead_out_of_the_folder_is_refused() {
        assert!(message(&line("../a", "{}")).contains("leads out"));
        assert!(message(&line("a", "{}").replace("org/shop", "..")).contains("is no repository"));
    }

    #[test]
    fn a_module_labelled_twice_is_refused() {
        let text = format!("{}\n{}", line("a", "{}"), line("./a/", "{}"));
        assert_eq!(message(&text), "labels.jsonl:2: `a` of org/shop is labelled on line 1 already");
    }

    #[test]
    fn words_outside_the_vocabulary_are_noted_and_kept() {
        let text = line("a", r#"{"missing_otle":true,"outdated_otel":true}"#).replace("http-service", "web");
        let labels = parsed(&text).unwrap();
        assert_eq!(labels.labels[0].archetypes, ["web".to_owned()].into());
        assert_eq!(
            labels.notes,
            [
                "labels.jsonl:1: `web` is no archetype that Scout knows",
                "labels.jsonl:1: `missing_otle` is no gap type; it is not scored"
            ]
        );
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        assert!(read(Path::new("no/such.jsonl")).unwrap_err().to_string().contains("no/such.jsonl"));
    }
}
