//! Java.

use super::{binding, callees, imports, name, outline, text};
use crate::{
    source::{Binding, BindingKind, Language, Outline, Target, Value},
    testing::slice,
};

fn java(text: &str) -> Outline {
    outline(Language::Java, text)
}

/// A file with one class and these members.
fn members(text: &str) -> Outline {
    java(&format!("class App {{\n{text}\n}}"))
}

/// What an expression says.
fn value(expression: &str) -> Value {
    members(&format!("Object x = {expression};")).bindings.remove(0).value.unwrap()
}

#[test]
fn imports_tell_names_wildcards_and_static_ones() {
    let text = "package a . b;\nimport c.D;\nimport e.f.*;\nimport static g.H.i;\nimport static j.K.*;";
    let found = java(text);
    assert_eq!(found.package.unwrap().value, "a.b");
    assert_eq!(imports(&java(text)), ["c.D - []", "e.f* - []", "g.H.i - []", "j.K* - []"]);
    let is_static: Vec<bool> = found.imports.iter().map(|import| import.is_static).collect();
    assert_eq!(is_static, [false, false, true, true]);
    assert_eq!(slice(text, found.imports[1].span), "import e.f.*;");
}

#[test]
fn fields_have_types_without_arguments_and_arrays() {
    let found = members("Map<String, List<A>> a; byte[] b; x.y.C<D>[] c; @Nullable E e;");
    let types: Vec<_> = found.bindings.iter().map(|of| of.type_name.as_deref().unwrap()).collect();
    assert_eq!(types, ["Map", "byte", "x.y.C", "E"]);
    let is_field = |of: &Binding| of.kind == BindingKind::Field && of.owner.as_deref() == Some("App");
    assert!(found.bindings.iter().all(is_field));
}

#[test]
fn a_final_field_is_constant_and_others_are_not() {
    let found = members("static final String A = \"a\", B = \"b\"; String c; private final D d;");
    let constants: Vec<_> = found.bindings.iter().map(|of| (of.name.as_str(), of.constant)).collect();
    assert_eq!(constants, [("A", true), ("B", true), ("c", false), ("d", true)]);
    assert_eq!(binding(&found, "B").value, Some(text("b")));
    assert!(java("interface A { String B = \"b\"; }").bindings[0].constant);
}

#[test]
fn variables_parameters_and_assignments_stand_in_their_function() {
    let found = members("void a() {}\nvoid b(final K<V> k) { var l = m(); k.n = \"o\"; k.p += \"q\"; }");
    let kinds: Vec<_> = found.bindings.iter().map(|of| (of.name.as_str(), of.kind, of.function)).collect();
    let (parameter, variable) = (BindingKind::Parameter, BindingKind::Variable);
    let assignment = BindingKind::Assignment;
    let in_b = Some(1);
    assert_eq!(kinds, [("k", parameter, in_b), ("l", variable, in_b), ("k.n", assignment, in_b)]);
    assert_eq!(binding(&found, "l").type_name, None);
    assert_eq!(found.functions[1].parameters[0].type_name.as_deref(), Some("K"));
}

#[test]
fn a_parameter_of_a_lambda_is_no_field_and_one_of_a_record_is() {
    let lambda = members("Handler h = (String event) -> run(event);");
    assert_eq!(binding(&lambda, "event").kind, BindingKind::Parameter);
    assert_eq!(binding(&lambda, "event").owner, None);
    let block = members("static { int a = 1; } Handler h = () -> { int b = 2; };");
    assert_eq!(binding(&block, "a").kind, BindingKind::Variable);
    assert_eq!(binding(&block, "b").kind, BindingKind::Variable);
    let record = java("record Event(String id) {}");
    let id = binding(&record, "id");
    assert_eq!((id.kind, id.constant, id.owner.as_deref()), (BindingKind::Field, true, Some("Event")));
}

#[test]
fn types_tell_what_they_extend_and_implement() {
    let found = java("class A extends B<C> implements D, e.F<G> {} interface H extends I, J {} enum K {}");
    assert_eq!(found.type_named("A").unwrap().supertypes, ["B", "D", "e.F"]);
    assert_eq!(found.type_named("H").unwrap().supertypes, ["I", "J"]);
    assert!(found.type_named("K").unwrap().supertypes.is_empty());
}

#[test]
fn constructor_calls_have_their_type_and_arguments() {
    let found = members("Object a = new b.C<>(\"d\", 1, true, e.F, G.class, H::i);");
    let call = &found.calls[0];
    assert_eq!((call.callee.as_str(), call.construct), ("b.C", true));
    let number = Value::Number("1".into());
    let expected = [text("d"), number, Value::Bool(true), name("e.F"), name("G.class"), name("H::i")];
    let values: Vec<_> = call.arguments.iter().map(|argument| argument.value.clone()).collect();
    assert_eq!(values, expected);
    assert_eq!(binding(&found, "a").value, Some(Value::Construct("b.C".into())));
}

#[test]
fn what_is_in_an_anonymous_class_does_not_belong_to_the_type_around_it() {
    let found = members("A a = new A(b()) { int c; void d() { e(); } };\nvoid f() {}");
    let owners: Vec<_> = found.functions.iter().map(|of| (&*of.name.value, of.owner.as_deref())).collect();
    assert_eq!(owners, [("d", None), ("f", Some("App"))]);
    assert_eq!(binding(&found, "c").owner, None);
    assert_eq!(binding(&found, "a").owner.as_deref(), Some("App"));
}

#[test]
fn the_members_of_an_enum_are_constants_made_by_its_constructor() {
    let found = java("enum Topic { ORDERS(\"orders\") { void x() {} }, NONE; Topic(String name) {} }");
    let orders = binding(&found, "ORDERS");
    assert_eq!((orders.value.as_ref(), orders.constant), (Some(&text("orders")), true));
    assert_eq!(binding(&found, "NONE").value, None);
    assert_eq!(callees(&found), ["Topic"]);
    assert_eq!(found.functions[0].owner, None);
    assert_eq!(found.functions[1].owner.as_deref(), Some("Topic"));
}

#[test]
fn a_chain_gives_each_call_from_the_last_to_the_first() {
    let source = "class A { void b() { c.d(\"e\").f(g()).h(); } }";
    let found = java(source);
    assert_eq!(callees(&found), ["c.d().f().h", "c.d().f", "c.d", "g"]);
    assert_eq!(slice(source, found.calls[1].span), "c.d(\"e\").f(g())");
    assert_eq!(found.calls[0].method(), "h");
    let new = members("Object a = new B().c(); Object d = ((E) f).g(); Object h = \"i\".j();");
    assert_eq!(callees(&new), ["B().c", "B", "f.g", "().j"]);
}

#[test]
fn calls_of_this_and_super_keep_these_words() {
    let found = members("App() { this(1); } App(int a) { super(a); this.b.c(); super.d(); }");
    assert_eq!(callees(&found), ["this", "super", "this.b.c", "super.d"]);
}

#[test]
fn annotations_stand_at_types_functions_fields_and_parameters() {
    let found = java(
        "@A class B { @C(\"c\") int d; @E @f.G void h(@I int i) {} @J B() {} }\n@K interface L { @M void n(); }",
    );
    let at: Vec<_> = found.annotations.iter().map(|of| (of.name.as_str(), of.target.clone())).collect();
    let (of, bound) = (Target::Function, |name: &str| Target::Binding(name.into()));
    let expected = [
        ("A", Target::Type(0)),
        ("C", bound("d")),
        ("E", of(0)),
        ("f.G", of(0)),
        ("I", bound("i")),
        ("J", of(1)),
        ("K", Target::Type(1)),
        ("M", of(2)),
    ];
    assert_eq!(at, expected);
    assert!(callees(&found).is_empty());
}

#[test]
fn arguments_of_annotations_are_values_arrays_and_annotations() {
    let source = "@A(topics = {\"a\", B.C, \"d\" + \"e\"}, id = \"${f:g}\", n = 3) @H({\"i\"}) class J {}";
    let found = java(source);
    let arguments = &found.annotations[0].arguments;
    let names: Vec<_> = arguments.iter().map(|of| of.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["topics", "id", "n"]);
    assert_eq!(arguments[0].value, Value::List(vec![text("a"), name("B.C"), text("de")]));
    assert_eq!(arguments[1].value, text("${f:g}"));
    assert_eq!(arguments[2].value, Value::Number("3".into()));
    let single = &found.annotations[1].arguments[0];
    assert_eq!((&single.name, &single.value), (&None, &Value::List(vec![text("i")])));
    assert_eq!(slice(source, found.annotations[1].span), "@H({\"i\"})");
}

#[test]
fn literals_that_are_added_up_are_one_text_and_others_leave_holes() {
    assert_eq!(value(r#""a" + "b" + /* c */ "d""#), text("abd"));
    assert_eq!(value(r#""a" + b + "c""#), Value::Template("a{}c".into()));
    assert_eq!(value(r#""a" + ("b" + "c")"#), text("abc"));
    assert_eq!(value("a + b"), Value::Other);
    assert_eq!(value("a - b"), Value::Other);
}

#[test]
fn escapes_and_text_blocks_are_resolved() {
    assert_eq!(value(r#""\u0041\t\"é""#), text("A\t\"é"));
    assert_eq!(value("\"\"\"\n    a\n      b \\\n    c\n    \"\"\""), text("a\n  b c\n"));
    assert_eq!(value("\"\"\"\n    \"é\" // a\"\"\""), text("\"é\" // a"));
}

#[test]
fn lists_conditions_and_casts_are_looked_into() {
    assert_eq!(value(r#"List.of("a", B)"#), Value::List(vec![text("a"), name("B")]));
    assert_eq!(value(r#"new String[] {"a", "b"}"#), Value::List(vec![text("a"), text("b")]));
    assert_eq!(value(r#"a ? "b" : c.d"#), Value::Alternatives(vec![text("b"), name("c.d")]));
    assert_eq!(value(r#"(String) ("a")"#), text("a"));
    assert_eq!(value("a[0].b"), name("a[0].b"));
    assert_eq!(value("null"), Value::Other);
}

#[test]
fn comments_and_strings_give_nothing() {
    let found = members(
        "// import a.B; new C();\n/* @D void e() { f(); } */\n/** {@link G} h() */ int i; // j()\nString k = \"l()\";",
    );
    assert!(found.calls.is_empty() && found.annotations.is_empty() && found.imports.is_empty());
    assert!(found.functions.is_empty());
    assert_eq!(found.bindings.len(), 2);
}
