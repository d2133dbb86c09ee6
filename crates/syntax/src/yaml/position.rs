//! From the parser's character counts to byte offsets.

use saphyr_parser::Marker;

use crate::span::Span;

/// The text that the caller gave, and where in it the parser's text starts.
#[derive(Clone, Copy)]
pub(super) struct Positions<'a> {
    text: &'a str,
    offsets: &'a Offsets,
    /// How many characters stand in front of the parser's text.
    base: usize,
}

/// The byte offsets of a text's characters; none when each has one byte.
pub(super) struct Offsets(Option<Vec<usize>>);

impl Offsets {
    pub(super) fn new(text: &str) -> Self {
        Self((!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at).collect()))
    }

    /// Positions for a parser that reads `text` from byte `from` on.
    pub(super) fn positions<'a>(&'a self, text: &'a str, from: usize) -> Positions<'a> {
        let base = self.0.as_ref().map_or(from, |offsets| offsets.partition_point(|offset| *offset < from));
        Positions { text, offsets: self, base }
    }
}

impl Positions<'_> {
    /// The byte offset of a marker; the end of the text when it is past it.
    pub(super) fn offset(&self, marker: Marker) -> usize {
        let character = self.base + marker.index();
        match &self.offsets.0 {
            Some(offsets) => offsets.get(character).copied().unwrap_or(self.text.len()),
            None => character.min(self.text.len()),
        }
    }

    /// The bytes between two markers, without the anchor and tag in front and the blanks behind.
    pub(super) fn content(&self, span: saphyr_parser::Span) -> Span {
        let (start, end) = (self.offset(span.start), self.offset(span.end));
        let end = end.max(start);
        let written = &self.text[start..end];
        let rest = without_properties(written);
        let start = end - rest.len();
        Span::new(start, start + rest.trim_end().len())
    }

    /// The bytes of a quoted scalar. The parser's span goes on over blanks and a comment behind it.
    pub(super) fn quoted(&self, span: saphyr_parser::Span) -> Span {
        let content = self.content(span);
        let written = &self.text[content.range()];
        Span::new(content.start, content.start + quoted_length(written))
    }

    /// The first byte of a collection: behind its anchor and tag.
    pub(super) fn start(&self, span: saphyr_parser::Span) -> usize {
        self.text.len() - without_properties(&self.text[self.offset(span.start)..]).len()
    }

    /// Whether an anchor or a tag stands at a marker.
    pub(super) fn has_properties(&self, marker: Marker) -> bool {
        self.text[self.offset(marker)..].starts_with(['&', '!'])
    }

    /// The bracket that an end event stands on.
    pub(super) fn closes(&self, span: saphyr_parser::Span) -> Option<usize> {
        let (start, end) = (self.offset(span.start), self.offset(span.end));
        (end > start && self.text[start..].starts_with([']', '}'])).then_some(end)
    }
}

/// Up to the quote that ends what the first quote starts.
fn quoted_length(written: &str) -> usize {
    let double = written.starts_with('"');
    let mut bytes = written.bytes().enumerate().skip(1).peekable();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' if double => drop(bytes.next()),
            b'"' if double => return at + 1,
            // Doubled, it is a quote of the text.
            b'\'' if !double && bytes.next_if(|(_, next)| *next == b'\'').is_none() => return at + 1,
            _ => {}
        }
    }
    written.len()
}

fn without_properties(text: &str) -> &str {
    let mut rest = text;
    while rest.starts_with(['&', '!']) {
        rest = rest.trim_start_matches(|c: char| !c.is_whitespace());
        rest = without_blanks(rest);
    }
    rest
}

fn without_blanks(text: &str) -> &str {
    let mut rest = text.trim_start();
    while rest.starts_with('#') {
        rest = rest.trim_start_matches(|c| c != '\n' && c != '\r').trim_start();
    }
    rest
}
