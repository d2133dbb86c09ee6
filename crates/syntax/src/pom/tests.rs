use proptest::prelude::*;

use super::*;
use crate::{
    span::SyntaxError,
    testing::{check_spans, damaged, slice},
};

const SAMPLE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="urn:example" xmlns:x="urn:other">
  <parent>
    <groupId>org.example</groupId><artifactId>parent</artifactId><version>1</version>
    <relativePath/>
  </parent>
  <artifactId> orders </artifactId>
  <packaging>pom</packaging>
  <name>Bestellungen &amp; Größe</name>
  <modules><module>api</module><module>core</module></modules>
  <properties><spring.version>3.2</spring.version><empty/></properties>
  <dependencies>
    <!-- <dependency><groupId>g</groupId><artifactId>commented</artifactId></dependency> -->
    <dependency>
      <groupId>g</groupId>
      <artifactId>a</artifactId>
      <version>${spring.version}</version><scope>test</scope><type>jar</type>
      <classifier>c</classifier><optional>true</optional>
      <exclusions><exclusion><artifactId>excluded</artifactId></exclusion></exclusions>
    </dependency>
    <x:dependency><x:groupId>h</x:groupId><x:artifactId>b</x:artifactId></x:dependency>
    <dependency><groupId>none</groupId></dependency>
  </dependencies>
  <dependencyManagement><dependencies>
    <dependency><groupId>g</groupId><artifactId>managed</artifactId></dependency>
  </dependencies></dependencyManagement>
  <build>
    <pluginManagement><plugins><plugin><artifactId>only-managed</artifactId></plugin></plugins></pluginManagement>
    <plugins><plugin>
      <groupId>p</groupId><artifactId>image</artifactId><version>2</version>
      <configuration><to><image>shop/orders</image></to><flags><flag>-a</flag><flag>-b</flag></flags></configuration>
      <executions><execution>
        <goals><goal>build</goal><goal>push</goal></goals>
        <configuration><skip><![CDATA[false]]></skip></configuration>
      </execution></executions>
      <dependencies><dependency><groupId>g</groupId><artifactId>for-plugin</artifactId></dependency></dependencies>
    </plugin></plugins>
  </build>
  <profiles><profile><id>dev</id><modules><module>extra</module></modules>
    <dependencies><dependency><groupId>g</groupId><artifactId>in-profile</artifactId></dependency></dependencies>
  </profile></profiles>
</project>
"#;

fn sample() -> (Pom, Vec<SyntaxError>) {
    let (pom, errors) = read(SAMPLE);
    (pom.unwrap(), errors)
}

fn names(dependencies: &[Dependency]) -> Vec<&str> {
    dependencies.iter().map(|dependency| dependency.artifact_id.value.as_str()).collect()
}

fn value(spanned: Option<&Spanned<String>>) -> Option<&str> {
    spanned.map(|spanned| spanned.value.as_str())
}

#[test]
fn coordinates_are_read_where_they_stand() {
    let (pom, _) = sample();
    let parent = pom.parent.unwrap();
    assert_eq!(value(parent.coordinates.artifact_id.as_ref()), Some("parent"));
    assert_eq!(value(parent.relative_path.as_ref()), Some(""));
    assert!(
        slice(SAMPLE, parent.span).starts_with("<parent>")
            && slice(SAMPLE, parent.span).ends_with("</parent>")
    );
    assert_eq!(pom.group_id, None);
    let artifact = pom.artifact_id.unwrap();
    assert_eq!((artifact.value.as_str(), slice(SAMPLE, artifact.span)), ("orders", "orders"));
    assert_eq!(value(pom.packaging.as_ref()), Some("pom"));
    let name = pom.name.unwrap();
    assert_eq!(
        (name.value.as_str(), slice(SAMPLE, name.span)),
        ("Bestellungen & Größe", "Bestellungen &amp; Größe")
    );
    assert_eq!(
        pom.modules.iter().map(|module| slice(SAMPLE, module.span)).collect::<Vec<_>>(),
        ["api", "core"]
    );
    let properties: Vec<(&str, &str)> =
        pom.properties.iter().map(|(name, value)| (name.as_str(), value.value.as_str())).collect();
    assert_eq!(properties, [("spring.version", "3.2"), ("empty", "")]);
}

#[test]
fn dependencies_are_what_is_written_and_not_commented_out() {
    let (pom, errors) = sample();
    assert_eq!(names(&pom.dependencies), ["a", "b"]);
    assert_eq!(names(&pom.managed), ["managed"]);
    let first = &pom.dependencies[0];
    assert_eq!((first.group_id.value.as_str(), first.optional), ("g", true));
    assert_eq!(value(first.version.as_ref()), Some("${spring.version}"));
    assert_eq!(value(first.scope.as_ref()), Some("test"));
    assert_eq!(value(first.kind.as_ref()), Some("jar"));
    assert_eq!(value(first.classifier.as_ref()), Some("c"));
    assert_eq!(slice(SAMPLE, first.artifact_id.span), "a");
    assert!(
        slice(SAMPLE, first.span).starts_with("<dependency>")
            && slice(SAMPLE, first.span).ends_with("</dependency>")
    );
    assert_eq!(errors.len(), 1);
    assert_eq!(slice(SAMPLE, errors[0].span), "<dependency><groupId>none</groupId></dependency>");
}

#[test]
fn plugins_have_their_goals_and_the_texts_of_their_configuration() {
    let (pom, _) = sample();
    let [plugin] = pom.plugins.as_slice() else { panic!("{:?}", pom.plugins) };
    assert_eq!((plugin.artifact_id.value.as_str(), value(plugin.version.as_ref())), ("image", Some("2")));
    assert_eq!(plugin.goals, ["build", "push"]);
    assert_eq!(names(&plugin.dependencies), ["for-plugin"]);
    let texts: Vec<(&str, &str)> =
        plugin.configuration.iter().map(|(path, text)| (path.as_str(), text.value.as_str())).collect();
    assert_eq!(
        texts,
        [("to/image", "shop/orders"), ("flags/flag", "-a"), ("flags/flag", "-b"), ("skip", "false")]
    );
    assert_eq!(slice(SAMPLE, plugin.configuration[0].1.span), "shop/orders");
}

#[test]
fn profiles_have_what_they_add() {
    let (pom, _) = sample();
    let [profile] = pom.profiles.as_slice() else { panic!("{:?}", pom.profiles) };
    assert_eq!(value(profile.id.as_ref()), Some("dev"));
    assert_eq!(
        (names(&profile.dependencies), profile.modules[0].value.as_str()),
        (vec!["in-profile"], "extra")
    );
}

#[test]
fn a_document_type_is_refused() {
    let bomb = "<!DOCTYPE project [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>\n<project><artifactId>&b;</artifactId></project>";
    let (pom, errors) = read(bomb);
    assert_eq!((pom, errors.len()), (None, 1));
    assert_eq!(slice(bomb, errors[0].span), "<!DOCTYPE");
}

#[test]
fn what_is_no_pom_says_so_and_where() {
    let cases = [
        ("", ""),
        ("<beans/>", "<beans/>"),
        ("<project>\r\n é<a></b></project>", "<"),
        ("<project>&none;</project>", "&"),
        ("<project><a>", ""),
    ];
    for (text, at) in cases {
        let (pom, errors) = read(text);
        assert_eq!((pom, errors.len()), (None, 1), "{text}");
        assert_eq!(slice(text, errors[0].span), at, "{text}: {}", errors[0].message);
        assert!(!errors[0].message.contains(" at "), "{}", errors[0].message);
    }
}

#[test]
fn deep_nesting_is_no_overflow() {
    let deep = format!("<project>{}{}</project>", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert_eq!(read(&deep), (Some(Pom::default()), Vec::new()));
    let inner = format!("{}x{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    let deep = format!(
        "<project><build><plugins><plugin><artifactId>p</artifactId><configuration>{inner}</configuration></plugin></plugins></build></project>"
    );
    let (pom, errors) = read(&deep);
    assert_eq!((pom.unwrap().plugins[0].configuration.len(), errors.len()), (0, 1));
    assert_eq!(read(&"<project>".repeat(100_000)).0, None);
}

#[test]
fn namespaces_and_attributes_cannot_be_multiplied() {
    let namespaces: String = (0..50_000).map(|at| format!("<a xmlns:n{at}='u'>")).collect();
    let attributes: String = (0..100_000).map(|at| format!(" a{at}='>'")).collect();
    for text in [format!("<project>{namespaces}"), format!("<project{attributes}/>")] {
        let (pom, errors) = read(&text);
        assert_eq!((pom, errors.len()), (None, 1));
        assert!(errors[0].message.contains("more than"), "{}", errors[0].message);
    }
}

#[test]
fn a_long_line_is_read_in_one_go() {
    let dependency = "<dependency><groupId>g</groupId><artifactId>é</artifactId></dependency>";
    let text = format!(
        "<project><name>{}</name><dependencies>{}</dependencies></project>",
        "x".repeat(1_000_000),
        dependency.repeat(20_000)
    );
    assert_eq!(read(&text).0.unwrap().dependencies.len(), 20_000);
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_with_spans_inside(text in "(<project>)?[\\PC\n]{0,60}") {
        check_spans(&text, &read(&text))?;
    }

    #[test]
    fn damaged_poms_are_read_without_panic(text in damaged(SAMPLE, &["<", ">", "</", "/>", "&", ";", "<!--", "-->", "<![CDATA[", "]]>", "\"", "=", "<dependency>", "</dependency>", "\r\n", "<?"])) {
        check_spans(&text, &read(&text))?;
    }

    #[test]
    fn interpolation_ends_without_panic(value in "[\\PC$\\{\\}ab]{0,30}", a in "[$\\{\\}abx]{0,12}", b in "[$\\{\\}abx]{0,12}") {
        let lookup = |name: &str| match name { "a" => Some(a.clone()), "b" => Some(b.clone()), _ => None };
        prop_assert!(interpolate(&value, &lookup).len() < 1 << 20);
    }
}
