//! YAML 1.2 with its core schema.
//!
//! A text is read one document at a time: events into a flat list of nodes (`arena`), the list into a
//! tree (`tree`), where aliases and merge keys are resolved.

mod arena;
mod document;
mod indent;
mod position;
mod scalar;
mod tree;

use std::borrow::Cow;

use crate::{node::Node, span::SyntaxError};
use document::Found;
use position::Offsets;

/// How many broken documents a text may hold before the rest is left unread.
const ERRORS_MAX: usize = 100;

/// How many lines of flow collections are let stand too far left: each costs another reading.
const JOINS_MAX: usize = 100;

/// Reads all documents of a text; an empty text holds none, an empty document is null.
///
/// - Plain scalars follow the core schema, quoted ones are text. Tags are ignored, except `!!str`.
/// - The span of a block scalar (`|`, `>`) starts behind its header and its first indentation.
/// - An alias gives a copy of what its anchor marks, with the anchor's spans. All aliases of a document
///   together may make about sixty thousand nodes; what is beyond is null, with an error.
/// - Merge keys `<<` are applied: what a mapping says itself wins, then the first merged mapping.
/// - A key that is a collection stands as the text that was written.
/// - A flow collection may go on as far left as its key, as other readers allow.
/// - Deeper than 100 collections is null, with an error.
/// - A document that is no YAML (a template, mostly) gives an error and no node; reading goes on at the
///   next `---`.
#[must_use]
pub fn read(text: &str) -> (Vec<Node>, Vec<SyntaxError>) {
    let offsets = Offsets::new(text);
    let mut text = Cow::Borrowed(text);
    let mut joins_left = JOINS_MAX;
    let mut found = Found::default();
    let mut start = Some(0);
    while let Some(from) = start.take_if(|_| found.errors.len() < ERRORS_MAX) {
        let mut next = Found::default();
        let failed = document::read_from(&text, from, &offsets, &mut next);
        let broken = failed.and(next.errors.last()).filter(|_| joins_left > 0);
        if broken.is_some_and(|error| indent::join(&mut text, error)) {
            joins_left -= 1;
            start = Some(from);
            continue;
        }
        found.documents.append(&mut next.documents);
        found.errors.append(&mut next.errors);
        start = failed.and_then(|failed| next_document(&text, failed));
    }
    (found.documents, found.errors)
}

/// Where the next line that starts with `---` is; its line end is not in front of `offset`.
fn next_document(text: &str, offset: usize) -> Option<usize> {
    text.as_bytes()[offset..].windows(4).position(|bytes| bytes == b"\n---").map(|at| offset + at + 1)
}

#[cfg(test)]
mod tests;
