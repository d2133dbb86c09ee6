//! The dependencies that scripts declare.

use super::shown::sound;
use crate::{gradle::*, testing::slice};

/// Blocks, configuration and notation of every dependency.
fn declared(text: &str) -> Vec<String> {
    let of = |found: DeclaredDependency| {
        let within = found.within.iter().map(|name| format!("{name}/")).collect::<String>();
        format!("{within}{} {}", found.configuration, of_notation(&found.notation))
    };
    dependencies(&sound(text)).into_iter().map(of).collect()
}

/// The same of a block of dependencies.
fn inside(text: &str) -> Vec<String> {
    declared(&format!("dependencies {{\n{text}\n}}\n"))
}

fn of_notation(notation: &Notation) -> String {
    match notation {
        Notation::Coordinates { group, name, version } => {
            format!("{group}:{name}:{}", version.as_deref().unwrap_or("-"))
        }
        Notation::Catalog(accessor) => format!("catalog {accessor}"),
        Notation::Project(path) => format!("project {path}"),
        Notation::Platform(inner) => format!("platform {}", of_notation(inner)),
        Notation::Name(name) => format!("name {name}"),
        Notation::Other => "other".to_owned(),
    }
}

#[test]
fn coordinates_in_every_notation() {
    assert_eq!(
        inside("a 'g:n'\na \"g:n:$v\"\na('g:n:1:c@jar') { transitive = false }\na 'g:n@aar'"),
        ["a g:n:-", "a g:n:${v}", "a g:n:1", "a g:n:-"]
    );
    assert_eq!(
        inside("a group: 'g', name: 'n', version: v\na(\"g\", \"n\", \"1\")\na([group: 'g', name: 'n'])"),
        ["a g:n:${v}", "a g:n:1", "a g:n:-"]
    );
    assert_eq!(
        inside("a 'g:n:1', 'g:m:2'\na(['g:o:3'])\nadd(\"a\", \"g:p:4\")"),
        ["a g:n:1", "a g:m:2", "a g:o:3", "a g:p:4"]
    );
    assert_eq!(
        inside("\"a\"(kotlin(\"stdlib\"))\na(\"g:n:${p(\"x:y\")}\")\na(\"g:\" + n + \":1\")"),
        ["a org.jetbrains.kotlin:kotlin-stdlib:-", "a g:n:${p(\"x:y\")}", "a g:${n}:1"]
    );
    assert_eq!(inside("a(\"g:n\") { version { strictly(\"1\") } }"), ["a g:n:1"]);
    assert_eq!(inside("a x ? 'g:n:1' : 'g:n:2'"), ["a g:n:1", "a g:n:2"]);
}

#[test]
fn catalogs_projects_platforms_and_the_rest() {
    assert_eq!(
        inside("a libs.b.c\na(libs.bundles.d.get())\na(libs.findLibrary(\"e-f\").get())\na(testLibs.g)"),
        ["a catalog libs.b.c", "a catalog libs.bundles.d", "a catalog libs.e.f", "a catalog testLibs.g"]
    );
    assert_eq!(
        inside(
            "a project(':b')\na(project(path: ':c', configuration: 'd'))\na(projects.eFg.h)\na(testFixtures(project(\":i\")))"
        ),
        ["a project :b", "a project :c", "a project :e-fg:h", "a project :i"]
    );
    assert_eq!(
        inside("a platform('g:n:1')\na(enforcedPlatform(libs.b))\na(platform(B.C))"),
        ["a platform g:n:1", "a platform catalog libs.b", "a platform name B.C"]
    );
    assert_eq!(
        inside("a files('b.jar')\na gradleApi()\na deps.kafka\na \"$kafka\""),
        ["a other", "a other", "a name deps.kafka", "a name kafka"]
    );
}

#[test]
fn what_stands_around_is_told() {
    assert_eq!(
        declared("buildscript { dependencies { classpath 'g:n:1' } }"),
        ["buildscript/classpath g:n:1"]
    );
    assert_eq!(declared("project(\":a\") { dependencies { b 'g:n' } }"), ["project(:a)/b g:n:-"]);
    assert_eq!(declared("dependencies { constraints { a 'g:n:1' } }"), ["constraints/a g:n:1"]);
    assert_eq!(
        declared(
            "dependencyManagement {\n imports { mavenBom 'g:n:1' }\n dependencies {\n  dependency 'g:m:2'\n  dependencySet(group: 'g', version: '3') { entry 'o' }\n }\n}"
        ),
        [
            "dependencyManagement/imports/mavenBom platform g:n:1",
            "dependencyManagement/dependency g:m:2",
            "dependencyManagement/dependency g:o:3"
        ]
    );
    assert_eq!(
        declared(
            "kotlin { sourceSets { val jvmMain by getting { dependencies { b(\"g:n\") } }\ncommonMain.dependencies { c(\"g:m\") } } }"
        ),
        ["kotlin/sourceSets/jvmMain/b g:n:-", "kotlin/sourceSets/commonMain/c g:m:-"]
    );
    assert_eq!(
        declared("dependencies.add(\"a\", \"g:n\")\nproject.dependencies { b 'g:m' }"),
        ["a g:n:-", "b g:m:-"]
    );
}

#[test]
fn configured_projects_are_told_one_by_one() {
    let each = |head: &str| declared(&format!("{head} {{ dependencies {{ a 'g:n' }} }}"));
    assert_eq!(each("configure(subprojects.filter { it.name != 'x' })"), ["subprojects/a g:n:-"]);
    assert_eq!(
        each("configure([project(':b'), project(':c')])"),
        ["project(:b)/a g:n:-", "project(:c)/a g:n:-"]
    );
    assert_eq!(each("configure(javaProjects)"), ["configure/a g:n:-"]);
}

#[test]
fn branches_and_loops_are_no_blocks() {
    assert_eq!(
        inside("if (x) { a 'g:n' } else { a 'g:m' }\nif (y)\n  a 'g:o'\n['p'].each { a 'g:p' }"),
        ["a g:n:-", "a g:m:-", "a g:o:-", "a g:p:-"]
    );
    assert_eq!(declared("if (x) {\n subprojects { dependencies { a 'g:n' } }\n}"), ["subprojects/a g:n:-"]);
}

#[test]
fn what_is_no_dependency_is_none() {
    assert_eq!(
        inside(
            "// a 'g:n'\n/* a 'g:n' */\nprintln 'g:n'\ndef v = 'g:n'\na('g:m') { exclude group: 'g', module: 'n'; because 'g:n' }"
        ),
        ["a g:m:-"]
    );
    assert_eq!(declared("a 'g:n'\nexclude { dependencies }\njar { from 'g:n' }"), Vec::<String>::new());
}

#[test]
fn each_of_several_has_its_own_place() {
    let text = "dependencies {\n  a 'g:n', // é\n    'g:m'\n  a('g:o') { b() }\n}\n";
    let spans =
        dependencies(&sound(text)).into_iter().map(|found| slice(text, found.span)).collect::<Vec<_>>();
    assert_eq!(spans, ["'g:n'", "'g:m'", "a('g:o') { b() }"]);
}
