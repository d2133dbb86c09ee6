//! JavaScript, and what TypeScript has in common with it.

use tree_sitter::Node;

use super::{
    BindingKind, Import, ImportedName, Parameter,
    chain::callee,
    definition::Bound,
    dialect::{Dialect, Entry, Rule, Shape, child_of_kind, children, first_child, has_token, operands},
    literal::{Quotes, literal},
    walk::Walk,
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
    ("variable_declarator", declaration),
    ("field_definition", field),
    ("assignment_expression", assignment),
    ("call_expression", call),
    ("new_expression", construction),
    ("decorator", decorator),
];

pub(super) fn import<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(path) = node.child_by_field_name("source").map(|path| unquoted(walk, path)) else { return };
    let mut import =
        Import { path, type_only: has_token(node, "type"), span: walk.span(node), ..Import::default() };
    for part in child_of_kind(node, "import_clause").map(children).unwrap_or_default() {
        match part.kind() {
            "identifier" => import.names.push(default_name(walk, part)),
            "namespace_import" => {
                import.alias = child_of_kind(part, "identifier").map(|name| walk.text(name).to_owned());
            }
            _ => {
                let named = children(part).into_iter().filter(|found| found.kind() == "import_specifier");
                import.names.extend(named.filter_map(|found| specifier(walk, found)));
            }
        }
    }
    walk.import(import);
}

fn default_name<'t>(walk: &Walk<'t>, node: Node<'t>) -> ImportedName {
    ImportedName { name: "default".to_owned(), alias: Some(walk.text(node).to_owned()) }
}

fn specifier<'t>(walk: &Walk<'t>, node: Node<'t>) -> Option<ImportedName> {
    Some(ImportedName { name: walk.field(node, "name")?, alias: walk.field(node, "alias") })
}

pub(super) fn export<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(path) = node.child_by_field_name("source").map(|path| unquoted(walk, path)) else { return };
    walk.import(Import { path, wildcard: has_token(node, "*"), span: walk.span(node), ..Import::default() });
}

fn unquoted<'t>(walk: &Walk<'t>, node: Node<'t>) -> String {
    walk.text(node).trim_matches(['"', '\'', '`']).to_owned()
}

pub(super) fn define_type<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let clauses = child_of_kind(node, "class_heritage").map(children).unwrap_or_default();
    let types = clauses.into_iter().flat_map(|clause| match clause.kind() {
        "extends_clause" | "implements_clause" => children(clause),
        _ => vec![clause],
    });
    let supertypes = types.filter_map(|found| type_name(walk, found)).collect();
    walk.define_type(node, node.child_by_field_name("name"), supertypes);
}

pub(super) fn function<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = node.child_by_field_name("name") else { return };
    define_function(walk, node, name);
}

fn define_function<'t>(walk: &mut Walk<'t>, node: Node<'t>, name: Node<'t>) {
    let list = node.child_by_field_name("parameters").map(children).unwrap_or_default();
    let parameters = list.into_iter().map(|found| {
        let name =
            found.child_by_field_name("pattern").or(found.child_by_field_name("left")).unwrap_or(found);
        let of = found.child_by_field_name("type").and_then(|of| type_name(walk, of));
        Parameter { name: walk.text(name).to_owned(), type_name: of }
    });
    let parameters = parameters.collect();
    walk.define_function(node, walk.named(name), walk.scope().owner, parameters);
}

/// Functions without a name of their own have that of what they are assigned to.
fn named_by<'t>(walk: &mut Walk<'t>, name: Node<'t>, value: Option<Node<'t>>) {
    let functions = ["arrow_function", "function_expression"];
    if let Some(value) = value.filter(|value| functions.contains(&value.kind())) {
        define_function(walk, value, name);
    }
}

pub(super) fn declaration<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = node.child_by_field_name("name") else { return };
    let value = node.child_by_field_name("value");
    if let Some((call, path)) = value.and_then(|value| required(walk, value)) {
        walk.take(call);
        return require(walk, node, name, path);
    }
    if let Some(import) = value.and_then(|value| taken_out(walk, value, name)) {
        return walk.import(import);
    }
    let constant = node.parent().is_some_and(|parent| has_token(parent, "const"));
    let (span, type_name) =
        (walk.span(node), node.child_by_field_name("type").and_then(|of| type_name(walk, of)));
    let kind = BindingKind::Variable;
    walk.bind(Bound { name: walk.compact(name), kind, type_name, value, constant, span });
    named_by(walk, name, value);
}

/// The module of `require("x")`, also in `await import("x")` and `require("x").y`.
fn required<'t>(walk: &Walk<'t>, node: Node<'t>) -> Option<(Node<'t>, String)> {
    match node.kind() {
        "await_expression" | "parenthesized_expression" => required(walk, first_child(node)?),
        "call_expression" => {
            let function = node.child_by_field_name("function")?;
            let path = node.child_by_field_name("arguments").and_then(first_child)?;
            let requires = matches!(walk.text(function), "require" | "import") && path.kind() == "string";
            requires.then(|| (node, unquoted(walk, path)))
        }
        _ => None,
    }
}

/// `require("x").Y`, which is taken out of the module under another name.
fn taken_out<'t>(walk: &mut Walk<'t>, value: Node<'t>, name: Node<'t>) -> Option<Import> {
    let member = Some(value).filter(|value| value.kind() == "member_expression")?;
    let (call, path) = required(walk, member.child_by_field_name("object")?)?;
    walk.take(call);
    let (taken, alias) = (walk.field(member, "property")?, Some(walk.text(name).to_owned()));
    let names = vec![ImportedName { name: taken, alias }];
    Some(Import { path, names, span: walk.span(value), ..Import::default() })
}

fn require<'t>(walk: &mut Walk<'t>, node: Node<'t>, name: Node<'t>, path: String) {
    let mut import = Import { path, span: walk.span(node), ..Import::default() };
    if name.kind() == "object_pattern" {
        for part in children(name) {
            let (key, alias) = match part.kind() {
                "pair_pattern" => (walk.field(part, "key"), walk.field(part, "value")),
                _ => (Some(walk.text(part).to_owned()), None),
            };
            import.names.extend(key.map(|name| ImportedName { name, alias }));
        }
    } else {
        import.alias = Some(walk.text(name).to_owned());
    }
    walk.import(import);
}

pub(super) fn field<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = node.child_by_field_name("property").or(node.child_by_field_name("name")) else {
        return;
    };
    let value = node.child_by_field_name("value");
    walk.bind(Bound {
        name: walk.text(name).to_owned(),
        kind: BindingKind::Field,
        type_name: node.child_by_field_name("type").and_then(|of| type_name(walk, of)),
        value,
        constant: has_token(node, "readonly"),
        span: walk.stretch(name.start_byte(), node.end_byte()),
    });
    named_by(walk, name, value);
}

pub(super) fn assignment<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let sides = node.child_by_field_name("left").zip(node.child_by_field_name("right"));
    let Some((left, right)) = sides else { return };
    walk.assign(left, right, walk.span(node));
}

pub(super) fn call<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if walk.is_taken(node) {
        return;
    }
    // `require("x").y()`, and a module that is only run.
    if let Some((_, path)) = required(walk, node) {
        walk.import(Import { path, span: walk.span(node), ..Import::default() });
        return;
    }
    let name = callee(walk, node);
    walk.call(node, name, node.child_by_field_name("arguments"));
}

pub(super) fn construction<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let of = node.child_by_field_name("constructor").and_then(|of| type_name(walk, of));
    walk.construct(node, of, node.child_by_field_name("arguments"));
}

pub(super) fn decorator<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(inner) = first_child(node) else { return };
    let call = Some(inner).filter(|inner| inner.kind() == "call_expression");
    let Some(name) = callee(walk, inner) else { return };
    if let Some(call) = call {
        walk.take(call);
    }
    walk.annotate(node, name, call.and_then(|call| call.child_by_field_name("arguments")), true);
}

fn shape<'t>(walk: &Walk<'t>, node: Node<'t>) -> Shape<'t> {
    let field = |name| node.child_by_field_name(name);
    match node.kind() {
        "identifier" | "property_identifier" | "this" | "super" | "type_identifier" | "import" => Shape::Name,
        "member_expression" => Shape::of_two(Shape::Member, field("object"), field("property")),
        "subscript_expression" => Shape::of_two(Shape::Index, field("object"), field("index")),
        "call_expression" => field("function").map_or(Shape::Other, Shape::Call),
        "new_expression" => field("constructor").map_or(Shape::Other, Shape::Construct),
        "parenthesized_expression"
        | "await_expression"
        | "as_expression"
        | "satisfies_expression"
        | "non_null_expression" => Shape::inside(first_child(node)),
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
        _ => Shape::Other,
    }
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
        "pair" => Some(Entry::Pair(node.child_by_field_name("key")?, node.child_by_field_name("value")?)),
        "shorthand_property_identifier" => Some(Entry::Shorthand(node)),
        "spread_element" => Some(Entry::Spread("...", first_child(node)?)),
        _ => None,
    }
}

pub(super) fn type_name<'t>(walk: &Walk<'t>, node: Node<'t>) -> Option<String> {
    let of = if node.kind() == "type_annotation" { first_child(node)? } else { node };
    let whole = walk.compact(of);
    let name = whole.split(['<', '[', '|']).next()?;
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '$'));
    plain.then(|| name.to_owned())
}
