//! Gradle's build scripts, in Groovy and in Kotlin: statements with their words and blocks.
//!
//! A build script is a program; only what is written down is read, nothing is run. Both dialects write the same
//! things nearly alike, so one reader takes both: a statement is a row of words up to the end of its line, with
//! the block behind it. What the words mean for a dependency or a plugin is told by [`declared`].

pub mod declared;
mod parse;
mod token;

pub use parse::read;

use crate::span::Span;

/// A build script.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Script {
    /// Its statements, in the order of the text.
    pub statements: Vec<Statement>,
}

/// One statement: `implementation("a:b:1")`, `plugins { .. }`, `version = "1"`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statement {
    /// Its words and signs without the blocks.
    pub words: Vec<Word>,
    /// The statements inside its blocks.
    pub block: Vec<Self>,
    /// All of it.
    pub span: Span,
}

/// A word of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// What it is.
    pub kind: WordKind,
    /// A name with its dots, a text without its quotes, a sign.
    pub text: String,
    /// Where it stands, with quotes.
    pub span: Span,
}

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WordKind {
    /// A name, dotted: `libs.spring.kafka`, `project.ext.version`; numbers too.
    Name,
    /// A text in quotes; `${..}` and `$name` stand in it as written.
    Text,
    /// One of `( ) [ ] , : =` and the like.
    Sign,
}

impl Statement {
    /// Its first word, if that is a name or, as in `"implementation"("a:b")`, a text.
    #[must_use]
    pub fn name(&self) -> &str {
        let first = self.words.first().filter(|word| word.kind != WordKind::Sign);
        first.map_or("", |word| word.text.as_str())
    }

    /// Its texts in quotes.
    pub fn texts(&self) -> impl Iterator<Item = &Word> {
        self.words.iter().filter(|word| word.kind == WordKind::Text)
    }
}

#[cfg(test)]
mod tests;
