//! Kotlin.

mod expressions;

use tree_sitter::Node;

use super::field::InField as _;

use self::expressions::{argument, collection, entry, shape, type_name, without_block};
use super::{
    BindingKind, Import, Parameter,
    arguments::{argument as read_argument, arguments},
    chain::callee,
    definition::Bound,
    dialect::{Dialect, child_of_kind, children, first_child, has_token, operands},
    walk::{Scope, Walk},
};
use crate::span::Spanned;

pub(super) const DIALECT: Dialect = Dialect {
    rules: &[
        ("package_header", package),
        ("import", import),
        ("class_declaration", define_type),
        ("object_declaration", define_type),
        ("object_literal", anonymous),
        ("enum_entry", enum_entry),
        ("function_declaration", function),
        ("secondary_constructor", constructor),
        ("function_value_parameters", parameters),
        ("class_parameter", class_parameter),
        ("property_declaration", property),
        ("assignment", assignment),
        ("call_expression", call),
        ("annotation", annotation),
    ],
    shape,
    collection,
    argument,
    entry,
    type_name,
};

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
    let supertypes = listed.into_iter().filter_map(|found| {
        let of = children(found).into_iter().find(|part| part.kind() != "annotation")?;
        type_name(walk, of)
    });
    let supertypes = supertypes.collect();
    walk.define_type(node, node.in_field("name"), supertypes);
}

/// An object without a name: what is in it does not belong to the type around it.
fn anonymous<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    walk.enter(Scope { end: node.end_byte(), function: None, owner: None });
}

fn enum_entry<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = child_of_kind(node, "identifier") else { return };
    let (list, owner) = (child_of_kind(node, "value_arguments"), walk.scope().owner);
    let first = list.and_then(first_child).map(|first| argument(walk, first).1);
    walk.bind(Bound {
        name: walk.text(name).to_owned(),
        kind: BindingKind::Field,
        type_name: owner.clone(),
        value: first,
        constant: true,
        span: walk.stretch(name.start_byte(), node.end_byte()),
    });
    if list.is_some() {
        walk.construct(node, owner, list);
    }
}

fn function<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = node.in_field("name") else { return };
    // The type in front of the name is the receiver's.
    let receiver =
        children(node).into_iter().find(|child| is_type(child) && child.end_byte() <= name.start_byte());
    let owner = receiver.and_then(|of| type_name(walk, of)).or(walk.scope().owner);
    let parameters = parameters_of(walk, node);
    walk.define_function(node, walk.named(name), owner, parameters);
}

fn constructor<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = node.children(&mut node.walk()).find(|child| child.kind() == "constructor") else {
        return;
    };
    let parameters = parameters_of(walk, node);
    walk.define_function(node, walk.named(name), walk.scope().owner, parameters);
}

fn parameters_of<'t>(walk: &Walk<'t>, node: Node<'t>) -> Vec<Parameter> {
    let list = child_of_kind(node, "function_value_parameters").map(children).unwrap_or_default();
    let list = list.into_iter().filter(|found| found.kind() == "parameter");
    let parameters = list.filter_map(|found| {
        let (name, type_name) = name_and_type(walk, found)?;
        Some(Parameter { name: walk.text(name).to_owned(), type_name })
    });
    parameters.collect()
}

/// Parameters of a function. Their annotations and defaults stand beside them.
fn parameters<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let (parts, mut annotations) = (children(node), Vec::new());
    for (at, part) in parts.iter().enumerate() {
        match part.kind() {
            "parameter_modifiers" => {
                for found in children(*part).into_iter().filter(|found| found.kind() == "annotation") {
                    annotate(walk, found, true);
                    annotations.push(found);
                }
            }
            "parameter" => {
                let default = parts.get(at + 1).copied();
                let beside = ["parameter", "parameter_modifiers"];
                parameter(walk, *part, default.filter(|next| !beside.contains(&next.kind())));
            }
            _ => {}
        }
    }
    for annotation in annotations.into_iter().rev() {
        walk.take(annotation);
    }
}

/// The name and the type that stand directly in a node.
fn name_and_type<'t>(walk: &Walk<'t>, node: Node<'t>) -> Option<(Node<'t>, Option<String>)> {
    let name = child_of_kind(node, "identifier")?;
    let of = children(node).into_iter().find(is_type).and_then(|of| type_name(walk, of));
    Some((name, of))
}

fn parameter<'t>(walk: &mut Walk<'t>, node: Node<'t>, value: Option<Node<'t>>) {
    let Some((name, type_name)) = name_and_type(walk, node) else { return };
    walk.bind(Bound {
        name: walk.text(name).to_owned(),
        kind: BindingKind::Parameter,
        type_name,
        value,
        constant: true,
        span: walk.stretch(name.start_byte(), value.unwrap_or(node).end_byte()),
    });
}

fn class_parameter<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some((name, type_name)) = name_and_type(walk, node) else { return };
    let value = children(node).pop().filter(|last| last.start_byte() > name.start_byte() && !is_type(last));
    walk.bind(Bound {
        name: walk.text(name).to_owned(),
        kind: BindingKind::Field,
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
    let (name, inner) = (callee(walk, node), without_block(node));
    let mut given = arguments(walk, child_of_kind(inner, "value_arguments"));
    let block = child_of_kind(node, "annotated_lambda");
    given.extend(block.and_then(|block| read_argument(walk, block)));
    if inner != node {
        walk.take(inner);
    }
    walk.call_with(node, name, false, given);
}

fn annotation<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if !walk.is_taken(node) {
        annotate(walk, node, false);
    }
}

fn annotate<'t>(walk: &mut Walk<'t>, node: Node<'t>, ahead: bool) {
    for inner in children(node).into_iter().filter(|child| child.kind() != "use_site_target") {
        if let Some(name) = type_name(walk, inner) {
            walk.annotate(node, name, child_of_kind(inner, "value_arguments"), ahead);
        }
    }
}
