//! An evaluation of Scout: labels and a folder of repositories become a report.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    time::Instant,
};

use contracts::DiffPlan;

use crate::{
    case::{self, Cases, Scanned},
    checkout::{self, Checkout, Commit},
    disagreement::{self, ArchetypeDisagreement, Disagreement},
    labels::{self, Label, LabelsError},
    scan::ScanError,
    score::{self, Scores},
    selection::Selection,
};

/// How a folder becomes a plan.
pub(crate) type Scan = fn(&Path) -> Result<DiffPlan, ScanError>;

/// Why nothing was evaluated.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EvaluationError {
    /// The labels cannot be read.
    #[error(transparent)]
    Labels(#[from] LabelsError),
    /// The folder of repositories is none.
    #[error("`{0}` is no folder: it must hold the repositories, each as owner+name")]
    NoFolder(PathBuf),
    /// No label is left.
    #[error("no label is left to score: the filters leave out all {0}")]
    AllFiltered(usize),
    /// No repository is there.
    #[error(
        "none of the {count} labelled repositories lies in `{dir}`; the first is looked for at `{first}`"
    )]
    AllAbsent { count: usize, dir: PathBuf, first: PathBuf },
}

/// What happened with the repositories.
#[derive(Debug, Default)]
pub(crate) struct Coverage {
    /// Scanned.
    pub(crate) scanned: u64,
    /// Absent from the folder and left out.
    pub(crate) absent: Vec<String>,
    /// Scanned without success, with the reason; their modules count as not found.
    pub(crate) failed: BTreeMap<String, String>,
    /// Plain folders: nothing tells which commit they hold.
    pub(crate) unverified: Vec<String>,
    /// Repositories that hold another commit than was labelled: labelled, then checked out.
    pub(crate) other_commit: BTreeMap<String, (String, String)>,
    /// Repositories that are labelled completely.
    pub(crate) complete: u64,
}

/// How long scanning took, in seconds; nothing else is in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Times {
    /// All repositories, one after the other.
    pub(crate) total: f64,
    /// The slowest.
    pub(crate) slowest: Option<(String, f64)>,
}

/// The outcome of an evaluation.
#[derive(Debug)]
pub(crate) struct Report {
    /// Labelled modules that were scored.
    pub(crate) modules: usize,
    /// Words in the labels that no vocabulary has.
    pub(crate) notes: Vec<String>,
    /// Which repositories were there.
    pub(crate) coverage: Coverage,
    /// All figures.
    pub(crate) scores: Scores,
    /// The same per language.
    pub(crate) by_language: BTreeMap<String, Scores>,
    /// How long Scout took.
    pub(crate) times: Times,
    /// Cells and decoys that are judged otherwise than labelled.
    pub(crate) disagreements: Vec<Disagreement>,
    /// Archetypes that differ.
    pub(crate) archetype_disagreements: Vec<ArchetypeDisagreement>,
    /// Labelled modules that were not found: repository, module.
    pub(crate) missed_modules: Vec<(String, String)>,
    /// Modules that are not labelled though their repository is labelled completely.
    pub(crate) unlabelled_modules: Vec<(String, String)>,
}

/// Scores what `scan` says of the repositories in `dir` against the labels in the file `labels`.
///
/// # Errors
/// When the labels cannot be read, or nothing is left to score.
pub(crate) fn evaluate(
    labels: &Path,
    dir: &Path,
    selection: &Selection,
    scan: Scan,
) -> Result<Report, EvaluationError> {
    let labels::Labels { labels, notes } = labels::read(labels)?;
    if !dir.is_dir() {
        return Err(EvaluationError::NoFolder(dir.to_owned()));
    }
    let wanted = wanted(&labels, selection);
    let first = wanted.iter().next().ok_or(EvaluationError::AllFiltered(labels.len()))?;
    let mut run = Run::default();
    for repo in &wanted {
        run.repository(repo, dir, &labels, scan);
    }
    if run.scans.is_empty() {
        let first = checkout::folder(dir, first);
        return Err(EvaluationError::AllAbsent { count: wanted.len(), dir: dir.to_owned(), first });
    }
    let cases = Cases::pair(&labels, &run.scans, selection);
    run.coverage.complete =
        cases.complete.iter().filter(|repo| run.scans.contains_key(**repo)).count() as u64;
    Ok(report(&cases, notes, run.coverage, run.times))
}

/// The repositories that can move a figure: those with a label that counts, and those where a module
/// without a label would.
fn wanted<'a>(labels: &'a [Label], selection: &Selection) -> BTreeSet<&'a str> {
    let complete = case::complete(labels);
    if !labels.iter().any(|label| selection.keeps(label)) {
        return BTreeSet::new();
    }
    let counts = |label: &&Label| {
        selection.keeps(label) || complete.contains(label.repo.as_str()) && selection.keeps_repo(&label.repo)
    };
    labels.iter().filter(counts).map(|label| label.repo.as_str()).collect()
}

/// The scans so far.
#[derive(Default)]
struct Run {
    scans: BTreeMap<String, Scanned>,
    coverage: Coverage,
    times: Times,
}

impl Run {
    fn repository(&mut self, repo: &str, dir: &Path, labels: &[Label], scan: Scan) {
        let folder = checkout::folder(dir, repo);
        if !folder.is_dir() {
            self.coverage.absent.push(repo.to_owned());
            return;
        }
        let start = Instant::now();
        let plan = scan(&folder);
        self.time(repo, start.elapsed().as_secs_f64());
        let plan = plan.unwrap_or_else(|error| self.fail(repo, &error.to_string()));
        let words = match Checkout::open(&folder) {
            Ok(checkout) => {
                self.verify(repo, &checkout, labels);
                checkout.words
            }
            Err(error) => {
                self.fail(repo, &error.to_string());
                crate::words::Words::default()
            }
        };
        self.coverage.scanned += 1;
        self.scans.insert(repo.to_owned(), Scanned { plan, words });
    }

    fn time(&mut self, repo: &str, seconds: f64) {
        self.times.total += seconds;
        if self.times.slowest.as_ref().is_none_or(|(_, slowest)| seconds > *slowest) {
            self.times.slowest = Some((repo.to_owned(), seconds));
        }
    }

    /// Notes why `repo` has no plan and gives the plan in which nothing was found.
    fn fail(&mut self, repo: &str, why: &str) -> DiffPlan {
        self.coverage.failed.insert(repo.to_owned(), why.to_owned());
        DiffPlan::new(None, None, Vec::new(), Vec::new(), Vec::new(), Vec::new())
    }

    fn verify(&mut self, repo: &str, checkout: &Checkout, labels: &[Label]) {
        for label in labels.iter().filter(|label| label.repo == repo) {
            match checkout.commit(&label.commit) {
                Commit::Same => {}
                Commit::Other(head) => {
                    let differs = (label.commit.clone(), head);
                    self.coverage.other_commit.insert(repo.to_owned(), differs);
                }
                Commit::Untold => {
                    self.coverage.unverified.push(repo.to_owned());
                    return;
                }
            }
        }
    }
}

fn report(cases: &Cases<'_>, notes: Vec<String>, coverage: Coverage, times: Times) -> Report {
    let missed = cases.cases.iter().filter(|case| case.module.is_none());
    Report {
        modules: cases.cases.len(),
        notes,
        coverage,
        scores: score::score(cases),
        by_language: score::by_language(cases),
        times,
        disagreements: disagreement::of_gaps(cases),
        archetype_disagreements: disagreement::of_archetypes(cases),
        missed_modules: missed.map(|case| (case.label.repo.clone(), case.label.path.to_string())).collect(),
        unlabelled_modules: cases
            .unlabelled
            .iter()
            .map(|found| (found.repo.to_owned(), found.module.path.clone()))
            .collect(),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::example::{gap, java_module, module, plan, with_cell};
    use contracts::{
        GapType,
        plan::{Archetype, CellState},
    };

    /// Two repositories: one of a Go service, a Java service and a library; one that cannot be read.
    pub(crate) const LABELS: &str = concat!(
        r#"{"repo":"org/shop","commit":"abcdef0","module_path":"orders","language":"go","archetypes":["kafka-producer"],"gaps":{"missing_otel":true,"missing_runbook":false},"complete":true}"#,
        "\n",
        r#"{"repo":"org/shop","commit":"abcdef0","module_path":"./stock/","language":"java","archetypes":["http-service"],"gaps":{"missing_otel":false,"missing_runbook":true},"ambiguous":["missing_runbook"],"complete":true,"evidence":"stock/pom.xml:3"}"#,
        "\n",
        r#"{"repo":"org/shop","commit":"abcdef0","module_path":"lib","language":"go","archetypes":["library"],"gaps":{},"complete":true}"#,
        "\n\n",
        r#"{"repo":"org/broken","commit":"abcdef0","module_path":".","language":"go","archetypes":["batch"],"gaps":{"missing_otel":true}}"#,
        "\n",
        r#"{"repo":"org/gone","commit":"abcdef0","module_path":".","language":"go","archetypes":["batch"],"gaps":{"missing_otel":true}}"#,
        "\n",
    );

    /// Lays the repositories of [`LABELS`] out and evaluates them with a scanner made by hand.
    pub(crate) fn example(selection: &Selection) -> Result<Report, EvaluationError> {
        let dir = tempfile::tempdir().unwrap();
        for file in ["org+shop/orders/docs/runbook.md", "org+shop/stock/pom.xml", "org+broken/main.go"] {
            let path = dir.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "opentelemetry").unwrap();
        }
        let labels = dir.path().join("labels.jsonl");
        std::fs::write(&labels, LABELS).unwrap();
        let mut report = evaluate(&labels, dir.path(), selection, scan)?;
        // The clock differs from run to run, the folder's name too.
        report.times = Times { total: 0.25, slowest: Some(("org/shop".to_owned(), 0.2)) };
        report.coverage.failed.values_mut().for_each(|why| *why = "cannot be listed".to_owned());
        report
            .notes
            .iter_mut()
            .for_each(|note| *note = note.replace(&labels.display().to_string(), "labels.jsonl"));
        Ok(report)
    }

    fn scan(folder: &Path) -> Result<DiffPlan, ScanError> {
        if folder.ends_with("org+broken") {
            return crate::scan::scan(&folder.join("not-there"));
        }
        let mut orders = with_cell(module("orders"), GapType::MissingOtel, CellState::Absent, 950);
        orders.archetypes = [Archetype::KafkaProducer, Archetype::HttpService].into();
        let orders = with_cell(orders, GapType::MissingRunbook, CellState::Present, 50);
        let stock = with_cell(java_module("stock"), GapType::MissingOtel, CellState::Absent, 700);
        let stock = with_cell(stock, GapType::MissingRunbook, CellState::Unknown, 500);
        let modules = vec![orders, stock, module("lib"), module("tools")];
        Ok(plan(modules, vec![gap("orders", GapType::MissingOtel), gap("lib", GapType::MissingRunbook)]))
    }

    #[test]
    fn what_is_absent_is_left_out_and_what_fails_counts_as_not_found() {
        let report = example(&Selection::default()).unwrap();
        assert_eq!(report.coverage.absent, ["org/gone"]);
        assert_eq!(report.coverage.failed.keys().collect::<Vec<_>>(), ["org/broken"]);
        assert_eq!(report.modules, 4);
        assert_eq!(report.missed_modules, [("org/broken".to_owned(), ".".to_owned())]);
        assert_eq!(report.unlabelled_modules, [("org/shop".to_owned(), "tools".to_owned())]);
        let otel = report.scores.clear.gaps[&GapType::MissingOtel];
        assert_eq!((otel.missing.hits, otel.missing.misses, otel.missing.false_alarms), (1, 1, 1));
    }

    #[test]
    fn a_plain_folder_is_not_verified() {
        let report = example(&Selection::default()).unwrap();
        assert_eq!(report.coverage.unverified, ["org/broken", "org/shop"]);
        assert!(report.coverage.other_commit.is_empty());
    }

    #[test]
    fn a_filter_moves_every_figure_decoys_too() {
        let java = Selection { languages: ["java".to_owned()].into(), ..Selection::default() };
        let report = example(&java).unwrap();
        assert_eq!((report.modules, report.scores.decoys.decoys), (1, 0));
        assert_eq!(report.by_language.keys().collect::<Vec<_>>(), ["java"]);
        assert!(report.unlabelled_modules.is_empty());
        // Repositories in which nothing counts are not even looked for.
        assert!(report.coverage.absent.is_empty());
    }

    #[test]
    fn nothing_to_score_is_an_error_that_says_why() {
        let sql = Selection { languages: ["sql".to_owned()].into(), ..Selection::default() };
        assert_eq!(
            example(&sql).unwrap_err().to_string(),
            "no label is left to score: the filters leave out all 5"
        );
        let dir = tempfile::tempdir().unwrap();
        let labels = dir.path().join("labels.jsonl");
        std::fs::write(&labels, LABELS).unwrap();
        let error = evaluate(&labels, dir.path(), &Selection::default(), scan).unwrap_err().to_string();
        assert!(error.contains("none of the 3 labelled repositories"), "{error}");
        let missing = dir.path().join("missing");
        let error = evaluate(&labels, &missing, &Selection::default(), scan).unwrap_err();
        assert!(matches!(error, EvaluationError::NoFolder(_)));
    }
}
