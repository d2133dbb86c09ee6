//! Calls of Scala: `f(a)`, `f(a)(b)`, `f { .. }`, `a f b`, `new A(b)`, and `A.f` of an object's method without
//! arguments.

use tree_sitter::Node;

use crate::source::{
    Argument,
    arguments::{argument as read_argument, arguments},
    chain::callee,
    dialect::{child_of_kind, children},
    field::InField as _,
    walk::Walk,
};

use super::expressions::{constructed, type_name};

/// How many lists of arguments one call may have; those in front are a call of their own.
const LISTS_MAX: usize = 8;

/// A call and those that it is the result of by further lists of arguments, from the last list to the first.
fn curried(node: Node) -> impl Iterator<Item = Node> {
    std::iter::successors(Some(node), |node| {
        let function = without_types(node.in_field("function")?);
        Some(function).filter(|of| of.kind() == "call_expression")
    })
    .take(LISTS_MAX)
}

/// `f` of `f[A]`.
fn without_types(node: Node) -> Node {
    let function = (node.kind() == "generic_function").then(|| node.in_field("function")).flatten();
    function.unwrap_or(node)
}

/// What a call calls, without any of its lists of arguments.
pub(super) fn called(node: Node) -> Option<Node> {
    curried(node).last().and_then(|first| first.in_field("function")).map(without_types)
}

/// The lists of arguments of a call, from the last to the first.
pub(super) fn lists(node: Node) -> impl Iterator<Item = Node> {
    curried(node).filter_map(|call| call.in_field("arguments"))
}

/// What stands in a list of arguments; a block is one argument.
fn listed<'t>(walk: &mut Walk<'t>, list: Node<'t>) -> Vec<Argument> {
    match list.kind() {
        "arguments" => arguments(walk, Some(list)),
        _ => read_argument(walk, list).into_iter().collect(),
    }
}

pub(super) fn call<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if walk.is_taken(node) {
        return;
    }
    let calls: Vec<Node<'t>> = curried(node).collect();
    // Those that are visited next have to be taken last.
    if let Some(function) = called(node).filter(|function| function.kind() == "field_expression") {
        walk.take(function);
    }
    calls.iter().skip(1).rev().for_each(|inner| walk.take(*inner));
    let name = callee(walk, node);
    let mut given = Vec::new();
    for call in calls.into_iter().rev() {
        let list = call.in_field("arguments");
        given.extend(list.map(|list| listed(walk, list)).unwrap_or_default());
    }
    walk.call_with(node, name, false, given);
}

/// `consumer subscribe topics`
pub(super) fn infix<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if node.in_field("operator").is_none_or(|operator| operator.kind() != "identifier") {
        return;
    }
    let name = callee(walk, node);
    let given = match node.in_field("right") {
        Some(list) if matches!(list.kind(), "tuple_expression" | "parenthesized_expression") => {
            children(list).into_iter().map_while(|one| read_argument(walk, one)).collect()
        }
        Some(one) => read_argument(walk, one).into_iter().collect(),
        None => Vec::new(),
    };
    walk.call_with(node, name, false, given);
}

/// `StreamExecutionEnvironment.getExecutionEnvironment`: a method of an object is called by its name alone. Of a
/// value nobody can tell whether its member is called or read.
pub(super) fn selection<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if walk.is_taken(node) {
        return;
    }
    let Some((object, name)) = node.in_field("value").zip(node.in_field("field")) else { return };
    let object = if object.kind() == "field_expression" { object.in_field("field") } else { Some(object) };
    let of_object = object.filter(|object| object.kind() == "identifier");
    let begins =
        |node: Node, upper: fn(&char) -> bool| walk.text(node).chars().next().as_ref().is_some_and(upper);
    if of_object.is_some_and(|object| begins(object, |c| c.is_uppercase()))
        && begins(name, |c| c.is_lowercase())
    {
        let name = callee(walk, node);
        walk.call_with(node, name, false, Vec::new());
    }
}

pub(super) fn construction<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if let Some(body) = child_of_kind(node, "template_body") {
        walk.take(body);
    }
    let of = constructed(node).and_then(|of| type_name(walk, of));
    walk.construct(node, of, node.in_field("arguments"));
}
