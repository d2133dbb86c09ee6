//! Labels beside what Scout said: the pairs that every score counts.

use std::collections::{BTreeMap, BTreeSet};

use contracts::{
    DiffPlan, GapType, Module,
    plan::{Cell, CellState},
};
use source_tree::RepoPath;

use crate::{labels::Label, selection::Selection, words::Words};

/// A repository that was scanned.
#[derive(Debug)]
pub(crate) struct Scanned {
    /// What Scout said.
    pub(crate) plan: DiffPlan,
    /// What a search for words finds.
    pub(crate) words: Words,
}

/// What somebody says of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Judged {
    /// A gap.
    Missing,
    /// No gap.
    Present,
    /// Neither: unknown, not applicable, not judged, or the module was not found.
    Neither,
}

/// A labelled module with the module that Scout found at its path.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Case<'a> {
    /// What careful readers say.
    pub(crate) label: &'a Label,
    /// The module at exactly this path; none when Scout found none.
    pub(crate) module: Option<&'a Module>,
    /// The repository's scan.
    pub(crate) scanned: &'a Scanned,
}

impl<'a> Case<'a> {
    /// Scout's cell of `gap`.
    pub(crate) fn cell(&self, gap: GapType) -> Option<&'a Cell> {
        self.module?.gaps.get(&gap)
    }

    /// What Scout says of `gap`.
    pub(crate) fn judged(&self, gap: GapType) -> Judged {
        match self.cell(gap).map(|cell| cell.state) {
            Some(CellState::Absent) => Judged::Missing,
            Some(CellState::Present) => Judged::Present,
            Some(CellState::NotApplicable | CellState::Unknown) | None => Judged::Neither,
        }
    }

    /// The gaps that Scout emits for the module at this path, of whatever type.
    pub(crate) fn gaps(&self) -> impl Iterator<Item = &'a contracts::Gap> {
        let path = self.label.path.as_str();
        self.scanned.plan.gaps.iter().filter(move |gap| is_at(&gap.module, path))
    }
}

/// A module that Scout found where no label is, in a repository that is labelled completely.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unlabelled<'a> {
    /// The repository, `owner/name`.
    pub(crate) repo: &'a str,
    /// What Scout found.
    pub(crate) module: &'a Module,
}

/// Everything that is scored.
#[derive(Debug, Default)]
pub(crate) struct Cases<'a> {
    /// The labelled modules, in the order of the labels.
    pub(crate) cases: Vec<Case<'a>>,
    /// Found modules without a label, in completely labelled repositories.
    pub(crate) unlabelled: Vec<Unlabelled<'a>>,
    /// The repositories that are labelled completely.
    pub(crate) complete: BTreeSet<&'a str>,
}

impl<'a> Cases<'a> {
    /// Pairs `labels` with the scans of their repositories; labels without a scan are left out.
    pub(crate) fn pair(
        labels: &'a [Label],
        scans: &'a BTreeMap<String, Scanned>,
        selection: &Selection,
    ) -> Self {
        let complete = complete(labels);
        let cases = labels.iter().filter(|label| selection.keeps(label)).filter_map(|label| {
            let scanned = scans.get(&label.repo)?;
            Some(Case { label, module: module_at(&scanned.plan, &label.path), scanned })
        });
        let unlabelled = scans
            .iter()
            .filter(|(repo, _)| complete.contains(repo.as_str()) && selection.keeps_repo(repo))
            .flat_map(|(repo, scanned)| {
                scanned.plan.modules.iter().map(move |module| Unlabelled { repo, module })
            })
            .filter(|found| selection.keeps_language(found.module.language.name()))
            .filter(|found| !labels.iter().any(|label| is_same(label, found)));
        Self { cases: cases.collect(), unlabelled: unlabelled.collect(), complete }
    }

    /// The part of it in one language: as labelled, and as Scout says where there is no label.
    pub(crate) fn in_language(&self, language: &str) -> Self {
        let of_label = |case: &&Case<'a>| case.label.language == language;
        let of_module = |found: &&Unlabelled<'a>| found.module.language.name() == language;
        Self {
            cases: self.cases.iter().filter(of_label).copied().collect(),
            unlabelled: self.unlabelled.iter().filter(of_module).copied().collect(),
            complete: self.complete.clone(),
        }
    }

    /// The languages of the labelled modules.
    pub(crate) fn languages(&self) -> BTreeSet<&'a str> {
        self.cases.iter().map(|case| case.label.language.as_str()).collect()
    }
}

/// The repositories of which every line says that they are labelled completely.
pub(crate) fn complete(labels: &[Label]) -> BTreeSet<&str> {
    let partly: BTreeSet<&str> =
        labels.iter().filter(|label| !label.complete).map(|label| label.repo.as_str()).collect();
    labels.iter().map(|label| label.repo.as_str()).filter(|repo| !partly.contains(repo)).collect()
}

fn module_at<'a>(plan: &'a DiffPlan, path: &RepoPath) -> Option<&'a Module> {
    plan.modules.iter().find(|module| is_at(&module.path, path.as_str()))
}

fn is_same(label: &Label, found: &Unlabelled<'_>) -> bool {
    label.repo == found.repo && is_at(&found.module.path, label.path.as_str())
}

/// Whether a path of a plan, however it is written, is the normalised path of a label.
fn is_at(written: &str, normalised: &str) -> bool {
    RepoPath::new(written).is_ok_and(|path| path.as_str() == normalised)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::{self, label, plan, scanned};

    #[test]
    fn modules_are_paired_by_exact_path_after_normalising() {
        let labels = [label("org/shop", "orders"), label("org/shop", "order"), label("org/shop", ".")];
        let modules = vec![example::module("orders/"), example::module("./")];
        let scans = BTreeMap::from([("org/shop".to_owned(), scanned(plan(modules, vec![])))]);
        let cases = Cases::pair(&labels, &scans, &Selection::default());
        let found: Vec<bool> = cases.cases.iter().map(|case| case.module.is_some()).collect();
        assert_eq!(found, [true, false, true]);
    }

    #[test]
    fn a_repository_without_a_scan_is_left_out() {
        let labels = [label("org/shop", "orders")];
        assert!(Cases::pair(&labels, &BTreeMap::new(), &Selection::default()).cases.is_empty());
    }

    #[test]
    fn unlabelled_modules_count_only_in_complete_repositories_and_kept_languages() {
        let mut labels = [label("org/shop", "orders"), label("org/fleet", "trucks")];
        labels[0].complete = true;
        let go_and_java = || scanned(plan(vec![example::module("a"), example::java_module("b")], vec![]));
        let scans =
            BTreeMap::from([("org/shop".to_owned(), go_and_java()), ("org/fleet".to_owned(), go_and_java())]);
        let unlabelled = |selection: &Selection| -> Vec<String> {
            let cases = Cases::pair(&labels, &scans, selection);
            cases.unlabelled.iter().map(|found| format!("{}:{}", found.repo, found.module.path)).collect()
        };
        assert_eq!(unlabelled(&Selection::default()), ["org/shop:a", "org/shop:b"]);
        let java = Selection { languages: ["java".to_owned()].into(), ..Selection::default() };
        assert_eq!(unlabelled(&java), ["org/shop:b"]);
    }

    #[test]
    fn a_filtered_label_still_explains_its_module() {
        let mut labels = [label("org/shop", "a"), label("org/shop", "b")];
        for label in &mut labels {
            label.complete = true;
        }
        labels[1].archetypes = ["airflow".to_owned()].into();
        let found = plan(vec![example::module("a"), example::module("b")], vec![]);
        let scans = BTreeMap::from([("org/shop".to_owned(), scanned(found))]);
        let selection =
            Selection { without_archetypes: ["airflow".to_owned()].into(), ..Selection::default() };
        let cases = Cases::pair(&labels, &scans, &selection);
        assert_eq!((cases.cases.len(), cases.unlabelled.len()), (1, 0));
    }

    #[test]
    fn one_line_without_complete_makes_the_repository_incomplete() {
        let mut labels = [label("org/shop", "a"), label("org/shop", "b")];
        labels[0].complete = true;
        assert!(complete(&labels).is_empty());
    }
}
