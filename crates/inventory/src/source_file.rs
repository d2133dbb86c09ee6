use contracts::{Position, Span};
use source_tree::RepoPath;
use syntax::LineIndex;

use crate::location::Location;

/// A text file with its lines found.
#[derive(Debug)]
pub struct SourceFile<'a> {
    path: &'a RepoPath,
    text: &'a str,
    lines: LineIndex<'a>,
}

impl<'a> SourceFile<'a> {
    /// The file at `path` with this text.
    #[must_use]
    pub fn new(path: &'a RepoPath, text: &'a str) -> Self {
        Self { path, text, lines: LineIndex::new(text) }
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &'a RepoPath {
        self.path
    }

    /// Its text.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// A stretch of it as the contracts write it.
    #[must_use]
    pub fn span(&self, span: syntax::Span) -> Span {
        Span {
            start: self.position(span.start),
            end: self.position(span.end),
            start_byte: saturate(span.start),
            end_byte: saturate(span.end),
        }
    }

    /// A stretch of it with its path.
    #[must_use]
    pub fn location(&self, span: syntax::Span) -> Location {
        Location { path: self.path.clone(), span: self.span(span) }
    }

    fn position(&self, offset: usize) -> Position {
        let (line, column) = self.lines.line_column(offset);
        Position { line: saturate(line), column: saturate(column) }
    }
}

/// Files are bounded far below 4 GiB by the tree's limits.
fn saturate(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
