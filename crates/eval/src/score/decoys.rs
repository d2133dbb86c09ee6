//! Decoys: modules of which no gap can be asked, so that any gap found there is wrong.

use crate::case::Case;

/// What was counted on decoys.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct DecoyScore {
    /// Labelled decoys.
    pub(crate) decoys: u64,
    /// Those of them that have a gap.
    pub(crate) with_gaps: u64,
    /// Their gaps, of whatever type.
    pub(crate) gaps: u64,
}

/// Counts the gaps of the decoys among `cases`.
pub(crate) fn score(cases: &[Case<'_>]) -> DecoyScore {
    let mut score = DecoyScore::default();
    for case in cases.iter().filter(|case| case.label.is_decoy()) {
        let gaps = case.gaps().count() as u64;
        score.decoys += 1;
        score.with_gaps += u64::from(gaps > 0);
        score.gaps += gaps;
    }
    score
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::{gap, judged, label, plan, scanned};
    use contracts::GapType;

    #[test]
    fn only_gaps_on_decoys_count_and_of_every_type() {
        let gaps = vec![
            gap("lib", GapType::MissingRunbook),
            gap("lib", GapType::OutdatedOtel),
            gap("lib/inner", GapType::MissingOtel),
            gap("service", GapType::MissingOtel),
        ];
        let scan = scanned(plan(vec![], gaps));
        let labels = [
            label("o/r", "lib"),
            label("o/r", "docs"),
            judged("o/r", "service", GapType::MissingOtel, false),
        ];
        let cases = labels.each_ref().map(|label| Case { label, module: None, scanned: &scan });
        assert_eq!(score(&cases), DecoyScore { decoys: 2, with_gaps: 1, gaps: 2 });
    }
}
