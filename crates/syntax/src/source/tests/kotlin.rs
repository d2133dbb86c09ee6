//! Kotlin.

use super::{binding, callees, functions, imports, name, outline, text};
use crate::source::{BindingKind, Language, Outline, Target, Value, read};

fn kotlin(text: &str) -> Outline {
    outline(Language::Kotlin, text)
}

/// What an expression says.
fn value(expression: &str) -> Value {
    kotlin(&format!("val x = {expression}\n")).bindings.remove(0).value.unwrap()
}

#[test]
fn the_package_and_imports_tell_aliases_and_wildcards() {
    let found = kotlin("package a.b\n\nimport c.D\nimport e.f.*\nimport g.H as I\n");
    assert_eq!(found.package.as_ref().unwrap().value, "a.b");
    assert_eq!(imports(&found), ["c.D - []", "e.f* - []", "g.H I []"]);
}

#[test]
fn types_tell_their_supertypes() {
    let found = kotlin(
        "class A<T>(b: B) : C<T>(b), d.E, F by b\nobject G : H\ninterface I : J\ndata class K(val l: L)\n",
    );
    let shown: Vec<_> =
        found.types.iter().map(|of| (of.name.value.as_str(), of.supertypes.join(","))).collect();
    let expected = [("A", "C,d.E,F".into()), ("G", "H".into()), ("I", "J".into()), ("K", String::new())];
    assert_eq!(shown, expected);
}

#[test]
fn functions_tell_their_owner_or_receiver_and_parameters() {
    let found = kotlin(
        "class A {\n  constructor(b: B) : this()\n  suspend fun <T> c(d: D<T>, vararg e: E?): F = g()\n}\nfun h.I<J>.k() {}\nfun l() {}\n",
    );
    let expected = [("constructor", Some("A")), ("c", Some("A")), ("k", Some("h.I")), ("l", None)];
    assert_eq!(functions(&found), expected);
    let parameters: Vec<_> = found.functions[1]
        .parameters
        .iter()
        .map(|of| (of.name.as_str(), of.type_name.as_deref().unwrap()))
        .collect();
    assert_eq!(parameters, [("d", "D"), ("e", "E")]);
}

#[test]
fn parameters_of_classes_are_fields_and_others_are_not() {
    let found = kotlin(
        "class A(private val b: B<C>, var d: D? = null, e: E = E()) { fun f(g: G = 1, h: (i: I) -> J) {} }\n",
    );
    let shown: Vec<_> = found
        .bindings
        .iter()
        .map(|of| (of.name.as_str(), of.kind, of.type_name.as_deref(), of.owner.as_deref(), of.constant))
        .collect();
    let (field, parameter) = (BindingKind::Field, BindingKind::Parameter);
    let expected = [
        ("b", field, Some("B"), Some("A"), true),
        ("d", field, Some("D"), Some("A"), false),
        ("e", field, Some("E"), Some("A"), true),
        ("g", parameter, Some("G"), None, true),
        ("h", parameter, None, None, true),
    ];
    assert_eq!(shown, expected);
    assert_eq!(binding(&found, "e").value, Some(Value::Call("E".into())));
    assert_eq!(binding(&found, "g").value, Some(Value::Number("1".into())));
}

#[test]
fn properties_have_types_values_and_delegates() {
    let found = kotlin(
        "class A {\n  val b: B<C>? = d\n  private lateinit var e: E\n  val f by lazy { G() }\n  companion object { const val H = \"i\" }\n  val j: J get() = k()\n  fun l() { val m = 1; this.e = n }\n}\n",
    );
    let shown: Vec<_> =
        found.bindings.iter().map(|of| (of.name.as_str(), of.kind, of.constant, of.value.clone())).collect();
    let field = BindingKind::Field;
    let expected = [
        ("b", field, true, Some(name("d"))),
        ("e", field, false, None),
        ("f", field, true, Some(Value::Call("lazy".into()))),
        ("H", field, true, Some(text("i"))),
        ("j", field, true, None),
        ("m", BindingKind::Variable, true, Some(Value::Number("1".into()))),
        ("this.e", BindingKind::Assignment, false, Some(name("n"))),
    ];
    assert_eq!(shown, expected);
    assert_eq!(binding(&found, "b").type_name.as_deref(), Some("B"));
}

#[test]
fn the_members_of_an_enum_are_constants_made_by_its_constructor() {
    let found = kotlin(
        "enum class A(val b: String) { \n  C(\"d\"),\n  E(b = \"f\");\n\n  fun g() {}\n}\nenum class H { I }\n",
    );
    assert_eq!(binding(&found, "C").value, Some(text("d")));
    assert_eq!(binding(&found, "E").value, Some(text("f")));
    let plain = binding(&found, "I");
    assert_eq!((plain.value.clone(), plain.owner.as_deref(), plain.constant), (None, Some("H"), true));
    assert!(found.calls.iter().all(|call| call.construct && call.callee == "A"));
    assert_eq!(found.calls.len(), 2);
}

#[test]
fn what_is_in_an_object_without_a_name_does_not_belong_to_the_type_around_it() {
    let found =
        kotlin("class A {\n  val b = object : C {\n    val d = 1\n    fun e() {}\n  }\n  val f = 2\n}\n");
    let owners: Vec<_> = found.bindings.iter().map(|of| (of.name.as_str(), of.owner.as_deref())).collect();
    assert_eq!(owners, [("b", Some("A")), ("d", None), ("f", Some("A"))]);
    assert_eq!(functions(&found), [("e", None)]);
}

#[test]
fn calls_have_names_blocks_and_spread_arguments() {
    let found = kotlin("fun a() {\n  b?.c!!.d<E>(f, g = \"h\", *i) { j() }\n  k { it }\n  l(m).n()\n}\n");
    assert_eq!(callees(&found), ["b.c.d", "j", "k", "l().n", "l"]);
    let first = &found.calls[0];
    let names: Vec<_> = first.arguments.iter().map(|of| of.name.as_deref()).collect();
    assert_eq!(names, [None, Some("g"), Some("*"), None]);
    assert_eq!(first.named("g"), Some(&text("h")));
    assert_eq!(value("a(b) { c() }"), Value::Call("a".into()));
    assert_eq!(found.calls[2].arguments.len(), 1);
    assert!(found.calls.iter().all(|call| call.function == Some(0)));
}

#[test]
fn annotations_stand_at_types_functions_fields_and_parameters() {
    let found = kotlin(
        "@A\n@B(\"c\", d = [\"e\", F])\nclass G(@Value(\"\\${h}\") private val i: I) {\n  @field:J lateinit var k: K\n  @L(m = [\"n\"])\n  fun o(@P q: Q, @R(\"s\") t: T) {}\n}\n",
    );
    let at: Vec<_> = found.annotations.iter().map(|of| (of.name.as_str(), of.target.clone())).collect();
    let of = |name: &str| Target::Binding(name.into());
    let expected = [
        ("A", Target::Type(0)),
        ("B", Target::Type(0)),
        ("Value", of("i")),
        ("J", of("k")),
        ("L", Target::Function(0)),
        ("P", of("q")),
        ("R", of("t")),
    ];
    assert_eq!(at, expected);
    assert_eq!(found.annotations[1].arguments[0].value, text("c"));
    assert_eq!(found.annotations[1].arguments[1].value, Value::List(vec![text("e"), name("F")]));
    assert_eq!(found.annotations[2].arguments[0].value, text("${h}"));
}

#[test]
fn strings_have_holes_and_raw_ones_keep_backslashes() {
    assert_eq!(value("\"a\\n\" + \"b\""), text("a\nb"));
    assert_eq!(value("\"a-$b-${c.d}\""), Value::Template("a-{}-{}".into()));
    assert_eq!(value("\"\"\"a\\n$b\"\"\""), Value::Template("a\\n{}".into()));
    assert_eq!(value("'a'"), text("a"));
    assert_eq!(value("\"$a$`b c`.d\""), Value::Template("{}{}.d".into()));
    for dollar in ["\"\\$a\"", "\"a$\"", "\"$1\""] {
        assert!(matches!(value(dollar), Value::Text(_)), "{dollar}");
    }
}

#[test]
fn words_and_signs_mean_what_they_say() {
    assert_eq!(value("true"), Value::Bool(true));
    assert_eq!(value("false"), Value::Bool(false));
    assert_eq!(value("null"), Value::Other);
    assert_eq!(value("-1"), Value::Number("-1".into()));
    assert_eq!(value("!a"), Value::Other);
    assert_eq!(value("a!!"), name("a"));
    assert_eq!(value("a as B"), name("a"));
}

#[test]
fn references_to_classes_and_functions_are_names() {
    assert_eq!(value("A::class.java"), name("A::class.java"));
    assert_eq!(value("A::class"), name("A::class"));
    assert_eq!(value("::a"), name("::a"));
    assert_eq!(value("this::a"), name("this::a"));
}

#[test]
fn lists_maps_and_conditions_are_looked_into() {
    assert_eq!(value("listOf<String>(\"a\", b)"), Value::List(vec![text("a"), name("b")]));
    let entries = vec![
        ("a".to_owned(), text("b")),
        ("c.D".to_owned(), Value::Call("e".into())),
        ("*".to_owned(), name("f")),
    ];
    assert_eq!(value("mapOf(\"a\" to \"b\", c.D to e(), *f)"), Value::Object(entries));
    let both = Value::Alternatives(vec![name("a"), text("b")]);
    assert_eq!(value("a ?: \"b\""), both);
    assert_eq!(value("if (c) a else \"b\""), both);
}

#[test]
fn hostile_texts_are_read() {
    let nested = [
        "fun a(b: B = {".repeat(1_000),
        format!("fun a({}) {{}}", "@A b: B, ".repeat(5_000)),
        "val a = object : B {".repeat(1_000),
        "mapOf(a to ".repeat(1_000),
    ];
    for text in nested {
        let _ = read(Language::Kotlin, &text);
    }
}

#[test]
fn comments_and_strings_give_nothing() {
    let found = kotlin("// a()\n/* b() */\nfun c() { d(\"e()\") /* f() */ }\n");
    assert_eq!(callees(&found), ["d"]);
}
