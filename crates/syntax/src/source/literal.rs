//! Literals of text, plain and with holes.

use tree_sitter::Node;

use super::{
    dialect::Shape,
    escape::{self, Unknown},
    walk::Walk,
};

/// How a literal of text is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quotes<'a> {
    /// What it begins with.
    pub(super) open: &'a str,
    /// What it ends with.
    pub(super) close: &'a str,
    /// Whether a backslash is just that; else what an unknown escape means.
    pub(super) escapes: Option<Unknown>,
    /// The kind of the nodes that are holes in it.
    pub(super) hole: &'a str,
}

impl Quotes<'_> {
    /// A literal between two of these quotes, with escapes and without holes.
    pub(super) const fn plain(quote: &str) -> Quotes<'_> {
        Quotes { open: quote, close: quote, escapes: Some(Unknown::Dropped), hole: "" }
    }
}

/// Reads a literal of text.
pub(super) fn literal<'t>(walk: &Walk<'t>, node: Node<'t>, quotes: Quotes) -> Shape<'t> {
    let whole = walk.text(node);
    let inner = whole.strip_prefix(quotes.open).unwrap_or(whole);
    let start = node.start_byte() + whole.len() - inner.len();
    let end = start + inner.strip_suffix(quotes.close).unwrap_or(inner).len();
    let plain = |start, end| {
        let text = &walk.text[walk.stretch(start, end).range()];
        quotes.escapes.map_or_else(|| text.to_owned(), |unknown| escape::resolve(text, unknown))
    };
    if quotes.hole.is_empty() {
        return Shape::Text(plain(start, end));
    }
    let (mut text, mut at, mut holes) = (String::new(), start, false);
    for hole in node.named_children(&mut node.walk()).filter(|child| child.kind() == quotes.hole) {
        text += &plain(at, hole.start_byte());
        text += "{}";
        at = hole.end_byte();
        holes = true;
    }
    text += &plain(at, end);
    if holes { Shape::Template(text) } else { Shape::Text(text) }
}

/// A text block without the white space that all its lines begin with, as Java and its kin mean it.
pub(super) fn unindented(text: &str) -> String {
    let body = text.trim_start_matches([' ', '\t']);
    let body = body.strip_prefix("\r\n").or_else(|| body.strip_prefix('\n')).unwrap_or(text);
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let last = body.rsplit('\n').next().filter(|line| line.trim().is_empty());
    let lines = body.lines().filter(|line| !line.trim().is_empty()).chain(last);
    let shared = lines.map(indent).min().unwrap_or_default();
    let cut: Vec<&str> =
        body.split('\n').map(|line| line.get(shared..).unwrap_or_default().trim_end()).collect();
    cut.join("\n")
}
