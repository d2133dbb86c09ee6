//! JavaScript.

use super::{binding, callees, functions, imports, name, outline, text};
use crate::source::{BindingKind, Language, Outline, Target, Value, read};

fn javascript(text: &str) -> Outline {
    outline(Language::JavaScript, text)
}

/// What an expression says.
fn value(expression: &str) -> Value {
    javascript(&format!("x = {expression};")).bindings.remove(0).value.unwrap()
}

#[test]
fn imports_tell_defaults_names_namespaces_and_side_effects() {
    let found = javascript("import a, { b, c as d } from 'e';\nimport * as f from \"g\";\nimport 'h';\n");
    assert_eq!(imports(&found), ["e - [default>a,b>,c>d]", "g f []", "h - []"]);
}

#[test]
fn exports_of_other_modules_are_imports_and_others_are_not() {
    let found = javascript(
        "export * from 'a';\nexport * as b from 'c';\nexport { d, e as f } from 'g';\nexport { h };\nexport const i = 1;\n",
    );
    assert_eq!(imports(&found), ["a* - []", "c b []", "g - [d>,e>f]"]);
}

#[test]
fn modules_that_are_required_have_the_name_they_are_bound_to() {
    let found = javascript(
        "let a; a = require('b');\nconst { c = 1, d: e = 2, ...f } = require('g');\nconst h = require(`i`).j;\nconst k = await import('l');\nimport('m').then(n);\nrequire('./o');\n",
    );
    let expected = ["b a []", "g - [c>,d>e]", "i - [j>h]", "l k []", "m - []", "./o - []"];
    assert_eq!(imports(&found), expected);
    assert_eq!(callees(&found), ["import().then"]);
}

#[test]
fn a_module_whose_name_is_computed_is_no_import() {
    let found = javascript("const a = require(b);\nconst c = require(`d${e}`);\n");
    assert_eq!(imports(&found), [""; 0]);
    assert_eq!(callees(&found), ["require", "require"]);
}

#[test]
fn functions_have_the_name_of_what_they_are_assigned_to() {
    let found = javascript(
        "const a = async (b, { c }, d = 1, ...e) => {};\nexports.f = function () {};\nrun({ g: h => {}, i() {}, j: 1 });\nfunction* k() {}\n",
    );
    let expected = [("a", None), ("f", None), ("g", None), ("i", None), ("k", None)];
    assert_eq!(functions(&found), expected);
    let names = |at: usize| -> Vec<String> {
        found.functions[at].parameters.iter().map(|of| of.name.clone()).collect()
    };
    assert_eq!((names(0), names(2)), (["b", "{c}", "d", "...e"].map(Into::into).to_vec(), vec!["h".into()]));
}

#[test]
fn only_methods_and_functions_of_fields_belong_to_the_class() {
    let found = javascript(
        "class A extends b.C { #d = 'e'; f = () => { g(); }; h = { i() {}, j: () => {} }; k() { const l = () => {}; } }\n",
    );
    let expected = [("f", Some("A")), ("i", None), ("j", None), ("k", Some("A")), ("l", None)];
    assert_eq!(functions(&found), expected);
    assert_eq!(found.types[0].supertypes, ["b.C"]);
    let field = binding(&found, "#d");
    assert_eq!((field.kind, field.owner.as_deref()), (BindingKind::Field, Some("A")));
    assert_eq!((found.calls[0].callee.as_str(), found.calls[0].function), ("g", Some(0)));
}

#[test]
fn a_class_without_a_name_has_that_of_its_variable_or_none() {
    let found = javascript("const A = class extends B { c() {} };\nd(class { e() {} });\n");
    assert_eq!((found.types.len(), found.types[0].name.value.as_str()), (1, "A"));
    assert_eq!(found.types[0].supertypes, ["B"]);
    assert_eq!(functions(&found), [("c", Some("A")), ("e", None)]);
}

#[test]
fn variables_and_assignments_have_values() {
    let found = javascript("const a = 'b'; let c = -1; this.d = new E.F('g'); h['i'].j = true;\n");
    let shown: Vec<_> =
        found.bindings.iter().map(|of| (of.name.as_str(), of.kind, of.constant, of.value.clone())).collect();
    let (variable, assignment) = (BindingKind::Variable, BindingKind::Assignment);
    let expected = [
        ("a", variable, true, Some(text("b"))),
        ("c", variable, false, Some(Value::Number("-1".into()))),
        ("this.d", assignment, false, Some(Value::Construct("E.F".into()))),
        ("h[\"i\"].j", assignment, false, Some(Value::Bool(true))),
    ];
    assert_eq!(shown, expected);
}

#[test]
fn calls_lose_optional_chains_and_tell_what_is_new() {
    let found = javascript("a?.b?.['c']?.d(...e); new F(g).h(); (await i).j; k`l${m}`;\n");
    let shown: Vec<_> = found.calls.iter().map(|call| (call.callee.as_str(), call.construct)).collect();
    assert_eq!(shown, [("a.b[\"c\"].d", false), ("F().h", false), ("F", true), ("k", false)]);
    assert_eq!(found.calls[0].arguments[0].name.as_deref(), Some("..."));
    assert_eq!(found.calls[3].arguments[0].value, Value::Template("l{}".into()));
}

#[test]
fn objects_have_pairs_shorthands_spreads_and_keys_of_any_kind() {
    let Value::Object(entries) = value("{ a: 'b', 'c.d': e.f, [g.h]: [1], i, ...j, k() {} }") else {
        panic!("no object")
    };
    let expected = [
        ("a", text("b")),
        ("c.d", name("e.f")),
        ("g.h", Value::List(vec![Value::Number("1".into())])),
        ("i", name("i")),
        ("...", name("j")),
    ];
    assert_eq!(entries, expected.map(|(key, value)| (key.to_owned(), value)));
}

#[test]
fn texts_are_joined_escaped_and_tell_their_holes() {
    assert_eq!(value("'a\\n' + \"b\" + `c`"), text("a\nbc"));
    assert_eq!(value("`a-${b}-c`"), Value::Template("a-{}-c".into()));
    assert_eq!(value("'a' + b"), Value::Template("a{}".into()));
    assert_eq!(value("a + b"), Value::Other);
}

#[test]
fn defaults_and_conditions_are_alternatives() {
    let both = Value::Alternatives(vec![name("process.env.A"), text("b")]);
    for expression in [
        "process.env.A || 'b'",
        "process.env.A ?? 'b'",
        "c ? process.env.A : 'b'",
        "(process.env.A || ('b'))",
    ] {
        assert_eq!(value(expression), both, "{expression}");
    }
    assert_eq!(value("a && b"), Value::Other);
}

#[test]
fn decorators_stand_at_what_follows_them() {
    let found = javascript("@a('b') class C { @d e = 1; @f.g() h() {} }\n");
    let at: Vec<_> = found.annotations.iter().map(|of| (of.name.as_str(), of.target.clone())).collect();
    let expected = [("a", Target::Type(0)), ("d", Target::Binding("e".into())), ("f.g", Target::Function(0))];
    assert_eq!(at, expected);
    assert_eq!(callees(&found), [""; 0]);
}

#[test]
fn many_decorators_casts_and_nested_functions_are_read() {
    let nested = [
        "const a=()=>{".repeat(2_000),
        format!("const a = {}require('b'){};", "(".repeat(4_000), ")".repeat(4_000)),
        format!("{}class A {{}}", "@a\n".repeat(10_000)),
        "@a(class{".repeat(2_000),
        format!("a = {}1", "{b:()=>".repeat(2_000)),
    ];
    for text in nested {
        let _ = read(Language::JavaScript, &text);
        let _ = read(Language::TypeScript, &text);
    }
}

#[test]
fn comments_and_strings_give_nothing() {
    let found = javascript("// a();\n/* new B() */\nconst c = \"require('d')\";\nf(/* g() */);\n");
    assert_eq!((imports(&found).len(), callees(&found)), (0, vec!["f"]));
}
