//! Python.

use super::{binding, callees, imports, name, outline, text};
use crate::{
    source::{BindingKind, Language, Outline, Target, Value},
    testing::slice,
};

fn python(text: &str) -> Outline {
    outline(Language::Python, text)
}

/// What an expression says.
fn value(expression: &str) -> Value {
    python(&format!("x = {expression}\n")).bindings.remove(0).value.unwrap()
}

/// The type of a parameter with this annotation.
fn type_of(annotation: &str) -> Option<String> {
    python(&format!("def f(x: {annotation}): pass\n")).bindings.remove(0).type_name
}

#[test]
fn imports_tell_modules_names_and_aliases() {
    let found = python("import a.b, c as d\nfrom e.f import (\n g as h,\n i, # j\n)\nfrom k import *\n");
    assert_eq!(imports(&found), ["a.b - []", "c d []", "e.f - [g>h,i>]", "k* - []"]);
}

#[test]
fn relative_imports_keep_their_dots() {
    let found = python("from . import a\nfrom ..b.c import d as e\n");
    assert_eq!(imports(&found), [". - [a>]", "..b.c - [d>e]"]);
}

#[test]
fn imports_are_found_in_try_functions_and_conditions() {
    let source =
        "try:\n import a\nexcept ImportError:\n from b import c\ndef d():\n if e:\n  import f as g\n";
    assert_eq!(imports(&python(source)), ["a - []", "b - [c>]", "f g []"]);
}

#[test]
fn decorators_stand_at_functions_methods_and_types() {
    let source = "@a\n@b.c(\"d\", e=[F])\ndef g(): pass\n@h\nclass I:\n @j\n # k\n async def l(self): pass\n def m(self): pass\n";
    let found = python(source);
    let at: Vec<_> = found.annotations.iter().map(|of| (of.name.as_str(), of.target.clone())).collect();
    let of = Target::Function;
    assert_eq!(at, [("a", of(0)), ("b.c", of(0)), ("h", Target::Type(0)), ("j", of(1))]);
    let arguments = &found.annotations[1].arguments;
    assert_eq!(arguments[0].value, text("d"));
    assert_eq!(
        (arguments[1].name.as_deref(), &arguments[1].value),
        (Some("e"), &Value::List(vec![name("F")]))
    );
    assert_eq!(slice(source, found.annotations[1].span), "@b.c(\"d\", e=[F])");
}

#[test]
fn a_decorator_is_no_call_but_those_inside_it_are() {
    assert_eq!(callees(&python("@a(b(), c=d(e()))\ndef f(): g()\n")), ["b", "d", "e", "g"]);
}

#[test]
fn what_is_decorated_begins_with_its_first_decorator() {
    let source = "x = 1\n@a\n@b()\ndef c(): pass\n@d\nclass E: pass\ndef f(): pass\n";
    let found = python(source);
    assert_eq!(slice(source, found.functions[0].span), "@a\n@b()\ndef c(): pass");
    assert_eq!(slice(source, found.types[0].span), "@d\nclass E: pass");
    assert_eq!(slice(source, found.functions[1].span), "def f(): pass");
}

#[test]
fn arguments_have_keywords_and_tell_what_is_spread() {
    let found = python("f(\"a\", b=True, c=-1, *d, **e.g)\n");
    let call = &found.calls[0];
    assert_eq!(call.positional(0), Some(&text("a")));
    assert_eq!(call.named("b"), Some(&Value::Bool(true)));
    assert_eq!(call.named("*"), Some(&name("d")));
    assert_eq!(call.named("**"), Some(&name("e.g")));
    assert_ne!(call.named("c"), Some(&Value::Number("1".into())));
}

#[test]
fn dictionaries_have_keys_of_text_names_and_numbers() {
    let found = value("{\"a.b\": 'c', D.e: [1, (f, None)], 2: {}, **g}");
    let list = Value::List(vec![Value::Number("1".into()), Value::List(vec![name("f"), Value::Other])]);
    let entries = [("a.b", text("c")), ("D.e", list), ("2", Value::Object(vec![])), ("**", name("g"))];
    assert_eq!(found, Value::Object(entries.map(|(key, of)| (key.into(), of)).to_vec()));
}

#[test]
fn strings_are_read_by_their_prefix() {
    assert_eq!(value(r#""a\n\u00e9\d""#), text("a\né\\d"));
    assert_eq!(value(r#"r"a\n""#), text("a\\n"));
    assert_eq!(value("b'a'"), text("a"));
    assert_eq!(value("'''a\n\"é\"'''"), text("a\n\"é\""));
    assert_eq!(value("''"), text(""));
}

#[test]
fn holes_of_a_template_are_told() {
    assert_eq!(value("f'a{b.c()!r:>{d}}é{e}'"), Value::Template("a{}é{}".into()));
    assert_eq!(value("f'a'"), text("a"));
    assert_eq!(value("rf'\\n{a}'"), Value::Template("\\n{}".into()));
}

#[test]
fn strings_that_stand_together_or_are_added_up_are_one() {
    assert_eq!(value("('a' \"b\"\n  r'\\c')"), text("ab\\c"));
    assert_eq!(value("'a' f'{b}c'"), Value::Template("a{}c".into()));
    assert_eq!(value("'a' + 'b' 'c'"), text("abc"));
    assert_eq!(value("'a' + b"), Value::Template("a{}".into()));
    assert_eq!(value("'a' * 2"), Value::Other);
}

#[test]
fn defaults_and_conditions_are_alternatives() {
    let either = Value::Alternatives(vec![name("os.environ[\"A\"]"), text("b")]);
    assert_eq!(value("os.environ['A'] or 'b'"), either);
    assert_eq!(value("'a' if b else c"), Value::Alternatives(vec![text("a"), name("c")]));
    assert_eq!(value("await a.b()"), Value::Call("a.b".into()));
}

#[test]
fn members_are_assigned_and_variables_declared() {
    let found = python("class A:\n b = C()\n def __init__(self):\n  self.d = E.f()\n  g = self.d\nh = 1\n");
    let kinds: Vec<_> = found
        .bindings
        .iter()
        .map(|of| (of.name.as_str(), of.kind, of.owner.as_deref(), of.function))
        .collect();
    let expected = [
        ("b", BindingKind::Field, Some("A"), None),
        ("self.d", BindingKind::Assignment, None, Some(0)),
        ("g", BindingKind::Variable, None, Some(0)),
        ("h", BindingKind::Variable, None, None),
    ];
    assert_eq!(kinds, expected);
    assert_eq!(binding(&found, "self.d").value, Some(Value::Call("E.f".into())));
    assert_eq!(found.functions[0].owner.as_deref(), Some("A"));
    assert!(found.functions[0].parameters.is_empty());
}

#[test]
fn annotated_assignments_have_a_type_with_or_without_a_value() {
    let found = python("a: B = C()\nself.d: E\nclass F:\n g: Optional[H] = None\n");
    let types: Vec<_> =
        found.bindings.iter().map(|of| (of.name.as_str(), of.type_name.as_deref().unwrap())).collect();
    assert_eq!(types, [("a", "B"), ("self.d", "E"), ("g", "H")]);
    assert_eq!(binding(&found, "a").value, Some(Value::Call("C".into())));
    assert_eq!(binding(&found, "self.d").value, None);
}

#[test]
fn types_lose_what_is_around_them() {
    let expected = [
        ("Optional[A]", "A"),
        ("typing.Optional[a.B]", "a.B"),
        ("A | None", "A"),
        ("None | A", "A"),
        ("list[Optional[A]]", "A"),
        ("Dict[str, A]", "Dict"),
        ("\"A\"", "A"),
        ("Optional[\"A\"]", "A"),
        ("Annotated[A, Depends(b)]", "A"),
    ];
    for (written, name) in expected {
        assert_eq!(type_of(written).as_deref(), Some(name), "{written}");
    }
}

#[test]
fn several_names_are_bound_to_their_values() {
    let found = python("a, b = C(), 'd'\n(e, f) = g()\nh = i = J()\n");
    assert_eq!(binding(&found, "a").value, Some(Value::Call("C".into())));
    assert_eq!(binding(&found, "b").value, Some(text("d")));
    assert_eq!(binding(&found, "e").value, Some(Value::Call("g".into())));
    assert_eq!(binding(&found, "f").value, None);
    assert_eq!(binding(&found, "h").value, Some(Value::Call("J".into())));
    assert_eq!(binding(&found, "i").value, Some(Value::Call("J".into())));
}

#[test]
fn an_added_up_assignment_gives_no_value() {
    assert!(python("a += 'b'\n").bindings.is_empty());
}

#[test]
fn types_tell_their_bases() {
    let found = python("class A(b.C, Generic[D], metaclass=E): pass\nclass F: pass\n");
    assert_eq!(found.types[0].supertypes, ["b.C", "Generic"]);
    assert!(found.types[1].supertypes.is_empty());
}

#[test]
fn a_chain_gives_each_call_from_the_last_to_the_first() {
    let found = python("a.b('c').d(e()).f()\n','.join(g)\nh[0].i()\n");
    assert_eq!(callees(&found), ["a.b().d().f", "a.b().d", "a.b", "e", "().join", "h[0].i"]);
}

#[test]
fn a_file_is_started_by_its_shebang_and_by_main() {
    let source = "#!/usr/bin/env python\nif __name__ == '__main__':\n a()\nif b == '__main__': pass\n";
    let found = python(source);
    let starts: Vec<_> = found.starts.iter().map(|start| slice(source, *start)).collect();
    assert_eq!(starts, ["#!/usr/bin/env python", "__name__ == '__main__'"]);
    assert!(python("import a\n").starts.is_empty());
}

#[test]
fn docstrings_and_comments_give_nothing() {
    let source =
        "\"\"\"import a\nb()\"\"\"\n# c()\ndef d():\n '''@e\n x = f()'''\n # import g\nclass H:\n 'i()'\n";
    let found = python(source);
    assert!(found.calls.is_empty() && found.imports.is_empty() && found.bindings.is_empty());
    assert!(found.annotations.is_empty());
    assert_eq!((found.functions.len(), found.types.len()), (1, 1));
}
