//! Kotlin.

use tree_sitter::Node;

use super::{
    BindingKind, Import, Parameter,
    chain::callee,
    definition::Bound,
    dialect::{Dialect, Shape, child_of_kind, children, first_child, has_token, operands},
    literal::{Quotes, literal},
    walk::Walk,
};
use crate::span::Spanned;

pub(super) const DIALECT: Dialect = Dialect {
    rules: &[
        ("package_header", package),
        ("import", import),
        ("class_declaration", define_type),
        ("object_declaration", define_type),
        ("function_declaration", function),
        ("class_parameter", class_parameter),
        ("parameter", parameter),
        ("property_declaration", property),
        ("assignment", assignment),
        ("call_expression", call),
        ("annotation", annotation),
    ],
    shape,
    collection,
    argument,
    entry: |_, _| None,
    type_name,
};

/// Functions that make a list or set of their arguments.
const LISTS: [&str; 6] = ["listOf", "setOf", "arrayOf", "mutableListOf", "mutableSetOf", "listOfNotNull"];

/// Nodes that name a type.
fn is_type(node: &Node) -> bool {
    matches!(
        node.kind(),
        "user_type" | "nullable_type" | "function_type" | "parenthesized_type" | "non_nullable_type"
    )
}

fn package<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    walk.outline.package = first_child(node).map(|name| Spanned::new(walk.compact(name), walk.span(name)));
}

fn import<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let parts = children(node);
    let Some(path) = parts.first() else { return };
    walk.import(Import {
        path: walk.compact(*path),
        alias: parts.get(1).map(|alias| walk.text(*alias).to_owned()),
        wildcard: has_token(node, "*"),
        span: walk.span(node),
        ..Import::default()
    });
}

fn define_type<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let listed = child_of_kind(node, "delegation_specifiers").map(children).unwrap_or_default();
    let supertypes = listed.into_iter().filter_map(|found| type_name(walk, first_child(found)?));
    let supertypes = supertypes.collect();
    walk.define_type(node, node.child_by_field_name("name"), supertypes);
}

fn function<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = node.child_by_field_name("name") else { return };
    // The type in front of the name is the receiver's.
    let receiver =
        children(node).into_iter().find(|child| is_type(child) && child.end_byte() <= name.start_byte());
    let owner = receiver.and_then(|of| type_name(walk, of)).or(walk.scope().owner);
    let list = child_of_kind(node, "function_value_parameters").map(children).unwrap_or_default();
    let list = list.into_iter().filter(|found| found.kind() == "parameter");
    let parameters = list.filter_map(|found| {
        let (name, type_name) = name_and_type(walk, found)?;
        Some(Parameter { name: walk.text(name).to_owned(), type_name })
    });
    let parameters = parameters.collect();
    walk.define_function(node, walk.named(name), owner, parameters);
}

/// The name and the type that stand directly in a node.
fn name_and_type<'t>(walk: &Walk<'t>, node: Node<'t>) -> Option<(Node<'t>, Option<String>)> {
    let name = child_of_kind(node, "identifier")?;
    let of = children(node).into_iter().find(is_type).and_then(|of| type_name(walk, of));
    Some((name, of))
}

fn parameter<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    typed(walk, node, BindingKind::Parameter);
}

fn class_parameter<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    typed(walk, node, BindingKind::Field);
}

fn typed<'t>(walk: &mut Walk<'t>, node: Node<'t>, kind: BindingKind) {
    let Some((name, type_name)) = name_and_type(walk, node) else { return };
    let value = children(node).pop().filter(|last| last.start_byte() > name.start_byte() && !is_type(last));
    walk.bind(Bound {
        name: walk.text(name).to_owned(),
        kind,
        type_name,
        value,
        constant: !has_token(node, "var"),
        span: walk.stretch(name.start_byte(), node.end_byte()),
    });
}

fn property<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(declared) = child_of_kind(node, "variable_declaration") else { return };
    let Some((name, type_name)) = name_and_type(walk, declared) else { return };
    let parts = children(node).into_iter().skip_while(|child| child.id() != declared.id()).skip(1);
    let value = parts.filter(|child| !matches!(child.kind(), "getter" | "setter" | "type_constraints")).map(
        |child| {
            // `by lazy { .. }`
            if child.kind() == "property_delegate" { first_child(child).unwrap_or(child) } else { child }
        },
    );
    let value = value.into_iter().next();
    walk.bind(Bound {
        name: walk.text(name).to_owned(),
        kind: walk.variable_kind(),
        type_name,
        value,
        constant: !has_token(node, "var"),
        span: walk.stretch(name.start_byte(), value.map_or(declared.end_byte(), |value| value.end_byte())),
    });
}

fn assignment<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some((left, right)) = operands(node, &["="]) else { return };
    walk.assign(left, right, walk.span(node));
}

fn call<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if walk.is_taken(node) {
        return;
    }
    let name = callee(walk, node);
    walk.call(node, name, child_of_kind(node, "value_arguments"));
}

fn annotation<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(inner) = children(node).into_iter().find(|child| child.kind() != "use_site_target") else {
        return;
    };
    let of = if inner.kind() == "constructor_invocation" { first_child(inner) } else { Some(inner) };
    let Some(name) = of.and_then(|of| type_name(walk, of)) else { return };
    walk.annotate(node, name, child_of_kind(inner, "value_arguments"), false);
}

fn shape<'t>(walk: &Walk<'t>, node: Node<'t>) -> Shape<'t> {
    match node.kind() {
        "identifier" | "qualified_identifier" | "this_expression" | "super_expression" => Shape::Name,
        "navigation_expression" => {
            let parts = children(node);
            Shape::of_two(Shape::Member, parts.first().copied(), parts.last().copied())
        }
        "index_expression" => {
            let parts = children(node);
            Shape::of_two(Shape::Index, parts.first().copied(), parts.get(1).copied())
        }
        "call_expression" => first_child(node).map_or(Shape::Other, Shape::Call),
        "parenthesized_expression" | "annotated_expression" => Shape::inside(first_child(node)),
        "unary_expression" => Shape::inside(first_child(node)),
        "as_expression" => Shape::inside(node.child_by_field_name("left")),
        "string_literal" => literal(walk, node, Quotes { hole: "interpolation", ..Quotes::plain("\"") }),
        "multiline_string_literal" => literal(
            walk,
            node,
            Quotes { open: "\"\"\"", close: "\"\"\"", escapes: None, hole: "interpolation" },
        ),
        "binary_expression" => binary(node),
        "collection_literal" => Shape::List(node),
        "true" | "false" => Shape::Bool(node.kind() == "true"),
        "number_literal" | "float_literal" => Shape::Number,
        _ => Shape::Other,
    }
}

fn binary(node: Node) -> Shape {
    if let Some((left, right)) = operands(node, &["+"]) {
        return Shape::Sum(left, right);
    }
    operands(node, &["?:"]).map_or(Shape::Other, |(left, right)| Shape::Choice(left, right))
}

fn collection<'t>(walk: &Walk<'t>, node: Node<'t>) -> Option<Shape<'t>> {
    if node.kind() != "call_expression" {
        return None;
    }
    let name = walk.text(first_child(node)?);
    LISTS.contains(&name).then(|| child_of_kind(node, "value_arguments").map(Shape::List))?
}

fn argument<'t>(walk: &Walk<'t>, node: Node<'t>) -> (Option<String>, Node<'t>) {
    if node.kind() != "value_argument" {
        return (None, node);
    }
    let parts = children(node);
    match &parts[..] {
        [name, value, ..] if has_token(node, "=") => (Some(walk.text(*name).to_owned()), *value),
        [value, ..] => (None, *value),
        [] => (None, node),
    }
}

fn type_name<'t>(walk: &Walk<'t>, node: Node<'t>) -> Option<String> {
    let of = if node.kind() == "constructor_invocation" { first_child(node)? } else { node };
    let whole = walk.compact(of);
    let name = whole.split(['<', '?', '(']).next()?;
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
    plain.then(|| name.to_owned())
}
