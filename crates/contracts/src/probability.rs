//! A probability that always serializes to the same bytes.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// A probability from 0 to 1, kept in thousandths so that equal values are equal bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Probability(u16);

impl Probability {
    /// Certainly not.
    pub const ZERO: Self = Self(0);
    /// Certainly.
    pub const ONE: Self = Self(1000);

    /// `permille` thousandths, at most 1000.
    #[must_use]
    pub const fn from_permille(permille: u16) -> Self {
        Self(if permille > 1000 { 1000 } else { permille })
    }

    /// Rounds `value` to thousandths and cuts it to 0..=1; not a number becomes 0.
    #[must_use]
    pub fn from_f64(value: f64) -> Self {
        // The cast is exact after clamping, and `as` turns NaN into 0.
        Self((value.clamp(0.0, 1.0) * 1000.0).round() as u16)
    }

    /// Thousandths, 0 to 1000.
    #[must_use]
    pub const fn permille(self) -> u16 {
        self.0
    }

    /// The same as a float from 0 to 1.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / 1000.0
    }

    /// The arithmetic mean; none of nothing.
    #[must_use]
    pub fn mean(values: impl IntoIterator<Item = Self>) -> Option<Self> {
        let (mut sum, mut count) = (0_u64, 0_u64);
        for value in values {
            sum += u64::from(value.0);
            count += 1;
        }
        (count > 0).then(|| Self(((sum + count / 2) / count) as u16))
    }
}

impl Serialize for Probability {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.as_f64())
    }
}

impl<'de> Deserialize<'de> for Probability {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = f64::deserialize(deserializer)?;
        if (0.0..=1.0).contains(&value) {
            Ok(Self::from_f64(value))
        } else {
            Err(D::Error::custom(format!("{value} is not a probability: it must lie between 0 and 1")))
        }
    }
}

impl JsonSchema for Probability {
    fn schema_name() -> Cow<'static, str> {
        "Probability".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "number",
            "minimum": 0,
            "maximum": 1,
            "description": "A probability from 0 to 1, rounded to three decimals."
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_survives_json() {
        for permille in 0..=1000 {
            let p = Probability::from_permille(permille);
            let json = serde_json::to_string(&p).unwrap();
            assert_eq!(serde_json::from_str::<Probability>(&json).unwrap(), p, "{json}");
        }
    }

    #[test]
    fn what_is_no_probability_is_refused() {
        for json in ["1.5", "-0.1", "\"0.5\""] {
            assert!(serde_json::from_str::<Probability>(json).is_err(), "{json}");
        }
        assert_eq!(Probability::from_f64(f64::NAN), Probability::ZERO);
    }

    #[test]
    fn mean_rounds_half_up_and_knows_nothing_of_nothing() {
        let half_way = [Probability::from_permille(0), Probability::from_permille(1)];
        assert_eq!(Probability::mean(half_way), Some(Probability::from_permille(1)));
        assert_eq!(Probability::mean([]), None);
    }
}
