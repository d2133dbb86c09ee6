//! How well Scout judges: every figure, from pairs of label and verdict alone.

pub(crate) mod archetypes;
pub(crate) mod baselines;
pub(crate) mod calibration;
pub(crate) mod cells;
pub(crate) mod decoys;
pub(crate) mod modules;
pub(crate) mod tally;
pub(crate) mod wilson;

use std::collections::BTreeMap;

use crate::case::Cases;

/// Whether fields on which two careful readers differ are scored too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ambiguous {
    /// They are left out.
    LeftOut,
    /// Everything is scored.
    Included,
}

/// The figures that come both without and with ambiguous fields.
#[derive(Debug)]
pub(crate) struct View {
    /// Per gap type.
    pub(crate) gaps: cells::ByGap,
    /// Over all labelled modules.
    pub(crate) archetypes: tally::Tally,
    /// Whether modules are found.
    pub(crate) modules: modules::ModuleScore,
    /// Whether probabilities mean what they say.
    pub(crate) calibration: calibration::Calibration,
    /// What saying *missing* always would score.
    pub(crate) always_missing: cells::ByGap,
    /// What a search for a word would score.
    pub(crate) word_search: cells::ByGap,
}

/// All figures over some cases.
#[derive(Debug)]
pub(crate) struct Scores {
    /// Without what is ambiguous.
    pub(crate) clear: View,
    /// With everything.
    pub(crate) all: View,
    /// Gaps where none can be.
    pub(crate) decoys: decoys::DecoyScore,
}

/// Scores `cases`.
pub(crate) fn score(cases: &Cases<'_>) -> Scores {
    Scores {
        clear: view(cases, Ambiguous::LeftOut),
        all: view(cases, Ambiguous::Included),
        decoys: decoys::score(&cases.cases),
    }
}

/// Scores `cases` language by language.
pub(crate) fn by_language(cases: &Cases<'_>) -> BTreeMap<String, Scores> {
    let of = |language: &str| (language.to_owned(), score(&cases.in_language(language)));
    cases.languages().into_iter().map(of).collect()
}

fn view(cases: &Cases<'_>, ambiguous: Ambiguous) -> View {
    let count = |judge: cells::Judge| cells::count(&cases.cases, ambiguous, judge);
    View {
        gaps: count(|case, gap| case.judged(gap)),
        archetypes: archetypes::score(&cases.cases, ambiguous),
        modules: modules::score(cases, ambiguous),
        calibration: calibration::score(&cases.cases, ambiguous),
        always_missing: count(baselines::always_missing),
        word_search: count(baselines::word_search),
    }
}
