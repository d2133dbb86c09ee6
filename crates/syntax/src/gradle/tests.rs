//! What statements and values are read as.

mod declared;
mod dependencies;
mod hostile;
mod shown;
mod texts;
mod views;

use shown::{shown, sound};

use super::*;
use crate::testing::slice;

#[test]
fn calls_with_and_without_parentheses_are_alike() {
    let dependency = ["implementation('a:b:1')"];
    for text in [
        "implementation 'a:b:1'",
        "implementation(\"a:b:1\")",
        "implementation (\n  'a:b:1',\n)",
        "implementation'a:b:1';",
    ] {
        assert_eq!(shown(text), dependency, "{text}");
    }
    assert_eq!(shown("\"implementation\"(\"a:b\")"), ["implementation('a:b')"]);
    assert_eq!(shown("`java-library`"), ["java-library()"]);
    assert_eq!(shown("include ':a',\n  'b:c'\ninclude(\":d\")"), ["include(':a', 'b:c')", "include(':d')"]);
}

#[test]
fn arguments_have_names() {
    let map = ["implementation(group: 'a', name: 'b', version: 'c')"];
    assert_eq!(shown("implementation group: 'a', name: 'b',\n version: 'c'"), map);
    assert_eq!(shown("implementation(group = \"a\", name = \"b\", version = \"c\")"), map);
    assert_eq!(
        shown("implementation(mapOf(\"group\" to \"a\", KEY to 1))"),
        ["implementation(mapOf(group: 'a', KEY: 1))"]
    );
    assert_eq!(shown("apply plugin: 'java'"), ["apply(plugin: 'java')"]);
}

#[test]
fn values_nest() {
    assert_eq!(shown("implementation platform('a:b:1')"), ["implementation(platform('a:b:1'))"]);
    assert_eq!(shown("api(platform(libs.spring.bom))"), ["api(platform(libs.spring.bom))"]);
    assert_eq!(shown("x = [a, 'b', [c: 1, 'd': [:]], -2, true]"), ["x = [a, 'b', [c: 1, d: []], -2, true]"]);
    assert_eq!(shown("x = listOf(\"a\", *b, c.get())"), ["x = listOf('a', <b>, c.get())"]);
    assert_eq!(shown("x = new File(rootDir, 'a')"), ["x = File(rootDir, 'a')"]);
}

#[test]
fn what_is_called_on_a_call_is_its_chain() {
    let plugin = ["id('x').version('1').apply(false)"];
    for text in [
        "id 'x' version '1' apply false",
        "id(\"x\") version \"1\" apply false",
        "id(\"x\").version(\"1\").apply(false)",
        "id('x')\n  .version('1')\n  .apply(false)",
    ] {
        assert_eq!(shown(text), plugin, "{text}");
    }
    assert_eq!(shown("alias(libs.plugins.a.b) apply false"), ["alias(libs.plugins.a.b).apply(false)"]);
    assert_eq!(shown("tasks.named<BootJar>(\"bootJar\") { a = 1 }"), ["tasks.named('bootJar'){a = 1}"]);
    assert_eq!(
        shown("tasks.withType(Test).configureEach { a() }"),
        ["tasks.withType(Test).configureEach(){a()}"]
    );
    assert_eq!(shown("['a', 'b'].each { include it }"), ["(['a', 'b']).each(){include(it)}"]);
    assert_eq!(shown("x(1)(2)"), ["x(1).invoke(2)"]);
}

#[test]
fn assignments_and_declarations() {
    assert_eq!(shown("ext.a = '3.0'"), ["ext.a = '3.0'"]);
    assert_eq!(shown("extra[\"a\"] = \"b\"; ext['a.b'] += c"), ["extra.a = 'b'", "ext.a.b += c"]);
    assert_eq!(
        shown("val a = \"3\"\nprivate val b: Map<String, List<Int>>? = null"),
        ["val a = '3'", "val b = null"]
    );
    assert_eq!(
        shown("def a = 'b', c\nfinal String d = 'e'\nString[] f = ['g']"),
        ["val a = 'b'", "c()", "val d = 'e'", "val f = ['g']"]
    );
    assert_eq!(
        shown("val a by extra(\"3\")\nval b: String by project"),
        ["val a = extra('3')", "val b = <>"]
    );
    assert_eq!(shown("project(':a').projectDir = file('b')"), ["project(':a').projectDir() = file('b')"]);
    assert_eq!(shown("a = b =\n  'c'"), ["a = 'c'"]);
    assert_eq!(shown("options.compilerArgs << '-x'"), ["options.compilerArgs += '-x'"]);
}

#[test]
fn blocks_hold_statements() {
    let text = "subprojects {\n  dependencies { a 'b'; c(\"d\") { exclude(group = \"e\") } }\n}";
    assert_eq!(shown(text), ["subprojects(){dependencies(){a('b'); c('d'){exclude(group: 'e')}}}"]);
    assert_eq!(
        shown("configure(subprojects.filter { it.x }) { a() }"),
        ["configure(subprojects.filter(){it.x()}){a()}"]
    );
    assert_eq!(
        shown("a { p, q -> b(p) }\na { -> b }\na { p: Project -> b }"),
        ["a(){b(p)}", "a(){b()}", "a(){b()}"]
    );
    assert_eq!(shown("dependencies\n{\n a 'b'\n}"), ["dependencies(){a('b')}"]);
    assert_eq!(
        shown("task a(type: B, dependsOn: c) { d = 'e' }"),
        ["task(a(type: B, dependsOn: c){d = 'e'})"]
    );
}

#[test]
fn branches_keep_their_statements() {
    assert_eq!(
        shown("if (a == (b)) { c 'd' } else if (e) f('g')\nelse { h() }\ni()"),
        ["if {c('d')} {f('g')} {h()}", "i()"]
    );
    assert_eq!(
        shown("for (a in b) { c(a) }\nwhile (x) y()\ntry { a() } catch (E e) { b() } finally { c() }"),
        ["for {c(a)}", "while {y()}", "try {a()} {b()} {c()}"]
    );
    assert_eq!(
        shown("when (a) {\n  \"b\" -> c(\"d\")\n  else -> e()\n}"),
        ["when {'b'; c('d'); else(); e()}"]
    );
    assert_eq!(shown("class A extends B { void c() { d 'e' } }"), ["class {void(c(){d('e')})}"]);
    assert_eq!(
        shown("fun f(a: String): Int = g(a)\nfun h() { i() }\ndef j(k) { l() }"),
        ["fun {g(a)}", "fun {i()}", "def {l()}"]
    );
    assert_eq!(shown("import a.b.*\n@file:Suppress(\"x\")\na()"), ["import ..", "a()"]);
}

#[test]
fn what_is_not_understood_keeps_its_values() {
    assert_eq!(shown("a = b ? 'c' : \"d\""), ["a = <b, 'c', 'd'>"]);
    assert_eq!(shown("val a = if (b) \"c\" else \"d\""), ["val a = <{'c'}, {'d'}>"]);
    assert_eq!(shown("a = System.getenv('b') ?: 'c'"), ["a = <System.getenv('b'), 'c'>"]);
    assert_eq!(shown("a = b =~ /c\\/d/ && !e"), ["a = <b, 'c/d', <e>>"]);
    assert_eq!(shown("a = b as String\nval c = d!!.e"), ["a = b", "val c = d.e"]);
}

#[test]
fn comments_are_nothing_and_kotlins_nest() {
    assert_eq!(shown("// a 'b'\n/* a 'b'\n * } */ c 'd' // e\n# \n"), ["c('d')"]);
    let nested = "/* /* a */ b(\"c\") */ d(\"e\")";
    assert_eq!(read_as(nested, Dialect::Kotlin).0.statements.len(), 1);
    assert_eq!(shown("a 'http://b' /* c */, 'd'"), ["a('http://b', 'd')"]);
}

#[test]
fn the_text_tells_the_dialect() {
    assert_eq!(Dialect::of("plugins {\n  id 'java'\n}\n"), Dialect::Groovy);
    assert_eq!(Dialect::of("def a = 1\nb(\"c\")\n"), Dialect::Groovy);
    assert_eq!(Dialect::of("plugins {\n  id(\"java\")\n}\n"), Dialect::Kotlin);
    assert_eq!(Dialect::of("val a = \"b\"\n"), Dialect::Kotlin);
    assert_eq!(Dialect::of_file("a/build.gradle.kts"), Dialect::Kotlin);
    assert_eq!(Dialect::of_file("a/build.gradle"), Dialect::Groovy);
}

#[test]
fn spans_tell_where_it_stands() {
    let text =
        "// é\ndependencies {\n  implementation(\n    \"a:$b\"\n  ) { c = 'd' }\n}\nval e = listOf(1)\n";
    let script = sound(text);
    let [dependencies, variable] = script.statements.as_slice() else { panic!("{script:?}") };
    let inner = &dependencies.call().unwrap().block.as_ref().unwrap().statements[0];
    assert_eq!(slice(text, inner.span), "implementation(\n    \"a:$b\"\n  ) { c = 'd' }");
    assert_eq!(slice(text, inner.path_span), "implementation");
    let value = &inner.call().unwrap().arguments[0].value;
    assert_eq!(slice(text, value.span), "\"a:$b\"");
    let ValueKind::Text(parts) = &value.kind else { panic!("{value:?}") };
    let Part::Expression(expression) = &parts[1] else { panic!("{parts:?}") };
    assert_eq!(slice(text, expression.span), "b");
    assert_eq!(slice(text, variable.span), "val e = listOf(1)");
    assert_eq!(slice(text, variable.path_span), "e");
}

#[test]
fn mistakes_are_told_and_the_rest_is_read() {
    let (script, errors) = read("dependencies {\n  a 'g:a\n  a 'g:b:1'\n");
    assert_eq!(errors.len(), 2, "{errors:?}");
    assert_eq!(dependencies(&script).len(), 2);
    let (script, errors) = read("dependencies {\n  a('g:a'\n  a 'g:b:1'\n}\nb 'c'\n");
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!((dependencies(&script).len(), script.statements.len()), (2, 2));
    for text in ["}\na()", "a()\n)", "a()\n]", "a('b'", "/* a", "if (a { b() }\n"] {
        assert_eq!(read(text).1.len(), 1, "{text}: {:?}", read(text).1);
    }
}
