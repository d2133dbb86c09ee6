//! Python.

use tree_sitter::Node;

use super::field::InField as _;

use super::{
    BindingKind, Import, ImportedName, Parameter,
    chain::{callee, dotted},
    definition::Bound,
    dialect::{Dialect, Entry, Shape, children, first_child, operands},
    escape::Unknown,
    literal::{Quotes, literal},
    walk::Walk,
};

pub(super) const DIALECT: Dialect = Dialect {
    rules: &[
        ("import_statement", import),
        ("import_from_statement", import_from),
        ("class_definition", define_type),
        ("function_definition", function),
        ("typed_parameter", parameter),
        ("typed_default_parameter", parameter),
        ("assignment", assignment),
        ("call", call),
        ("decorator", decorator),
        ("if_statement", start),
        ("return_statement", returned),
    ],
    shape,
    collection: |_, _| None,
    argument,
    entry,
    type_name,
};

fn returned<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if let Some(object) = first_child(node).filter(|found| found.kind() == "dictionary") {
        walk.returns(object);
    }
}

fn import<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    for name in node.children_by_field_name("name", &mut node.walk()) {
        let (path, alias) = aliased(walk, name);
        walk.import(Import { path, alias, span: walk.span(node), ..Import::default() });
    }
}

/// The name of `a.b as c`, and `c`.
fn aliased<'t>(walk: &Walk<'t>, node: Node<'t>) -> (String, Option<String>) {
    match node.in_field("alias") {
        Some(alias) => (walk.field(node, "name").unwrap_or_default(), Some(walk.text(alias).to_owned())),
        None => (walk.compact(node), None),
    }
}

fn import_from<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(module) = node.in_field("module_name") else { return };
    let mut names = Vec::new();
    for name in node.children_by_field_name("name", &mut node.walk()) {
        let (name, alias) = aliased(walk, name);
        names.push(ImportedName { name, alias });
    }
    let wildcard = children(node).iter().any(|child| child.kind() == "wildcard_import");
    let (path, span) = (walk.compact(module), walk.span(node));
    walk.import(Import { path, names, wildcard, span, ..Import::default() });
}

fn define_type<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let bases = node.in_field("superclasses").map(children).unwrap_or_default();
    let bases = bases.into_iter().filter(|base| base.kind() != "keyword_argument");
    let supertypes = bases.filter_map(|base| type_name(walk, base)).collect();
    let start = decorated(walk);
    walk.define_type(node, node.in_field("name"), supertypes);
    if let Some((start, found)) = start.zip(walk.outline.types.last_mut()) {
        found.span.start = found.span.start.min(start);
    }
}

/// Where the decorators of what follows begin.
fn decorated(walk: &Walk) -> Option<usize> {
    walk.pending.first().map(|first| walk.outline.annotations[*first].span.start)
}

fn function<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = node.in_field("name") else { return };
    let list = node.in_field("parameters").map(children).unwrap_or_default();
    let owner = walk.scope().owner;
    let named = list.into_iter().filter_map(|found| parameter_of(walk, found));
    let parameters = named.filter(|found| owner.is_none() || !matches!(&*found.name, "self" | "cls"));
    let parameters = parameters.collect();
    let start = decorated(walk);
    walk.define_function(node, walk.named(name), owner, parameters);
    if let Some((start, found)) = start.zip(walk.outline.functions.last_mut()) {
        found.span.start = found.span.start.min(start);
    }
}

fn parameter_of<'t>(walk: &Walk<'t>, node: Node<'t>) -> Option<Parameter> {
    let name = match node.kind() {
        "identifier" => node,
        "typed_parameter" => first_child(node)?,
        _ => node.in_field("name")?,
    };
    let of = node.in_field("type").and_then(|of| type_name(walk, of));
    Some(Parameter { name: walk.text(name).to_owned(), type_name: of })
}

fn parameter<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(Parameter { name, type_name }) = parameter_of(walk, node) else { return };
    walk.bind(Bound {
        name,
        kind: BindingKind::Parameter,
        type_name,
        value: node.in_field("value"),
        constant: false,
        span: walk.span(node),
    });
}

fn assignment<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(left) = node.in_field("left") else { return };
    let value = node.in_field("right").map(assigned);
    if !["pattern_list", "tuple_pattern"].contains(&left.kind()) {
        return assign(walk, node, left, value);
    }
    let names = children(left);
    let listed = value.filter(|value| ["expression_list", "tuple", "list"].contains(&value.kind()));
    let values = listed.map(children).filter(|values| values.len() == names.len()).unwrap_or_default();
    let call = value.filter(|value| matches!(value.kind(), "call" | "await"));
    for (at, name) in names.into_iter().enumerate() {
        assign(walk, node, name, values.get(at).copied().or(call.filter(|_| at == 0)));
    }
}

/// The value of `b = c` in `a = b = c`; only so far, as each of them is asked.
fn assigned(value: Node) -> Node {
    let mut found = value;
    for _ in 0..8 {
        match found.in_field("right").filter(|_| found.kind() == "assignment") {
            Some(right) => found = right,
            None => break,
        }
    }
    found
}

fn assign<'t>(walk: &mut Walk<'t>, node: Node<'t>, left: Node<'t>, value: Option<Node<'t>>) {
    let Some(name) = dotted(walk, left) else { return };
    let member = name.contains(['.', '[']);
    walk.bind(Bound {
        kind: if member { BindingKind::Assignment } else { walk.variable_kind() },
        type_name: node.in_field("type").and_then(|of| type_name(walk, of)),
        value,
        constant: false,
        span: walk.span(node),
        name,
    });
}

fn call<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if walk.is_taken(node) {
        return;
    }
    let name = callee(walk, node);
    walk.call(node, name, node.in_field("arguments"));
}

fn decorator<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(inner) = first_child(node) else { return };
    let call = Some(inner).filter(|inner| inner.kind() == "call");
    let Some(name) = callee(walk, inner) else { return };
    if let Some(call) = call {
        walk.take(call);
    }
    walk.annotate(node, name, call.and_then(|call| call.in_field("arguments")), true);
}

/// `if __name__ == "__main__":`
fn start<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(condition) = node.in_field("condition") else { return };
    let text = walk.text(condition);
    if text.contains("__name__") && text.contains("__main__") {
        let span = walk.span(condition);
        walk.outline.starts.push(span);
    }
}

fn shape<'t>(walk: &Walk<'t>, node: Node<'t>) -> Shape<'t> {
    let field = |name| node.in_field(name);
    match node.kind() {
        "identifier" | "dotted_name" => Shape::Name,
        "attribute" => Shape::of_two(Shape::Member, field("object"), field("attribute")),
        "subscript" => Shape::of_two(Shape::Index, field("value"), field("subscript")),
        "call" => field("function").map_or(Shape::Other, Shape::Call),
        "await" | "parenthesized_expression" => Shape::inside(first_child(node)),
        "string" => text(walk, node),
        "concatenated_string" => joined(walk, node),
        "binary_operator" => operands(node, &["+"]).map_or(Shape::Other, |(a, b)| Shape::Sum(a, b)),
        "boolean_operator" => operands(node, &["or"]).map_or(Shape::Other, |(a, b)| Shape::Choice(a, b)),
        "conditional_expression" => {
            let parts = children(node);
            Shape::of_two(Shape::Choice, parts.first().copied(), parts.get(2).copied())
        }
        "list" | "tuple" | "set" => Shape::List(node),
        "dictionary" => Shape::Object(node),
        "true" | "false" => Shape::Bool(node.kind() == "true"),
        "integer" | "float" => Shape::Number,
        _ => Shape::Other,
    }
}

fn text<'t>(walk: &Walk<'t>, node: Node<'t>) -> Shape<'t> {
    let written = walk.text(node);
    let letters = written.len() - written.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    let (prefix, rest) = written.split_at(letters);
    let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| rest.starts_with(quote)).unwrap_or("");
    let open = &written[..letters + quote.len()];
    let raw = prefix.contains(['r', 'R']);
    let hole = if prefix.contains(['f', 'F']) { "interpolation" } else { "" };
    literal(walk, node, Quotes { open, close: quote, escapes: (!raw).then_some(Unknown::Kept), hole })
}

/// `"a" "b"` is one text.
fn joined<'t>(walk: &Walk<'t>, node: Node<'t>) -> Shape<'t> {
    let (mut whole, mut holes) = (String::new(), false);
    for part in children(node) {
        match text(walk, part) {
            Shape::Text(text) => whole += &text,
            Shape::Template(text) => {
                holes = true;
                whole += &text;
            }
            _ => return Shape::Other,
        }
    }
    if holes { Shape::Template(whole) } else { Shape::Text(whole) }
}

fn argument<'t>(walk: &Walk<'t>, node: Node<'t>) -> (Option<String>, Node<'t>) {
    match node.kind() {
        "keyword_argument" => {
            let value = node.in_field("value").unwrap_or(node);
            (walk.field(node, "name"), value)
        }
        "list_splat" => (Some("*".to_owned()), first_child(node).unwrap_or(node)),
        "dictionary_splat" => (Some("**".to_owned()), first_child(node).unwrap_or(node)),
        _ => (None, node),
    }
}

fn entry<'t>(_: &Walk<'t>, node: Node<'t>) -> Option<Entry<'t>> {
    match node.kind() {
        "pair" => Some(Entry::Pair(node.in_field("key")?, node.in_field("value")?)),
        "dictionary_splat" => Some(Entry::Spread("**", first_child(node)?)),
        _ => None,
    }
}

/// Types that only say something about the type inside them.
const AROUND: [&str; 6] = ["Optional", "List", "list", "Annotated", "Final", "ClassVar"];

fn type_name<'t>(walk: &Walk<'t>, node: Node<'t>) -> Option<String> {
    let text = walk.compact(node);
    let mut name = text.trim_matches(['"', '\'']);
    // `Optional[X]`, `X | None`, `list[X]`.
    while let Some((around, inner)) = name.split_once('[') {
        let last = around.rsplit('.').next().unwrap_or(around);
        if !AROUND.contains(&last) {
            name = around;
            break;
        }
        name = inner.split([',', ']']).next().unwrap_or(inner);
    }
    let name = name.split('|').find(|of| *of != "None").unwrap_or(name);
    let name = name.trim_end_matches(']').trim_matches(['"', '\'']);
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
    plain.then(|| name.to_owned())
}
