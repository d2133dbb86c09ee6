//! Scala 2 and 3.

mod calls;
mod expressions;
mod imports;
mod text;

use tree_sitter::Node;

use super::field::InField as _;

use self::{
    calls::{call, construction, infix, selection},
    expressions::{argument, collection, entry, shape, type_name},
    imports::import,
};
use super::{
    BindingKind, Parameter,
    definition::Bound,
    dialect::{Dialect, child_of_kind, children, first_child, has_token},
    walk::{Scope, Walk},
};
use crate::span::Spanned;

pub(super) const DIALECT: Dialect = Dialect {
    rules: &[
        ("package_clause", package),
        ("import_declaration", import),
        ("class_definition", define_type),
        ("object_definition", define_type),
        ("trait_definition", define_type),
        ("enum_definition", define_type),
        ("package_object", define_type),
        ("template_body", anonymous),
        ("simple_enum_case", enum_case),
        ("full_enum_case", enum_case),
        ("function_definition", function),
        ("function_declaration", function),
        ("extension_definition", extension),
        ("parameter", parameter),
        ("binding", parameter),
        ("class_parameter", class_parameter),
        ("val_definition", variable),
        ("var_definition", variable),
        ("val_declaration", variable),
        ("var_declaration", variable),
        ("given_definition", given),
        ("enumerator", generator),
        ("block", block),
        ("indented_block", block),
        ("lambda_expression", block),
        ("assignment_expression", assignment),
        ("call_expression", call),
        ("infix_expression", infix),
        ("field_expression", selection),
        ("instance_expression", construction),
        ("annotation", annotation),
    ],
    shape,
    collection,
    argument,
    entry,
    type_name,
};

/// Clauses without braces continue each other: `package shop` and `package orders` are `shop.orders`.
fn package<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = node.in_field("name") else { return };
    let (written, span, nested) = (walk.compact(name), walk.span(name), node.in_field("body").is_some());
    match &mut walk.outline.package {
        Some(outer) if !nested => {
            outer.value.push('.');
            outer.value += &written;
        }
        Some(_) => {}
        none => *none = Some(Spanned::new(written, span)),
    }
}

fn define_type<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let listed = node.in_field("extend").map(children).unwrap_or_default();
    let supertypes = listed.into_iter().filter(|found| found.kind() != "arguments");
    let supertypes = supertypes.filter_map(|found| type_name(walk, found)).collect();
    walk.define_type(node, node.in_field("name"), supertypes);
}

/// The body of a class without a name, which the rule for `new` marks: what is in it does not belong to the
/// type around it.
fn anonymous<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if walk.is_taken(node) {
        walk.enter(Scope { end: node.end_byte(), function: None, owner: None });
    }
}

/// What is declared in a block is no member of the type around it.
fn block<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Scope { function, owner, .. } = walk.scope();
    if owner.is_some() {
        walk.enter(Scope { end: node.end_byte(), function, owner: None });
    }
}

/// `case Red extends Color("ff0000")`
fn enum_case<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = node.in_field("name") else { return };
    let (list, owner) =
        (node.in_field("extend").and_then(|of| child_of_kind(of, "arguments")), walk.scope().owner);
    walk.bind(Bound {
        name: plain(walk.text(name)),
        kind: BindingKind::Field,
        type_name: owner.clone(),
        value: list.and_then(first_child).map(|first| argument(walk, first).1),
        constant: true,
        span: walk.stretch(name.start_byte(), node.end_byte()),
    });
    if list.is_some() {
        walk.construct(node, owner, list);
    }
}

/// A name without the backticks that it may stand in.
fn plain(name: &str) -> String {
    name.trim_matches('`').to_owned()
}

fn function<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = node.in_field("name") else { return };
    let lists = children(node).into_iter().filter(|child| child.kind() == "parameters");
    let listed = lists.flat_map(children).filter(|found| found.kind() == "parameter");
    let parameters = listed.filter_map(|found| {
        let (name, type_name) = name_and_type(walk, found)?;
        Some(Parameter { name: walk.text(name).to_owned(), type_name })
    });
    let parameters = parameters.collect();
    let named = Spanned::new(plain(walk.text(name)), walk.span(name));
    walk.define_function(node, named, walk.scope().owner, parameters);
}

/// `extension (orders: Orders) def send()`: its functions belong to the type that they extend.
fn extension<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let extended = node.in_field("parameters").and_then(|list| child_of_kind(list, "parameter"));
    let owner = extended.and_then(|of| of.in_field("type")).and_then(|of| type_name(walk, of));
    walk.enter(Scope { end: node.end_byte(), function: None, owner });
}

/// The name of a node and its type.
fn name_and_type<'t>(walk: &Walk<'t>, node: Node<'t>) -> Option<(Node<'t>, Option<String>)> {
    let name = node.in_field("name")?;
    Some((name, node.in_field("type").and_then(|of| type_name(walk, of))))
}

/// A parameter of a function, or of a lambda where it has a type.
fn parameter<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some((name, type_name)) = name_and_type(walk, node) else { return };
    if node.kind() == "binding" && type_name.is_none() {
        return;
    }
    declare(walk, name, BindingKind::Parameter, type_name, node.in_field("default_value"), true);
}

fn class_parameter<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some((name, type_name)) = name_and_type(walk, node) else { return };
    let constant = !has_token(node, "var");
    declare(walk, name, BindingKind::Field, type_name, node.in_field("default_value"), constant);
}

fn declare<'t>(
    walk: &mut Walk<'t>,
    name: Node<'t>,
    kind: BindingKind,
    type_name: Option<String>,
    value: Option<Node<'t>>,
    constant: bool,
) {
    let span = walk.stretch(name.start_byte(), value.unwrap_or(name).end_byte());
    walk.bind(Bound { name: plain(walk.text(name)), kind, type_name, value, constant, span });
}

/// `val`, `var`; of a pattern that takes something apart no name is bound.
fn variable<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let (kind, constant) = (walk.variable_kind(), node.kind().starts_with("val"));
    let of = node.in_field("type").and_then(|of| type_name(walk, of));
    let Some(pattern) = node.in_field("pattern").or_else(|| node.in_field("name")) else { return };
    let names = match pattern.kind() {
        "identifier" => vec![pattern],
        "identifiers" => children(pattern),
        _ => return,
    };
    for name in names {
        declare(walk, name, kind, of.clone(), node.in_field("value"), constant);
    }
}

/// `given orders: Orders = ..`
fn given<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = node.in_field("name") else { return };
    let of = node.in_field("return_type").and_then(|of| type_name(walk, of));
    let body = node.in_field("body").filter(|body| !body.kind().ends_with("template_body"));
    declare(walk, name, walk.variable_kind(), of, body, true);
}

/// `producer <- KafkaProducer.resource(settings)`
fn generator<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if let [name, value] = children(node)[..]
        && name.kind() == "identifier"
    {
        declare(walk, name, BindingKind::Variable, None, Some(value), true);
    }
}

/// An assignment. A named argument looks like one, and stands behind a parenthesis or comma.
fn assignment<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let before = walk.text[..walk.span(node).start].trim_end();
    if before.ends_with(['(', ',']) {
        return;
    }
    if let Some((left, right)) = node.in_field("left").zip(node.in_field("right")) {
        walk.assign(left, right, walk.span(node));
    }
}

fn annotation<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = node.in_field("name").and_then(|name| type_name(walk, name)) else { return };
    walk.annotate(node, name, node.in_field("arguments"), false);
}
