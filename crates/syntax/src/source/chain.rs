//! Dotted names: `a.b`, `a().b`, `a["k"].b`.

use std::borrow::Cow;

use tree_sitter::Node;

use super::{dialect::Shape, walk::Walk};

/// How many links of a chain are read, from its end.
const MAX_LINKS: usize = 64;

/// How long a dotted name may become, in bytes.
const MAX_NAME: usize = 1024;

/// What stands for an expression without a name.
const NAMELESS: &str = "()";

/// Writes an expression as a dotted name. Nothing, where no name is in it.
pub(super) fn dotted<'t>(walk: &mut Walk<'t>, node: Node<'t>) -> Option<String> {
    let mut chain = Chain::default();
    let mut next = Some(node);
    let mut links = 0;
    while let Some(at) = next {
        if links == MAX_LINKS || chain.length > MAX_NAME {
            walk.shortened.get_or_insert(walk.span(node));
            chain.push(NAMELESS);
            break;
        }
        links += 1;
        next = chain.link(walk, at);
    }
    chain.named.then(|| chain.pieces.iter().rev().map(AsRef::as_ref).collect())
}

/// The name of the function that a call or construction calls.
pub(super) fn callee<'t>(walk: &mut Walk<'t>, node: Node<'t>) -> Option<String> {
    let mut name = dotted(walk, node)?;
    if name.ends_with(NAMELESS) {
        name.truncate(name.len() - NAMELESS.len());
    }
    (!name.is_empty() && !name.ends_with(NAMELESS)).then_some(name)
}

/// The pieces of a dotted name, last first.
#[derive(Default)]
struct Chain<'t> {
    pieces: Vec<Cow<'t, str>>,
    length: usize,
    named: bool,
}

impl<'t> Chain<'t> {
    fn push(&mut self, piece: impl Into<Cow<'t, str>>) {
        let piece = piece.into();
        self.length += piece.len();
        self.pieces.push(piece);
    }

    fn name(&mut self, name: impl Into<Cow<'t, str>>) {
        self.named = true;
        self.push(name);
    }

    /// Adds one link and gives the expression in front of it.
    fn link(&mut self, walk: &Walk<'t>, node: Node<'t>) -> Option<Node<'t>> {
        match (walk.dialect.shape)(walk, node) {
            Shape::Name => self.whole(walk, node),
            Shape::Member(object, name) => return self.member(walk, object, name),
            Shape::Index(object, key) => {
                self.push("]");
                self.push(index(walk, key));
                self.push("[");
                return Some(object);
            }
            Shape::Call(function) => {
                self.push(NAMELESS);
                return Some(function);
            }
            Shape::Method(object, name) => {
                self.push(NAMELESS);
                if let Some(object) = object {
                    return self.member(walk, object, name);
                }
                self.whole(walk, name);
            }
            Shape::Construct(of) => {
                self.push(NAMELESS);
                self.name((walk.dialect.type_name)(walk, of).unwrap_or_default());
            }
            Shape::Inside(node) => return Some(node),
            _ => self.push(NAMELESS),
        }
        None
    }

    fn member(&mut self, walk: &Walk<'t>, object: Node<'t>, name: Node<'t>) -> Option<Node<'t>> {
        self.name(walk.text(name));
        self.push(".");
        Some(object)
    }

    fn whole(&mut self, walk: &Walk<'t>, node: Node<'t>) {
        let text = walk.text(node);
        if text.contains(char::is_whitespace) {
            self.name(walk.compact(node));
        } else {
            self.name(text);
        }
    }
}

/// An index as it is written in a name: text in quotes, names and numbers as they are, nothing else.
fn index<'t>(walk: &Walk<'t>, key: Node<'t>) -> String {
    match (walk.dialect.shape)(walk, key) {
        Shape::Text(text) => format!("{text:?}"),
        Shape::Name | Shape::Member(..) | Shape::Number => walk.compact(key),
        _ => String::new(),
    }
}
