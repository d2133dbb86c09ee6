//! Names of assets and services: `urn:{platform}:{environment}:{instance}:{name}`.

use std::{borrow::Cow, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::percent;

/// What stands for an environment or instance that nobody knows.
pub const UNKNOWN: &str = "-";

/// The longest URN that is read, in bytes.
pub const LENGTH_MAX: usize = 2048;

/// The stable name of an asset or a service, e.g. `urn:kafka:prod:msk:orders_enriched` or
/// `urn:svc:prod:commerce:orders-enricher`. Parts are kept decoded; what RFC 8141 does
/// not allow in them, and colons, are percent-encoded when it is written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Urn {
    platform: String,
    environment: String,
    instance: String,
    name: String,
}

/// Why a text is no URN of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UrnError {
    /// It has another number of parts, or does not begin with `urn:`.
    #[error("`{0}` is not of the form urn:PLATFORM:ENVIRONMENT:INSTANCE:NAME")]
    Form(String),
    /// A part that must not be empty is.
    #[error("the {0} of a URN must not be empty; write `-` for what is unknown")]
    EmptyPart(&'static str),
    /// A percent sign is not followed by two hexadecimal digits of UTF-8.
    #[error("`{0}` is not percent-encoded UTF-8")]
    Encoding(String),
    /// It is longer than [`LENGTH_MAX`].
    #[error("a URN of {0} bytes is too long; {LENGTH_MAX} are allowed")]
    Length(usize),
}

impl Urn {
    /// Puts a URN together; an empty environment or instance becomes [`UNKNOWN`].
    ///
    /// # Errors
    /// When platform or name are empty, or it would be longer than [`LENGTH_MAX`].
    pub fn new(platform: &str, environment: &str, instance: &str, name: &str) -> Result<Self, UrnError> {
        let known = |part: &str| if part.is_empty() { UNKNOWN } else { part }.to_owned();
        let required = |part: &str, what| {
            if part.is_empty() { Err(UrnError::EmptyPart(what)) } else { Ok(part.to_owned()) }
        };
        let urn = Self {
            platform: required(platform, "platform")?,
            environment: known(environment),
            instance: known(instance),
            name: required(name, "name")?,
        };
        let length = urn.to_string().len();
        if length > LENGTH_MAX { Err(UrnError::Length(length)) } else { Ok(urn) }
    }

    /// The kind of thing: `svc`, `kafka`, `postgres`.
    #[must_use]
    pub fn platform(&self) -> &str {
        &self.platform
    }

    /// The environment, or [`UNKNOWN`].
    #[must_use]
    pub fn environment(&self) -> &str {
        &self.environment
    }

    /// The cluster, account or domain, or [`UNKNOWN`].
    #[must_use]
    pub fn instance(&self) -> &str {
        &self.instance
    }

    /// The name inside the instance.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for Urn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("urn")?;
        for part in [&self.platform, &self.environment, &self.instance, &self.name] {
            write!(f, ":{}", percent::encode(part, stays))?;
        }
        Ok(())
    }
}

impl FromStr for Urn {
    type Err = UrnError;

    fn from_str(text: &str) -> Result<Self, UrnError> {
        if text.len() > LENGTH_MAX {
            return Err(UrnError::Length(text.len()));
        }
        let parts: Vec<&str> = text.split(':').collect();
        let ["urn", platform, environment, instance, name] = parts[..] else {
            return Err(UrnError::Form(text.to_owned()));
        };
        if environment.is_empty() || instance.is_empty() {
            return Err(UrnError::EmptyPart("environment and instance"));
        }
        Self::new(&decode(platform)?, &decode(environment)?, &decode(instance)?, &decode(name)?)
    }
}

/// What a part holds as it is: `pchar` and `/` of RFC 8141, section 2, without the colon between parts.
/// The rest is encoded, so that no name can drive a terminal or look like another.
fn stays(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=@/".contains(c)
}

fn decode(part: &str) -> Result<String, UrnError> {
    percent::decode(part).ok_or_else(|| UrnError::Encoding(part.to_owned()))
}

impl Serialize for Urn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Urn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

impl JsonSchema for Urn {
    fn schema_name() -> Cow<'static, str> {
        "Urn".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": r"^urn(:([A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})+){4}$",
            "maxLength": LENGTH_MAX,
            "description": "urn:PLATFORM:ENVIRONMENT:INSTANCE:NAME; `-` stands for an unknown environment or instance; colons and what RFC 8141 does not allow are percent-encoded."
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_examples_of_the_design_read_and_write() {
        for text in
            ["urn:kafka:prod:msk:orders_enriched", "urn:svc:prod:commerce:orders-enricher", "urn:svc:-:-:api"]
        {
            assert_eq!(text.parse::<Urn>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_unknown_becomes_a_dash() {
        assert_eq!(Urn::new("svc", "", "", "api").unwrap().to_string(), "urn:svc:-:-:api");
    }

    #[test]
    fn what_is_no_urn_is_refused_with_the_reason() {
        for text in [
            "",
            "urn:svc:a",
            "svc:a:b:c:d",
            "urn:svc:a:b:c:d",
            "urn:svc::-:a",
            "urn::-:-:a",
            "urn:svc:-:-:%zz",
            "urn:svc:-:-:%ff",
        ] {
            assert!(text.parse::<Urn>().is_err(), "{text}");
        }
        assert!(format!("urn:svc:-:-:{}", "x".repeat(LENGTH_MAX)).parse::<Urn>().is_err());
    }

    proptest! {
        #[test]
        fn any_name_survives(name in ".{1,40}", instance in ".{0,10}") {
            let urn = Urn::new("svc", "prod", &instance, &name).unwrap();
            let text = urn.to_string();
            prop_assert!(text.chars().all(|c| c.is_ascii_graphic()));
            prop_assert_eq!(text.parse::<Urn>().unwrap(), urn);
        }
    }
}
