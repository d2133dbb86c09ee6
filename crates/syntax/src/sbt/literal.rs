//! Texts of a build, plain and with `$a` or `${a}` in them.

use tree_sitter::Node;

use crate::source::{Unknown, resolve};

/// What a text is written between, and whether it has escapes.
fn quotes(written: &str) -> (&'static str, bool) {
    if written.starts_with("\"\"\"") { ("\"\"\"", false) } else { ("\"", true) }
}

fn resolved(piece: &str, escapes: bool) -> String {
    if escapes { resolve(piece, Unknown::Dropped) } else { piece.to_owned() }
}

/// The text of a literal without holes.
pub(super) fn plain(written: &str) -> String {
    let (quote, escapes) = quotes(written);
    let inner = written.strip_prefix(quote).unwrap_or(written);
    resolved(inner.strip_suffix(quote).unwrap_or(inner), escapes)
}

/// A piece of a literal with holes.
pub(super) enum Piece<'t> {
    Text(String),
    Hole(Node<'t>),
}

/// The pieces of `s"a$b"`, whose quotes stand at `string`.
pub(super) fn pieces<'t>(text: &str, string: Node<'t>) -> Vec<Piece<'t>> {
    let written = text.get(string.byte_range()).unwrap_or_default();
    let (quote, escapes) = quotes(written);
    let (mut at, mut found) = (string.start_byte() + quote.len(), Vec::new());
    let end = string.start_byte() + written.len() - if written.ends_with(quote) { quote.len() } else { 0 };
    let between = |from: usize, to: usize| {
        let piece = text.get(from..to.max(from)).unwrap_or_default();
        Piece::Text(resolved(piece, escapes).replace("$$", "$"))
    };
    for hole in string.named_children(&mut string.walk()).filter(|child| child.kind() == "interpolation") {
        found.push(between(at, hole.start_byte()));
        found.push(Piece::Hole(hole));
        at = hole.end_byte();
    }
    found.push(between(at, end));
    found
}
