//! From the flat list to the tree: scalars resolved, aliases copied, merge keys applied, all of it bounded.

use std::collections::HashSet;

use super::{
    arena::{Arena, Index, Kind, Raw},
    scalar,
};
use crate::{
    node::{Entry, Node, Value},
    span::{Span, Spanned, SyntaxError},
};

/// How many collections may stand in each other.
const DEPTH_MAX: usize = 100;

/// What the aliases of one document may cost: a node costs [`NODE_COST`], a byte of text one.
const ALIAS_BUDGET: usize = 1 << 20;

/// What a node costs before its text: about what it takes in memory, in bytes, divided by four.
const NODE_COST: usize = 16;

/// The tree below `root`. `text` is what the spans of `arena` point into.
pub(super) fn grow(text: &str, arena: &Arena, root: Index, errors: &mut Vec<SyntaxError>) -> Node {
    let mut growth = Growth { text, arena, budget: ALIAS_BUDGET, too_deep: None, too_many: None, errors };
    let node = growth.node(root, 0, false);
    let (too_deep, too_many) = (growth.too_deep, growth.too_many);
    errors.extend(too_deep.map(|span| {
        SyntaxError::new(span, format!("nested deeper than {DEPTH_MAX} levels; what is below is left out"))
    }));
    errors.extend(too_many.map(|span| {
        SyntaxError::new(span, "the aliases of this document make it too large; what is beyond is left out")
    }));
    node
}

struct Growth<'a> {
    text: &'a str,
    arena: &'a Arena,
    budget: usize,
    /// Where the first node was left out because of its depth.
    too_deep: Option<Span>,
    /// Where the first node was left out because aliases made too many.
    too_many: Option<Span>,
    errors: &'a mut Vec<SyntaxError>,
}

impl Growth<'_> {
    fn node(&mut self, index: Index, depth: usize, copied: bool) -> Node {
        let raw = self.arena.get(index);
        if depth > DEPTH_MAX {
            self.too_deep.get_or_insert(raw.span);
            return Node { span: raw.span, value: Value::Null };
        }
        if copied && !self.afford(NODE_COST + text_length(raw), raw.span) {
            return Node { span: raw.span, value: Value::Null };
        }
        let value = match &raw.kind {
            Kind::Alias(target) => return self.node(*target, depth, true),
            Kind::Scalar { text, plain: true } => scalar::resolve(text),
            Kind::Scalar { text, plain: false } => Value::String(text.clone()),
            Kind::Sequence(items) => {
                Value::Array(items.iter().map(|item| self.node(*item, depth + 1, copied)).collect())
            }
            Kind::Mapping(children) => Value::Object(self.entries(children, depth + 1, copied)),
        };
        Node { span: raw.span, value }
    }

    fn afford(&mut self, cost: usize, span: Span) -> bool {
        match self.budget.checked_sub(cost) {
            Some(rest) => self.budget = rest,
            None => {
                self.budget = 0;
                self.too_many.get_or_insert(span);
            }
        }
        self.too_many.is_none()
    }

    fn entries(&mut self, children: &[Index], depth: usize, copied: bool) -> Vec<Entry> {
        let mut entries = Vec::with_capacity(children.len() / 2);
        let mut merged = Vec::new();
        for pair in children.chunks_exact(2) {
            let Some(key) = self.key(pair[0], copied) else {
                continue;
            };
            let value = self.node(pair[1], depth, copied);
            if self.is_merge_key(pair[0]) {
                merged.extend(self.merge(key, value, copied));
            } else {
                entries.push(Entry { key, value });
            }
        }
        if !merged.is_empty() {
            let mut own: HashSet<String> = entries.iter().map(|entry| entry.key.value.clone()).collect();
            entries.extend(merged.into_iter().filter(|entry| own.insert(entry.key.value.clone())));
        }
        entries
    }

    /// A key as text: None when aliases have no room for it.
    fn key(&mut self, index: Index, copied: bool) -> Option<Spanned<String>> {
        let raw = self.arena.get(index);
        let (source, copied) = match &raw.kind {
            Kind::Alias(target) => (self.arena.get(*target), true),
            _ => (raw, copied),
        };
        let text = match &source.kind {
            Kind::Scalar { text, .. } => text.as_str(),
            _ => &self.text[source.span.range()],
        };
        if copied && !self.afford(text.len(), raw.span) {
            return None;
        }
        Some(Spanned::new(text.to_owned(), raw.span))
    }

    fn is_merge_key(&self, index: Index) -> bool {
        matches!(&self.arena.get(index).kind, Kind::Scalar { text, plain: true } if text == "<<")
    }

    /// What a merge key brings: the entries of one mapping or of several. Anything else stays as written.
    fn merge(&mut self, key: Spanned<String>, value: Node, copied: bool) -> Vec<Entry> {
        match value.value {
            Value::Object(entries) => entries,
            Value::Array(items) if items.iter().all(|item| matches!(item.value, Value::Object(_))) => {
                items.into_iter().flat_map(into_entries).collect()
            }
            other => {
                // What aliases had no room for has been told already, and so has what is wrong in what they copy.
                if self.too_many.is_none() && !copied {
                    self.errors
                        .push(SyntaxError::new(key.span, "`<<` merges a mapping or a list of mappings"));
                }
                vec![Entry { key, value: Node { span: value.span, value: other } }]
            }
        }
    }
}

fn into_entries(node: Node) -> Vec<Entry> {
    match node.value {
        Value::Object(entries) => entries,
        _ => Vec::new(),
    }
}

fn text_length(raw: &Raw) -> usize {
    match &raw.kind {
        Kind::Scalar { text, .. } => text.len(),
        _ => 0,
    }
}
