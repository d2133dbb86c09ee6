//! Projects of Gradle that only the settings script tells of.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

mod support;

use autopilot_inventory::{Facts, ModuleFacts};
use source_tree::RepoPath;
use support::facts;

const ROOT: &str = "subprojects {\n  apply plugin: 'java'\n  dependencies {\n    implementation 'org.apache.kafka:kafka-clients:3.7.0'\n  }\n}\n\
                    project(':orders') {\n  dependencies {\n    implementation 'io.javalin:javalin:6.1.3'\n  }\n}\n";
const SOURCE: &str = "class Main { public static void main(String[] args) { } }\n";

fn paths(facts: &Facts) -> Vec<&str> {
    facts.modules.iter().map(|module| module.path.as_str()).collect()
}

fn dependencies<'a>(facts: &'a Facts, path: &str) -> Vec<&'a str> {
    let found = facts.modules.iter().find(|module| module.path.as_str() == path).unwrap();
    names(found)
}

fn names(module: &ModuleFacts) -> Vec<&str> {
    module.dependencies.iter().map(|dependency| dependency.name.as_str()).collect()
}

#[test]
fn an_included_project_without_a_script_is_built_with_what_the_scripts_above_say() {
    let facts = facts(&[
        ("settings.gradle", "include 'orders'\ninclude 'billing'\n"),
        ("build.gradle", ROOT),
        ("orders/src/main/java/Main.java", SOURCE),
        ("billing/src/main/java/Main.java", SOURCE),
    ]);
    assert_eq!(paths(&facts), ["billing", "orders"]);
    assert_eq!(dependencies(&facts, "billing"), ["org.apache.kafka:kafka-clients"]);
    assert_eq!(dependencies(&facts, "orders"), ["org.apache.kafka:kafka-clients", "io.javalin:javalin"]);
}

#[test]
fn its_evidence_is_the_line_that_includes_it_and_the_script_that_gives_to_it() {
    let facts = facts(&[
        ("settings.gradle.kts", "rootProject.name = \"shop\"\ninclude(\n  \":orders\",\n)\n"),
        ("build.gradle", ROOT),
        ("orders/src/main/java/Main.java", SOURCE),
    ]);
    let module = &facts.modules[0];
    assert_eq!(module.manifest.path.as_str(), "settings.gradle.kts");
    assert_eq!(module.manifest.span.start.line, 3);
    let manifests: Vec<&str> = module.manifests.iter().map(RepoPath::as_str).collect();
    assert_eq!(manifests, ["settings.gradle.kts", "build.gradle"]);
}

#[test]
fn a_project_lies_where_the_settings_put_it() {
    let facts = facts(&[
        (
            "settings.gradle",
            "include ':orders'\nproject(':orders').projectDir = file('services/orders-service')\n",
        ),
        ("build.gradle", ROOT),
        ("services/orders-service/src/main/java/Main.java", SOURCE),
    ]);
    assert_eq!(paths(&facts), ["services/orders-service"]);
}

#[test]
fn a_project_without_sources_of_its_own_or_with_a_script_is_made_no_second_time() {
    let script = "plugins { id 'java' }\ndependencies { implementation 'io.javalin:javalin:6.1.3' }\n";
    let facts = facts(&[
        ("settings.gradle", "include 'apps', 'apps:orders', 'docs', '..:other', 'apps:orders'\n"),
        ("build.gradle", ROOT),
        ("apps/orders/build.gradle", script),
        ("apps/orders/src/main/java/Main.java", SOURCE),
        ("docs/index.md", "# Docs\n"),
    ]);
    assert_eq!(paths(&facts), ["apps/orders"]);
}

#[test]
fn a_script_that_is_called_after_its_folder_is_a_build_script() {
    let script = "plugins { id 'java' }\ndependencies { implementation 'io.javalin:javalin:6.1.3' }\n";
    let facts = facts(&[
        (
            "settings.gradle",
            "include 'orders'\nrootProject.children.each { it.buildFileName = \"${it.name}.gradle\" }\n",
        ),
        ("build.gradle", ROOT),
        ("orders/orders.gradle", script),
        ("orders/src/main/java/Main.java", SOURCE),
    ]);
    assert_eq!(paths(&facts), ["orders"]);
    assert_eq!(dependencies(&facts, "orders"), ["io.javalin:javalin", "org.apache.kafka:kafka-clients"]);
}
