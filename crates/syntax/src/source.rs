//! Source code of Java, Kotlin, Python, Go, JavaScript and TypeScript, read into one outline for all.

mod arguments;
mod chain;
mod definition;
mod dialect;
mod escape;
mod field;
mod go;
mod java;
mod javascript;
mod kotlin;
mod literal;
mod outline;
mod parse;
mod python;
mod typescript;
mod value;
mod walk;

pub use outline::{
    Annotation, Argument, Binding, BindingKind, Call, Function, Import, ImportedName, Outline, Parameter,
    Returned, Target, Type, Value,
};

use crate::span::{Span, SyntaxError};

/// A language, and for TypeScript whether elements of JSX may stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Java.
    Java,
    /// Kotlin.
    Kotlin,
    /// Python.
    Python,
    /// Go.
    Go,
    /// JavaScript, with or without JSX.
    JavaScript,
    /// TypeScript without JSX.
    TypeScript,
    /// TypeScript with JSX.
    Tsx,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Java, Self::Kotlin, Self::Python, Self::Go, Self::JavaScript, Self::TypeScript, Self::Tsx];

    /// The language of files whose names end in `.` and this.
    #[must_use]
    pub fn of_extension(extension: &str) -> Option<Self> {
        match extension {
            "java" => Some(Self::Java),
            "kt" | "kts" => Some(Self::Kotlin),
            "py" => Some(Self::Python),
            "go" => Some(Self::Go),
            "js" | "mjs" | "cjs" | "jsx" => Some(Self::JavaScript),
            "ts" | "mts" | "cts" => Some(Self::TypeScript),
            "tsx" => Some(Self::Tsx),
            _ => None,
        }
    }
}

/// The longest text that is read, in bytes.
pub const MAX_TEXT: usize = 512 * 1024;

/// Reads a source file. What stands around a mistake is read all the same; at most a handful of mistakes
/// are told. A text longer than [`MAX_TEXT`], or one that takes the parser far more steps than code does,
/// gives an empty outline and an error.
#[must_use]
pub fn read(language: Language, text: &str) -> (Outline, Vec<SyntaxError>) {
    if text.len() > MAX_TEXT {
        let message = format!("source file of {} bytes: only up to {MAX_TEXT} are read", text.len());
        return (Outline::default(), vec![SyntaxError::new(Span::new(0, 0), message)]);
    }
    parse::read(language, text)
}

#[cfg(test)]
mod tests;
