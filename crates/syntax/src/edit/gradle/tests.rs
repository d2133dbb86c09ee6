mod properties;
mod there;

use super::*;
use crate::edit::testing::kept;

fn module(group: &str, name: &str) -> Known {
    Known::Module { group: group.to_owned(), name: name.to_owned() }
}

fn runtime() -> Statement {
    Statement::of("dependencies", "runtimeOnly(\"io.agent:agent:1\")").known_by(module("io.agent", "agent"))
}

fn library() -> Statement {
    Statement::of("dependencies", "implementation(\"g:lib:1\")")
        .known_by(module("g", "lib"))
        .known_by(Known::Catalog("libs.g.lib".to_owned()))
}

fn plugin() -> Statement {
    Statement::of("plugins", "id(\"a.b\") version \"1\"").known_by(Known::Plugin("a.b".to_owned()))
}

fn configuration() -> Statement {
    Statement::of("configurations", "create(\"agent\")").known_by(Known::Name("agent".to_owned()))
}

fn task() -> Statement {
    let text = "tasks.register<Copy>(\"copyAgent\") {\n  from(configurations[\"agent\"])\n}\n";
    Statement::alone(text).known_by(Known::Name("copyAgent".to_owned()))
}

fn edited(text: &str, statements: &[Statement]) -> String {
    let editor = |text: &str| insert(text, Dialect::Kotlin, statements);
    kept(text, editor).unwrap_or_else(|| panic!("{:?}", editor(text)))
}

#[test]
fn a_dependency_comes_behind_the_last_one_of_its_configuration() {
    let text = "dependencies {\n  implementation(\"a:b:1\") // {\n  implementation(\"a:c:1\") {\n    because(\"}\")\n  } /* x\n  */\n  testImplementation(\"a:d:1\")\n}\n";
    assert_eq!(
        edited(text, &[library()]),
        "dependencies {\n  implementation(\"a:b:1\") // {\n  implementation(\"a:c:1\") {\n    because(\"}\")\n  } /* x\n  */\n  implementation(\"g:lib:1\")\n  testImplementation(\"a:d:1\")\n}\n"
    );
}

#[test]
fn one_of_a_new_configuration_comes_last_in_the_block() {
    let text = "dependencies {\n\timplementation(\"a:b:1\")\n\t// and more:\n\n}\n";
    assert_eq!(
        edited(text, &[runtime()]),
        "dependencies {\n\timplementation(\"a:b:1\")\n\t// and more:\n\truntimeOnly(\"io.agent:agent:1\")\n\n}\n"
    );
}

#[test]
fn blocks_on_one_line_stay_on_one_line_where_they_can() {
    for (text, expected) in [
        (
            "dependencies { api(\"a:b:1\") }",
            "dependencies { api(\"a:b:1\"); runtimeOnly(\"io.agent:agent:1\") }",
        ),
        (
            "dependencies { api(\"a\"); /* x */ }",
            "dependencies { api(\"a\"); runtimeOnly(\"io.agent:agent:1\"); /* x */ }",
        ),
        (
            "dependencies {\n  api(\"a:b:1\") }",
            "dependencies {\n  api(\"a:b:1\"); runtimeOnly(\"io.agent:agent:1\") }",
        ),
        ("dependencies { }", "dependencies { runtimeOnly(\"io.agent:agent:1\") }"),
        ("dependencies {}", "dependencies {\n    runtimeOnly(\"io.agent:agent:1\")\n}"),
        (
            "dependencies { /* none */ }",
            "dependencies { /* none */\n    runtimeOnly(\"io.agent:agent:1\")\n }",
        ),
        ("dependencies {\n}", "dependencies {\n    runtimeOnly(\"io.agent:agent:1\")\n}"),
        ("dependencies {\n  // a }\n}", "dependencies {\n  // a }\n  runtimeOnly(\"io.agent:agent:1\")\n}"),
    ] {
        assert_eq!(edited(text, &[runtime()]), expected);
    }
}

#[test]
fn several_statements_come_together() {
    let other = Statement::of("dependencies", "api(\"x:y:1\") {\n  isTransitive = false\n}");
    assert_eq!(
        edited("dependencies {}\n", &[runtime(), other.clone(), runtime()]),
        "dependencies {\n    runtimeOnly(\"io.agent:agent:1\")\n    api(\"x:y:1\") {\n        isTransitive = false\n    }\n}\n"
    );
    assert_eq!(
        edited("dependencies { api(\"a\") }\n", &[other]),
        "dependencies { api(\"a\")\n    api(\"x:y:1\") {\n        isTransitive = false\n    } }\n"
    );
}

#[test]
fn blocks_for_others_are_not_that_of_the_script() {
    let inner = "dependencies { runtimeOnly(\"io.agent:agent:1\") }";
    for around in ["buildscript", "subprojects", "allprojects", "project(\":a\")"] {
        let text = format!("{around} {{ {inner} }}\n");
        assert_eq!(
            edited(&text, &[runtime()]),
            format!("{text}\ndependencies {{\n    runtimeOnly(\"io.agent:agent:1\")\n}}\n")
        );
    }
    let text = format!("val a = \"\"\"{inner}\"\"\"\n// {inner}\n");
    assert!(edited(&text, &[runtime()]).starts_with(&text));
}

#[test]
fn blocks_that_are_missing_come_where_convention_has_them() {
    let text = "// Licence.\n\nimport a.B\n\nbuildscript {\n}\nrepositories {\n    mavenCentral()\n}\ntasks.test {\n}\n";
    assert_eq!(
        edited(text, &[task(), runtime(), configuration(), plugin()]),
        "// Licence.\n\nimport a.B\n\nbuildscript {\n}\n\nplugins {\n    id(\"a.b\") version \"1\"\n}\n\nrepositories {\n    mavenCentral()\n}\n\nconfigurations {\n    create(\"agent\")\n}\n\ndependencies {\n    runtimeOnly(\"io.agent:agent:1\")\n}\n\ntasks.test {\n}\n\ntasks.register<Copy>(\"copyAgent\") {\n    from(configurations[\"agent\"])\n}\n"
    );
}

#[test]
fn plugins_come_first_of_all() {
    for (text, expected) in [
        (
            "// Licence.\nval a = 1\n",
            "// Licence.\nplugins {\n    id(\"a.b\") version \"1\"\n}\n\nval a = 1\n",
        ),
        (
            "/* L */\n\n// a\n@A val a = 1",
            "/* L */\n\nplugins {\n    id(\"a.b\") version \"1\"\n}\n\n// a\n@A val a = 1",
        ),
        ("@file:A\n\nval a = 1", "@file:A\n\nplugins {\n    id(\"a.b\") version \"1\"\n}\n\nval a = 1"),
        ("\u{feff}val a = 1", "\u{feff}plugins {\n    id(\"a.b\") version \"1\"\n}\n\nval a = 1"),
        ("import a.B; val a = 1", "import a.B;\n\nplugins {\n    id(\"a.b\") version \"1\"\n}\n\n val a = 1"),
        ("", "plugins {\n    id(\"a.b\") version \"1\"\n}\n"),
        ("\u{feff}", "\u{feff}plugins {\n    id(\"a.b\") version \"1\"\n}"),
        ("// a", "// a\n\nplugins {\n    id(\"a.b\") version \"1\"\n}"),
    ] {
        assert_eq!(edited(text, &[plugin()]), expected);
    }
}

#[test]
fn configurations_come_in_front_of_the_dependencies_that_need_them() {
    let text = "val a = 1\n\n// What is needed.\ndependencies {\n}\n\nrepositories {\n}\n";
    assert_eq!(
        edited(text, &[configuration()]),
        "val a = 1\n\nconfigurations {\n    create(\"agent\")\n}\n\n// What is needed.\ndependencies {\n}\n\nrepositories {\n}\n"
    );
}

#[test]
fn dependencies_come_behind_what_brings_their_configurations() {
    let text = "apply plugin: 'java'\r\n\r\nallprojects {\r\n}\r\ntask a\r\n";
    let after = kept(text, |text| insert(text, Dialect::Groovy, &[runtime()])).unwrap();
    assert_eq!(
        after,
        "apply plugin: 'java'\r\n\r\nallprojects {\r\n}\r\n\r\ndependencies {\r\n    runtimeOnly(\"io.agent:agent:1\")\r\n}\r\n\r\ntask a\r\n"
    );
}

#[test]
fn statements_that_stand_alone_come_last_behind_an_empty_line() {
    let alone = Statement::alone("a()");
    let two = [alone.clone(), Statement::alone("b()")];
    for (text, expected) in [
        ("x()\n", "x()\n\na()\n\nb()\n"),
        ("x()\n\n", "x()\n\na()\n\nb()\n"),
        ("x() // y", "x() // y\n\na()\n\nb()"),
        ("", "a()\n\nb()\n"),
    ] {
        assert_eq!(edited(text, &two), expected);
    }
}

#[test]
fn scripts_with_mistakes_are_refused_with_the_lines_to_add() {
    for text in
        ["dependencies {", "a {\n}\n}\n", "val a = \"", "/* a", "a(\n}", "dependencies {\n  api(\"a\"\n}\n"]
    {
        let refusal = insert(text, Dialect::Kotlin, &[runtime(), library(), task()]).unwrap_err();
        assert!(refusal.span.is_some(), "{text}");
        let block = "dependencies {\n    runtimeOnly(\"io.agent:agent:1\")\n    implementation(\"g:lib:1\")\n}\ntasks.register";
        assert!(
            refusal.lines.replace("\n  ", "\n    ").replace("      ", "    ").starts_with(block),
            "{}",
            refusal.lines
        );
    }
}

#[test]
fn what_would_be_wrong_is_refused() {
    let why = |text: &str, statement: Statement| insert(text, Dialect::Kotlin, &[statement]).unwrap_err().why;
    assert_eq!(why("plugins { id(\"a.b\") apply false }", plugin()), "the plugin is there and not applied");
    assert!(why("val a = 1\nbuildscript { }\n", plugin()).contains("must stand behind `buildscript`"));
    assert!(why("a()", Statement::alone("b {")).contains("does not read as one"));
    assert!(why("a()", Statement::alone("// b")).contains("does not read as one"));
}

#[test]
fn a_long_script_costs_no_more_than_its_length() {
    let text = format!("dependencies {{ {} }}", "api(\"g:$n\"); ".repeat(20_000));
    assert!(
        edited(&text, &[runtime(), library()])
            .ends_with("; runtimeOnly(\"io.agent:agent:1\"); implementation(\"g:lib:1\");  }")
    );
}
