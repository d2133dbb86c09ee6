//! Words and what parts them.

use crate::span::Span;

/// A token.
#[derive(Debug)]
pub(super) enum Token {
    Word(Word),
    /// `;`, `&`, `&&`, `||` and the like.
    Separator,
    /// A single `|`.
    Pipe,
    Open,
    Close,
    LineEnd,
}

/// A word.
#[derive(Debug, Default)]
pub(super) struct Word {
    /// Without quotes and escapes.
    pub(super) value: String,
    pub(super) span: Span,
    /// Whether any of it is quoted.
    pub(super) quoted: bool,
    /// Of `NAME=value` the offset of `=` in the value, and of the first byte of what is assigned in the text.
    pub(super) equals: Option<(usize, usize)>,
}
