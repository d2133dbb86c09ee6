//! What counts as there.

use super::*;

fn unchanged(text: &str, dialect: Dialect, statement: Statement) {
    assert_eq!(insert(text, dialect, &[statement]), Ok(Edits::none()), "{text}");
}

#[test]
fn a_dependency_is_there_in_any_notation() {
    for written in [
        "runtimeOnly 'io.agent:agent'",
        "implementation \"io.agent:agent:$version\"",
        "api group: 'io.agent', name: 'agent', version: '1'",
        "api(platform(\"io.agent:agent:2\"))",
        "api enforcedPlatform('io.agent:agent')",
        "add('api', 'io.agent:agent:1@jar')",
        "api \"$agentGroup:agent\"",
    ] {
        let text = format!("def agentGroup = 'io.agent'\ndependencies {{\n  {written}\n}}\n");
        unchanged(&text, Dialect::Groovy, runtime());
    }
    unchanged("dependencies {\n  api(libs.g.lib)\n}\n", Dialect::Kotlin, library());
    unchanged("dependencies {\n  api(rootProject.libs.g.lib)\n}\n", Dialect::Kotlin, library());
}

#[test]
fn a_dependency_counts_in_the_configurations_that_are_named() {
    let text = "dependencies {\n  testImplementation(\"g:lib:1\")\n}\n";
    unchanged(text, Dialect::Kotlin, library());
    let only = Statement { configurations: vec!["implementation".to_owned(), "api".to_owned()], ..library() };
    assert!(edited(text, std::slice::from_ref(&only)).contains("implementation(\"g:lib:1\")"));
    unchanged(&text.replace("testImplementation", "api"), Dialect::Kotlin, only);
}

#[test]
fn a_plugin_is_there_however_it_is_asked_for() {
    for text in ["plugins { id 'a.b' }", "plugins { id('a.b') version '2' }", "apply plugin: 'a.b'"] {
        unchanged(text, Dialect::Groovy, plugin());
    }
    let by_alias = plugin().known_by(Known::Catalog("libs.plugins.a.b".to_owned()));
    unchanged("plugins { alias(libs.plugins.a.b) }", Dialect::Kotlin, by_alias);
    assert!(edited("subprojects { apply(plugin = \"a.b\") }", &[plugin()]).starts_with("plugins {\n"));
}

#[test]
fn names_are_there_however_they_are_made() {
    for text in [
        "tasks.register(\"copyAgent\")",
        "tasks { register<Copy>(\"copyAgent\") { } }",
        "val copyAgent by tasks.registering(Copy::class)",
        "tasks.named(\"copyAgent\") { }",
        "tasks { copyAgent { } }",
    ] {
        unchanged(text, Dialect::Kotlin, task());
    }
    for text in ["task copyAgent", "task copyAgent(type: Copy) { }", "task('copyAgent') { }", "copyAgent { }"]
    {
        unchanged(text, Dialect::Groovy, task());
    }
    for text in
        ["configurations { agent }", "configurations { create('agent') }", "configurations.create('agent')"]
    {
        unchanged(text, Dialect::Groovy, configuration());
    }
    assert!(edited("a { tasks.register(\"copyAgent\") }\n", &[task()]).contains("tasks.register<Copy>"));
}

#[test]
fn what_is_written_the_same_is_there() {
    let statement = Statement::of("application", "applicationDefaultJvmArgs += listOf(\"-a\")");
    unchanged(
        "application {\n  applicationDefaultJvmArgs +=\n    listOf( \"-a\" )\n}\n",
        Dialect::Kotlin,
        statement.clone(),
    );
    assert_eq!(
        edited("application { }\n", std::slice::from_ref(&statement)),
        "application { applicationDefaultJvmArgs += listOf(\"-a\") }\n"
    );
    let commented = Statement::of("java", "// Why.\nwithSourcesJar()");
    let after = edited("java {\n}\n", std::slice::from_ref(&commented));
    assert_eq!(after, "java {\n    // Why.\n    withSourcesJar()\n}\n");
}
