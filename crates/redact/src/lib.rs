#![doc = include_str!("../README.md")]

mod cut;
mod family;
mod kind;
mod name;
mod pattern;
mod scan;
mod value;
mod word;

use std::borrow::Cow;
use std::ops::Range;

pub use cut::{drives, on_one_line, redact_cut, redact_line};
pub use kind::Kind;
pub use name::is_secret_name;

/// A secret or personal datum in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The bytes of the text it occupies; both ends are character boundaries.
    pub range: Range<usize>,
    /// What it was recognised as.
    pub kind: Kind,
}

/// Every secret and personal datum in `text`, in order, none overlapping another.
///
/// Markers of an earlier redaction are passed over.
#[must_use]
pub fn find(text: &str) -> Vec<Match> {
    scan::scan(text)
}

/// The text with each secret and personal datum replaced by `[redacted:KIND]`.
///
/// Text without any is borrowed, not copied. Redacting twice changes nothing.
///
/// ```
/// assert_eq!(
///     autopilot_redact::redact("postgres://app:hunter2@db/orders"),
///     "postgres://app:[redacted:password]@db/orders",
/// );
/// ```
#[must_use]
pub fn redact(text: &str) -> Cow<'_, str> {
    let found = find(text);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut start = 0;
    for Match { range, kind } in found {
        out.push_str(text.get(start..range.start).unwrap_or_default());
        out.push_str("[redacted:");
        out.push_str(kind.id());
        out.push(']');
        start = range.end;
    }
    out.push_str(text.get(start..).unwrap_or_default());
    Cow::Owned(out)
}

#[cfg(test)]
mod tests;
