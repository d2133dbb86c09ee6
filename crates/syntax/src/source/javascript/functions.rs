//! Functions, be it that they have the name of what they are assigned to, and decorators.

use tree_sitter::Node;

use crate::source::field::InField as _;

use crate::source::{
    Parameter,
    chain::callee,
    definition::Bound,
    dialect::{children, first_child},
    walk::{Scope, Walk},
};

/// Functions that have no name, or none that is seen outside.
const FUNCTIONS: [&str; 3] = ["arrow_function", "function_expression", "generator_function"];

pub(in crate::source) fn function<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = node.in_field("name") else { return };
    define(walk, node, name);
}

fn define<'t>(walk: &mut Walk<'t>, node: Node<'t>, name: Node<'t>) {
    let list = node.in_field("parameters").map(children);
    let list = list.unwrap_or_else(|| node.in_field("parameter").into_iter().collect());
    let parameters = list.into_iter().filter_map(|found| parameter(walk, found)).collect();
    let (named, owner) = (walk.named(name), walk.scope().owner);
    apart(walk, node, |walk| walk.define_function(node, named, owner, parameters));
}

/// A parameter without its default; `this` of TypeScript is none.
fn parameter<'t>(walk: &Walk<'t>, node: Node<'t>) -> Option<Parameter> {
    let name = node.in_field("pattern").or(node.in_field("left")).unwrap_or(node);
    let of = node.in_field("type").and_then(|of| (walk.dialect.type_name)(walk, of));
    (name.kind() != "this").then(|| Parameter { name: walk.compact(name), type_name: of })
}

/// A function without a name of its own has that of what it is assigned to.
pub(super) fn named_by<'t>(walk: &mut Walk<'t>, name: Node<'t>, value: Option<Node<'t>>) {
    if let Some(value) = value.filter(|value| FUNCTIONS.contains(&value.kind())) {
        define(walk, value, name);
    }
}

/// An entry of an object.
pub(in crate::source) fn pair<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if let Some(key) = node.in_field("key").filter(|key| key.kind() == "property_identifier") {
        named_by(walk, key, node.in_field("value"));
    }
}

/// The functions of an object that a field has as its value are not members of the type.
pub(in crate::source) fn object<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Scope { function, owner, .. } = walk.scope();
    if owner.is_some() {
        walk.enter(Scope { end: node.end_byte(), function, owner: None });
    }
}

/// A function that is nothing but the object that it returns: `() => ({ .. })`.
pub(in crate::source) fn arrow<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let body = node.in_field("body").filter(|body| body.kind() == "parenthesized_expression");
    if let Some(body) = body {
        returned(walk, body);
    }
}

pub(in crate::source) fn returned<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if let Some(object) = first_child(node).filter(|found| found.kind() == "object") {
        walk.returns(object);
    }
}

pub(in crate::source) fn decorator<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(inner) = first_child(node) else { return };
    let call = Some(inner).filter(|inner| inner.kind() == "call_expression");
    let Some(name) = callee(walk, inner) else { return };
    if let Some(call) = call {
        walk.take(call);
    }
    walk.annotate(node, name, call.and_then(|call| call.in_field("arguments")), true);
}

/// Notes a binding; decorators around it are not its own.
pub(in crate::source) fn bind<'t>(walk: &mut Walk<'t>, node: Node<'t>, bound: Bound<'t>) {
    apart(walk, node, |walk| walk.bind(bound));
}

/// Defines what stands at a node. Where that is inside a decorator, as in `@Module({ useFactory: (a: A) => a })`,
/// the decorator and those in front of it keep waiting for what they belong to.
fn apart<'t>(walk: &mut Walk<'t>, node: Node<'t>, define: impl FnOnce(&mut Walk<'t>)) {
    let start = node.start_byte();
    let around = walk.pending.iter().rposition(|index| walk.outline.annotations[*index].span.end > start);
    let own = walk.pending.split_off(around.map_or(0, |last| last + 1));
    let mut waiting = std::mem::replace(&mut walk.pending, own);
    let place = walk.place.take_if(|(until, _)| *until > start);
    define(walk);
    waiting.append(&mut walk.pending);
    walk.pending = waiting;
    if place.is_some() {
        walk.place = place;
    }
}
