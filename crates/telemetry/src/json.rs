//! Log lines for machines: one JSON object each.

use serde_json::{Map, Value};

use crate::record::Record;

/// What is the same in every line of a run.
#[derive(Debug, Clone)]
pub(crate) struct Constants {
    /// The agent's id.
    pub(crate) agent: &'static str,
    /// What tells this run from others, redacted.
    pub(crate) correlation: Map<String, Value>,
}

/// One line with its line break.
pub(crate) fn line(record: Record, constants: &Constants) -> String {
    let mut object = Map::new();
    object.insert("timestamp".into(), timestamp(record.time).into());
    object.insert("level".into(), record.level.to_string().into());
    object.insert("target".into(), record.target.into());
    object.insert("message".into(), record.message.into());
    object.insert("fields".into(), record.fields.into());
    if let Some(trace) = record.trace {
        object.insert("trace_id".into(), trace.trace_id.into());
        if let Some(span_id) = trace.span_id {
            object.insert("span_id".into(), span_id.into());
        }
    }
    object.insert("agent".into(), constants.agent.into());
    if !constants.correlation.is_empty() {
        object.insert("run".into(), constants.correlation.clone().into());
    }
    let mut line = Value::Object(object).to_string();
    line.push('\n');
    line
}

/// RFC 3339 in UTC, to the microsecond. A clock outside the years that can be written is the epoch.
fn timestamp(time: std::time::SystemTime) -> String {
    let time = jiff::Timestamp::try_from(time).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    format!("{time:.6}")
}
