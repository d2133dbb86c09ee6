//! A day of the calendar, as people write it when they accept something until then.

use std::{borrow::Cow, fmt, str::FromStr};

use jiff::civil;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// A day, without a time zone: `2027-03-01` (RFC 3339, `full-date`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

/// What is no day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no date: write year, month and day, as in 2027-03-01")]
pub struct DateError(String);

/// How much of what somebody wrote is told again, in characters.
const SHOWN_MAX: usize = 40;

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let wrong = || DateError(text.chars().take(SHOWN_MAX).collect());
        let parsed: civil::Date = text.parse().map_err(|_| wrong())?;
        // Other spellings of ISO 8601 would make two texts of one day.
        if parsed.to_string() == text { Ok(Self(parsed)) } else { Err(wrong()) }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl JsonSchema for Date {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date", "description": "A day of the calendar, e.g. 2027-03-01." })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_one_way() {
        let day: Date = "2027-03-01".parse().unwrap();
        assert_eq!(day.to_string(), "2027-03-01");
        assert!("2027-03-01".parse::<Date>().unwrap() < "2027-03-02".parse().unwrap());
        for wrong in ["2027-3-1", "2027-02-30", "20270301", "2027-03-01T00:00", "soon", ""] {
            assert!(wrong.parse::<Date>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn json_and_text_agree() {
        let day: Date = serde_json::from_str("\"2027-03-01\"").unwrap();
        assert_eq!(serde_json::to_string(&day).unwrap(), "\"2027-03-01\"");
    }
}
