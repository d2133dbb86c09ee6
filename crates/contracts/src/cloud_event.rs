//! The envelope of every event: CloudEvents 1.0 with the distributed tracing and partitioning
//! extensions, in the JSON format.

mod scout;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::percent;

pub use scout::{DiffPlanCreated, diff_plan_created};

/// The namespace of our event ids: UUIDv5 of `urn:autopilot:event` in the URL namespace.
fn namespace() -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_URL, b"urn:autopilot:event")
}

/// An event's id, `evt-{uuid}`: a UUIDv5 of the content key, so that a retry has the same id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct EventId(#[schemars(regex(pattern = "^evt-[0-9a-f-]{36}$"))] String);

impl EventId {
    /// The id of the event of `event_type` whose content is named by `content_key`.
    #[must_use]
    pub fn of(event_type: &str, content_key: &str) -> Self {
        let uuid = Uuid::new_v5(&namespace(), format!("{event_type}\n{content_key}").as_bytes());
        Self(format!("evt-{}", uuid.hyphenated()))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The version of the specification that the envelope follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum SpecVersion {
    /// CloudEvents 1.0.
    #[serde(rename = "1.0")]
    V1,
}

/// An event. Attribute names are CloudEvents' own; unknown ones are kept in `extensions`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CloudEvent<T> {
    /// Always `1.0`.
    pub specversion: SpecVersion,
    /// What happened: `autopilot.{agent}.{event}`.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Which agent says it: `urn:autopilot:{agent}`.
    pub source: String,
    /// Unique inside `source`; the same on a retry.
    pub id: EventId,
    /// When it happened, RFC 3339 in UTC.
    pub time: String,
    /// The media type of `data`.
    pub datacontenttype: String,
    /// What it is about inside `source`; for Scout the repository.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Trace context of the run that made it (distributed tracing extension; W3C Trace Context).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub traceparent: Option<String>,
    /// Vendors' part of the trace context.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracestate: Option<String>,
    /// What events are ordered by (partitioning extension).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partitionkey: Option<String>,
    /// What happened, in full.
    pub data: T,
    /// Attributes that we do not know, kept for whoever does.
    #[serde(flatten)]
    pub extensions: BTreeMap<String, serde_json::Value>,
}

/// An attribute as the value of an HTTP header: what a header cannot hold is percent-encoded. CloudEvents
/// HTTP protocol binding 1.0.2, section 3.1.3.2.
#[must_use]
pub fn header_value(attribute: &str) -> String {
    percent::encode(attribute, |c| !matches!(c, ' ' | '"' | '%') && ('\u{21}'..='\u{7e}').contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_content_has_the_same_id() {
        assert_eq!(EventId::of("a", "k"), EventId::of("a", "k"));
        assert_ne!(EventId::of("a", "k"), EventId::of("b", "k"));
    }

    #[test]
    fn unknown_attributes_are_kept() {
        let json = serde_json::json!({
            "specversion": "1.0", "type": "autopilot.scout.x", "source": "urn:autopilot:scout",
            "id": "evt-00000000-0000-5000-8000-000000000000", "time": "2026-01-02T03:04:05Z",
            "datacontenttype": "application/json", "data": {"a": 1}, "sampledrate": 4
        });
        let event: CloudEvent<serde_json::Value> = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(event.extensions["sampledrate"], 4);
        assert_eq!(serde_json::to_value(&event).unwrap(), json);
    }

    #[test]
    fn another_version_of_the_specification_is_refused() {
        assert!(serde_json::from_str::<SpecVersion>("\"0.3\"").is_err());
    }

    #[test]
    fn headers_hold_printable_characters_alone() {
        assert_eq!(header_value("a b\r\n\"%é"), "a%20b%0D%0A%22%25%C3%A9");
    }
}
