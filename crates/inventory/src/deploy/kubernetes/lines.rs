//! What is collected of a file, and where it stands.

use syntax::{Node, Span, SyntaxError};

use super::{Image, template};
use crate::{
    facts::{Role, WiringLine},
    location::Location,
    source_file::SourceFile,
};

/// How many lines one file may give: a map that many containers take could give any number.
const LINES_MAX: usize = 20_000;

/// How long the text of a line may be, in bytes; configuration files stand in annotations.
const TEXT_MAX: usize = 4096;

/// How many ConfigMaps of other files one workload may take.
const MAPS_MAX: usize = 100;

/// The annotation in which kubectl keeps a copy of the manifest.
const COPY: &str = "kubectl.kubernetes.io/last-applied-configuration";

/// The lines of a file.
pub(super) struct Lines<'a> {
    file: &'a SourceFile<'a>,
    /// What the spans of nodes speak of.
    text: &'a str,
    /// Where `text` stands, when it is written in a value of the file.
    inside: Option<Span>,
    collected: Vec<WiringLine>,
    /// ConfigMaps that are not in the file.
    maps: Vec<String>,
    left: usize,
    /// How many bytes of texts inside values may still be read: aliases could repeat one.
    nested_left: usize,
    first_left_out: Option<Span>,
}

impl<'a> Lines<'a> {
    /// None yet, of a file.
    pub(super) fn new(file: &'a SourceFile<'a>) -> Self {
        let text = file.text();
        Self {
            file,
            text,
            inside: None,
            collected: Vec::new(),
            maps: Vec::new(),
            left: LINES_MAX,
            nested_left: 2 * text.len(),
            first_left_out: None,
        }
    }

    /// Reads a text that stands in a value of the file; none past the bound.
    pub(super) fn within<T>(
        &mut self,
        text: &str,
        place: Span,
        read: impl FnOnce(&mut Lines<'_>) -> T,
    ) -> Option<T> {
        let place = self.inside.unwrap_or(place);
        let Some(nested_left) = self.nested_left.checked_sub(text.len()) else {
            self.first_left_out.get_or_insert(place);
            return None;
        };
        let collected = std::mem::take(&mut self.collected);
        let maps = std::mem::take(&mut self.maps);
        let mut inner = Lines { text, inside: Some(place), collected, maps, nested_left, ..*self };
        let result = read(&mut inner);
        let Lines { collected, maps, left, nested_left, first_left_out, .. } = inner;
        (self.collected, self.maps) = (collected, maps);
        (self.left, self.nested_left, self.first_left_out) = (left, nested_left, first_left_out);
        Some(result)
    }

    /// Whether nothing more is taken; what would come is told of.
    pub(super) fn is_full(&mut self, span: Span) -> bool {
        if self.left == 0 {
            self.first_left_out.get_or_insert(self.inside.unwrap_or(span));
        }
        self.left == 0
    }

    /// Adds a line, up to the bound.
    pub(super) fn push(&mut self, role: Role, mut text: String, span: Span) {
        if self.is_full(span) {
            return;
        }
        self.left -= 1;
        text.truncate(text.floor_char_boundary(TEXT_MAX));
        let location = self.location(span);
        self.collected.push(WiringLine { role, text, location });
    }

    /// Adds a variable.
    pub(super) fn variable(&mut self, name: &str, value: &str, span: Span) {
        self.push(Role::Environment, format!("{name}={value}"), span);
    }

    /// Adds an annotation, or a label that works like one.
    pub(super) fn note(&mut self, what: &str, name: &str, value: &str, span: Span) {
        if name != COPY {
            self.push(Role::Environment, format!("{what} {name}={value}"), span);
        }
    }

    /// What was added since the last time, in the order of the file.
    pub(super) fn take(&mut self) -> Vec<WiringLine> {
        let mut lines = std::mem::take(&mut self.collected);
        lines.sort_by_key(|line| line.location.span.start_byte);
        lines
    }

    /// Notes a ConfigMap that another file must have.
    pub(super) fn takes(&mut self, map: &str) {
        if self.maps.len() < MAPS_MAX {
            self.maps.extend(plain(map));
        }
    }

    /// The ConfigMaps that were noted since the last time.
    pub(super) fn take_maps(&mut self) -> Vec<String> {
        std::mem::take(&mut self.maps)
    }

    /// What the bound left out.
    pub(super) fn left_out(&self) -> Option<SyntaxError> {
        let span = self.first_left_out?;
        Some(SyntaxError::new(
            span,
            format!("more than {LINES_MAX} settings: the rest of this file is left out"),
        ))
    }

    /// Where a stretch of the text stands in the file.
    pub(super) fn location(&self, span: Span) -> Location {
        let span = self.inside.unwrap_or(span);
        let boundary = |at: usize| self.file.text().floor_char_boundary(at);
        self.file.location(Span::new(boundary(span.start), boundary(span.end)))
    }

    /// A scalar, with the template actions in it as they are written.
    pub(super) fn written(&self, node: &Node) -> Option<String> {
        let value = node.scalar()?;
        let templated = self.text.get(node.span.range()).filter(|written| template::has_action(written));
        Some(templated.map_or(value, |written| unquoted(written).to_owned()))
    }

    /// A text of several lines that is YAML itself, with its template actions.
    pub(super) fn nested(&self, node: &Node) -> Option<String> {
        let value = node.as_str().filter(|value| value.contains('\n'))?;
        let written = self.text.get(node.span.range()).filter(|written| template::has_action(written));
        let Some(block) = written.filter(|written| !written.starts_with(['"', '\''])) else {
            return Some(value.to_owned());
        };
        // The span starts behind the first indentation, which the other lines have too.
        let before = &self.text[..node.span.start];
        let indent = before.len() - before.rfind('\n').map_or(0, |at| at + 1);
        Some(format!("{}{block}", " ".repeat(indent)))
    }

    /// The text of a key, which a template may make too.
    pub(super) fn key(&self, entry: &syntax::Entry) -> String {
        let templated = self.text.get(entry.key.span.range()).filter(|written| template::has_action(written));
        templated.map_or_else(|| entry.key.value.clone(), |written| unquoted(written).to_owned())
    }

    /// An image, unless a template makes all of it.
    pub(super) fn image(&self, node: &Node) -> Option<Image> {
        let name = plain(&self.written(node)?)?;
        Some(Image { name, location: self.location(node.span) })
    }
}

/// A name without the template actions in it and the signs that joined them; none when nothing is left.
pub(super) fn plain(written: &str) -> Option<String> {
    let name = template::without_actions(written);
    let name = name.trim().trim_matches(['-', '.', '/', ':', '_', '@']);
    Some(name.to_owned()).filter(|name| !name.is_empty())
}

fn unquoted(written: &str) -> &str {
    let inner = |quote| written.strip_prefix(quote)?.strip_suffix(quote);
    inner('"').or_else(|| inner('\'')).unwrap_or(written)
}
