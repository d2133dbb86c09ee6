//! TypeScript: what it has more than JavaScript.

use super::{binding, callees, imports, outline};
use crate::source::{BindingKind, Language, Outline, Target, Value};

fn typescript(text: &str) -> Outline {
    outline(Language::TypeScript, text)
}

fn type_of(annotation: &str) -> Option<String> {
    typescript(&format!("let x: {annotation};")).bindings.remove(0).type_name
}

fn targets(outline: &Outline) -> Vec<(&str, Target)> {
    outline.annotations.iter().map(|of| (of.name.as_str(), of.target.clone())).collect()
}

#[test]
fn imports_of_types_are_told() {
    let found = typescript(
        "import type { A } from 'a';\nimport { type B, type C as D } from 'b';\nimport { type E, f } from 'c';\nimport g, { type H } from 'd';\nimport i = require('e');\nexport type { J } from 'f';\n",
    );
    let expected = ["a - [A>]", "b - [B>,C>D]", "c - [E>,f>]", "d - [default>g,H>]", "e i []", "f - [J>]"];
    assert_eq!(imports(&found), expected);
    let types: Vec<bool> = found.imports.iter().map(|import| import.type_only).collect();
    assert_eq!(types, [true, true, false, false, false, true]);
}

#[test]
fn types_lose_their_arguments_arrays_and_null() {
    let plain = [
        "A",
        "A<B>",
        "A[]",
        "readonly A[]",
        "A | null",
        "null | A<B>",
        "undefined | (A[])",
        "A | undefined | null",
    ];
    for annotation in plain {
        assert_eq!(type_of(annotation).as_deref(), Some("A"), "{annotation}");
    }
    assert_eq!(type_of("a.B<C>[]").as_deref(), Some("a.B"));
    for annotation in ["typeof a", "keyof A", "() => A", "{ a: B }", "'a'", "A & B"] {
        assert_eq!(type_of(annotation), None, "{annotation}");
    }
}

#[test]
fn parameters_with_a_modifier_are_fields_of_the_class() {
    let found = typescript(
        "class A { constructor(private readonly b: B<C>, readonly c = new D(), e: E, f) {} g(this: A, h?: H) {} }",
    );
    let shown: Vec<_> = found
        .bindings
        .iter()
        .map(|of| (of.name.as_str(), of.kind, of.type_name.as_deref(), of.owner.as_deref(), of.constant))
        .collect();
    let (field, parameter) = (BindingKind::Field, BindingKind::Parameter);
    let expected = [
        ("b", field, Some("B"), Some("A"), true),
        ("c", field, None, Some("A"), true),
        ("e", parameter, Some("E"), None, false),
        ("h", parameter, Some("H"), None, false),
    ];
    assert_eq!(shown, expected);
    assert_eq!(binding(&found, "c").value, Some(Value::Construct("D".into())));
    assert_eq!((binding(&found, "b").function, binding(&found, "e").function), (None, Some(0)));
    let names: Vec<_> = found.functions[1].parameters.iter().map(|of| of.name.as_str()).collect();
    assert_eq!(names, ["h"]);
}

#[test]
fn types_tell_what_they_extend_and_implement() {
    let found = typescript(
        "abstract class A<T> extends B<T> implements c.D, E<F> {}\ninterface G extends H, I<J> {}\nclass K extends L(M) {}\n",
    );
    let shown: Vec<_> =
        found.types.iter().map(|of| (of.name.value.as_str(), of.supertypes.join(","))).collect();
    assert_eq!(shown, [("A", "B,c.D,E".into()), ("G", "H,I".into()), ("K", String::new())]);
}

#[test]
fn the_members_of_an_enum_are_its_constants() {
    let found = typescript("export enum Topics { Orders = 'orders.v1', 'Other' = 2, Plain }");
    let shown: Vec<_> =
        found.bindings.iter().map(|of| (of.name.as_str(), of.owner.as_deref(), of.value.clone())).collect();
    let owner = Some("Topics");
    let expected = [
        ("Orders", owner, Some(Value::Text("orders.v1".into()))),
        ("Other", owner, Some(Value::Number("2".into()))),
        ("Plain", owner, None),
    ];
    assert_eq!(shown, expected);
    assert!(found.bindings.iter().all(|of| of.constant && of.kind == BindingKind::Field));
}

#[test]
fn decorators_stand_at_types_functions_fields_and_parameters() {
    let found = typescript(
        "@A() @B({ c: [D] })\nexport class E {\n  @F() private g: G;\n  constructor(@H('i') private j: J) {}\n  @K('l') @M()\n  async n(@O() p: P) {}\n}\n",
    );
    let of = |name: &str| Target::Binding(name.into());
    let expected = [
        ("A", Target::Type(0)),
        ("B", Target::Type(0)),
        ("F", of("g")),
        ("H", of("j")),
        ("K", Target::Function(1)),
        ("M", Target::Function(1)),
        ("O", of("p")),
    ];
    assert_eq!(targets(&found), expected);
    assert_eq!(found.annotations[4].arguments[0].value, Value::Text("l".into()));
}

#[test]
fn what_is_defined_inside_a_decorator_does_not_have_it() {
    let inside = "@A() @Module({ useFactory: (b: B) => { const c = 1; } }) @D()";
    for text in [format!("{inside} export class E {{}}"), format!("{inside} class E {{}}")] {
        let found = typescript(&text);
        let expected = ["A", "Module", "D"].map(|name| (name, Target::Type(0)));
        assert_eq!(targets(&found), expected, "{text}");
        assert_eq!(binding(&found, "b").type_name.as_deref(), Some("B"));
    }
    let found = typescript(&format!("class E {{ {inside} f() {{}} @G() h: H; }}"));
    let method = found.functions.iter().position(|of| of.name.value == "f").unwrap();
    let expected = ["A", "Module", "D"].map(|name| (name, Target::Function(method)));
    assert_eq!(targets(&found)[..3], expected);
    assert_eq!(targets(&found)[3], ("G", Target::Binding("h".into())));
}

#[test]
fn casts_and_assertions_are_looked_through() {
    let found = typescript(
        "const a = b! as unknown as C;\nconst d = <E>f;\nconst g = { h: 'i' } satisfies J;\n(k as L).m!.n<O>(p);\n",
    );
    assert_eq!(binding(&found, "a").value, Some(Value::Name("b".into())));
    assert_eq!(binding(&found, "d").value, Some(Value::Name("f".into())));
    assert!(matches!(binding(&found, "g").value, Some(Value::Object(_))));
    assert_eq!(callees(&found), ["k.m.n"]);
}

#[test]
fn elements_of_jsx_are_read_where_they_may_stand() {
    let found = outline(Language::Tsx, "const A = (b: B) => <C d={e()}>{f.g(b)}</C>;\n");
    assert_eq!(callees(&found), ["e", "f.g"]);
    assert_eq!(found.functions[0].parameters[0].type_name.as_deref(), Some("B"));
}
