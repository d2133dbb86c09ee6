//! The parser's events, gathered into documents.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Span as Marked, Tag};

use super::{
    arena::{Arena, Index, Kind},
    position::{Offsets, Positions},
    tree,
};
use crate::{
    node::Node,
    span::{Span, SyntaxError},
};

/// Where documents and mistakes go.
#[derive(Default)]
pub(super) struct Found {
    pub(super) documents: Vec<Node>,
    pub(super) errors: Vec<SyntaxError>,
}

/// Reads the documents from byte `from` on. Some: the offset at which the parser gave up.
pub(super) fn read_from(text: &str, from: usize, offsets: &Offsets, found: &mut Found) -> Option<usize> {
    let mut parser = Parser::new_from_str(&text[from..]);
    let mut builder = Builder::new(offsets.positions(text, from), from);
    while let Some(next) = parser.next_event() {
        match next {
            Ok((event, span)) => {
                if let Some(root) = builder.take(event, span, &mut found.errors) {
                    found.documents.push(tree::grow(text, &builder.arena, root, &mut found.errors));
                }
            }
            Err(error) => {
                let at = builder.positions.offset(*error.marker());
                let end = text.ceil_char_boundary((at + 1).min(text.len()));
                found.errors.push(SyntaxError::new(Span::new(at, end), error.info()));
                // The parser may give up at a `---`: then the line end in front of it counts.
                return Some(at.saturating_sub(1).max(builder.document_start));
            }
        }
    }
    None
}

/// A collection whose end has not come yet.
struct Open {
    start: usize,
    anchor: usize,
    mapping: bool,
    children: Vec<Index>,
}

struct Builder<'a> {
    positions: Positions<'a>,
    arena: Arena,
    open: Vec<Open>,
    anchors: HashMap<usize, Index>,
    root: Option<Index>,
    /// Where the current document starts, behind its `---`.
    document_start: usize,
    /// The end of what was read last: an empty scalar stands there.
    last_end: usize,
}

impl<'a> Builder<'a> {
    fn new(positions: Positions<'a>, from: usize) -> Self {
        Self {
            positions,
            arena: Arena::default(),
            open: Vec::new(),
            anchors: HashMap::new(),
            root: None,
            document_start: from,
            last_end: from,
        }
    }

    /// Takes one event; gives the root of a document when it ends.
    fn take(&mut self, event: Event<'_>, span: Marked, errors: &mut Vec<SyntaxError>) -> Option<Index> {
        match event {
            Event::DocumentStart(explicit) => self.start_document(explicit, span),
            Event::DocumentEnd => return self.root.take(),
            Event::Scalar(text, style, anchor, tag) => {
                let span = self.scalar_span(&text, style, span);
                let plain = style == ScalarStyle::Plain && !tag.is_some_and(|tag| is_text(&tag));
                self.complete(anchor, span, Kind::Scalar { text: text.into_owned(), plain });
            }
            Event::Alias(anchor) => self.alias(anchor, span, errors),
            Event::SequenceStart(anchor, _) => self.start_collection(anchor, span, false),
            Event::MappingStart(anchor, _) => self.start_collection(anchor, span, true),
            Event::SequenceEnd | Event::MappingEnd => self.end_collection(span),
            Event::Nothing | Event::StreamStart | Event::StreamEnd => {}
        }
        None
    }

    fn start_document(&mut self, explicit: bool, span: Marked) {
        self.arena = Arena::default();
        self.anchors.clear();
        let mark = if explicit { span.end } else { span.start };
        self.document_start = self.positions.offset(mark);
        self.last_end = self.document_start;
    }

    fn scalar_span(&self, text: &str, style: ScalarStyle, span: Marked) -> Span {
        match style {
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => self.positions.quoted(span),
            ScalarStyle::Plain if text.is_empty() && !self.positions.has_properties(span.start) => {
                Span::new(self.last_end, self.last_end)
            }
            ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => self.positions.content(span),
        }
    }

    fn alias(&mut self, anchor: usize, span: Marked, errors: &mut Vec<SyntaxError>) {
        let span = self.positions.content(span);
        let kind = self.anchors.get(&anchor).map_or_else(
            || {
                errors.push(SyntaxError::new(span, "the alias stands inside what it refers to"));
                Kind::Scalar { text: String::new(), plain: true }
            },
            |target| Kind::Alias(*target),
        );
        self.complete(0, span, kind);
    }

    fn start_collection(&mut self, anchor: usize, span: Marked, mapping: bool) {
        let start = self.positions.start(span);
        self.open.push(Open { start, anchor, mapping, children: Vec::new() });
    }

    fn end_collection(&mut self, span: Marked) {
        let Some(open) = self.open.pop() else { return };
        let end = self.positions.closes(span).unwrap_or(self.last_end).max(open.start);
        let kind = if open.mapping { Kind::Mapping(open.children) } else { Kind::Sequence(open.children) };
        self.complete(open.anchor, Span::new(open.start, end), kind);
    }

    fn complete(&mut self, anchor: usize, span: Span, kind: Kind) {
        self.last_end = self.last_end.max(span.end);
        let index = self.arena.push(span, kind);
        if anchor > 0 {
            self.anchors.insert(anchor, index);
        }
        match self.open.last_mut() {
            Some(parent) => parent.children.push(index),
            None => self.root = Some(index),
        }
    }
}

fn is_text(tag: &Tag) -> bool {
    tag.is_yaml_core_schema() && tag.suffix == "str"
}
