//! Expressions of Kotlin.

mod template;

use tree_sitter::Node;

use crate::source::field::InField as _;

use self::template::template;
use crate::source::{
    dialect::{Entry, Shape, child_of_kind, children, first_child, has_token, operands},
    escape::Unknown,
    literal::{Quotes, literal},
    walk::Walk,
};

/// Functions that make a list or set of their arguments.
const LISTS: [&str; 6] = ["listOf", "setOf", "arrayOf", "mutableListOf", "mutableSetOf", "listOfNotNull"];

/// Functions that make a map of pairs.
const MAPS: [&str; 4] = ["mapOf", "mutableMapOf", "hashMapOf", "linkedMapOf"];

pub(super) fn shape<'t>(walk: &Walk<'t>, node: Node<'t>) -> Shape<'t> {
    match node.kind() {
        "identifier" => word(walk, node),
        "qualified_identifier"
        | "this_expression"
        | "super_expression"
        | "callable_reference"
        | "user_type" => Shape::Name,
        "navigation_expression" => navigation(node),
        "index_expression" => {
            let parts = children(node);
            Shape::of_two(Shape::Index, parts.first().copied(), parts.get(1).copied())
        }
        "call_expression" => first_child(without_block(node)).map_or(Shape::Other, Shape::Call),
        "parenthesized_expression" | "annotated_expression" => Shape::inside(first_child(node)),
        "unary_expression" => unary(node),
        "as_expression" => Shape::inside(node.in_field("left")),
        "character_literal" => literal(walk, node, Quotes::plain("'")),
        "string_literal" => template(walk, node, "\"", Some(Unknown::Dropped)),
        "multiline_string_literal" => template(walk, node, "\"\"\"", None),
        "binary_expression" => binary(node),
        "if_expression" => condition(node),
        "collection_literal" => Shape::List(node),
        "number_literal" | "float_literal" => Shape::Number,
        _ => Shape::Other,
    }
}

/// The longest reference with `::` that is a name as it is written, in bytes.
const MAX_REFERENCE: usize = 256;

/// `a.b`; `A::class` and `this::b` are names as they are written.
fn navigation(node: Node) -> Shape {
    let parts = children(node);
    let (object, name) = (parts.first().copied(), parts.last().copied());
    let plain = ["identifier", "this_expression", "navigation_expression"];
    let written = has_token(node, "::")
        && object.is_some_and(|object| plain.contains(&object.kind()))
        && node.byte_range().len() <= MAX_REFERENCE;
    if written { Shape::Name } else { Shape::of_two(Shape::Member, object, name) }
}

/// `f(x) { .. }` is in the grammar a call, with the block, of the call `f(x)`: this is that call. Of others it
/// is the call itself.
pub(super) fn without_block(node: Node) -> Node {
    let inner = first_child(node).filter(|inner| {
        let has = |of: Node, kind| child_of_kind(of, kind).is_some();
        inner.kind() == "call_expression"
            && !has(*inner, "annotated_lambda")
            && has(node, "annotated_lambda")
            && !has(node, "value_arguments")
    });
    inner.unwrap_or(node)
}

/// The grammar knows no words for truth and nothing: they are names.
fn word<'t>(walk: &Walk<'t>, node: Node<'t>) -> Shape<'t> {
    match walk.text(node) {
        word @ ("true" | "false") => Shape::Bool(word == "true"),
        "null" => Shape::Other,
        _ => Shape::Name,
    }
}

fn unary(node: Node) -> Shape {
    let (argument, operator) = (node.in_field("argument"), node.in_field("operator"));
    let number = argument.is_some_and(|of| matches!(of.kind(), "number_literal" | "float_literal"));
    match operator.map(|operator| operator.kind()) {
        Some("!!") => Shape::inside(argument),
        Some("-") if number => Shape::Number,
        _ => Shape::Other,
    }
}

/// Both sides of `if (..) a else b`, as far as they are no blocks.
fn condition(node: Node) -> Shape {
    match children(node)[..] {
        [_, yes, no] if has_token(node, "else") => Shape::Choice(yes, no),
        _ => Shape::Other,
    }
}

fn binary(node: Node) -> Shape {
    if let Some((left, right)) = operands(node, &["+"]) {
        return Shape::Sum(left, right);
    }
    operands(node, &["?:"]).map_or(Shape::Other, |(left, right)| Shape::Choice(left, right))
}

pub(super) fn collection<'t>(walk: &Walk<'t>, node: Node<'t>) -> Option<Shape<'t>> {
    if node.kind() != "call_expression" {
        return None;
    }
    let (name, list) = (walk.text(first_child(node)?), child_of_kind(node, "value_arguments")?);
    match name {
        name if LISTS.contains(&name) => Some(Shape::List(list)),
        name if MAPS.contains(&name) => Some(Shape::Object(list)),
        _ => None,
    }
}

pub(super) fn argument<'t>(walk: &Walk<'t>, node: Node<'t>) -> (Option<String>, Node<'t>) {
    if node.kind() != "value_argument" {
        return (None, node);
    }
    match children(node)[..] {
        [name, value, ..] if has_token(node, "=") => (Some(walk.text(name).to_owned()), value),
        [spread, ..] if spread.kind() == "spread_expression" => {
            (Some("*".to_owned()), first_child(spread).unwrap_or(spread))
        }
        [value, ..] => (None, value),
        [] => (None, node),
    }
}

/// `"a" to x`
pub(super) fn entry<'t>(walk: &Walk<'t>, node: Node<'t>) -> Option<Entry<'t>> {
    let (spread, value) = argument(walk, node);
    if spread.is_some() {
        return Some(Entry::Spread("*", value));
    }
    match children(value)[..] {
        [key, to, of] if value.kind() == "infix_expression" && walk.text(to) == "to" => {
            Some(Entry::Pair(key, of))
        }
        _ => None,
    }
}

pub(super) fn type_name<'t>(walk: &Walk<'t>, node: Node<'t>) -> Option<String> {
    let around = ["constructor_invocation", "explicit_delegation"];
    let of = if around.contains(&node.kind()) { first_child(node)? } else { node };
    let whole = walk.compact(of);
    let name = whole.split(['<', '?', '(']).next()?;
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
    plain.then(|| name.to_owned())
}
