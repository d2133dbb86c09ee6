//! JSON for people and machines: indented, with a line end.

use serde::Serialize;

/// A value as text. Every type of this crate serializes: keys are text and nothing is fallible.
pub(crate) fn text(value: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(value);
    debug_assert!(text.is_ok(), "a rendering always serializes");
    text.unwrap_or_default() + "\n"
}
