//! Source code of Java, Kotlin, Scala, Python, Go, JavaScript and TypeScript, read into one outline for all.

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
mod piles;
mod python;
mod scala;
mod typescript;
mod value;
mod walk;

pub use outline::{
    Annotation, Argument, Binding, BindingKind, Call, Function, Import, ImportedName, Outline, Parameter,
    Returned, Target, Type, Value,
};

pub(crate) use escape::{Unknown, resolve};
pub(crate) use parse::tree;

use tree_sitter::TreeCursor;

use crate::span::{Span, SyntaxError};

/// A language, and for TypeScript whether elements of JSX may stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Java.
    Java,
    /// Kotlin.
    Kotlin,
    /// Scala 2 and 3.
    Scala,
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
    pub const ALL: [Self; 8] = [
        Self::Java,
        Self::Kotlin,
        Self::Scala,
        Self::Python,
        Self::Go,
        Self::JavaScript,
        Self::TypeScript,
        Self::Tsx,
    ];

    /// The language of files whose names end in `.` and this.
    #[must_use]
    pub fn of_extension(extension: &str) -> Option<Self> {
        match extension {
            "java" => Some(Self::Java),
            "kt" | "kts" => Some(Self::Kotlin),
            "scala" | "sc" | "sbt" => Some(Self::Scala),
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

/// Those of some bytes of a text that are part of a comment. None is, in a text that is too long or too tangled to parse.
#[must_use]
pub fn in_comments(language: Language, text: &str, mut offsets: Vec<usize>) -> Vec<usize> {
    let parsed = if text.len() > MAX_TEXT { None } else { tree(language, text).ok() };
    let Some(parsed) = parsed else { return Vec::new() };
    let mut cursor = parsed.walk();
    offsets.retain(|offset| {
        cursor.reset(parsed.root_node());
        is_in_comment(&mut cursor, *offset)
    });
    offsets
}

/// Whether a comment holds a byte, looked for from the root down: a node finds the one above it only by a walk from
/// the root, which in a deep tree takes minutes.
fn is_in_comment(cursor: &mut TreeCursor<'_>, offset: usize) -> bool {
    // Grammars call them `comment`, `line_comment`, `block_comment`, `multiline_comment`; some have parts of their own.
    while !cursor.node().kind().contains("comment") {
        // The first child that ends behind the byte may begin behind it too.
        let found = cursor.goto_first_child_for_byte(offset).is_some();
        if !found || cursor.node().start_byte() > offset {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests;
