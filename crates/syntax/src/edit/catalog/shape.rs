//! How a catalog writes its libraries and plugins.

use super::{Library, Plugin, Version, string};
use crate::{node::Node, span::Span};

/// The form of one table's entries.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    /// Whether all are written as one text: `"group:name:1.0"`.
    short: bool,
    /// Whether group and name are written apart.
    split: bool,
    /// Whether the version's key is written in braces of its own.
    nested: bool,
    /// Whether braces have blanks inside.
    spaced: bool,
    quote: char,
}

impl Default for Shape {
    fn default() -> Self {
        Self { short: false, split: false, nested: false, spaced: true, quote: '"' }
    }
}

impl Shape {
    /// The form of a table's entries: of the last one in braces.
    pub(super) fn of(text: &str, root: &Node, table: &str) -> Self {
        let entries = root.get(table).map(Node::entries).unwrap_or_default();
        let written = |span: Span| &text[span.range()];
        let braces = entries.iter().rev().find(|entry| written(entry.value.span).starts_with('{'));
        let Some(sample) = braces else {
            let last = entries.last().map_or("\"", |entry| written(entry.value.span));
            let quote = if last.starts_with('\'') { '\'' } else { '"' };
            return Self { short: !entries.is_empty(), quote, ..Self::default() };
        };
        let braced = written(sample.value.span);
        let versions = entries.iter().rev().filter_map(|entry| entry.value.get("version"));
        let key = versions.filter(|version| version.get("ref").is_some()).map(|version| version.span).next();
        Self {
            short: false,
            split: sample.value.get("group").is_some(),
            nested: key.is_some_and(|key| written(key).starts_with('{')),
            spaced: braced.starts_with("{ "),
            quote: if braced.contains('"') { '"' } else { '\'' },
        }
    }

    /// A library's value.
    pub(super) fn library(&self, library: &Library) -> String {
        let Library { group, name, version, .. } = library;
        if let (true, Some(Version { key: None, number })) = (self.short, version) {
            return self.text(&format!("{group}:{name}:{number}"));
        }
        let mut pairs = if self.split {
            vec![self.pair("group", group), self.pair("name", name)]
        } else {
            vec![self.pair("module", &format!("{group}:{name}"))]
        };
        pairs.extend(version.as_ref().map(|version| self.version(version)));
        self.braces(&pairs.join(", "))
    }

    /// A plugin's value.
    pub(super) fn plugin(&self, plugin: &Plugin) -> String {
        let Plugin { id, version, .. } = plugin;
        if let (true, Some(Version { key: None, number })) = (self.short, version) {
            return self.text(&format!("{id}:{number}"));
        }
        let mut pairs = vec![self.pair("id", id)];
        pairs.extend(version.as_ref().map(|version| self.version(version)));
        self.braces(&pairs.join(", "))
    }

    /// A value that is one text.
    pub(super) fn text(&self, text: &str) -> String {
        string(text, self.quote)
    }

    fn version(&self, version: &Version) -> String {
        match &version.key {
            None => self.pair("version", &version.number),
            Some(key) if self.nested => format!("version = {}", self.braces(&self.pair("ref", key))),
            Some(key) => self.pair("version.ref", key),
        }
    }

    fn pair(&self, key: &str, value: &str) -> String {
        format!("{key} = {}", self.text(value))
    }

    fn braces(&self, inner: &str) -> String {
        if self.spaced { format!("{{ {inner} }}") } else { format!("{{{inner}}}") }
    }
}
