//! What the smallest views tell.

use crate::gradle::{
    declared::{Notation, assigned, dependencies, includes, plugins, variables},
    read,
};

const GROOVY: &str = r#"
plugins {
    id 'org.springframework.boot' version '3.2.0'
    id "io.spring.dependency-management" version "1.1.4" apply false
}
ext.kafkaVersion = '3.6.0'
/* implementation 'commented:out:1' */
dependencies {
    implementation 'org.springframework.kafka:spring-kafka'
    implementation("org.apache.kafka:kafka-clients:${kafkaVersion}") { exclude group: 'log4j' }
    implementation group: 'io.opentelemetry', name: 'opentelemetry-api', version: '1.0' // implementation 'out:out:1'
    implementation platform('g:bom:1')
    runtimeOnly project(':modules:kafka')
    testImplementation libs.junit.jupiter
}
subprojects {
    dependencies { implementation 'g:shared:1' }
}
"#;

const KOTLIN: &str = r#"
plugins {
    kotlin("jvm") version "1.9.0"
    application
    alias(libs.plugins.spring.boot)
}
val kafkaVersion = "3.6.0"
dependencies {
    implementation(libs.spring.kafka)
    implementation(
        "g:multi:1"
    )
    "implementation"("g:quoted:1")
    implementation(project(":lib"))
}
application {
    mainClass.set("a.B")
    applicationDefaultJvmArgs = listOf("-javaagent:agent.jar")
}
"#;

fn notations(text: &str) -> Vec<String> {
    let (script, errors) = read(text);
    assert_eq!(errors, []);
    let shown = |notation| match notation {
        Notation::Module { group, name, version } => {
            format!("{group}:{name}:{}", version.unwrap_or_default())
        }
        Notation::Catalog(accessor) => format!("libs.{accessor}"),
        Notation::Project(path) => path,
    };
    let found = dependencies(&script).into_iter();
    found.map(|dependency| format!("{} {}", dependency.configuration, shown(dependency.notation))).collect()
}

#[test]
fn dependencies_of_groovy() {
    assert_eq!(
        notations(GROOVY),
        [
            "implementation org.springframework.kafka:spring-kafka:",
            "implementation org.apache.kafka:kafka-clients:${kafkaVersion}",
            "implementation io.opentelemetry:opentelemetry-api:1.0",
            "implementation g:bom:1",
            "runtimeOnly :modules:kafka",
            "testImplementation libs.junit.jupiter",
            "implementation g:shared:1",
        ]
    );
}

#[test]
fn dependencies_of_kotlin() {
    assert_eq!(
        notations(KOTLIN),
        [
            "implementation libs.spring.kafka",
            "implementation g:multi:1",
            "implementation g:quoted:1",
            "implementation :lib"
        ]
    );
}

#[test]
fn what_stands_around_dependencies_is_told() {
    let (script, _) = read(GROOVY);
    let last = dependencies(&script).pop().unwrap();
    assert_eq!(last.within, ["subprojects"]);
}

#[test]
fn plugins_are_told_and_whether_they_are_applied() {
    let ids = |text| -> Vec<(String, bool)> {
        plugins(&read(text).0).into_iter().map(|plugin| (plugin.id, plugin.applied)).collect()
    };
    assert_eq!(
        ids(GROOVY),
        [
            ("org.springframework.boot".to_owned(), true),
            ("io.spring.dependency-management".to_owned(), false)
        ]
    );
    assert_eq!(
        ids(KOTLIN),
        [
            ("org.jetbrains.kotlin.jvm".to_owned(), true),
            ("application".to_owned(), true),
            ("spring.boot".to_owned(), true)
        ]
    );
    assert_eq!(ids("apply plugin: 'java'\n"), [("java".to_owned(), true)]);
}

#[test]
fn values_and_includes_are_told() {
    let (script, _) = read(KOTLIN);
    assert_eq!(assigned(&script, "applicationDefaultJvmArgs")[0].value, "-javaagent:agent.jar");
    assert_eq!(assigned(&script, "mainClass.set")[0].value, "a.B");
    assert_eq!(variables(&script)[0], ("kafkaVersion".to_owned(), "3.6.0".to_owned()));
    let (settings, _) = read("rootProject.name = 'shop'\ninclude ':a', 'b:c'\ninclude(\n  \":d\",\n)\n");
    let paths: Vec<String> = includes(&settings).into_iter().map(|path| path.value).collect();
    assert_eq!(paths, [":a", "b:c", ":d"]);
    assert_eq!(assigned(&settings, "rootProject.name")[0].value, "shop");
}
