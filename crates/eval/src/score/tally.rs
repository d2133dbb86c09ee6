//! Hits, false alarms and misses of one class.

use super::wilson::{self, Interval};

/// What was counted of one class.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Labelled so and said so.
    pub(crate) hits: u64,
    /// Said so and not labelled so.
    pub(crate) false_alarms: u64,
    /// Labelled so and not said so.
    pub(crate) misses: u64,
}

impl Tally {
    /// How many are labelled so.
    pub(crate) const fn labelled(self) -> u64 {
        self.hits + self.misses
    }

    /// How many are said to be so.
    pub(crate) const fn said(self) -> u64 {
        self.hits + self.false_alarms
    }

    /// The share of what was said that is right; 0 when nothing was said.
    pub(crate) fn precision(self) -> f64 {
        share(self.hits, self.said())
    }

    /// The share of what is labelled that was said; 0 when nothing is labelled.
    pub(crate) fn recall(self) -> f64 {
        share(self.hits, self.labelled())
    }

    /// The harmonic mean of both; 0 when there is nothing to count.
    pub(crate) fn f1(self) -> f64 {
        share(2 * self.hits, self.said() + self.labelled())
    }

    /// Where the precision lies, 95 %.
    pub(crate) fn precision_interval(self) -> Interval {
        wilson::interval(self.hits, self.said())
    }

    /// Where the recall lies, 95 %.
    pub(crate) fn recall_interval(self) -> Interval {
        wilson::interval(self.hits, self.labelled())
    }
}

/// `part` of `whole` as a number from 0 to 1; 0 of nothing.
pub(crate) fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_those_computed_by_hand() {
        let tally = Tally { hits: 6, false_alarms: 2, misses: 4 };
        assert_eq!(tally.precision(), 0.75);
        assert_eq!(tally.recall(), 0.6);
        assert!((tally.f1() - 2.0 * 0.75 * 0.6 / 1.35).abs() < 1e-12);
    }

    #[test]
    fn nothing_to_count_is_zero() {
        let nothing = Tally::default();
        assert_eq!((nothing.precision(), nothing.recall(), nothing.f1()), (0.0, 0.0, 0.0));
        let never_right = Tally { hits: 0, false_alarms: 3, misses: 1 };
        assert_eq!(never_right.f1(), 0.0);
    }
}
