//! Go.

use super::{binding, callees, imports, name, outline, text};
use crate::{
    source::{BindingKind, Language, Outline, Value},
    testing::slice,
};

fn go(text: &str) -> Outline {
    outline(Language::Go, &format!("package a\n{text}"))
}

/// A file with one function of these statements.
fn statements(text: &str) -> Outline {
    go(&format!("func f() {{\n{text}\n}}"))
}

/// What an expression says.
fn value(expression: &str) -> Value {
    go(&format!("var x = {expression}")).bindings.remove(0).value.unwrap()
}

fn number(number: &str) -> Value {
    Value::Number(number.into())
}

#[test]
fn the_package_has_its_place() {
    let source = "// a\npackage orders // b\n";
    let package = outline(Language::Go, source).package.unwrap();
    assert_eq!((package.value.as_str(), slice(source, package.span)), ("orders", "orders"));
}

#[test]
fn imports_tell_aliases_dots_and_blanks() {
    let found = go("import \"a/b\"\nimport (\n c \"d.e/f\" // g\n . \"h\"\n _ `i`\n)");
    assert_eq!(imports(&found), ["a/b - []", "d.e/f c []", "h* - []", "i _ []"]);
}

#[test]
fn composite_literals_have_fields_and_nested_values() {
    let found = go(
        "var x = &k.Config{Topic: \"a\", Brokers: []string{\"b\", C}, Dialer: &k.Dialer{Wait: -1}, M: map[string]int{\"d\": 2}}",
    );
    assert_eq!(callees(&found), ["k.Config", "k.Dialer"]);
    assert!(found.calls.iter().all(|call| call.construct));
    let config = &found.calls[0];
    assert_eq!(config.named("Topic"), Some(&text("a")));
    assert_eq!(config.named("Brokers"), Some(&Value::List(vec![text("b"), name("C")])));
    assert_eq!(config.named("Dialer"), Some(&Value::Construct("k.Dialer".into())));
    assert_eq!(config.named("M"), Some(&Value::Object(vec![("d".into(), number("2"))])));
    assert_eq!(found.calls[1].named("Wait"), Some(&number("-1")));
    assert_eq!(binding(&found, "x").value, Some(Value::Construct("k.Config".into())));
}

#[test]
fn literals_without_their_type_are_lists_and_objects() {
    let topics = Value::Object(vec![("Topic".into(), text("a"))]);
    assert_eq!(value("[]k.Topic{{Topic: \"a\"}}"), Value::List(vec![topics]));
    let pair = Value::List(vec![number("1"), number("2")]);
    assert_eq!(value("map[string][]int{b: {1, 2}}"), Value::Object(vec![("b".into(), pair)]));
    assert_eq!(value("[...]string{\"a\"}"), Value::List(vec![text("a")]));
}

#[test]
fn a_literal_of_a_generic_type_is_one_of_the_type() {
    assert_eq!(value("Set[string]{}"), Value::Construct("Set".into()));
    assert_eq!(callees(&go("var x = k.Set[string]{a: 1}")), ["k.Set"]);
}

#[test]
fn a_short_declaration_gives_the_first_name_the_call() {
    let found = statements("p, err := k.NewProducer(c)\na, b := \"x\", 2");
    assert_eq!(binding(&found, "p").value, Some(Value::Call("k.NewProducer".into())));
    assert_eq!(binding(&found, "err").value, None);
    assert_eq!(binding(&found, "a").value, Some(text("x")));
    assert_eq!(binding(&found, "b").value, Some(number("2")));
    let variable = |at: usize| (found.bindings[at].kind, found.bindings[at].function);
    assert!((0..4).all(|at| variable(at) == (BindingKind::Variable, Some(0))));
}

#[test]
fn constants_are_constant_and_variables_are_not() {
    let found = go("const (\n A, B = \"a\", \"b\"\n C string = A\n D\n)\nvar E, F *k.Writer\nvar G = 1.5");
    let constants: Vec<_> = found.bindings.iter().map(|of| (of.name.as_str(), of.constant)).collect();
    let expected =
        [("A", true), ("B", true), ("C", true), ("D", true), ("E", false), ("F", false), ("G", false)];
    assert_eq!(constants, expected);
    assert_eq!(binding(&found, "B").value, Some(text("b")));
    assert_eq!(binding(&found, "C").value, Some(name("A")));
    assert_eq!(binding(&found, "F").type_name.as_deref(), Some("k.Writer"));
}

#[test]
fn only_a_plain_assignment_gives_a_value() {
    let found = statements("c.A.B = \"d\"\nc.E += \"f\"\ng[\"h\"], i = 1, j()");
    let assigned: Vec<_> =
        found.bindings.iter().map(|of| (of.name.as_str(), of.value.clone().unwrap())).collect();
    let call = Value::Call("j".into());
    assert_eq!(assigned, [("c.A.B", text("d")), ("g[\"h\"]", number("1")), ("i", call)]);
    assert!(found.bindings.iter().all(|of| of.kind == BindingKind::Assignment));
}

#[test]
fn methods_belong_to_their_receiver_and_have_its_name_bound() {
    let source = "func (s *Set[T]) Add(a, b k.C, more ...*D) (err error) { s.e() }\nfunc New() {}";
    let found = go(source);
    let add = &found.functions[0];
    assert_eq!((add.name.value.as_str(), add.owner.as_deref()), ("Add", Some("Set")));
    let parameters: Vec<_> =
        add.parameters.iter().map(|of| (of.name.as_str(), of.type_name.as_deref().unwrap())).collect();
    assert_eq!(parameters, [("a", "k.C"), ("b", "k.C"), ("more", "D")]);
    assert_eq!(binding(&found, "s").type_name.as_deref(), Some("Set"));
    assert_eq!((found.calls[0].function, found.functions[1].owner.as_deref()), (Some(0), None));
}

#[test]
fn types_tell_what_they_embed_and_fields_their_owner() {
    let found = go("type (\n A struct { *b.C; D; e, f []*G }\n H = I\n J interface { io.Reader; k() }\n)");
    assert_eq!(found.type_named("A").unwrap().supertypes, ["b.C", "D"]);
    assert!(found.type_named("H").is_some());
    assert_eq!(found.type_named("J").unwrap().supertypes, ["io.Reader"]);
    let f = binding(&found, "f");
    let expected = (BindingKind::Field, Some("A"), Some("G"));
    assert_eq!((f.kind, f.owner.as_deref(), f.type_name.as_deref()), expected);
}

#[test]
fn a_chain_gives_each_call_from_the_last_to_the_first() {
    let found = statements("a.B(\"c\").\n D(e()).\n F()\ng[0].H()\ni.(*J).K()\nfunc() { l() }()");
    let expected = ["a.B().D().F", "a.B().D", "a.B", "e", "g[0].H", "i.K", "l"];
    assert_eq!(callees(&found), expected);
    assert_eq!(found.calls[2].positional(0), Some(&text("c")));
}

#[test]
fn calls_have_no_type_arguments() {
    assert_eq!(callees(&statements("a.B[string](c)\nd[E, F](g)")), ["a.B", "d"]);
}

#[test]
fn a_spread_collection_is_told() {
    let found = statements("f(a, b.c...)");
    let spread = &found.calls[0].arguments[1];
    assert_eq!((spread.name.as_deref(), &spread.value), (Some("..."), &name("b.c")));
    assert_eq!(found.calls[0].positional(0), Some(&name("a")));
}

#[test]
fn a_sign_is_not_lost() {
    assert_eq!(value("-1"), number("-1"));
    assert_eq!(value("!true"), Value::Other);
    assert_eq!(value("-a"), Value::Other);
    assert_eq!(value("&a.b"), name("a.b"));
    assert_eq!(value("<-c"), Value::Other);
}

#[test]
fn raw_strings_keep_backslashes_and_others_do_not() {
    assert_eq!(value("`a\\n\"é\"\n b`"), text("a\\n\"é\"\n b"));
    assert_eq!(value(r#""a\n\u00e9""#), text("a\né"));
    assert_eq!(value("\"a\" + `b` + \"c\""), text("abc"));
    assert_eq!(value("\"a\" + b"), Value::Template("a{}".into()));
}

#[test]
fn a_converted_value_is_the_value() {
    assert_eq!(value("[]byte(\"a\")"), text("a"));
    assert_eq!(value("(a.b)"), name("a.b"));
    assert_eq!(value("a.(string)"), name("a"));
}

#[test]
fn comments_and_strings_give_nothing() {
    let found = go("// import \"a\"\n/* func b() { c() } */\nvar d = \"e()\" // f()");
    assert!(found.calls.is_empty() && found.imports.is_empty() && found.functions.is_empty());
    assert_eq!(found.bindings.len(), 1);
}
