//! Expressions of Scala.

use tree_sitter::Node;

use crate::source::{
    dialect::{Entry, Shape, children, first_child},
    field::InField as _,
    literal::{Quotes, literal},
    walk::Walk,
};

use super::{
    calls::{called, lists},
    text::{interpolated, string, without_margin},
};

/// Objects that make a collection of what they are given.
const LISTS: [&str; 14] = [
    "List",
    "Seq",
    "Set",
    "Vector",
    "Array",
    "IndexedSeq",
    "Iterable",
    "Arrays.asList",
    "java.util.Arrays.asList",
    "Collections.singletonList",
    "Collections.singleton",
    "NonEmptyList.of",
    "NonEmptyList.one",
    "NonEmptySet.one",
];

/// Objects that make a map of pairs.
const MAPS: [&str; 5] = ["Map", "HashMap", "ListMap", "mutable.Map", "immutable.Map"];

/// Methods that give the same elements as another collection.
const CONVERSIONS: [&str; 8] =
    ["asJava", "asJavaCollection", "asScala", "toList", "toSeq", "toSet", "toVector", "toArray"];

pub(super) fn shape<'t>(walk: &Walk<'t>, node: Node<'t>) -> Shape<'t> {
    let field = |name| node.in_field(name);
    match node.kind() {
        "identifier" | "type_identifier" | "stable_identifier" | "stable_type_identifier" => Shape::Name,
        "field_expression" => member(walk, node),
        "call_expression" => called(node).map_or(Shape::Other, Shape::Call),
        "generic_function" => Shape::inside(field("function")),
        "infix_expression" => operation(walk, node),
        "instance_expression" => constructed(node).map_or(Shape::Other, Shape::Construct),
        "parenthesized_expression" | "ascription_expression" => Shape::inside(first_child(node)),
        "block" | "indented_block" => only(node),
        "if_expression" => Shape::of_two(Shape::Choice, field("consequence"), field("alternative")),
        "string" => string(walk, node),
        "interpolated_string_expression" => interpolated(walk, node),
        "character_literal" => literal(walk, node, Quotes::plain("'")),
        "tuple_expression" => Shape::List(node),
        "boolean_literal" => Shape::Bool(walk.text(node) == "true"),
        "integer_literal" | "floating_point_literal" => Shape::Number,
        "prefix_expression" => negative(walk, node),
        _ => Shape::Other,
    }
}

/// `a.b`; a text of several lines is what is left of it without its margin.
fn member<'t>(walk: &Walk<'t>, node: Node<'t>) -> Shape<'t> {
    let (value, name) = (node.in_field("value"), node.in_field("field"));
    let literal = value.filter(|of| matches!(of.kind(), "string" | "interpolated_string_expression"));
    match literal.filter(|_| name.is_some_and(|name| walk.text(name) == "stripMargin")) {
        Some(literal) => without_margin(shape(walk, literal)),
        None => Shape::of_two(Shape::Member, value, name),
    }
}

/// `a + b`; `a send b` is a call, and what signs mean is not known.
fn operation<'t>(walk: &Walk<'t>, node: Node<'t>) -> Shape<'t> {
    let Some(operator) = node.in_field("operator") else { return Shape::Other };
    match operator.kind() {
        "identifier" => Shape::Method(node.in_field("left"), operator),
        _ if walk.text(operator) == "+" => {
            Shape::of_two(Shape::Sum, node.in_field("left"), node.in_field("right"))
        }
        _ => Shape::Other,
    }
}

/// A block of one expression is that expression.
fn only(node: Node) -> Shape {
    match children(node)[..] {
        [only] if !only.kind().ends_with("_definition") => Shape::Inside(only),
        _ => Shape::Other,
    }
}

fn negative<'t>(walk: &Walk<'t>, node: Node<'t>) -> Shape<'t> {
    let number = first_child(node).is_some_and(|of| of.kind().ends_with("_literal"));
    if number && walk.text(node).starts_with('-') { Shape::Number } else { Shape::Other }
}

/// The type of `new X(..)`.
pub(super) fn constructed(node: Node) -> Option<Node> {
    first_child(node).filter(|of| !matches!(of.kind(), "template_body" | "early_defs" | "structural_type"))
}

pub(super) fn collection<'t>(walk: &Walk<'t>, node: Node<'t>) -> Option<Shape<'t>> {
    if node.kind() == "field_expression" {
        let name = node.in_field("field").map(|name| walk.text(name))?;
        return CONVERSIONS.contains(&name).then(|| Shape::inside(node.in_field("value")));
    }
    let function = (node.kind() == "call_expression").then(|| node.in_field("function"))??;
    let generic = (function.kind() == "generic_function").then(|| function.in_field("function")).flatten();
    let name = walk.text(generic.unwrap_or(function));
    let list = lists(node).next()?;
    match name {
        name if LISTS.contains(&name) => Some(Shape::List(list)),
        name if MAPS.contains(&name) => Some(Shape::Object(list)),
        // `Some("orders")` stands where there may be nothing.
        "Some" | "Option" => Some(Shape::inside(first_child(list))),
        _ => None,
    }
}

pub(super) fn argument<'t>(walk: &Walk<'t>, node: Node<'t>) -> (Option<String>, Node<'t>) {
    match node.kind() {
        "assignment_expression" => match node.in_field("left").zip(node.in_field("right")) {
            Some((name, value)) => (Some(walk.text(name).trim_matches('`').to_owned()), value),
            None => (None, node),
        },
        "vararg" => (Some("*".to_owned()), first_child(node).unwrap_or(node)),
        _ => (None, node),
    }
}

/// `"a" -> x`, `("a", x)`
pub(super) fn entry<'t>(walk: &Walk<'t>, node: Node<'t>) -> Option<Entry<'t>> {
    match node.kind() {
        "vararg" => Some(Entry::Spread("*", first_child(node)?)),
        "tuple_expression" => match children(node)[..] {
            [key, value] => Some(Entry::Pair(key, value)),
            _ => None,
        },
        "infix_expression" if node.in_field("operator").is_some_and(|sign| walk.text(sign) == "->") => {
            node.in_field("left").zip(node.in_field("right")).map(|(key, value)| Entry::Pair(key, value))
        }
        _ => None,
    }
}

/// Nodes around the type that counts.
const AROUND: [&str; 8] = [
    "generic_type",
    "applied_constructor_type",
    "annotated_type",
    "compound_type",
    "singleton_type",
    "capturing_type",
    "lazy_parameter_type",
    "repeated_parameter_type",
];

/// How many types that stand around each other are looked into.
const AROUND_MAX: usize = 8;

pub(super) fn type_name<'t>(walk: &Walk<'t>, node: Node<'t>) -> Option<String> {
    let mut of = node;
    for _ in 0..AROUND_MAX {
        if !AROUND.contains(&of.kind()) {
            break;
        }
        of = of.in_field("type").or_else(|| of.in_field("base")).or_else(|| first_child(of))?;
    }
    let named = of.kind().ends_with("identifier");
    named.then(|| walk.compact(of).replace('`', ""))
}
