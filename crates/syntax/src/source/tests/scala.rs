//! Scala.

use super::{binding, callees, functions, imports, name, outline, text};
use crate::source::{BindingKind, Language, Outline, Target, Value, read};

fn scala(text: &str) -> Outline {
    outline(Language::Scala, text)
}

/// What an expression says.
fn value(expression: &str) -> Value {
    scala(&format!("object A {{\n  val x = {expression}\n}}\n")).bindings.remove(0).value.unwrap()
}

#[test]
fn packages_that_continue_each_other_are_one() {
    assert_eq!(scala("package a.b\npackage c\nobject D\n").package.unwrap().value, "a.b.c");
    assert_eq!(scala("package a {\n  package b { object C }\n}\n").package.unwrap().value, "a");
}

#[test]
fn imports_tell_names_renames_and_wildcards() {
    let found = scala(
        "import a.B\nimport c.d.{E, F => G, H => _, _}\nimport i._\nimport j.*, _root_.k.L\nimport m.{N as O, given}\nimport p.given\nimport q.r as s\nimport t.`type`.U\n",
    );
    let expected = [
        "a.B - []",
        "c.d - [E>,F>G]",
        "c.d* - []",
        "i* - []",
        "j* - []",
        "k.L - []",
        "m - [N>O]",
        "q - [r>s]",
        "t.type.U - []",
    ];
    assert_eq!(imports(&found), expected);
}

#[test]
fn types_tell_their_supertypes() {
    let found = scala(
        "class A[T](b: B) extends C[T](b) with d.E with F\nobject G extends App\ntrait H extends I { self: J => }\ncase class K(l: L)\nenum M extends N { case O }\n",
    );
    let shown: Vec<_> =
        found.types.iter().map(|of| (of.name.value.as_str(), of.supertypes.join(","))).collect();
    let expected = [
        ("A", "C,d.E,F".to_owned()),
        ("G", "App".into()),
        ("H", "I".into()),
        ("K", String::new()),
        ("M", "N".into()),
    ];
    assert_eq!(shown, expected);
}

#[test]
fn functions_tell_their_owner_and_the_parameters_of_all_lists() {
    let found = scala(
        "class A {\n  def this(b: B) = this()\n  def c[T](d: D[T], e: => E)(implicit f: F*): G = h\n  def i: J\n}\nextension (k: l.K[M]) def n(): Unit = ()\ndef `o-p`() = 1\n",
    );
    let expected =
        [("this", Some("A")), ("c", Some("A")), ("i", Some("A")), ("n", Some("l.K")), ("o-p", None)];
    assert_eq!(functions(&found), expected);
    let parameters: Vec<_> =
        found.functions[1].parameters.iter().map(|of| (of.name.as_str(), of.type_name.as_deref())).collect();
    assert_eq!(parameters, [("d", Some("D")), ("e", Some("E")), ("f", Some("F"))]);
}

#[test]
fn values_are_constants_and_parameters_of_classes_are_fields() {
    let found = scala(
        "class A(b: B[C], var d: D = null) {\n  val e: E = f\n  var g = 1\n  lazy val h, i = \"j\"\n  val (k, l) = m\n  def n(o: Int = 2) = { val p = q; this.g = 3 }\n  val r: R\n  val s = { val t = 4; t }\n}\n",
    );
    let shown: Vec<_> = found
        .bindings
        .iter()
        .map(|of| (of.name.as_str(), of.kind, of.constant, of.owner.as_deref()))
        .collect();
    let (field, variable) = (BindingKind::Field, BindingKind::Variable);
    let expected = [
        ("b", field, true, Some("A")),
        ("d", field, false, Some("A")),
        ("e", field, true, Some("A")),
        ("g", field, false, Some("A")),
        ("h", field, true, Some("A")),
        ("i", field, true, Some("A")),
        ("o", BindingKind::Parameter, true, None),
        ("p", variable, true, None),
        ("this.g", BindingKind::Assignment, false, None),
        ("r", field, true, Some("A")),
        ("s", field, true, Some("A")),
        ("t", variable, true, None),
    ];
    assert_eq!(shown, expected);
    assert_eq!(binding(&found, "b").type_name.as_deref(), Some("B"));
    assert_eq!(binding(&found, "i").value, Some(text("j")));
    assert_eq!(binding(&found, "o").value, Some(Value::Number("2".into())));
}

#[test]
fn generators_givens_and_typed_lambdas_bind_names() {
    let found = scala(
        "object A {\n  given b: B = new B {}\n  val c = for { d <- E.make(f); (g, h) <- i } yield d\n  val j = k.map((l: L) => l.m)\n}\n",
    );
    assert_eq!(binding(&found, "b").type_name.as_deref(), Some("B"));
    assert_eq!(binding(&found, "d").value, Some(Value::Call("E.make".into())));
    assert_eq!(binding(&found, "l").type_name.as_deref(), Some("L"));
    assert!(found.bindings.iter().all(|binding| binding.name != "g"));
}

#[test]
fn the_members_of_an_enum_are_constants_made_by_its_constructor() {
    let found = scala("enum A(val b: String):\n  case C extends A(\"d\")\n  case E\n");
    assert_eq!(binding(&found, "C").value, Some(text("d")));
    let plain = binding(&found, "E");
    assert_eq!((plain.value.clone(), plain.owner.as_deref(), plain.constant), (None, Some("A"), true));
    assert_eq!(callees(&found), ["A"]);
    assert!(found.calls[0].construct);
}

#[test]
fn what_is_in_a_class_without_a_name_does_not_belong_to_the_type_around_it() {
    let found =
        scala("class A {\n  val b = new C(c) {\n    val d = 1\n    def e() = {}\n  }\n  val f = 2\n}\n");
    let owners: Vec<_> = found.bindings.iter().map(|of| (of.name.as_str(), of.owner.as_deref())).collect();
    assert_eq!(owners, [("b", Some("A")), ("d", None), ("f", Some("A"))]);
    assert_eq!(functions(&found), [("e", None)]);
    assert_eq!(binding(&found, "b").value, Some(Value::Construct("C".into())));
}

#[test]
fn calls_have_all_lists_of_arguments_blocks_and_names() {
    let found = scala(
        "object A {\n  b.c[D](e, f = \"g\", h: _*)(i) { j => k(j) }\n  l { m() }\n  n(o).p\n  q(r)(s).t(u)\n}\n",
    );
    assert_eq!(callees(&found), ["b.c", "k", "l", "m", "n", "q().t", "q"]);
    let names: Vec<_> = found.calls[0].arguments.iter().map(|of| of.name.as_deref()).collect();
    assert_eq!(names, [None, Some("f"), Some("*"), None, None]);
    assert_eq!(found.calls[0].named("f"), Some(&text("g")));
    assert!(found.bindings.is_empty(), "a named argument is no assignment: {:?}", found.bindings);
}

#[test]
fn infix_calls_have_the_right_side_as_arguments() {
    let found =
        scala("object A {\n  b subscribe c\n  d send (\"e\", f)\n  g foreach { h => i(h) }\n  j + k\n}\n");
    assert_eq!(callees(&found), ["b.subscribe", "d.send", "g.foreach", "i"]);
    assert_eq!(found.calls[0].positional(0), Some(&name("c")));
    assert_eq!(found.calls[1].positional(0), Some(&text("e")));
}

#[test]
fn a_method_of_an_object_is_called_by_its_name_alone() {
    let found =
        scala("object A {\n  val b = Environment.get\n  c.Session.builder.master(d.e)\n  Topics.Orders\n}\n");
    assert_eq!(callees(&found), ["Environment.get", "c.Session.builder.master", "c.Session.builder"]);
    assert_eq!(binding(&found, "b").value, Some(name("Environment.get")));
}

#[test]
fn annotations_stand_at_types_functions_fields_and_parameters() {
    let found = scala(
        "@A\n@B(\"c\", d = Array(\"e\", F))\nclass G @J() (@Value(\"h\") i: I) {\n  @K lazy val l: L = m\n  @N(o = p) def q(@R r: R) = s\n}\n",
    );
    let at: Vec<_> = found.annotations.iter().map(|of| (of.name.as_str(), of.target.clone())).collect();
    let of = |name: &str| Target::Binding(name.into());
    let expected = [
        ("A", Target::Type(0)),
        ("B", Target::Type(0)),
        ("J", Target::Other),
        ("Value", of("i")),
        ("K", of("l")),
        ("N", Target::Function(0)),
        ("R", of("r")),
    ];
    assert_eq!(at, expected);
    assert_eq!(found.annotations[1].arguments[0].value, text("c"));
    assert_eq!(found.annotations[1].arguments[1].value, Value::List(vec![text("e"), name("F")]));
}

#[test]
fn strings_have_escapes_holes_margins_and_raw_ones_keep_backslashes() {
    assert_eq!(value("\"a\\n\" + \"b\""), text("a\nb"));
    assert_eq!(value("s\"a-$b-${c.d}$$\""), Value::Template("a-{}-{}$".into()));
    assert_eq!(value("s\"a\""), text("a"));
    assert_eq!(value("raw\"a\\n$b\""), Value::Template("a\\n{}".into()));
    assert_eq!(value("\"\"\"a\\n\"\"\""), text("a\\n"));
    assert_eq!(value("\"\"\"a\n  |b\"\"\".stripMargin"), text("a\nb"));
    assert_eq!(value("sql\"a$b\""), Value::Other);
    assert_eq!(value("'a'"), text("a"));
    assert_eq!(value("\"$a\""), text("$a"));
}

#[test]
fn words_signs_and_blocks_mean_what_they_say() {
    assert_eq!(value("true"), Value::Bool(true));
    assert_eq!(value("null"), Value::Other);
    assert_eq!(value("-1"), Value::Number("-1".into()));
    assert_eq!(value("!a"), Value::Other);
    assert_eq!(value("(a: B)"), name("a"));
    assert_eq!(value("{ \"a\" }"), text("a"));
    assert_eq!(value("a.b[C]"), name("a.b"));
    assert_eq!(value("new A[B](c)"), Value::Construct("A".into()));
    let both = Value::Alternatives(vec![name("a"), text("b")]);
    assert_eq!(value("if (c) a else \"b\""), both);
    assert_eq!(value("if c then a else \"b\""), both);
}

#[test]
fn collections_options_and_conversions_are_looked_into() {
    let list = Value::List(vec![text("a"), name("b")]);
    for written in
        ["Seq(\"a\", b)", "List[String](\"a\", b).asJava", "java.util.Arrays.asList(\"a\", b)", "(\"a\", b)"]
    {
        assert_eq!(value(written), list, "{written}");
    }
    assert_eq!(value("Some(\"a\")"), text("a"));
    assert_eq!(value("topics.asJava"), name("topics"));
    let entries = vec![
        ("a".to_owned(), text("b")),
        ("c.D".to_owned(), Value::Call("e".into())),
        ("f".to_owned(), name("g")),
        ("*".to_owned(), name("h")),
    ];
    assert_eq!(value("Map(\"a\" -> \"b\", c.D -> e(), (\"f\", g), h: _*)"), Value::Object(entries));
}

#[test]
fn scala_without_braces_is_read() {
    let found = scala(
        "@main def run(topic: String): Unit =\n  val producer = KafkaProducer[String, String](settings)\n  if topic.nonEmpty then\n    producer.send(topic)\n  else\n    fail()\nend run\n\nobject Topics:\n  val Orders = \"orders\"\nend Topics\n",
    );
    assert_eq!(callees(&found), ["KafkaProducer", "producer.send", "fail"]);
    assert_eq!(binding(&found, "Orders").owner.as_deref(), Some("Topics"));
    assert_eq!(found.annotations[0].target, Target::Function(0));
}

#[test]
fn hostile_texts_are_read() {
    let nested = [
        "def a(b: B = {".repeat(1_000),
        "val a = new B {".repeat(1_000),
        "Map(a -> ".repeat(1_000),
        format!("val a = f{}", "(b)".repeat(20_000)),
        format!("val a = b{}", " f b".repeat(20_000)),
        format!("f({})", "a = b(), ".repeat(20_000)),
        "a.b.".repeat(20_000),
        "import a.{b => c, ".repeat(1_000),
        "s\"${".repeat(5_000),
        "<a>".repeat(5_000),
    ];
    for text in nested {
        let _ = read(Language::Scala, &text);
    }
}

#[test]
fn comments_and_strings_give_nothing() {
    let found = scala("// a()\n/* b() /* c() */ */\ndef d() = { e(\"f()\") /* g() */ }\n");
    assert_eq!(callees(&found), ["e"]);
}
