//! Go.

use tree_sitter::Node;

use super::field::InField as _;

use super::{
    BindingKind, Import, Parameter,
    arguments::argument as read_argument,
    chain::callee,
    definition::Bound,
    dialect::{Dialect, Entry, Shape, child_of_kind, children, first_child, has_token, operands},
    literal::{Quotes, literal},
    walk::Walk,
};
use crate::span::Spanned;

pub(super) const DIALECT: Dialect = Dialect {
    rules: &[
        ("package_clause", package),
        ("import_spec", import),
        ("type_spec", define_type),
        ("type_alias", define_type),
        ("field_declaration", field),
        ("function_declaration", function),
        ("method_declaration", function),
        ("parameter_declaration", parameter),
        ("variadic_parameter_declaration", parameter),
        ("const_spec", declaration),
        ("var_spec", declaration),
        ("short_var_declaration", short_declaration),
        ("assignment_statement", assignment),
        ("call_expression", call),
        ("type_conversion_expression", conversion),
        ("composite_literal", composite),
    ],
    shape,
    collection: |_, _| None,
    argument,
    entry,
    type_name,
};

fn package<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    walk.outline.package = first_child(node).map(|name| Spanned::new(walk.compact(name), walk.span(name)));
}

fn import<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(path) = node.in_field("path") else { return };
    let name = node.in_field("name");
    let wildcard = name.is_some_and(|name| name.kind() == "dot");
    walk.import(Import {
        path: walk.text(path).trim_matches(['"', '`']).to_owned(),
        alias: name.filter(|_| !wildcard).map(|name| walk.text(name).to_owned()),
        wildcard,
        span: walk.span(node),
        ..Import::default()
    });
}

fn define_type<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let of = node.in_field("type");
    let list = of.and_then(|of| {
        if of.kind() == "interface_type" { Some(of) } else { child_of_kind(of, "field_declaration_list") }
    });
    let members = list.map(children).unwrap_or_default();
    let supertypes = members.into_iter().filter_map(embedded).filter_map(|of| type_name(walk, of)).collect();
    walk.define_type(node, node.in_field("name"), supertypes);
}

/// The type that a struct or interface embeds with this member. A union or `~int` is none.
fn embedded(member: Node) -> Option<Node> {
    match member.kind() {
        "field_declaration" if member.in_field("name").is_none() => member.in_field("type"),
        "type_elem" if member.named_child_count() == 1 => first_child(member),
        _ => None,
    }
}

fn field<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    typed(walk, node, BindingKind::Field);
}

fn parameter<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    typed(walk, node, BindingKind::Parameter);
}

/// Names in front of one type.
fn typed<'t>(walk: &mut Walk<'t>, node: Node<'t>, kind: BindingKind) {
    let of = node.in_field("type").and_then(|of| type_name(walk, of));
    for name in node.children_by_field_name("name", &mut node.walk()) {
        let (span, name) = (walk.span(name), walk.text(name).to_owned());
        walk.bind(Bound { name, kind, type_name: of.clone(), value: None, constant: false, span });
    }
}

fn function<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = node.in_field("name") else { return };
    let receiver = node.in_field("receiver").and_then(first_child);
    let owner = receiver.and_then(|found| type_name(walk, found.in_field("type")?));
    let list = node.in_field("parameters").map(children).unwrap_or_default();
    let mut parameters = Vec::new();
    for found in list {
        let of = found.in_field("type").and_then(|of| type_name(walk, of));
        for name in found.children_by_field_name("name", &mut found.walk()) {
            parameters.push(Parameter { name: walk.text(name).to_owned(), type_name: of.clone() });
        }
    }
    walk.define_function(node, walk.named(name), owner, parameters);
}

fn declaration<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let of = node.in_field("type").and_then(|of| type_name(walk, of));
    let names: Vec<Node> =
        node.children_by_field_name("name", &mut node.walk()).filter(Node::is_named).collect();
    let values = node.in_field("value").map(children).unwrap_or_default();
    for (at, name) in names.into_iter().enumerate() {
        let value = values.get(at).copied();
        walk.bind(Bound {
            name: walk.text(name).to_owned(),
            kind: BindingKind::Variable,
            type_name: of.clone(),
            value,
            constant: node.kind() == "const_spec",
            span: walk.stretch(name.start_byte(), value.map_or(name.end_byte(), |value| value.end_byte())),
        });
    }
}

/// The names and values of `a, b := x, y`; of several names for one value the first has it.
fn sides(node: Node) -> Option<(Vec<Node>, Vec<Node>)> {
    let (left, right) = (node.in_field("left")?, node.in_field("right")?);
    Some((children(left), children(right)))
}

fn short_declaration<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some((names, values)) = sides(node) else { return };
    for (at, name) in names.into_iter().enumerate() {
        walk.bind(Bound {
            name: walk.text(name).to_owned(),
            kind: BindingKind::Variable,
            type_name: None,
            value: values.get(at).copied(),
            constant: false,
            span: walk.stretch(name.start_byte(), node.end_byte()),
        });
    }
}

fn assignment<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if operands(node, &["="]).is_none() {
        return;
    }
    let Some((names, values)) = sides(node) else { return };
    for (name, value) in names.into_iter().zip(values) {
        walk.assign(name, value, walk.stretch(name.start_byte(), value.end_byte()));
    }
}

fn call<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let name = callee(walk, node);
    walk.call(node, name, node.in_field("arguments"));
}

/// `f[T](x)` is a call, though the grammar takes it for a conversion.
fn conversion<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if node.in_field("type").is_none_or(|of| of.kind() != "generic_type") {
        return;
    }
    let name = callee(walk, node);
    let given = node.in_field("operand").and_then(|operand| read_argument(walk, operand));
    walk.call_with(node, name, false, given.into_iter().collect());
}

fn composite<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let named = ["type_identifier", "qualified_type", "generic_type"];
    let of = node.in_field("type").filter(|of| named.contains(&of.kind()));
    let of = of.and_then(|of| type_name(walk, of));
    walk.construct(node, of, node.in_field("body"));
}

fn shape<'t>(walk: &Walk<'t>, node: Node<'t>) -> Shape<'t> {
    let field = |name| node.in_field(name);
    match node.kind() {
        "identifier" | "package_identifier" | "field_identifier" | "type_identifier" | "qualified_type" => {
            Shape::Name
        }
        "selector_expression" => Shape::of_two(Shape::Member, field("operand"), field("field")),
        "index_expression" => Shape::of_two(Shape::Index, field("operand"), field("index")),
        "call_expression" => field("function").map_or(Shape::Other, Shape::Call),
        "composite_literal" => composed(node),
        "literal_value" => literal_value(node),
        "literal_element" | "parenthesized_expression" => Shape::inside(first_child(node)),
        "type_assertion_expression" => Shape::inside(field("operand")),
        "unary_expression" => signed(node),
        "type_conversion_expression" => match field("type") {
            Some(of) if of.kind() == "generic_type" => Shape::Call(of),
            _ => Shape::inside(field("operand")),
        },
        "generic_type" => Shape::inside(field("type")),
        "interpreted_string_literal" => literal(walk, node, Quotes::plain("\"")),
        "raw_string_literal" => literal(walk, node, Quotes { escapes: None, ..Quotes::plain("`") }),
        "binary_expression" => operands(node, &["+"]).map_or(Shape::Other, |(a, b)| Shape::Sum(a, b)),
        "true" | "false" => Shape::Bool(node.kind() == "true"),
        "int_literal" | "float_literal" => Shape::Number,
        _ => Shape::Other,
    }
}

/// A pointer to or from something is read as that; a number keeps its sign.
fn signed(node: Node) -> Shape {
    let operand = node.in_field("operand");
    let number = |of: Node| matches!(of.kind(), "int_literal" | "float_literal");
    if has_token(node, "&") || has_token(node, "*") {
        Shape::inside(operand)
    } else if has_token(node, "-") && operand.is_some_and(number) {
        Shape::Number
    } else {
        Shape::Other
    }
}

/// A literal of a named type is a new object; of a list or map it is one.
fn composed(node: Node) -> Shape {
    let Some(of) = node.in_field("type") else { return Shape::Other };
    match of.kind() {
        "slice_type" | "array_type" | "implicit_length_array_type" | "map_type" => {
            node.in_field("body").map_or(Shape::Other, literal_value)
        }
        _ => Shape::Construct(of),
    }
}

fn literal_value(node: Node) -> Shape {
    if child_of_kind(node, "keyed_element").is_some() { Shape::Object(node) } else { Shape::List(node) }
}

fn argument<'t>(walk: &Walk<'t>, node: Node<'t>) -> (Option<String>, Node<'t>) {
    if node.kind() == "variadic_argument" {
        return (Some("...".to_owned()), first_child(node).unwrap_or(node));
    }
    let value = node.in_field("value").filter(|_| node.kind() == "keyed_element");
    value.map_or((None, node), |value| (walk.field(node, "key"), value))
}

fn entry<'t>(_: &Walk<'t>, node: Node<'t>) -> Option<Entry<'t>> {
    let (key, value) = (node.in_field("key")?, node.in_field("value")?);
    Some(Entry::Pair(key, value))
}

fn type_name<'t>(walk: &Walk<'t>, node: Node<'t>) -> Option<String> {
    let mut of = node;
    loop {
        let inner = match of.kind() {
            "slice_type" | "array_type" | "implicit_length_array_type" => of.in_field("element"),
            "map_type" | "channel_type" => of.in_field("value"),
            "generic_type" => of.in_field("type"),
            "pointer_type" | "parenthesized_type" => first_child(of),
            _ => break,
        };
        of = inner?;
    }
    let named = matches!(of.kind(), "type_identifier" | "qualified_type");
    named.then(|| walk.compact(of))
}
