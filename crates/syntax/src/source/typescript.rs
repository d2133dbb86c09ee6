//! TypeScript: JavaScript with types.

use tree_sitter::Node;

use super::{
    BindingKind,
    definition::Bound,
    dialect::{Dialect, has_token},
    javascript::{self, type_name},
    walk::Walk,
};

pub(super) const DIALECT: Dialect = Dialect {
    rules: &[
        ("import_statement", javascript::import),
        ("export_statement", javascript::export),
        ("class_declaration", javascript::define_type),
        ("abstract_class_declaration", javascript::define_type),
        ("class", javascript::define_type),
        ("interface_declaration", interface),
        ("function_declaration", javascript::function),
        ("generator_function_declaration", javascript::function),
        ("method_definition", javascript::function),
        ("variable_declarator", javascript::declaration),
        ("public_field_definition", javascript::field),
        ("required_parameter", parameter),
        ("optional_parameter", parameter),
        ("assignment_expression", javascript::assignment),
        ("call_expression", javascript::call),
        ("new_expression", javascript::construction),
        ("decorator", javascript::decorator),
    ],
    ..javascript::SHARED
};

fn interface<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    walk.define_type(node, node.child_by_field_name("name"), Vec::new());
}

/// A parameter with a type; in a constructor, with a modifier, it is a field as well.
fn parameter<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = node.child_by_field_name("pattern") else { return };
    let Some(of) = node.child_by_field_name("type") else { return };
    let member = super::dialect::child_of_kind(node, "accessibility_modifier").is_some()
        || has_token(node, "readonly");
    walk.bind(Bound {
        name: walk.compact(name),
        kind: if member { BindingKind::Field } else { BindingKind::Parameter },
        type_name: type_name(walk, of),
        value: node.child_by_field_name("value"),
        constant: has_token(node, "readonly"),
        span: walk.stretch(name.start_byte(), node.end_byte()),
    });
}
