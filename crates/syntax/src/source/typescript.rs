//! TypeScript: JavaScript with types.

use tree_sitter::Node;

use super::field::InField as _;

use super::{
    BindingKind,
    definition::Bound,
    dialect::{Dialect, child_of_kind, children, has_token},
    javascript::{self, type_name},
    walk::{Scope, Walk},
};

pub(super) const DIALECT: Dialect = Dialect {
    rules: &[
        ("import_statement", javascript::import),
        ("export_statement", javascript::export),
        ("class_declaration", javascript::define_type),
        ("abstract_class_declaration", javascript::define_type),
        ("class", javascript::define_type),
        ("interface_declaration", interface),
        ("enum_declaration", enumeration),
        ("function_declaration", javascript::function),
        ("generator_function_declaration", javascript::function),
        ("method_definition", javascript::function),
        ("lexical_declaration", javascript::constants),
        ("variable_declarator", javascript::declaration),
        ("public_field_definition", javascript::field),
        ("required_parameter", parameter),
        ("optional_parameter", parameter),
        ("assignment_expression", javascript::assignment),
        ("pair", javascript::pair),
        ("object", javascript::object),
        ("call_expression", javascript::call),
        ("new_expression", javascript::construction),
        ("decorator", javascript::decorator),
    ],
    ..javascript::SHARED
};

fn interface<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let listed = child_of_kind(node, "extends_type_clause").map(children).unwrap_or_default();
    let supertypes = listed.into_iter().filter_map(|found| type_name(walk, found)).collect();
    walk.define_type(node, node.in_field("name"), supertypes);
}

/// An enum and its members, each with the value it is given.
fn enumeration<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    walk.define_type(node, node.in_field("name"), Vec::new());
    let type_name = walk.scope().owner;
    for member in node.in_field("body").map(children).unwrap_or_default() {
        let name = member.in_field("name").unwrap_or(member);
        walk.bind(Bound {
            name: walk.text(name).trim_matches(['"', '\'']).to_owned(),
            kind: BindingKind::Field,
            type_name: type_name.clone(),
            value: member.in_field("value"),
            constant: true,
            span: walk.span(member),
        });
    }
}

/// A parameter with a type; in a constructor, with a modifier, it is a field of the class.
fn parameter<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = node.in_field("pattern").filter(|name| name.kind() != "this") else { return };
    let of = node.in_field("type");
    let constant = has_token(node, "readonly");
    let member = constant || child_of_kind(node, "accessibility_modifier").is_some();
    if of.is_none() && !member {
        return;
    }
    if member {
        let constructor = walk.scope().function.and_then(|index| walk.outline.functions.get(index));
        let owner = constructor.and_then(|constructor| constructor.owner.clone());
        walk.enter(Scope { end: node.end_byte(), function: None, owner });
    }
    let bound = Bound {
        name: walk.compact(name),
        kind: if member { BindingKind::Field } else { BindingKind::Parameter },
        type_name: of.and_then(|of| type_name(walk, of)),
        value: node.in_field("value"),
        constant,
        span: walk.stretch(name.start_byte(), node.end_byte()),
    };
    javascript::bind(walk, name, bound);
}
