//! Java.

use tree_sitter::Node;

use super::field::InField as _;

use super::{
    BindingKind, Import, Parameter,
    chain::callee,
    definition::Bound,
    dialect::{Dialect, Shape, child_of_kind, children, first_child, has_token, operands},
    escape::{Unknown, resolve},
    literal::{Quotes, literal, unindented},
    walk::{Scope, Walk},
};
use crate::span::Spanned;

pub(super) const DIALECT: Dialect = Dialect {
    rules: &[
        ("package_declaration", package),
        ("import_declaration", import),
        ("class_declaration", define_type),
        ("interface_declaration", define_type),
        ("enum_declaration", define_type),
        ("record_declaration", define_type),
        ("annotation_type_declaration", define_type),
        ("method_declaration", function),
        ("constructor_declaration", function),
        ("compact_constructor_declaration", function),
        ("class_body", anonymous),
        ("lambda_expression", lambda),
        ("field_declaration", declaration),
        ("constant_declaration", declaration),
        ("local_variable_declaration", declaration),
        ("resource", resource),
        ("formal_parameter", parameter),
        ("spread_parameter", parameter),
        ("enum_constant", enum_constant),
        ("assignment_expression", assignment),
        ("method_invocation", call),
        ("explicit_constructor_invocation", constructor_call),
        ("object_creation_expression", construction),
        ("annotation", annotation),
        ("marker_annotation", annotation),
    ],
    shape,
    collection,
    argument,
    entry: |_, _| None,
    type_name,
};

/// Methods that make a list or set of their arguments.
const LISTS: [(&str, &str); 5] =
    [("List", "of"), ("Set", "of"), ("Stream", "of"), ("Arrays", "asList"), ("Collections", "singletonList")];

/// The longest `a::b` or `a.class` that is read as a name, in bytes. Whole expressions may stand in front
/// of `::`, and in each of them another.
const MAX_REFERENCE: usize = 256;

fn package<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let name = children(node).into_iter().find(|child| child.kind().ends_with("identifier"));
    walk.outline.package = name.map(|name| Spanned::new(walk.compact(name), walk.span(name)));
}

fn import<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(path) = first_child(node) else { return };
    walk.import(Import {
        path: walk.compact(path),
        wildcard: child_of_kind(node, "asterisk").is_some(),
        is_static: has_token(node, "static"),
        span: walk.span(node),
        ..Import::default()
    });
}

fn define_type<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let listed = ["superclass", "super_interfaces", "extends_interfaces"];
    let clauses = children(node).into_iter().filter(|child| listed.contains(&child.kind()));
    let types = clauses.flat_map(children).flat_map(|found| match found.kind() {
        "type_list" => children(found),
        _ => vec![found],
    });
    let supertypes = types.filter_map(|found| type_name(walk, found)).collect();
    walk.define_type(node, node.in_field("name"), supertypes);
}

/// The body of a class without a name, or of an enum's member: what is in it does not belong to the type
/// around it. The body of a type ends where the type does. To ask for the parent would walk the tree.
fn anonymous<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let scope = walk.scope();
    if scope.owner.is_none() || scope.end != node.end_byte() {
        walk.enter(Scope { end: node.end_byte(), function: None, owner: None });
    }
}

/// What is declared in a lambda is no member of the type around it.
fn lambda<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let function = walk.scope().function;
    walk.enter(Scope { end: node.end_byte(), function, owner: None });
}

fn function<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = node.in_field("name") else { return };
    let list = node.in_field("parameters").map(children).unwrap_or_default();
    let parameters = list.into_iter().filter_map(|found| {
        let (name, of) = parameter_parts(found)?;
        Some(Parameter { name: walk.text(name).to_owned(), type_name: type_name(walk, of) })
    });
    let parameters = parameters.collect();
    walk.define_function(node, walk.named(name), walk.scope().owner, parameters);
}

/// The name and the type of a parameter.
fn parameter_parts(node: Node) -> Option<(Node, Node)> {
    if let Some(name) = node.in_field("name") {
        return Some((name, node.in_field("type")?));
    }
    let name = child_of_kind(node, "variable_declarator")?.in_field("name")?;
    let of = children(node).into_iter().find(|child| child.kind() != "modifiers")?;
    Some((name, of))
}

fn parameter<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some((name, of)) = parameter_parts(node) else { return };
    let of_record = walk.scope().owner.is_some();
    walk.bind(Bound {
        name: walk.text(name).to_owned(),
        kind: if of_record { BindingKind::Field } else { BindingKind::Parameter },
        type_name: type_name(walk, of),
        value: None,
        constant: of_record || is_final(node),
        span: walk.span(name),
    });
}

fn is_final(node: Node) -> bool {
    child_of_kind(node, "modifiers").is_some_and(|modifiers| has_token(modifiers, "final"))
}

fn declaration<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let of = node.in_field("type").and_then(|of| type_name(walk, of));
    let constant = node.kind() == "constant_declaration" || is_final(node);
    let local = node.kind() == "local_variable_declaration";
    for declarator in node.children_by_field_name("declarator", &mut node.walk()) {
        let Some(name) = declarator.in_field("name") else { continue };
        walk.bind(Bound {
            name: walk.text(name).to_owned(),
            kind: if local { BindingKind::Variable } else { walk.variable_kind() },
            type_name: of.clone().filter(|of| of != "var"),
            value: declarator.in_field("value"),
            constant,
            span: walk.span(declarator),
        });
    }
}

fn resource<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = node.in_field("name") else { return };
    let of = node.in_field("type").and_then(|of| type_name(walk, of));
    walk.bind(Bound {
        name: walk.text(name).to_owned(),
        kind: BindingKind::Variable,
        type_name: of.filter(|of| of != "var"),
        value: node.in_field("value"),
        constant: true,
        span: walk.stretch(name.start_byte(), node.end_byte()),
    });
}

fn enum_constant<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = node.in_field("name") else { return };
    let (list, owner) = (node.in_field("arguments"), walk.scope().owner);
    let first = list.and_then(first_child);
    walk.bind(Bound {
        name: walk.text(name).to_owned(),
        kind: BindingKind::Field,
        type_name: owner.clone(),
        value: first,
        constant: true,
        span: walk.span(node),
    });
    if list.is_some() {
        walk.construct(node, owner, list);
    }
}

fn assignment<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some((left, right)) = operands(node, &["="]) else { return };
    walk.assign(left, right, walk.span(node));
}

fn call<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let name = callee(walk, node);
    walk.call(node, name, node.in_field("arguments"));
}

fn constructor_call<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let name = walk.field(node, "constructor");
    walk.call(node, name, node.in_field("arguments"));
}

fn construction<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let of = node.in_field("type").and_then(|of| type_name(walk, of));
    walk.construct(node, of, node.in_field("arguments"));
}

fn annotation<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = node.in_field("name") else { return };
    walk.annotate(node, walk.compact(name), node.in_field("arguments"), false);
}

fn shape<'t>(walk: &Walk<'t>, node: Node<'t>) -> Shape<'t> {
    let field = |name| node.in_field(name);
    match node.kind() {
        "identifier" | "this" | "super" | "scoped_identifier" | "type_identifier" => Shape::Name,
        "method_reference" | "class_literal" if node.byte_range().len() <= MAX_REFERENCE => Shape::Name,
        "method_reference" | "class_literal" => Shape::Other,
        "field_access" => Shape::of_two(Shape::Member, field("object"), field("field")),
        "array_access" => Shape::of_two(Shape::Index, field("array"), field("index")),
        "method_invocation" => {
            field("name").map_or(Shape::Other, |name| Shape::Method(field("object"), name))
        }
        "object_creation_expression" => field("type").map_or(Shape::Other, Shape::Construct),
        "annotation" | "marker_annotation" => field("name").map_or(Shape::Other, Shape::Call),
        "parenthesized_expression" => Shape::inside(first_child(node)),
        "cast_expression" | "array_creation_expression" => Shape::inside(field("value")),
        "string_literal" => text(walk, node),
        "character_literal" => literal(walk, node, Quotes::plain("'")),
        "binary_expression" => operands(node, &["+"]).map_or(Shape::Other, |(a, b)| Shape::Sum(a, b)),
        "ternary_expression" => Shape::of_two(Shape::Choice, field("consequence"), field("alternative")),
        "array_initializer" | "element_value_array_initializer" => Shape::List(node),
        "true" | "false" => Shape::Bool(node.kind() == "true"),
        kind if kind.ends_with("_literal") && kind != "null_literal" => Shape::Number,
        _ => Shape::Other,
    }
}

fn text<'t>(walk: &Walk<'t>, node: Node<'t>) -> Shape<'t> {
    let written = walk.text(node);
    if let Some(block) = written.strip_prefix("\"\"\"") {
        let block = unindented(block.strip_suffix("\"\"\"").unwrap_or(block));
        return Shape::Text(resolve(&block, Unknown::Dropped));
    }
    literal(walk, node, Quotes::plain("\""))
}

fn collection<'t>(walk: &Walk<'t>, node: Node<'t>) -> Option<Shape<'t>> {
    if node.kind() != "method_invocation" {
        return None;
    }
    let object = walk.text(node.in_field("object")?);
    let name = walk.text(node.in_field("name")?);
    LISTS.contains(&(object, name)).then(|| node.in_field("arguments").map(Shape::List))?
}

fn argument<'t>(walk: &Walk<'t>, node: Node<'t>) -> (Option<String>, Node<'t>) {
    let value = node.in_field("value").filter(|_| node.kind() == "element_value_pair");
    value.map_or((None, node), |value| (walk.field(node, "key"), value))
}

fn type_name<'t>(walk: &Walk<'t>, node: Node<'t>) -> Option<String> {
    let of = if node.kind() == "annotated_type" { children(node).pop()? } else { node };
    let whole = walk.text(of);
    let name: String = whole.split(['<', '[']).next()?.split_whitespace().collect();
    (!name.is_empty()).then_some(name)
}
