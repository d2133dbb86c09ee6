//! Literals of text of Scala: plain, in three quotes, with an interpolator.

use tree_sitter::Node;

use crate::source::{
    dialect::{Shape, child_of_kind},
    escape::Unknown,
    field::InField as _,
    literal::{Quotes, literal},
    walk::Walk,
};

/// Three quotes, in which a backslash is just that.
const TRIPLE: &str = "\"\"\"";

/// Interpolators that leave the text between holes as it is written.
const INTERPOLATORS: [&str; 3] = ["s", "f", "raw"];

fn quotes(written: &str, raw: bool, hole: &'static str) -> Quotes<'static> {
    let triple = written.starts_with(TRIPLE);
    let quote = if triple { TRIPLE } else { "\"" };
    Quotes { open: quote, close: quote, escapes: (!triple && !raw).then_some(Unknown::Dropped), hole }
}

/// `"a"` or `"""a"""`.
pub(super) fn string<'t>(walk: &Walk<'t>, node: Node<'t>) -> Shape<'t> {
    literal(walk, node, quotes(walk.text(node), false, ""))
}

/// `s"a$b"`; what other interpolators make of a text is not known.
pub(super) fn interpolated<'t>(walk: &Walk<'t>, node: Node<'t>) -> Shape<'t> {
    let interpolator = node.in_field("interpolator").map_or("", |found| walk.text(found));
    let Some(string) = child_of_kind(node, "interpolated_string") else { return Shape::Other };
    if !INTERPOLATORS.contains(&interpolator) {
        return Shape::Other;
    }
    let quotes = quotes(walk.text(string), interpolator == "raw", "interpolation");
    match literal(walk, string, quotes) {
        // A dollar sign is written twice.
        Shape::Text(text) => Shape::Text(text.replace("$$", "$")),
        Shape::Template(text) => Shape::Template(text.replace("$$", "$")),
        other => other,
    }
}

/// What `stripMargin` makes of a text: each line without what stands up to its first `|`.
pub(super) fn without_margin(shape: Shape) -> Shape {
    let stripped = |text: &str| {
        let line = |line: &str| line.trim_start().strip_prefix('|').unwrap_or(line).to_owned();
        text.split('\n').map(line).collect::<Vec<_>>().join("\n")
    };
    match shape {
        Shape::Text(text) => Shape::Text(stripped(&text)),
        Shape::Template(text) => Shape::Template(stripped(&text)),
        other => other,
    }
}
