use std::{borrow::Cow, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::gap_type::GapType;
use crate::percent;

/// The identity of a gap: `{type}:{module path}[:{client or topic}]`, without lines or versions.
///
/// Baseline, waivers, suppressions and branches join on it, so it survives every edit that leaves the
/// gap what it is. Colons, percent signs and control characters in a path or a subject are
/// percent-encoded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GapKey {
    /// What is missing.
    pub gap_type: GapType,
    /// The module's folder, `.` for the root.
    pub module: String,
    /// The client library or topic it concerns, when a module can have several.
    pub subject: Option<String>,
}

/// Why a text is no gap key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GapKeyError {
    /// It does not have two or three parts, or one of them is empty.
    #[error("`{0}` is not of the form TYPE:MODULE or TYPE:MODULE:SUBJECT")]
    Form(String),
    /// It begins with no gap type.
    #[error("`{0}` is no gap type")]
    GapType(String),
}

impl fmt::Display for GapKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.gap_type, encode(&self.module))?;
        match &self.subject {
            Some(subject) => write!(f, ":{}", encode(subject)),
            None => Ok(()),
        }
    }
}

impl FromStr for GapKey {
    type Err = GapKeyError;

    fn from_str(text: &str) -> Result<Self, GapKeyError> {
        let form = || GapKeyError::Form(text.to_owned());
        let decoded = |part: &str| percent::decode(part).filter(|part| !part.is_empty()).ok_or_else(form);
        let parts: Vec<&str> = text.split(':').collect();
        let (gap_type, module, subject) = match parts[..] {
            [gap_type, module] => (gap_type, module, None),
            [gap_type, module, subject] => (gap_type, module, Some(decoded(subject)?)),
            _ => return Err(form()),
        };
        let module = decoded(module)?;
        let gap_type = gap_type.parse().map_err(|_| GapKeyError::GapType(gap_type.to_owned()))?;
        Ok(Self { gap_type, module, subject })
    }
}

/// Colons part a key, and what drives a terminal or ends a line has no place in a file of keys.
fn encode(part: &str) -> String {
    percent::encode(part, |c| c != ':' && c != '%' && !c.is_control())
}

impl Serialize for GapKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for GapKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

impl JsonSchema for GapKey {
    fn schema_name() -> Cow<'static, str> {
        "GapKey".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": "^[a-z_]+:[^:]+(:[^:]+)?$",
            "description": "TYPE:MODULE or TYPE:MODULE:SUBJECT, without lines or versions: what baselines, waivers, suppressions and branches join on."
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_as_people_write_it() {
        let key: GapKey = "missing_correlation:services/orders:kafkajs".parse().unwrap();
        assert_eq!(key.module, "services/orders");
        assert_eq!(key.subject.as_deref(), Some("kafkajs"));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in [
            "",
            "missing_otel",
            "missing_otel:",
            "missing_otel:a:",
            "nothing:a",
            "missing_otel:a:b:c",
            "missing_otel:%zz",
        ] {
            assert!(text.parse::<GapKey>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_path_and_subject_survive(module in ".{1,30}", subject in proptest::option::of(".{1,20}")) {
            let key = GapKey { gap_type: GapType::MissingOtel, module, subject };
            prop_assert_eq!(key.to_string().parse::<GapKey>().unwrap(), key);
        }
    }
}
