//! Imports: statements of them, exports of other modules, and calls of `require` and `import`.

use tree_sitter::Node;

use crate::source::field::InField as _;

use crate::source::{
    Import, ImportedName,
    dialect::{Shape, child_of_kind, children, first_child, has_token},
    walk::Walk,
};

/// How many casts and parentheses may stand around `require("x")`.
const MAX_AROUND: usize = 8;

pub(in crate::source) fn import<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    // `import a = require("x")` of TypeScript.
    let required = child_of_kind(node, "import_require_clause");
    let source = required.unwrap_or(node).in_field("source");
    let Some(path) = source.and_then(|source| text(walk, source)) else { return };
    let type_only = has_token(node, "type");
    let mut import = Import { path, type_only, span: walk.span(node), ..Import::default() };
    import.alias = required.and_then(|clause| identifier(walk, clause));
    for part in child_of_kind(node, "import_clause").map(children).unwrap_or_default() {
        match part.kind() {
            "identifier" => import.names.push(default_name(walk, part)),
            "namespace_import" => import.alias = identifier(walk, part),
            _ => {
                let named = children(part);
                import.type_only |= !named.is_empty() && named.iter().all(|name| has_token(*name, "type"));
                import.names.extend(named.into_iter().filter_map(|name| specifier(walk, name)));
            }
        }
    }
    // A default beside names of types is there when the program runs.
    import.type_only &= type_only || import.names.iter().all(|taken| taken.name != "default");
    walk.import(import);
}

fn default_name<'t>(walk: &Walk<'t>, node: Node<'t>) -> ImportedName {
    ImportedName { name: "default".to_owned(), alias: Some(walk.text(node).to_owned()) }
}

fn identifier<'t>(walk: &Walk<'t>, node: Node<'t>) -> Option<String> {
    child_of_kind(node, "identifier").map(|name| walk.text(name).to_owned())
}

fn specifier<'t>(walk: &Walk<'t>, node: Node<'t>) -> Option<ImportedName> {
    let name = node.in_field("name")?;
    let name = text(walk, name).unwrap_or_else(|| walk.text(name).to_owned());
    Some(ImportedName { name, alias: walk.field(node, "alias") })
}

/// What is exported of another module.
pub(in crate::source) fn export<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let source = node.in_field("source");
    let Some(path) = source.and_then(|source| text(walk, source)) else { return };
    let named = child_of_kind(node, "export_clause").map(children).unwrap_or_default();
    walk.import(Import {
        path,
        names: named.into_iter().filter_map(|name| specifier(walk, name)).collect(),
        alias: child_of_kind(node, "namespace_export").and_then(|name| identifier(walk, name)),
        wildcard: has_token(node, "*"),
        type_only: has_token(node, "type"),
        span: walk.span(node),
        ..Import::default()
    });
}

/// Notes a variable that a module, or something out of it, is bound to. Tells whether it is one.
pub(super) fn bound<'t>(walk: &mut Walk<'t>, node: Node<'t>, name: Node<'t>, value: Node<'t>) -> bool {
    let (call, import) = if let Some((call, path)) = required(walk, value) {
        (call, of_module(walk, name, path))
    } else if let Some((call, path, taken)) = taken_out(walk, value, name) {
        (call, Import { path, names: vec![taken], ..Import::default() })
    } else {
        return false;
    };
    walk.take(call);
    walk.import(Import { span: walk.span(node), ..import });
    true
}

/// Notes a call of `require` or `import` whose module has no name here. Tells whether it is one.
pub(super) fn unbound<'t>(walk: &mut Walk<'t>, node: Node<'t>) -> bool {
    let Some(path) = module(walk, node) else { return false };
    walk.import(Import { path, span: walk.span(node), ..Import::default() });
    true
}

/// The call and the module of `require("x")`, also of `await import("x")`.
fn required<'t>(walk: &Walk<'t>, node: Node<'t>) -> Option<(Node<'t>, String)> {
    let mut at = node;
    for _ in 0..MAX_AROUND {
        match (walk.dialect.shape)(walk, at) {
            Shape::Inside(inner) => at = inner,
            Shape::Call(_) => return module(walk, at).map(|path| (at, path)),
            _ => return None,
        }
    }
    None
}

/// The module that a call of `require` or `import` names.
fn module<'t>(walk: &Walk<'t>, call: Node<'t>) -> Option<String> {
    let function = call.in_field("function")?;
    let path = call.in_field("arguments").and_then(first_child)?;
    if matches!(walk.text(function), "require" | "import") { text(walk, path) } else { None }
}

/// `require("x").Y`, which is taken out of the module under another name.
fn taken_out<'t>(
    walk: &Walk<'t>,
    value: Node<'t>,
    name: Node<'t>,
) -> Option<(Node<'t>, String, ImportedName)> {
    let Shape::Member(object, taken) = (walk.dialect.shape)(walk, value) else { return None };
    let (call, path) = required(walk, object)?;
    let alias = Some(name).filter(|name| name.kind() == "identifier");
    let alias = alias.map(|name| walk.text(name).to_owned());
    Some((call, path, ImportedName { name: walk.text(taken).to_owned(), alias }))
}

/// A module that is bound to a name, or to a pattern that takes names out of it.
fn of_module<'t>(walk: &Walk<'t>, name: Node<'t>, path: String) -> Import {
    if name.kind() == "object_pattern" {
        let names = children(name).into_iter().filter_map(|part| taken(walk, part)).collect();
        return Import { path, names, ..Import::default() };
    }
    let alias = Some(name).filter(|name| name.kind() == "identifier");
    Import { path, alias: alias.map(|name| walk.text(name).to_owned()), ..Import::default() }
}

/// `a`, `a: b`, and both with a default.
fn taken<'t>(walk: &Walk<'t>, part: Node<'t>) -> Option<ImportedName> {
    let without_default = |node: Node<'t>| node.in_field("left").unwrap_or(node);
    match part.kind() {
        "pair_pattern" => {
            let here = part.in_field("value").map(without_default);
            let here = here.filter(|here| here.kind() == "identifier");
            let alias = here.map(|here| walk.text(here).to_owned());
            Some(ImportedName { name: walk.field(part, "key")?, alias })
        }
        "rest_pattern" => None,
        _ => Some(ImportedName { name: walk.text(without_default(part)).to_owned(), alias: None }),
    }
}

/// The text of a literal without holes.
fn text<'t>(walk: &Walk<'t>, node: Node<'t>) -> Option<String> {
    match (walk.dialect.shape)(walk, node) {
        Shape::Text(text) => Some(text),
        _ => None,
    }
}
