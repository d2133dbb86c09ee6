//! What is put into texts, and what it refers to.

use super::shown::{of_statement, shown, sound};
use crate::gradle::*;

#[test]
fn texts_tell_what_is_put_into_them() {
    assert_eq!(shown(r#"a "b:${c.d("}")}:$e!""#), [r#"a('b:${c.d("}")}:${e}!')"#]);
    assert_eq!(shown("a 'b:$c'\ndef d = 1"), ["a('b:$c')", "val d = 1"]);
    assert_eq!(shown(r#"a '\'\n\u00e9\\', "\$x", "$""#), ["a(''\né\\', '$x', '$')"]);
    assert_eq!(shown("a \"\"\"b \"c\"\n${d}\"\"\""), ["a('b \"c\"\n${d}')"]);
    assert_eq!(shown("a = 'b:' + c + \":d\""), ["a = 'b:${c}:d'"]);
    let groovy = read_as("a \"$b.c\"", Dialect::Groovy).0;
    let kotlin = read_as("a(\"$b.c\")", Dialect::Kotlin).0;
    assert_eq!(of_statement(&groovy.statements[0]), "a('${b.c}')");
    assert_eq!(of_statement(&kotlin.statements[0]), "a('${b}.c')");
}

#[test]
fn texts_are_resolved_by_name() {
    let script = sound(r#"a("b:$c:${property("d")}:${libs.versions.e.get()}")"#);
    let value = &script.statements[0].call().unwrap().arguments[0].value;
    assert_eq!(value.resolve(&|name| Some(format!("<{name}>"))).unwrap(), "b:<c>:<d>:<libs.versions.e>");
    assert_eq!(value.text(), None);
    let lookup = |name: &str| (name == "c").then(|| "${d}".to_owned());
    assert_eq!(interpolate("${c}-${ d }-${c + 1}-${", &lookup), "${d}-${ d }-${c + 1}-${");
}

#[test]
fn expressions_refer_to_names() {
    let told = |text: &str| reference(text).unwrap_or_default();
    for text in [
        "a.b",
        "project.a.b",
        "rootProject.ext.a.b",
        "ext['a.b']",
        "property('a.b')",
        "findProperty(\"a.b\") as String",
        "a.b.toString()",
        "providers.gradleProperty(\"a.b\").get()",
    ] {
        assert_eq!(told(text), "a.b", "{text}");
    }
    for text in ["a + b", "a.b(c)", "", "'a'", "a b", "if (a) b"] {
        assert_eq!(reference(text), None, "{text}");
    }
}
