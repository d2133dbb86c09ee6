//! How sure a gap is, read from `rules/confidence.toml`.

use contracts::{
    Probability,
    plan::{Confidence, Factor, GapType},
};
use serde::Deserialize;

/// The weights.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConfidenceFile {
    base: Vec<Base>,
    factor: Vec<Weight>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Base {
    gap: GapType,
    name: String,
    permille: u16,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Weight {
    name: String,
    /// In thousandths.
    odds: u32,
    #[expect(dead_code, reason = "it is there for those who read the file")]
    reason: String,
}

impl ConfidenceFile {
    /// How sure a gap of this type is when these factors apply to it, in this order.
    pub(crate) fn of(&self, gap: GapType, factors: &[&str]) -> Confidence {
        let base = self.base.iter().find(|base| base.gap == gap);
        let mut permille = base.map_or(500, |base| base.permille);
        let named = |name: &str, permille| Factor {
            name: name.to_owned(),
            after: Probability::from_permille(permille),
        };
        let mut told = vec![named(base.map_or("unknown", |base| &base.name), permille)];
        for name in factors {
            if let Some(weight) = self.factor.iter().find(|weight| weight.name == *name) {
                permille = weighed(permille, weight.odds);
                told.push(named(name, permille));
            }
        }
        Confidence { value: Probability::from_permille(permille), factors: told }
    }

    /// Whether it is told how sure a gap of this type is before any factor.
    #[cfg(test)]
    pub(crate) fn has_base(&self, gap: GapType) -> bool {
        self.base.iter().any(|base| base.gap == gap)
    }

    /// Whether a factor of this name is known.
    #[cfg(test)]
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.factor.iter().any(|weight| weight.name == name)
    }
}

/// The probability after its odds were multiplied; both in thousandths.
fn weighed(permille: u16, odds: u32) -> u16 {
    let (right, wrong) =
        (u64::from(permille) * u64::from(odds), (1000 - u64::from(permille.min(1000))) * 1000);
    // At most 1000: a part of a whole.
    (right * 1000 + (right + wrong) / 2)
        .checked_div(right + wrong)
        .and_then(|p| u16::try_from(p).ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::weighed;

    #[test]
    fn odds_are_multiplied() {
        assert_eq!(weighed(500, 1000), 500);
        assert_eq!(weighed(500, 250), 200);
        assert_eq!(weighed(950, 1000), 950);
        assert_eq!(weighed(0, 1000), 0);
        assert_eq!(weighed(1000, 1), 1000);
    }
}
