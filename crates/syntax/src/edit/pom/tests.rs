mod properties;

use super::*;
use crate::{edit::testing::kept, pom::read};

const AGENT: &str = "<dependency>\n  <groupId>io.agent</groupId>\n  <artifactId>agent</artifactId>\n  <version>1</version>\n</dependency>\n";

fn steps(names: &[&str]) -> Vec<Step> {
    names.iter().copied().map(Step::new).collect()
}

fn dependency() -> Element {
    Element::new(steps(&["dependencies"]), AGENT)
        .known_by("groupId", "io.agent")
        .known_by("artifactId", "agent")
}

fn managed() -> Element {
    Element { within: steps(&["dependencyManagement", "dependencies"]), ..dependency() }
}

fn property() -> Element {
    Element::new(steps(&["properties"]), "<agent.version>1</agent.version>")
}

fn plugin() -> Element {
    let mut within = steps(&["build", "plugins"]);
    within.push(Step::new("plugin").having("artifactId", "maven-dependency-plugin"));
    within.push(Step::new("executions"));
    let xml =
        "<execution>\n  <id>copy-agent</id>\n  <goals>\n    <goal>copy</goal>\n  </goals>\n</execution>";
    Element::new(within, xml).known_by("id", "copy-agent")
}

fn edited(text: &str, elements: &[Element]) -> String {
    kept(text, |text| insert(text, elements)).unwrap_or_else(|| panic!("{:?}", insert(text, elements)))
}

fn refused(text: &str, elements: &[Element]) -> Refusal {
    insert(text, elements).unwrap_err()
}

#[test]
fn a_dependency_comes_last_in_its_container() {
    let text = "<project>\n  <dependencies>\n    <dependency>\n      <artifactId>a</artifactId>\n    </dependency>\n  </dependencies>\n</project>\n";
    assert_eq!(
        edited(text, &[dependency()]),
        "<project>\n  <dependencies>\n    <dependency>\n      <artifactId>a</artifactId>\n    </dependency>\n    <dependency>\n      <groupId>io.agent</groupId>\n      <artifactId>agent</artifactId>\n      <version>1</version>\n    </dependency>\n  </dependencies>\n</project>\n"
    );
}

#[test]
fn tabs_and_line_endings_are_those_of_the_file() {
    let text = "<project>\r\n\t<properties>\r\n\t\t<a>b</a>\r\n\t</properties>\r\n</project>";
    assert_eq!(
        edited(text, &[dependency()]),
        "<project>\r\n\t<properties>\r\n\t\t<a>b</a>\r\n\t</properties>\r\n\t<dependencies>\r\n\t\t<dependency>\r\n\t\t\t<groupId>io.agent</groupId>\r\n\t\t\t<artifactId>agent</artifactId>\r\n\t\t\t<version>1</version>\r\n\t\t</dependency>\r\n\t</dependencies>\r\n</project>"
    );
}

#[test]
fn containers_that_are_missing_come_at_once_where_convention_has_them() {
    let text = "<project>\n    <version>1</version> <!-- ours -->\n    <packaging>jar</packaging>\n    <build>\n    </build>\n</project>\n";
    let all = [plugin(), dependency(), managed(), property()];
    let after = edited(text, &all);
    let order =
        ["<packaging>", "<properties>", "<dependencyManagement>", "</dependencyManagement>", "<build>"];
    let places: Vec<usize> = order.iter().map(|tag| after.find(tag).unwrap()).collect();
    assert!(places.is_sorted(), "{after}");
    assert!(after.contains("<build>\n        <plugins>\n            <plugin>\n                <artifactId>maven-dependency-plugin</artifactId>\n                <executions>\n                    <execution>\n                        <id>copy-agent</id>\n"), "{after}");
}

#[test]
fn properties_come_behind_the_name_and_the_comment_beside_it() {
    let text = "<project>\n  <artifactId>a</artifactId>\n  <name>A</name> <!-- called so -->\n\n  <dependencies>\n  </dependencies>\n</project>\n";
    assert_eq!(
        edited(text, &[property()]),
        "<project>\n  <artifactId>a</artifactId>\n  <name>A</name> <!-- called so -->\n\n  <properties>\n    <agent.version>1</agent.version>\n  </properties>\n\n  <dependencies>\n  </dependencies>\n</project>\n"
    );
}

#[test]
fn a_container_on_one_line_is_opened_up() {
    let agent = property();
    for (text, expected) in [
        (
            "<project>\n  <properties></properties>\n</project>",
            "<project>\n  <properties>\n    <agent.version>1</agent.version>\n  </properties>\n</project>",
        ),
        (
            "<project>\n  <properties> </properties>\n</project>",
            "<project>\n  <properties>\n    <agent.version>1</agent.version>\n  </properties>\n</project>",
        ),
        (
            "<project>\n  <properties><a>b</a></properties>\n</project>",
            "<project>\n  <properties><a>b</a>\n    <agent.version>1</agent.version>\n  </properties>\n</project>",
        ),
        (
            "<project><properties/></project>",
            "<project><properties>\n    <agent.version>1</agent.version>\n</properties></project>",
        ),
        (
            "<project>\n  <properties />\n</project>",
            "<project>\n  <properties>\n    <agent.version>1</agent.version>\n  </properties>\n</project>",
        ),
        (
            "<project/>",
            "<project>\n    <properties>\n        <agent.version>1</agent.version>\n    </properties>\n</project>",
        ),
        (
            "<project></project>",
            "<project>\n    <properties>\n        <agent.version>1</agent.version>\n    </properties>\n</project>",
        ),
        (
            "<project a='>'><build/></project>",
            "<project a='>'>\n    <properties>\n        <agent.version>1</agent.version>\n    </properties>\n    <build/></project>",
        ),
    ] {
        assert_eq!(edited(text, std::slice::from_ref(&agent)), expected);
    }
}

#[test]
fn only_a_container_without_content_is_replaced() {
    let text = "<project>\n  <properties/>\n  <dependencies>\n  </dependencies>\n</project>";
    let edits = insert(text, &[property(), dependency()]).unwrap();
    let replaced: Vec<&str> = edits.replaced().map(|span| &text[span.range()]).collect();
    assert_eq!(replaced, ["/>"]);
}

#[test]
fn comments_behind_the_last_child_stay_in_front() {
    let text = "<project>\n  <properties>\n    <a>b</a>\n    <!-- <c>d</c>\n    </properties> -->\n\n  </properties>\n</project>\n";
    assert_eq!(
        edited(text, &[property()]),
        "<project>\n  <properties>\n    <a>b</a>\n    <!-- <c>d</c>\n    </properties> -->\n    <agent.version>1</agent.version>\n\n  </properties>\n</project>\n"
    );
}

#[test]
fn dependencies_of_profiles_plugins_and_management_are_others() {
    let inner = "<dependencies><dependency><groupId>io.agent</groupId><artifactId>agent</artifactId></dependency></dependencies>";
    let text = format!(
        "<project>\n  <dependencyManagement>{inner}</dependencyManagement>\n  <build><plugins><plugin><artifactId>p</artifactId>{inner}</plugin></plugins></build>\n  <profiles><profile>{inner}</profile></profiles>\n</project>\n"
    );
    let after = edited(&text, &[dependency(), managed()]);
    assert_eq!(own(&after), 1);
    assert!(after.contains("</dependencyManagement>\n  <dependencies>\n"), "{after}");
}

#[test]
fn what_is_there_stays_as_it_is() {
    let there = [
        "<groupId>io.agent</groupId><artifactId>agent</artifactId><version>0.1</version>",
        "<artifactId> agent </artifactId><groupId>io.<!-- x -->agent</groupId>",
        "<groupId>${of.agent}</groupId><artifactId>${project.artifactId}</artifactId>",
        "<groupId><![CDATA[io.agent]]></groupId><artifactId>agent</artifactId>",
    ];
    for coordinates in there {
        let text = format!(
            "<project><artifactId>agent</artifactId><properties><of.agent>io.agent</of.agent></properties><dependencies><dependency>{coordinates}</dependency></dependencies></project>"
        );
        assert_eq!(insert(&text, &[dependency()]), Ok(Edits::none()));
    }
}

#[test]
fn what_is_commented_out_is_not_there() {
    let text = format!("<project>\n  <dependencies>\n    <!-- {AGENT} -->\n  </dependencies>\n</project>\n");
    assert_eq!(own(&edited(&text, &[dependency()])), 1);
}

#[test]
fn plugins_without_a_group_are_mavens_own() {
    let with = |group: &str| {
        format!(
            "<project>\n  <build>\n    <plugins>\n      <plugin>\n        {group}<artifactId>maven-dependency-plugin</artifactId>\n      </plugin>\n    </plugins>\n  </build>\n</project>\n"
        )
    };
    for (group, plugins) in
        [("", 1), ("<groupId>org.apache.maven.plugins</groupId>", 1), ("<groupId>other</groupId>", 2)]
    {
        let after = edited(&with(group), &[plugin()]);
        assert_eq!(read(&after).0.unwrap().plugins.len(), plugins, "{after}");
    }
}

#[test]
fn a_type_tells_dependencies_apart() {
    let text = "<project><dependencies><dependency><groupId>io.agent</groupId><artifactId>agent</artifactId></dependency></dependencies></project>";
    let bom =
        "<dependency><groupId>io.agent</groupId><artifactId>agent</artifactId><type>pom</type></dependency>";
    let bom = Element { xml: bom.to_owned(), ..dependency() }.known_by("type", "pom");
    assert_eq!(own(&edited(text, &[bom])), 2);
    assert_eq!(insert(text, &[dependency().known_by("groupId", "io.agent")]), Ok(Edits::none()));
}

#[test]
fn several_elements_share_what_is_created_for_them() {
    let other = Element::new(steps(&["dependencies"]), AGENT.replace(">agent<", ">other<"))
        .known_by("artifactId", "other");
    let after = edited("<project>\n</project>\n", &[dependency(), other, dependency()]);
    assert_eq!(after.matches("<dependencies>").count(), 1);
    assert_eq!(read(&after).0.unwrap().dependencies.len(), 2);
}

#[test]
fn prefixes_are_those_of_the_container() {
    let text = "<m:project xmlns:m=\"urn:m\">\n  <m:dependencies>\n  </m:dependencies>\n</m:project>\n";
    let xml = "<dependency>\n  <!-- <a> --><artifactId>agent</artifactId>\n</dependency>";
    let element = Element::new(steps(&["dependencies"]), xml).known_by("artifactId", "agent");
    assert_eq!(
        edited(text, &[element]),
        "<m:project xmlns:m=\"urn:m\">\n  <m:dependencies>\n    <m:dependency>\n      <!-- <a> --><m:artifactId>agent</m:artifactId>\n    </m:dependency>\n  </m:dependencies>\n</m:project>\n"
    );
}

#[test]
fn a_namespace_and_a_declaration_do_not_matter() {
    let text = "\u{feff}<?xml version=\"1.0\"?>\n<!-- <project> -->\n<project xmlns=\"http://maven.apache.org/POM/4.0.0\"\n         xmlns:xsi=\"urn:x\">\n  <artifactId>a</artifactId>\n</project>\n";
    assert!(edited(text, &[property()]).contains("</artifactId>\n  <properties>\n    <agent.version>"));
}

#[test]
fn texts_of_containers_are_escaped() {
    let within = vec![Step::new("profiles"), Step::new("profile").having("id", "a<b&c")];
    let after = edited("<project>\n</project>\n", &[Element::new(within, "<activation/>")]);
    assert!(after.contains("<id>a&lt;b&amp;c</id>"), "{after}");
}

#[test]
fn what_is_no_pom_is_refused_with_the_lines_to_add() {
    let texts = ["", "<project>", "<projects/>", "<project><a></project>", "<!DOCTYPE a><project/>", "x"];
    for text in texts {
        let refusal = refused(text, &[property()]);
        assert_eq!(
            refusal.lines,
            "    <properties>\n        <agent.version>1</agent.version>\n    </properties>"
        );
    }
}

#[test]
fn a_container_that_is_there_twice_is_refused() {
    let text = "<project><dependencies/><dependencies></dependencies></project>";
    let refusal = refused(text, &[dependency()]);
    assert_eq!(refusal.why, "there is more than one element `dependencies`");
    assert_eq!(&text[refusal.span.unwrap().range()], "<dependencies></dependencies>");
}

#[test]
fn elements_that_would_not_be_found_again_are_refused() {
    let unknown = Element::new(steps(&["dependencies"]), "<dependency/>").known_by("artifactId", "a");
    assert!(refused("<project/>", &[unknown]).why.contains("known by"));
    assert!(refused("<project/>", &[Element::new([], "<a>")]).why.contains("no XML"));
}

#[test]
fn a_long_line_costs_no_more_than_its_length() {
    let one = "<dependency><groupId>${g}</groupId><artifactId>é</artifactId></dependency>";
    let text = format!("<project><dependencies>{}</dependencies></project>", one.repeat(20_000));
    assert_eq!(own(&edited(&text, &[dependency(), property()])), 1);
}

/// How many of the project's own dependencies are the agent.
fn own(text: &str) -> usize {
    let (pom, errors) = read(text);
    assert_eq!(errors, [], "{text}");
    pom.unwrap().dependencies.iter().filter(|found| found.artifact_id.value == "agent").count()
}
