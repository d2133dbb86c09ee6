//! Whether a probability of 0.8 is right eight times in ten.

use super::{Ambiguous, cells::scored, tally::share};
use crate::case::Case;

/// How many bins the range from 0 to 1 is cut into.
const BINS: usize = 10;

/// The cells whose probability lies in one tenth of the range.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Bin {
    /// How many cells.
    pub(crate) cases: u64,
    /// How many of them are labelled missing.
    pub(crate) missing: u64,
    probability_sum: f64,
}

impl Bin {
    /// The mean probability of its cells; 0 without one.
    pub(crate) fn mean(&self) -> f64 {
        if self.cases == 0 { 0.0 } else { self.probability_sum / self.cases as f64 }
    }

    /// The share of its cells that are labelled missing; 0 without one.
    pub(crate) fn rate(&self) -> f64 {
        share(self.missing, self.cases)
    }
}

/// What was counted of probabilities.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Calibration {
    /// From 0 to 1 in equal steps; the last one holds 1 itself.
    pub(crate) bins: [Bin; BINS],
    squares: f64,
}

impl Calibration {
    /// How many cells have a probability.
    pub(crate) fn cases(&self) -> u64 {
        self.bins.iter().map(|bin| bin.cases).sum()
    }

    /// The mean squared error, 0 being perfect; none without a cell.
    pub(crate) fn brier(&self) -> Option<f64> {
        let cases = self.cases();
        (cases > 0).then(|| self.squares / cases as f64)
    }

    /// The mean squared error of always giving the share of missing cells as probability.
    pub(crate) fn brier_of_base_rate(&self) -> Option<f64> {
        let cases = self.cases();
        let rate = share(self.bins.iter().map(|bin| bin.missing).sum(), cases);
        (cases > 0).then_some(rate * (1.0 - rate))
    }

    /// The edges of a bin.
    pub(crate) fn edges(bin: usize) -> (f64, f64) {
        (bin as f64 / BINS as f64, (bin + 1) as f64 / BINS as f64)
    }
}

/// Gathers every cell that is labelled true or false and has a probability.
pub(crate) fn score(cases: &[Case<'_>], ambiguous: Ambiguous) -> Calibration {
    let mut calibration = Calibration::default();
    for case in cases {
        for (gap, missing) in scored(case, ambiguous) {
            let Some(p) = case.cell(gap).and_then(|cell| cell.p_missing) else {
                continue;
            };
            let index = usize::from(p.permille()) * BINS / 1000;
            let bin = &mut calibration.bins[index.min(BINS - 1)];
            bin.cases += 1;
            bin.missing += u64::from(missing);
            bin.probability_sum += p.as_f64();
            calibration.squares += (p.as_f64() - f64::from(u8::from(missing))).powi(2);
        }
    }
    calibration
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::{judged, module, plan, scanned, with_cell};
    use contracts::{GapType, plan::CellState};

    const OTEL: GapType = GapType::MissingOtel;

    fn calibration(cells: &[(bool, u16)]) -> Calibration {
        let scan = scanned(plan(vec![], vec![]));
        let labels: Vec<_> = cells.iter().map(|(missing, _)| judged("o/r", "a", OTEL, *missing)).collect();
        let modules: Vec<_> = cells
            .iter()
            .map(|(_, permille)| with_cell(module("a"), OTEL, CellState::Absent, *permille))
            .collect();
        let cases: Vec<_> = labels
            .iter()
            .zip(&modules)
            .map(|(label, found)| Case { label, module: Some(found), scanned: &scan })
            .collect();
        score(&cases, Ambiguous::LeftOut)
    }

    #[test]
    fn brier_is_the_mean_squared_error() {
        // (0.2² + 0.6² + 0²) / 3
        let calibration = calibration(&[(true, 800), (false, 600), (true, 1000)]);
        assert!((calibration.brier().unwrap() - 0.4 / 3.0).abs() < 1e-12);
        assert!((calibration.brier_of_base_rate().unwrap() - 2.0 / 9.0).abs() < 1e-12);
    }

    #[test]
    fn a_cell_lies_in_the_bin_of_its_probability() {
        let calibration = calibration(&[(true, 0), (false, 99), (true, 100), (true, 950), (true, 1000)]);
        let cases: Vec<u64> = calibration.bins.iter().map(|bin| bin.cases).collect();
        assert_eq!(cases, [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]);
        assert_eq!((calibration.bins[0].rate(), calibration.bins[9].rate()), (0.5, 1.0));
        assert!((calibration.bins[9].mean() - 0.975).abs() < 1e-12);
        assert_eq!((calibration.bins[5].rate(), calibration.bins[5].mean()), (0.0, 0.0));
    }

    #[test]
    fn a_cell_without_a_probability_does_not_count() {
        let label = judged("o/r", "a", OTEL, true);
        let scan = scanned(plan(vec![], vec![]));
        let found = with_cell(module("a"), OTEL, CellState::NotApplicable, 0);
        for module in [Some(&found), None] {
            let calibration = score(&[Case { label: &label, module, scanned: &scan }], Ambiguous::LeftOut);
            assert_eq!((calibration.cases(), calibration.brier()), (0, None));
        }
    }
}
