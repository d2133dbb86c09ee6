//! Where in a repository something stands.

use contracts::{Position, Span};
use source_tree::RepoPath;

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The file.
    pub path: RepoPath,
    /// Where in it.
    pub span: Span,
}

impl Location {
    /// Where a file begins: for what is true of all of it.
    pub(crate) fn beginning(path: &RepoPath) -> Self {
        Self { path: path.clone(), span: FIRST_CHARACTER }
    }
}

/// Where a file begins.
const FIRST_CHARACTER: Span = Span {
    start: Position { line: 1, column: 1 },
    end: Position { line: 1, column: 1 },
    start_byte: 0,
    end_byte: 0,
};
