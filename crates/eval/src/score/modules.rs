//! Whether Scout finds the modules that are there, and only those.

use super::{
    Ambiguous,
    tally::{Tally, share},
};
use crate::{
    case::{Case, Cases},
    labels::MODULE_PATH,
};

/// What was counted of modules.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ModuleScore {
    /// Labelled modules.
    pub(crate) labelled: u64,
    /// Those of them that Scout found.
    pub(crate) found: u64,
    /// The same over completely labelled repositories alone, where a module without a label is a false
    /// alarm; none when no repository is labelled completely.
    pub(crate) complete: Option<Tally>,
}

impl ModuleScore {
    /// The share of labelled modules that were found.
    pub(crate) fn recall(&self) -> f64 {
        share(self.found, self.labelled)
    }

    /// The share of found modules that are labelled, where that can be told.
    pub(crate) fn precision(&self) -> Option<f64> {
        self.complete.map(Tally::precision)
    }

    /// The harmonic mean of recall and precision; 0 when there is no precision.
    pub(crate) fn f1(&self) -> f64 {
        let (recall, precision) = (self.recall(), self.precision().unwrap_or_default());
        if recall + precision == 0.0 { 0.0 } else { 2.0 * recall * precision / (recall + precision) }
    }
}

/// Counts modules. A module whose path is ambiguous is neither a hit, a miss nor a false alarm unless
/// ambiguous fields are included.
pub(crate) fn score(cases: &Cases<'_>, ambiguous: Ambiguous) -> ModuleScore {
    let counts = |case: &&Case<'_>| ambiguous == Ambiguous::Included || !case.label.is_ambiguous(MODULE_PATH);
    let mut score = ModuleScore::default();
    let mut complete = Tally { false_alarms: cases.unlabelled.len() as u64, ..Tally::default() };
    let mut is_measured = !cases.unlabelled.is_empty();
    for case in cases.cases.iter().filter(counts) {
        let found = u64::from(case.module.is_some());
        score.labelled += 1;
        score.found += found;
        if cases.complete.contains(case.label.repo.as_str()) {
            is_measured = true;
            complete.hits += found;
            complete.misses += 1 - found;
        }
    }
    score.complete = is_measured.then_some(complete);
    score
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        case::Scanned,
        example::{label, module, plan, scanned},
        selection::Selection,
    };
    use std::collections::BTreeMap;

    fn scans(repos: &[(&str, &[&str])]) -> BTreeMap<String, Scanned> {
        let scan = |paths: &[&str]| scanned(plan(paths.iter().map(|path| module(path)).collect(), vec![]));
        repos.iter().map(|(repo, paths)| ((*repo).to_owned(), scan(paths))).collect()
    }

    #[test]
    fn precision_is_measured_over_complete_repositories_alone() {
        let mut labels = [
            label("org/shop", "a"),
            label("org/shop", "b"),
            label("org/fleet", "c"),
            label("org/fleet", "d"),
        ];
        labels[0].complete = true;
        labels[1].complete = true;
        let scans = scans(&[("org/shop", &["a", "x", "y"]), ("org/fleet", &["c", "d", "z"])]);
        let score = score(&Cases::pair(&labels, &scans, &Selection::default()), Ambiguous::LeftOut);
        assert_eq!(score.recall(), 0.75);
        let shop = Tally { hits: 1, false_alarms: 2, misses: 1 };
        assert_eq!(score.complete, Some(shop));
        assert_eq!(score.precision(), Some(1.0 / 3.0));
        assert!((score.f1() - 2.0 * 0.25 / (0.75 + 1.0 / 3.0)).abs() < 1e-12);
    }

    #[test]
    fn without_a_complete_repository_there_is_no_precision_and_f1_is_zero() {
        let labels = [label("org/shop", "a")];
        let scans = scans(&[("org/shop", &["a", "x"])]);
        let score = score(&Cases::pair(&labels, &scans, &Selection::default()), Ambiguous::LeftOut);
        assert_eq!((score.recall(), score.precision(), score.f1()), (1.0, None, 0.0));
    }

    #[test]
    fn an_ambiguous_path_counts_only_when_asked_for() {
        let mut labels = [label("org/shop", "a"), label("org/shop", "b")];
        for label in &mut labels {
            label.complete = true;
        }
        labels[1].ambiguous = [MODULE_PATH.to_owned()].into();
        let scans = scans(&[("org/shop", &["a"])]);
        let cases = Cases::pair(&labels, &scans, &Selection::default());
        assert_eq!(score(&cases, Ambiguous::LeftOut).recall(), 1.0);
        assert_eq!(score(&cases, Ambiguous::Included).recall(), 0.5);
    }

    #[test]
    fn nothing_labelled_scores_zero() {
        let score = score(&Cases::default(), Ambiguous::Included);
        assert_eq!((score.recall(), score.f1()), (0.0, 0.0));
    }
}
