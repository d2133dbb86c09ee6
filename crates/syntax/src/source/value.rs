//! What expressions say.

use tree_sitter::Node;

use super::{
    Value,
    chain::{callee, dotted},
    dialect::{Entry, Shape, children},
    walk::Walk,
};

/// How many values may stand inside each other.
pub(super) const MAX_DEPTH: usize = 16;

/// Reads an expression; `depth` more values may stand inside each other.
pub(super) fn value<'t>(walk: &mut Walk<'t>, node: Node<'t>, depth: usize) -> Value {
    if depth == 0 || !walk.afford() {
        return Value::Other;
    }
    let collection = (walk.dialect.collection)(walk, node);
    let shape = collection.unwrap_or_else(|| (walk.dialect.shape)(walk, node));
    let named = |name: Option<String>, make: fn(String) -> Value| name.map_or(Value::Other, make);
    match shape {
        Shape::Name | Shape::Member(..) | Shape::Index(..) => named(dotted(walk, node), Value::Name),
        Shape::Call(_) | Shape::Method(..) => named(callee(walk, node), Value::Call),
        Shape::Construct(of) => named((walk.dialect.type_name)(walk, of), Value::Construct),
        Shape::Inside(inner) => value(walk, inner, depth - 1),
        Shape::Text(text) => Value::Text(text),
        Shape::Template(text) => Value::Template(text),
        Shape::Sum(..) => sum(walk, node, depth - 1),
        Shape::Choice(..) => choice(walk, node, depth - 1),
        Shape::List(list) => elements(walk, list, depth - 1),
        Shape::Object(object) => entries(walk, object, depth - 1),
        Shape::Number => Value::Number(walk.text(node).to_owned()),
        Shape::Bool(truth) => Value::Bool(truth),
        Shape::Other => Value::Other,
    }
}

/// The operands of a left-associative operation, in the order of the text.
fn operands<'t>(
    walk: &Walk<'t>,
    mut node: Node<'t>,
    split: fn(Shape<'t>) -> Option<(Node<'t>, Node<'t>)>,
) -> Vec<Node<'t>> {
    let mut found = Vec::new();
    while let Some((left, right)) = split((walk.dialect.shape)(walk, node)) {
        found.push(right);
        node = left;
    }
    found.push(node);
    found.reverse();
    found
}

fn sum<'t>(walk: &mut Walk<'t>, node: Node<'t>, depth: usize) -> Value {
    let split = |shape| if let Shape::Sum(left, right) = shape { Some((left, right)) } else { None };
    let (mut joined, mut holes, mut texts) = (String::new(), false, false);
    for operand in operands(walk, node, split) {
        match value(walk, operand, depth) {
            Value::Text(text) => {
                texts = true;
                joined += &text;
            }
            Value::Template(text) => {
                (holes, texts) = (true, true);
                joined += &text;
            }
            _ => {
                holes = true;
                joined += "{}";
            }
        }
    }
    match (texts, holes) {
        (true, false) => Value::Text(joined),
        (true, true) => Value::Template(joined),
        (false, _) => Value::Other,
    }
}

fn choice<'t>(walk: &mut Walk<'t>, node: Node<'t>, depth: usize) -> Value {
    let split = |shape| if let Shape::Choice(left, right) = shape { Some((left, right)) } else { None };
    let operands = operands(walk, node, split);
    Value::Alternatives(operands.into_iter().map(|operand| value(walk, operand, depth)).collect())
}

fn elements<'t>(walk: &mut Walk<'t>, list: Node<'t>, depth: usize) -> Value {
    let mut found = Vec::new();
    for child in children(list) {
        let (_, element) = (walk.dialect.argument)(walk, child);
        found.push(value(walk, element, depth));
    }
    Value::List(found)
}

fn entries<'t>(walk: &mut Walk<'t>, object: Node<'t>, depth: usize) -> Value {
    let mut found = Vec::new();
    for child in children(object) {
        let pair = match (walk.dialect.entry)(walk, child) {
            Some(Entry::Pair(key, of)) => Some((entry_key(walk, key), of)),
            Some(Entry::Shorthand(name)) => Some((walk.text(name).to_owned(), name)),
            Some(Entry::Spread(sign, of)) => Some((sign.to_owned(), of)),
            None => None,
        };
        if let Some((key, of)) = pair {
            found.push((key, value(walk, of, depth)));
        }
    }
    Value::Object(found)
}

/// A key: text as it is, a name dotted, a number as written.
fn entry_key<'t>(walk: &mut Walk<'t>, key: Node<'t>) -> String {
    match value(walk, key, 4) {
        Value::Text(text) | Value::Template(text) | Value::Name(text) | Value::Number(text) => text,
        _ => String::new(),
    }
}
