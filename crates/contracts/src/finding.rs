//! Something a person should know about the input: a file that cannot be read, a setting in doubt.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::evidence::{RuleId, Span};

/// How much a finding weighs. The names are those of SARIF 2.1.0, section 3.27.10.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The result is wrong or incomplete because of it.
    Error,
    /// The result may be wrong because of it.
    Warning,
    /// Worth knowing.
    Note,
}

/// One thing found about the input itself; gaps are told apart as [`crate::Gap`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// The file, relative to the repository's root, with forward slashes.
    pub path: String,
    /// Where in the file; null when it concerns the whole file.
    pub span: Option<Span>,
    /// The rule that found it.
    pub rule: RuleId,
    /// How much it weighs.
    pub severity: Severity,
    /// What is the matter: a sentence fragment in lower case.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}
