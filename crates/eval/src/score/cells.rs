//! Cells: one gap type in one labelled module.

use std::collections::BTreeMap;

use contracts::GapType;

use super::{Ambiguous, tally::Tally};
use crate::{
    case::{Case, Judged},
    labels::SCORED,
};

/// Who is scored: Scout or a baseline.
pub(crate) type Judge = fn(&Case<'_>, GapType) -> Judged;

/// Both classes of one gap type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Cells {
    /// The class *missing*.
    pub(crate) missing: Tally,
    /// The class *present*.
    pub(crate) present: Tally,
}

impl Cells {
    /// How many cells are labelled true or false.
    pub(crate) const fn cases(&self) -> u64 {
        self.missing.labelled() + self.present.labelled()
    }

    fn add(&mut self, labelled_missing: bool, judged: Judged) {
        let (labelled, other) = if labelled_missing {
            (&mut self.missing, &mut self.present)
        } else {
            (&mut self.present, &mut self.missing)
        };
        match (labelled_missing, judged) {
            (true, Judged::Missing) | (false, Judged::Present) => labelled.hits += 1,
            (_, Judged::Neither) => labelled.misses += 1,
            (true, Judged::Present) | (false, Judged::Missing) => {
                labelled.misses += 1;
                other.false_alarms += 1;
            }
        }
    }
}

/// What was counted per scored gap type; each is in it.
pub(crate) type ByGap = BTreeMap<GapType, Cells>;

/// The cells that are labelled true (missing) or false (present).
pub(crate) fn scored(case: &Case<'_>, ambiguous: Ambiguous) -> impl Iterator<Item = (GapType, bool)> {
    let label = case.label;
    let counts = move |gap: GapType| ambiguous == Ambiguous::Included || !label.is_ambiguous(gap.name());
    label.gaps.iter().map(|(gap, missing)| (*gap, *missing)).filter(move |(gap, _)| counts(*gap))
}

/// Counts what `judge` says of the scored cells.
pub(crate) fn count(cases: &[Case<'_>], ambiguous: Ambiguous, judge: Judge) -> ByGap {
    let mut counted: ByGap = SCORED.into_iter().map(|gap| (gap, Cells::default())).collect();
    for case in cases {
        for (gap, missing) in scored(case, ambiguous) {
            counted.entry(gap).or_default().add(missing, judge(case, gap));
        }
    }
    counted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        case::Scanned,
        example::{judged, module, plan, scanned, with_cell},
    };
    use contracts::{Module, plan::CellState};

    const OTEL: GapType = GapType::MissingOtel;

    fn cells(labels_and_modules: &[(bool, Option<Module>)]) -> Cells {
        let scan: Scanned = scanned(plan(vec![], vec![]));
        let labels: Vec<_> =
            labels_and_modules.iter().map(|(missing, _)| judged("org/shop", "a", OTEL, *missing)).collect();
        let cases: Vec<Case<'_>> = labels
            .iter()
            .zip(labels_and_modules)
            .map(|(label, (_, module))| Case { label, module: module.as_ref(), scanned: &scan })
            .collect();
        count(&cases, Ambiguous::LeftOut, |case, gap| case.judged(gap))[&OTEL]
    }

    fn says(state: CellState) -> Option<Module> {
        Some(with_cell(module("a"), OTEL, state, 500))
    }

    #[test]
    fn right_verdicts_are_hits_of_their_class_alone() {
        let cells = cells(&[(true, says(CellState::Absent)), (false, says(CellState::Present))]);
        let one = Tally { hits: 1, false_alarms: 0, misses: 0 };
        assert_eq!(cells, Cells { missing: one, present: one });
        assert_eq!(cells.cases(), 2);
    }

    #[test]
    fn a_wrong_verdict_is_a_miss_of_one_class_and_a_false_alarm_of_the_other() {
        let cells = cells(&[(true, says(CellState::Present))]);
        assert_eq!(cells.missing, Tally { hits: 0, false_alarms: 0, misses: 1 });
        assert_eq!(cells.present, Tally { hits: 0, false_alarms: 1, misses: 0 });
    }

    #[test]
    fn unknown_not_applicable_not_judged_and_not_found_are_misses() {
        let neither = [says(CellState::Unknown), says(CellState::NotApplicable), Some(module("a")), None];
        for said in neither {
            let cells = cells(&[(true, said.clone()), (false, said)]);
            let missed = Tally { hits: 0, false_alarms: 0, misses: 1 };
            assert_eq!(cells, Cells { missing: missed, present: missed });
        }
    }

    #[test]
    fn null_cells_are_not_scored_even_where_scout_finds_a_gap() {
        let label = judged("org/shop", "a", OTEL, true);
        let found = with_cell(module("a"), GapType::MissingContract, CellState::Absent, 900);
        let scan = scanned(plan(vec![], vec![]));
        let case = Case { label: &label, module: Some(&found), scanned: &scan };
        let counted = count(&[case], Ambiguous::Included, |case, gap| case.judged(gap));
        assert_eq!(counted[&GapType::MissingContract], Cells::default());
    }

    #[test]
    fn ambiguous_cells_count_only_when_asked_for() {
        let mut label = judged("org/shop", "a", OTEL, true);
        label.gaps.insert(GapType::MissingRunbook, true);
        label.ambiguous = [OTEL.name().to_owned()].into();
        let scan = scanned(plan(vec![], vec![]));
        let case = Case { label: &label, module: None, scanned: &scan };
        let cases = |ambiguous| scored(&case, ambiguous).map(|(gap, _)| gap).collect::<Vec<_>>();
        assert_eq!(cases(Ambiguous::LeftOut), [GapType::MissingRunbook]);
        assert_eq!(cases(Ambiguous::Included), [OTEL, GapType::MissingRunbook]);
    }
}
