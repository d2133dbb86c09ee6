//! Where something stands in a text, and what is wrong there.

use std::{cell::OnceCell, ops::Range};

/// A stretch of bytes of the text that was read: from `start`, up to but without `end`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last byte.
    pub end: usize,
}

impl Span {
    /// From `start`, up to but without `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The bytes as a range, to slice the text with.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A value and where it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spanned<T> {
    /// The value, with escapes and quotes resolved.
    pub value: T,
    /// Where it stands, quotes included.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, which stands at `span`.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// Something that a reader could not make sense of.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SyntaxError {
    /// Where.
    pub span: Span,
    /// What: a sentence fragment in lower case.
    pub message: String,
}

impl SyntaxError {
    /// `message` about `span`.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into() }
    }
}

/// Turns byte offsets of a text into lines and columns and back. The lines are found when they are first asked for:
/// most files are read without.
#[derive(Debug, Clone)]
pub struct LineIndex<'a> {
    text: &'a str,
    found: OnceCell<Lines>,
}

#[derive(Debug, Clone)]
struct Lines {
    starts: Vec<usize>,
    /// How many characters start before each [`BLOCK`]th byte: a line may be as long as the text.
    characters: Vec<usize>,
}

/// How many bytes are counted anew for each column.
const BLOCK: usize = 256;

impl Lines {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends_line =
            |at: usize| bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
        let starts =
            std::iter::once(0).chain((0..bytes.len()).filter(|at| ends_line(*at)).map(|at| at + 1)).collect();
        let blocks = bytes
            .chunks(BLOCK)
            .scan(0, |before, block| Some(std::mem::replace(before, *before + characters(block))));
        Self { starts, characters: blocks.collect() }
    }
}

impl<'a> LineIndex<'a> {
    /// The lines of `text`; `\n`, `\r\n` and a lone `\r` end one.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, found: OnceCell::new() }
    }

    fn lines(&self) -> &Lines {
        self.found.get_or_init(|| Lines::of(self.text))
    }

    /// How many characters start before a byte.
    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        self.lines().characters.get(block).map_or_else(
            || characters(self.text.as_bytes()),
            |before| before + characters(&self.text.as_bytes()[block * BLOCK..offset]),
        )
    }

    /// Line and column of a byte offset, both counted from 1, the column in characters. An offset
    /// inside a character counts as that character's; one past the end as the end.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.lines().starts.partition_point(|start| *start <= offset);
        let start = self.lines().starts[line - 1];
        (line, self.characters_before(offset) - self.characters_before(start) + 1)
    }

    /// The byte offset of a line and column, both counted from 1; cut to the text.
    #[must_use]
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let Some(start) = self.lines().starts.get(line.saturating_sub(1)) else {
            return self.text.len();
        };
        let rest = &self.text[*start..];
        rest.char_indices().nth(column.saturating_sub(1)).map_or(self.text.len(), |(at, _)| start + at)
    }

    /// The text of a line counted from 1, without its end; empty past the last.
    #[must_use]
    pub fn line(&self, line: usize) -> &'a str {
        let Some(start) = self.lines().starts.get(line.saturating_sub(1)) else {
            return "";
        };
        let end = self.lines().starts.get(line).copied().unwrap_or(self.text.len());
        self.text[*start..end].trim_end_matches(['\n', '\r'])
    }
}

/// How many characters start in these bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0b1100_0000) != 0b1000_0000).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_count_characters_and_every_line_end_counts() {
        let index = LineIndex::new("aé\r\nb\rc\n");
        assert_eq!(index.line_column(0), (1, 1));
        assert_eq!(index.line_column(3), (1, 3));
        assert_eq!(index.line_column(5), (2, 1));
        assert_eq!(index.line_column(7), (3, 1));
        assert_eq!(index.line_column(99), (4, 1));
        assert_eq!((index.line(1), index.line(2), index.line(3), index.line(9)), ("aé", "b", "c", ""));
    }

    #[test]
    fn places_in_a_long_line_are_found_without_counting_it() {
        let text = "é".repeat(500_000);
        let index = LineIndex::new(&text);
        for at in (0..=500_000).step_by(5) {
            assert_eq!(index.line_column(2 * at), (1, at + 1));
        }
    }

    proptest! {
        #[test]
        fn columns_are_characters_from_the_line_start(text in "[aé\r\n😀]{0,900}") {
            let index = LineIndex::new(&text);
            for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let (line, column) = index.line_column(offset);
                let start = index.offset(line, 1);
                prop_assert_eq!(column, text[start..offset].chars().count() + 1);
            }
        }

        #[test]
        fn offsets_come_back(text in "[aé\r\n😀]{0,20}") {
            let index = LineIndex::new(&text);
            for (offset, _) in text.char_indices() {
                let (line, column) = index.line_column(offset);
                prop_assert_eq!(index.offset(line, column), offset);
            }
        }
    }
}
