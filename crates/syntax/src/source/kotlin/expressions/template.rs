//! Strings of Kotlin, with `${a.b}` and `$a` in them.

use tree_sitter::Node;

use crate::source::{
    dialect::{Shape, children},
    escape::{Unknown, resolve},
    walk::Walk,
};

/// Reads a string between these quotes. Without `escapes` a backslash is just that.
pub(super) fn template<'t>(
    walk: &Walk<'t>,
    node: Node<'t>,
    quote: &str,
    escapes: Option<Unknown>,
) -> Shape<'t> {
    let whole = walk.text(node);
    let inner = whole.strip_prefix(quote).unwrap_or(whole);
    let start = node.start_byte() + whole.len() - inner.len();
    let end = start + inner.strip_suffix(quote).unwrap_or(inner).len();
    let (mut text, mut at, mut holes) = (String::new(), start, false);
    for hole in children(node).into_iter().filter(|child| child.kind() == "interpolation") {
        plain(&walk.text[walk.stretch(at, hole.start_byte()).range()], escapes, &mut text);
        text += "{}";
        at = hole.end_byte();
        holes = true;
    }
    holes |= plain(&walk.text[walk.stretch(at, end).range()], escapes, &mut text);
    if holes { Shape::Template(text) } else { Shape::Text(text) }
}

/// Adds what stands between holes that have braces. The grammar does not tell those without: whether there
/// are any.
fn plain(piece: &str, escapes: Option<Unknown>, text: &mut String) -> bool {
    let (mut rest, mut holes) = (piece, false);
    let mut add = |part: &str| match escapes {
        Some(unknown) => *text += &resolve(part, unknown),
        None => *text += part,
    };
    while let Some((from, to)) = name(rest, escapes.is_some()) {
        add(&rest[..from]);
        add("{}");
        (rest, holes) = (&rest[to..], true);
    }
    add(rest);
    holes
}

/// Where the first `$name` stands.
fn name(piece: &str, escapes: bool) -> Option<(usize, usize)> {
    let mut signs = piece.char_indices();
    while let Some((at, sign)) = signs.next() {
        if sign == '\\' && escapes {
            signs.next();
        } else if sign == '$' {
            let after = &piece[at + 1..];
            if let Some(length) = name_length(after) {
                return Some((at, at + 1 + length));
            }
        }
    }
    None
}

/// The length of the name, maybe between backticks, that a text begins with.
fn name_length(text: &str) -> Option<usize> {
    if let Some(quoted) = text.strip_prefix('`') {
        return quoted.find('`').map(|length| length + 2);
    }
    let named = text.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    named.then_some(end)
}
