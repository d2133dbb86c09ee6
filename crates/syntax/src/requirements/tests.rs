use proptest::prelude::*;

use super::*;
use crate::testing::{check_spans, check_written, damaged, slice};

const SAMPLE: &str = r#"# é what it needs
-r base.txt
--requirement=more/é.txt  # also
-c constraints.txt
-i https://index.example/simple
--extra-index-url https://index.example/two
Flask==2.0.1 \
    --hash=sha256:aa \
    --hash=sha256:bb
requests[security, socks] >= 2.8.1, == 2.8.* ; python_version < "2.7"
zope.interface
name @ https://files.example/name-1.0.zip ; python_version > "3"
git+https://git.example/shop/orders.git@v1#egg=Orders_Client
-e ./libs/pricing
-e .
./dist/shop_basket-1.2-py3-none-any.whl
confluent_kafka \
>=2.3 # é
"#;

fn whole(text: &str) -> Requirements {
    let (file, errors) = read(text);
    assert_eq!(errors, [], "{text}");
    file
}

fn names(file: &Requirements) -> Vec<&str> {
    file.entries.iter().map(|entry| entry.normalized.as_str()).collect()
}

fn entry(text: &str) -> Requirement {
    requirement(text, 0).unwrap_or_else(|| panic!("{text}"))
}

#[test]
fn every_kind_of_line_is_understood() {
    for text in [SAMPLE.to_owned(), SAMPLE.replace('\n', "\r\n")] {
        let file = whole(&text);
        assert_eq!(
            names(&file),
            [
                "flask",
                "requests",
                "zope-interface",
                "name",
                "orders-client",
                "pricing",
                "shop-basket",
                "confluent-kafka"
            ]
        );
        assert_eq!(
            file.includes.iter().map(|path| slice(&text, path.span)).collect::<Vec<_>>(),
            ["base.txt", "more/é.txt"]
        );
        assert_eq!(file.includes[1].value, "more/é.txt");
        assert_eq!(file.constraints[0].value, "constraints.txt");
    }
}

#[test]
fn spans_cover_a_requirement_without_options_and_comments() {
    let written: Vec<&str> = whole(SAMPLE).entries.iter().map(|entry| slice(SAMPLE, entry.span)).collect();
    assert_eq!(written[0], "Flask==2.0.1");
    assert_eq!(written[1], "requests[security, socks] >= 2.8.1, == 2.8.* ; python_version < \"2.7\"");
    assert_eq!(written[5], "-e ./libs/pricing");
    assert_eq!(written[7], "confluent_kafka \\\n>=2.3");
}

#[test]
fn names_extras_versions_and_markers_are_told_apart() {
    let file = whole(SAMPLE);
    let requests = &file.entries[1];
    assert_eq!(requests.name.value, "requests");
    assert_eq!(requests.extras, ["security", "socks"]);
    assert_eq!(requests.specifier.as_deref(), Some(">= 2.8.1, == 2.8.*"));
    assert_eq!(requests.marker.as_deref(), Some("python_version < \"2.7\""));
    let kafka = &file.entries[7];
    assert_eq!(
        (slice(SAMPLE, kafka.name.span), kafka.specifier.as_deref()),
        ("confluent_kafka", Some(">=2.3"))
    );
}

#[test]
fn addresses_and_paths_have_names_where_they_tell() {
    let file = whole(SAMPLE);
    let named = &file.entries[3];
    assert_eq!(named.url.as_deref(), Some("https://files.example/name-1.0.zip"));
    assert_eq!(named.marker.as_deref(), Some("python_version > \"3\""));
    let egg = &file.entries[4];
    assert_eq!((egg.name.value.as_str(), slice(SAMPLE, egg.name.span)), ("Orders_Client", "Orders_Client"));
    let local = &file.entries[5];
    assert_eq!(
        (local.name.value.as_str(), local.editable, local.url.as_deref()),
        ("./libs/pricing", true, Some("./libs/pricing"))
    );
    let cases = [
        ("git+ssh://git@git.example/shop/orders.git@main", "orders"),
        ("https://files.example/a/shop-basket-1.2.tar.gz#sha256=aa", "shop-basket"),
        ("file:///opt/wheels/Shop_Basket-1.2-py3-none-any.whl", "shop-basket"),
        ("..\\libs\\pricing", "pricing"),
        ("./libs/pricing[fast]", "pricing"),
    ];
    for (text, name) in cases {
        assert_eq!(entry(text).normalized, name, "{text}");
    }
    assert_eq!(entry("./libs/pricing[fast]").extras, ["fast"]);
    assert_eq!(entry("git+https://x.example/a.git#subdirectory=b&egg=c[d]").extras, ["d"]);
}

#[test]
fn single_requirements_stand_at_their_offset() {
    let text = "dependencies = [\" Foo.Bar~=1.4.2 ; os_name=='é' \"]";
    let start = text.find('"').unwrap() + 1;
    let found = requirement(&text[start..text.len() - 2], start).unwrap();
    assert_eq!(slice(text, found.name.span), "Foo.Bar");
    assert_eq!(slice(text, found.span), "Foo.Bar~=1.4.2 ; os_name=='é'");
    assert_eq!((found.normalized.as_str(), found.specifier.as_deref()), ("foo-bar", Some("~=1.4.2")));
    assert_eq!(entry("foo (>=1,<2)").specifier.as_deref(), Some(">=1,<2"));
    assert_eq!(entry("foo===1.0+local").specifier.as_deref(), Some("===1.0+local"));
    assert_eq!(entry("foo[]").extras, Vec::<String>::new());
}

#[test]
fn what_is_no_requirement_is_an_error_at_its_place() {
    for text in ["foo bar", "foo=1", "foo==", "==1", "foo[bar", "foo-", "foo @", "é"] {
        let (file, errors) = read(&format!("a\n{text}\nb\n"));
        assert_eq!(names(&file), ["a", "b"], "{text}");
        assert_eq!(errors.len(), 1, "{text}");
        assert_eq!(errors[0].span, Span::new(2, 2 + text.len()), "{text}");
    }
    assert_eq!(read("-r\n").1.len(), 1);
    assert_eq!(read("-e\n").1.len(), 1);
}

#[test]
fn options_are_no_requirements() {
    let file = whole(
        "--no-index\n--pre\n-f ./wheels\n--find-links=x\n--config-settings a=b\n--no-binary :all:\n-ihttps://index.example\n",
    );
    assert_eq!(file, Requirements::default());
}

#[test]
fn comments_need_a_blank_and_end_continued_lines() {
    let file = whole("a#b\n".replace('#', " #").as_str());
    assert_eq!(names(&file), ["a"]);
    assert_eq!(names(&whole("a \\\n# comment \\\nb\n")), ["a", "b"]);
    assert_eq!(names(&whole("a==1 \\\n")), ["a"]);
}

#[test]
fn names_are_normalised() {
    for (name, normalized) in [("Friendly-Bard", "friendly-bard"), ("a._-b", "a-b"), ("FOO", "foo"), ("", "")]
    {
        assert_eq!(normalize(name), normalized);
    }
}

#[test]
fn long_lines_are_read_in_one_go() {
    let text = format!("a{}\n", ">=1,".repeat(250_000));
    assert_eq!(whole(&text).entries.len(), 1);
    assert_eq!(whole(&format!("a{}", "\\\n".repeat(500_000))).entries.len(), 1);
    assert_eq!(read(&"# ".repeat(500_000)).1, []);
    assert_eq!(read(&format!("a; {}", "--x ".repeat(250_000))).1, []);
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_with_spans_inside(text in "[\\PC\n\r\t\\\\#]{0,60}") {
        check_spans(&text, &read(&text))?;
        if let Some(found) = requirement(&text, 0) {
            check_spans(&text, &found)?;
        }
    }

    #[test]
    fn damaged_files_are_read_and_names_are_what_is_written(text in damaged(SAMPLE, &["\\\n", "\n", "\r\n", " # ", "#", "-e ", "-r ", "==", ";", "[", "]", "@ ", "git+https://", "#egg=", "./", "--hash=", "\u{2003}"])) {
        let (file, errors) = read(&text);
        check_spans(&text, &(&file, &errors))?;
        for name in file.entries.iter().map(|entry| &entry.name).chain(&file.includes).chain(&file.constraints) {
            // What a continued line splits reads without the line end.
            let written = slice(&text, name.span).replace("\\\r\n", "").replace("\\\n", "");
            prop_assert!(written == name.value || unquoted(&written) == name.value, "{} is not {}", written, name.value);
        }
    }

    #[test]
    fn simple_requirements_are_read_as_written(name in "[A-Za-z0-9]([A-Za-z0-9._-]{0,8}[A-Za-z0-9])?", version in "[0-9]{1,3}(\\.[0-9]{1,3}){0,2}") {
        prop_assume!(![".zip", ".tar", ".whl", ".tgz"].iter().any(|ending| name.ends_with(ending)));
        let text = format!("{name}=={version}");
        let found = entry(&text);
        check_written(&text, &found.name)?;
        prop_assert_eq!(&found.name.value, &name);
        prop_assert_eq!(found.specifier, Some(format!("=={version}")));
        prop_assert_eq!(normalize(&found.normalized), found.normalized);
    }
}
