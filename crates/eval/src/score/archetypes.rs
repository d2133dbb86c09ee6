//! Archetypes: micro-averaged over the labelled modules.

use std::collections::BTreeSet;

use super::{Ambiguous, tally::Tally};
use crate::{case::Case, labels::ARCHETYPES};

/// The archetypes that Scout gives a module; none when it found no module.
pub(crate) fn said<'a>(case: &Case<'a>) -> BTreeSet<&'a str> {
    case.module.into_iter().flat_map(|module| &module.archetypes).map(|archetype| archetype.name()).collect()
}

/// Counts every archetype of every labelled module once.
pub(crate) fn score(cases: &[Case<'_>], ambiguous: Ambiguous) -> Tally {
    let counts = |case: &&Case<'_>| ambiguous == Ambiguous::Included || !case.label.is_ambiguous(ARCHETYPES);
    let mut tally = Tally::default();
    for case in cases.iter().filter(counts) {
        let said = said(case);
        let hits = case.label.archetypes.iter().filter(|labelled| said.contains(labelled.as_str())).count();
        tally.hits += hits as u64;
        tally.false_alarms += (said.len() - hits) as u64;
        tally.misses += (case.label.archetypes.len() - hits) as u64;
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::{label, module, plan, scanned};
    use contracts::plan::Archetype;

    #[test]
    fn every_archetype_counts_once_and_a_module_that_was_not_found_has_none() {
        let mut first = label("org/shop", "a");
        first.archetypes = ["http-service", "kafka-producer"].map(str::to_owned).into();
        let mut second = first.clone();
        second.ambiguous = [ARCHETYPES.to_owned()].into();
        let mut found = module("a");
        found.archetypes = [Archetype::HttpService, Archetype::KafkaConsumer].into();
        let scan = scanned(plan(vec![], vec![]));
        let cases = [
            Case { label: &first, module: Some(&found), scanned: &scan },
            Case { label: &second, module: None, scanned: &scan },
        ];
        assert_eq!(score(&cases, Ambiguous::LeftOut), Tally { hits: 1, false_alarms: 1, misses: 1 });
        assert_eq!(score(&cases, Ambiguous::Included), Tally { hits: 1, false_alarms: 1, misses: 3 });
    }

    #[test]
    fn nothing_labelled_scores_zero() {
        assert_eq!(score(&[], Ambiguous::Included).f1(), 0.0);
    }
}
