//! Where something was seen, by which rule, and why it matters.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A place in a text file, as editors count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Position {
    /// Line, counted from 1.
    #[schemars(range(min = 1))]
    pub line: u32,
    /// Column in Unicode scalar values, counted from 1.
    #[schemars(range(min = 1))]
    pub column: u32,
}

/// A stretch of a text file: from `start`, up to but without `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// The first character.
    pub start: Position,
    /// The first character that is no longer part of it.
    pub end: Position,
    /// Offset of the first byte, counted from 0.
    pub start_byte: u32,
    /// Offset after the last byte.
    pub end_byte: u32,
}

/// The id of the rule that saw something: lower case, digits and dashes, e.g. `otel-sdk-dependency`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct RuleId(#[schemars(regex(pattern = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"))] pub String);

impl RuleId {
    /// The rule of this name.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One observation. Never source text: the line that proves OpenTelemetry often holds an API key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// The file, relative to the repository's root, with forward slashes.
    pub path: String,
    /// Where in the file; null when the file's being there is the evidence.
    pub span: Option<Span>,
    /// The rule that saw it.
    pub rule: RuleId,
    /// Why it matters: a sentence fragment in lower case.
    pub reason: String,
}
