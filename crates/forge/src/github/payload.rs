//! An event's payload.

use serde::Deserialize;
use serde_json::Value;

use crate::subject::SubjectError;

/// The largest payload that is read, in bytes: GitHub caps its webhooks at 25 MB.
pub const EVENT_BYTES_MAX: u64 = 32 << 20;

/// What is read of a payload. The rest, such as the commits of a push, is passed over without being kept.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Payload {
    action: Option<Value>,
    #[serde(rename = "ref")]
    reference: Option<Value>,
    before: Option<Value>,
    after: Option<Value>,
    deleted: Option<Value>,
    forced: Option<Value>,
    number: Option<Value>,
    pull_request: Option<Value>,
    merge_group: Option<Value>,
    repository: Option<Value>,
}

impl Payload {
    /// The payload; none when it is empty.
    pub(super) fn read(bytes: &[u8]) -> Result<Option<Payload>, SubjectError> {
        if bytes.len() as u64 > EVENT_BYTES_MAX {
            let size = bytes.len();
            return Err(broken(format!("it has {size} bytes, and {EVENT_BYTES_MAX} are read at most")));
        }
        let text = bytes.trim_ascii();
        if text.is_empty() {
            return Ok(None);
        }
        // A structure is also read from a list: the brace tells them apart.
        if !text.starts_with(b"{") {
            return Err(broken("it is no JSON object".to_owned()));
        }
        let payload = serde_json::from_slice(text).map_err(|error| broken(format!("no JSON: {error}")))?;
        let inside = text.get(1..text.len() - 1).unwrap_or_default();
        Ok((!inside.trim_ascii().is_empty()).then_some(payload))
    }

    /// The value under a path of names: `pull_request.head.sha`. Null counts as nothing.
    pub(super) fn value(&self, path: &str) -> Option<&Value> {
        let mut names = path.split('.');
        let mut value = self.top(names.next()?)?;
        for name in names {
            value = value.get(name)?;
        }
        Some(value).filter(|value| !value.is_null())
    }

    /// The text under a path of names.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.value(path)?.as_str()
    }

    /// Whether the value under a path of names is `true`.
    pub(super) fn flag(&self, path: &str) -> bool {
        self.value(path).and_then(Value::as_bool).unwrap_or_default()
    }

    /// Refuses a payload in which an object that the event must have is not there.
    pub(super) fn must_have(&self, name: &str) -> Result<(), SubjectError> {
        match self.value(name) {
            Some(Value::Object(_)) => Ok(()),
            Some(_) => Err(broken(format!("`{name}` is no object"))),
            None => Err(broken(format!("`{name}` is missing"))),
        }
    }

    fn top(&self, name: &str) -> Option<&Value> {
        match name {
            "action" => self.action.as_ref(),
            "ref" => self.reference.as_ref(),
            "before" => self.before.as_ref(),
            "after" => self.after.as_ref(),
            "deleted" => self.deleted.as_ref(),
            "forced" => self.forced.as_ref(),
            "number" => self.number.as_ref(),
            "pull_request" => self.pull_request.as_ref(),
            "merge_group" => self.merge_group.as_ref(),
            "repository" => self.repository.as_ref(),
            _ => None,
        }
    }
}

/// A payload that is not understood.
pub(super) fn broken(why: String) -> SubjectError {
    SubjectError::Payload(why)
}
