//! What Maven's profiles and managed dependencies bring.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

mod support;

use autopilot_inventory::Facts;
use support::facts;

fn names(facts: &Facts) -> Vec<&str> {
    facts.modules[0].dependencies.iter().map(|dependency| dependency.name.as_str()).collect()
}

const PROFILES: &str = "<project><artifactId>a</artifactId>
<dependencies><dependency><groupId>g</groupId><artifactId>own</artifactId></dependency></dependencies>
<profiles>
<profile><id>usual</id><activation><activeByDefault>true</activeByDefault></activation>
<dependencies><dependency><groupId>g</groupId><artifactId>usual</artifactId></dependency></dependencies></profile>
<profile><id>otel</id>
<dependencies><dependency><groupId>g</groupId><artifactId>otel</artifactId></dependency></dependencies>
<build><plugins><plugin><artifactId>jib</artifactId><configuration><flag>-javaagent:a.jar</flag></configuration></plugin></plugins></build>
</profile></profiles></project>";

#[test]
fn what_a_profile_adds_counts_when_it_is_active_or_asked_for() {
    let alone = facts(&[("pom.xml", PROFILES), ("README.md", "mvn -Potel")]);
    assert_eq!(names(&alone), ["g:own", "g:usual"]);
    assert!(alone.modules[0].build_lines.is_empty());
    for (path, text) in [
        ("Dockerfile", "FROM maven\nRUN mvn -Potel package\n"),
        (
            ".github/workflows/build.yml",
            "jobs:\n  a:\n    steps:\n      - run: ./mvnw -B -P prod,otel verify\n",
        ),
        ("build.sh", "mvn -P otel package\n"),
        ("Makefile", "all:\n\tmvn -Potel package\n"),
        (".mvn/maven.config", "-Potel\n"),
    ] {
        let asked = facts(&[("pom.xml", PROFILES), (path, text)]);
        assert_eq!(names(&asked), ["g:own", "g:usual", "g:otel"], "{path}");
        assert_eq!(asked.modules[0].build_lines.len(), 1, "{path}");
    }
}

#[test]
fn what_is_only_managed_is_no_dependency_wherever_it_is_managed() {
    let managed = "<dependencyManagement><dependencies><dependency><groupId>io.opentelemetry</groupId><artifactId>opentelemetry-bom</artifactId><type>pom</type><scope>import</scope></dependency></dependencies></dependencyManagement>";
    let parent = format!("<project><artifactId>p</artifactId><packaging>pom</packaging>{managed}</project>");
    let child = format!(
        "<project><parent><artifactId>p</artifactId></parent><artifactId>a</artifactId>{managed}<profiles><profile><id>x</id><activation><activeByDefault>true</activeByDefault></activation>{managed}</profile></profiles></project>"
    );
    assert_eq!(names(&facts(&[("pom.xml", &parent), ("a/pom.xml", &child)])), [] as [&str; 0]);
}

#[test]
fn a_profile_of_a_parent_is_handed_down_when_it_is_active() {
    let parent = PROFILES
        .replace("<artifactId>a</artifactId>\n", "<artifactId>p</artifactId><packaging>pom</packaging>\n");
    let child = "<project><parent><artifactId>p</artifactId></parent><artifactId>a</artifactId></project>";
    let found = facts(&[("pom.xml", &parent), ("a/pom.xml", child)]);
    assert_eq!(names(&found), ["g:own", "g:usual"]);
}
