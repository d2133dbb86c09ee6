//! Wilson's score interval of a share, which is honest for few cases and near 0 and 1.

/// The two-sided 95 % point of the standard normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// From where to where a share lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Interval {
    /// Not below this.
    pub(crate) low: f64,
    /// Not above this.
    pub(crate) high: f64,
}

/// The 95 % interval of `hits` among `cases`; 0 to 1 when there is no case.
pub(crate) fn interval(hits: u64, cases: u64) -> Interval {
    if cases == 0 {
        return Interval { low: 0.0, high: 1.0 };
    }
    let n = cases as f64;
    let p = hits as f64 / n;
    let z2 = Z * Z;
    let centre = p + z2 / (2.0 * n);
    let half = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    // Rounding must not lead out of 0..=1.
    Interval { low: ((centre - half) / scale).max(0.0), high: ((centre + half) / scale).min(1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_about(hits: u64, cases: u64, low: f64, high: f64) {
        let found = interval(hits, cases);
        assert!((found.low - low).abs() < 5e-5, "{hits}/{cases}: {found:?}");
        assert!((found.high - high).abs() < 5e-5, "{hits}/{cases}: {found:?}");
    }

    #[test]
    fn known_intervals_come_out() {
        // Newcombe 1998, table I: the score method without continuity correction.
        is_about(81, 263, 0.2553, 0.3662);
        is_about(15, 148, 0.0624, 0.1605);
        is_about(0, 20, 0.0, 0.1611);
        is_about(1, 29, 0.0061, 0.1718);
    }

    #[test]
    fn the_edges_stay_between_zero_and_one() {
        is_about(10, 10, 0.7225, 1.0);
        is_about(0, 10, 0.0, 0.2775);
        assert_eq!(interval(0, 0), Interval { low: 0.0, high: 1.0 });
    }
}
