//! JavaScript, and what TypeScript has in common with it.

mod functions;
mod imports;

use tree_sitter::Node;

use super::field::InField as _;

pub(super) use self::{
    functions::{arrow, bind, decorator, function, object, pair, returned},
    imports::{export, import},
};
use super::{
    BindingKind,
    arguments::argument as read_argument,
    chain::callee,
    definition::Bound,
    dialect::{Dialect, Entry, Rule, Shape, child_of_kind, children, first_child, has_token, operands},
    literal::{Quotes, literal},
    walk::{Scope, Walk},
};

pub(super) const DIALECT: Dialect = Dialect { rules: RULES, ..SHARED };

/// All but the rules, which TypeScript has more of.
pub(super) const SHARED: Dialect =
    Dialect { rules: &[], shape, collection: |_, _| None, argument, entry, type_name };

const RULES: &[(&str, Rule)] = &[
    ("import_statement", import),
    ("export_statement", export),
    ("class_declaration", define_type),
    ("class", define_type),
    ("function_declaration", function),
    ("generator_function_declaration", function),
    ("method_definition", function),
    ("lexical_declaration", constants),
    ("variable_declarator", declaration),
    ("field_definition", field),
    ("assignment_expression", assignment),
    ("pair", pair),
    ("object", object),
    ("call_expression", call),
    ("new_expression", construction),
    ("decorator", decorator),
    ("return_statement", returned),
    ("arrow_function", arrow),
];

pub(super) fn define_type<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if walk.is_taken(node) {
        return;
    }
    let Some(name) = node.in_field("name") else {
        let function = walk.scope().function;
        return walk.enter(Scope { end: node.end_byte(), function, owner: None });
    };
    walk.define_type(node, Some(name), supertypes(walk, node));
}

fn supertypes<'t>(walk: &Walk<'t>, node: Node<'t>) -> Vec<String> {
    let clauses = child_of_kind(node, "class_heritage").map(children).unwrap_or_default();
    let types = clauses.into_iter().flat_map(|clause| match clause.kind() {
        "extends_clause" | "implements_clause" => children(clause),
        _ => vec![clause],
    });
    types.filter_map(|found| type_name(walk, found)).collect()
}

/// Takes the variables of `const`: to ask each for its parent would cost as much as it lies deep. The last is
/// taken first, so that the next that is asked for is the last that was taken.
pub(super) fn constants<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if has_token(node, "const") {
        for declarator in children(node).into_iter().rev() {
            walk.take(declarator);
        }
    }
}

pub(super) fn declaration<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let constant = walk.is_taken(node);
    let Some(name) = node.in_field("name") else { return };
    let value = node.in_field("value");
    if value.is_some_and(|value| imports::bound(walk, node, name, value)) {
        return;
    }
    let bound = Bound {
        name: walk.compact(name),
        kind: BindingKind::Variable,
        type_name: node.in_field("type").and_then(|of| type_name(walk, of)),
        value,
        constant,
        span: walk.span(node),
    };
    bind(walk, node, bound);
    functions::named_by(walk, name, value);
    class_named_by(walk, name, value);
}

/// A class without a name of its own has that of the variable.
fn class_named_by<'t>(walk: &mut Walk<'t>, name: Node<'t>, value: Option<Node<'t>>) {
    let class = value.filter(|value| value.kind() == "class" && value.in_field("name").is_none());
    if let Some(class) = class {
        walk.take(class);
        walk.define_type(class, Some(name), supertypes(walk, class));
    }
}

pub(super) fn field<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = node.in_field("property").or(node.in_field("name")) else {
        return;
    };
    let value = node.in_field("value");
    let bound = Bound {
        name: walk.text(name).to_owned(),
        kind: BindingKind::Field,
        type_name: node.in_field("type").and_then(|of| type_name(walk, of)),
        value,
        constant: has_token(node, "readonly"),
        span: walk.stretch(name.start_byte(), node.end_byte()),
    };
    bind(walk, name, bound);
    functions::named_by(walk, name, value);
}

pub(super) fn assignment<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let sides = node.in_field("left").zip(node.in_field("right"));
    let Some((left, right)) = sides else { return };
    if left.kind() == "identifier" && imports::bound(walk, node, left, right) {
        return;
    }
    walk.assign(left, right, walk.span(node));
    let name = if left.kind() == "identifier" { Some(left) } else { left.in_field("property") };
    if let Some(name) = name {
        functions::named_by(walk, name, Some(right));
    }
}

pub(super) fn call<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if walk.is_taken(node) || imports::unbound(walk, node) {
        return;
    }
    let (name, list) = (callee(walk, node), node.in_field("arguments"));
    match list.filter(|list| list.kind() == "template_string") {
        Some(template) => {
            let arguments = read_argument(walk, template).into_iter().collect();
            walk.call_with(node, name, false, arguments);
        }
        None => walk.call(node, name, list),
    }
}

pub(super) fn construction<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let of = node.in_field("constructor").and_then(|of| type_name(walk, of));
    walk.construct(node, of, node.in_field("arguments"));
}

fn shape<'t>(walk: &Walk<'t>, node: Node<'t>) -> Shape<'t> {
    let field = |name| node.in_field(name);
    match node.kind() {
        "identifier"
        | "property_identifier"
        | "shorthand_property_identifier"
        | "this"
        | "super"
        | "type_identifier"
        | "meta_property"
        | "import" => Shape::Name,
        "member_expression" => Shape::of_two(Shape::Member, field("object"), field("property")),
        "subscript_expression" => Shape::of_two(Shape::Index, field("object"), field("index")),
        "call_expression" => field("function").map_or(Shape::Other, Shape::Call),
        "new_expression" => field("constructor").map_or(Shape::Other, Shape::Construct),
        "parenthesized_expression"
        | "await_expression"
        | "as_expression"
        | "satisfies_expression"
        | "non_null_expression"
        | "computed_property_name" => Shape::inside(first_child(node)),
        // `<Type>value`
        "type_assertion" => Shape::inside(children(node).pop()),
        "string" => literal(walk, node, Quotes::plain(walk.text(node).get(..1).unwrap_or("\""))),
        "template_string" => {
            literal(walk, node, Quotes { hole: "template_substitution", ..Quotes::plain("`") })
        }
        "binary_expression" => binary(node),
        "ternary_expression" => Shape::of_two(Shape::Choice, field("consequence"), field("alternative")),
        "array" => Shape::List(node),
        "object" => Shape::Object(node),
        "true" | "false" => Shape::Bool(node.kind() == "true"),
        "number" => Shape::Number,
        "unary_expression" if is_negative_number(node) => Shape::Number,
        _ => Shape::Other,
    }
}

fn is_negative_number(node: Node) -> bool {
    has_token(node, "-") && node.in_field("argument").is_some_and(|of| of.kind() == "number")
}

fn binary(node: Node) -> Shape {
    if let Some((left, right)) = operands(node, &["+"]) {
        return Shape::Sum(left, right);
    }
    operands(node, &["||", "??"]).map_or(Shape::Other, |(left, right)| Shape::Choice(left, right))
}

fn argument<'t>(_: &Walk<'t>, node: Node<'t>) -> (Option<String>, Node<'t>) {
    match node.kind() {
        "spread_element" => (Some("...".to_owned()), first_child(node).unwrap_or(node)),
        _ => (None, node),
    }
}

fn entry<'t>(_: &Walk<'t>, node: Node<'t>) -> Option<Entry<'t>> {
    match node.kind() {
        "pair" => Some(Entry::Pair(node.in_field("key")?, node.in_field("value")?)),
        "shorthand_property_identifier" => Some(Entry::Shorthand(node)),
        "spread_element" => Some(Entry::Spread("...", first_child(node)?)),
        _ => None,
    }
}

/// The name of a type, or of an expression that stands for one. Of `A | null` it is `A`.
pub(super) fn type_name<'t>(walk: &Walk<'t>, node: Node<'t>) -> Option<String> {
    let mut of = node;
    loop {
        of = match of.kind() {
            "type_annotation" | "array_type" | "readonly_type" | "parenthesized_type" => first_child(of)?,
            "generic_type" => of.in_field("name")?,
            "union_type" => *children(of).iter().find(|part| part.kind() != "literal_type")?,
            "type_query" | "index_type_query" => return None,
            _ => break,
        };
    }
    let name = walk.compact(of);
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '$'));
    plain.then_some(name)
}
