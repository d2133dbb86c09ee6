use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The language a module is mainly written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Java.
    Java,
    /// Kotlin.
    Kotlin,
    /// Scala.
    Scala,
    /// Python.
    Python,
    /// Go.
    Go,
    /// JavaScript.
    Javascript,
    /// TypeScript.
    Typescript,
    /// SQL.
    Sql,
}

impl Language {
    /// The name used in plans and labels.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Java => "java",
            Self::Kotlin => "kotlin",
            Self::Scala => "scala",
            Self::Python => "python",
            Self::Go => "go",
            Self::Javascript => "javascript",
            Self::Typescript => "typescript",
            Self::Sql => "sql",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
