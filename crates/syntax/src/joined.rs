//! Text put together from pieces of a file: what continued lines say, with each byte's place kept.

use crate::span::Span;

/// Pieces of a file, joined.
#[derive(Debug, Clone, Default)]
pub(crate) struct Joined {
    text: String,
    /// Where pieces come from: offset in `text`, offset in the file; both ascend.
    pieces: Vec<(usize, usize)>,
}

impl Joined {
    /// One piece, which stands at `offset` of its file.
    pub(crate) fn at(offset: usize, text: &str) -> Self {
        Self { text: text.to_owned(), pieces: vec![(0, offset)] }
    }

    /// Adds a piece that stands at `offset` of the file.
    pub(crate) fn push(&mut self, offset: usize, piece: &str) {
        if !piece.is_empty() {
            self.pieces.push((self.text.len(), offset));
            self.text.push_str(piece);
        }
    }

    /// The joined text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the file from byte `start` of the joined text to byte `end`.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        // The end belongs to the piece of the byte in front of it, not to the next piece.
        let end = if end > start { self.offset(end - 1) + 1 } else { self.offset(start) };
        Span::new(self.offset(start), end)
    }

    fn offset(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        self.pieces.get(piece).map_or(at, |(start, offset)| offset + (at - start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_keep_their_place() {
        let file = "ab\\\n  cé";
        let mut joined = Joined::at(0, "ab");
        joined.push(4, "  cé");
        assert_eq!(joined.text(), "ab  cé");
        assert_eq!(&file[joined.span(0, 2).range()], "ab");
        assert_eq!(&file[joined.span(4, 7).range()], "cé");
        assert_eq!(&file[joined.span(1, 5).range()], "b\\\n  c");
        assert_eq!(joined.span(7, 7), Span::new(9, 9));
    }
}
