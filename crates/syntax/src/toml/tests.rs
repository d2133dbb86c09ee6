use proptest::prelude::*;

use super::*;
use crate::testing::{check_spans, damaged, slice};

const SAMPLE: &str = r#"title = "é"
a.b.c = 1
dates = [1979-05-27T07:32:00Z, 07:32:00]
point = { x = 1, y.z = -2.5 }

[project] # what it is
name = 'orders'
"quoted key" = """
two
lines"""

[project.urls]
home = "x"

[[tool.rule]]
id = 1
[[tool.rule]]
id = inf
[empty]
"#;

fn whole(text: &str) -> Node {
    let (node, errors) = read(text);
    assert_eq!(errors, []);
    node.unwrap()
}

#[test]
fn tables_and_dotted_keys_are_nested_objects() {
    let node = whole(SAMPLE);
    assert_eq!(node.at(&["a", "b", "c"]).unwrap().value, Value::Integer(1));
    assert_eq!(node.at(&["point", "y", "z"]).unwrap().value, Value::Float(-2.5));
    assert_eq!(node.at(&["project", "urls", "home"]).and_then(Node::as_str), Some("x"));
    assert_eq!(node.at(&["project", "quoted key"]).and_then(Node::as_str), Some("two\nlines"));
    assert_eq!(node.get("empty").unwrap().value, Value::Object(Vec::new()));
    let ids: Vec<Option<String>> = node
        .at(&["tool", "rule"])
        .unwrap()
        .items()
        .iter()
        .map(|rule| rule.get("id").unwrap().scalar())
        .collect();
    assert_eq!(ids, [Some("1".to_owned()), Some("inf".to_owned())]);
}

#[test]
fn dates_and_times_are_text() {
    let node = whole(SAMPLE);
    let dates: Vec<Option<&str>> = node.get("dates").unwrap().items().iter().map(Node::as_str).collect();
    assert_eq!(dates, [Some("1979-05-27T07:32:00Z"), Some("07:32:00")]);
}

#[test]
fn spans_cover_what_is_written() {
    let node = whole(SAMPLE);
    assert_eq!(slice(SAMPLE, node.get("title").unwrap().span), "\"é\"");
    let project = node.entry("project").unwrap();
    assert_eq!(slice(SAMPLE, project.key.span), "project");
    assert!(slice(SAMPLE, project.value.span).starts_with("name = 'orders'"));
    assert!(slice(SAMPLE, project.value.span).ends_with("home = \"x\""));
    assert_eq!(slice(SAMPLE, project.value.entry("quoted key").unwrap().key.span), "\"quoted key\"");
    assert_eq!(slice(SAMPLE, node.get("point").unwrap().span), "{ x = 1, y.z = -2.5 }");
    assert_eq!(slice(SAMPLE, node.at(&["point", "y"]).unwrap().span), "z = -2.5");
    assert_eq!(slice(SAMPLE, node.at(&["tool", "rule"]).unwrap().span), "id = 1\n[[tool.rule]]\nid = inf");
    assert_eq!(slice(SAMPLE, node.get("empty").unwrap().span), "[empty]");
    assert_eq!(slice(SAMPLE, node.span), SAMPLE);
}

#[test]
fn an_empty_file_is_an_empty_object() {
    assert_eq!(whole("# nothing\n").value, Value::Object(Vec::new()));
}

#[test]
fn what_precedes_a_mistake_is_read() {
    let text = "a = 1\nb = [\n  2,\n]\nc = = 3\nd = 4\n";
    let (node, errors) = read(text);
    let keys: Vec<String> = node.unwrap().entries().iter().map(|entry| entry.key.value.clone()).collect();
    assert_eq!(keys, ["a", "b"]);
    assert!(text[..errors[0].span.start].ends_with("c = ") || text[..errors[0].span.start].ends_with("c "));
}

#[test]
fn a_mistake_inside_a_list_costs_its_table() {
    let (node, errors) = read("[a]\nb = 1\n[c]\nd = [\n  1,\n  = ,\n]\n");
    assert_eq!(errors.len(), 1);
    assert_eq!(node.unwrap().at(&["a", "b"]).unwrap().value, Value::Integer(1));
}

#[test]
fn a_key_that_stands_twice_is_an_error() {
    let text = "a = 1\nb = 2\na = 3\n";
    let (node, errors) = read(text);
    assert_eq!(node.unwrap().entries().len(), 2);
    assert_eq!((slice(text, errors[0].span), errors[0].span.start), ("a", 12));
    assert!(errors[0].message.contains("duplicate key"), "{}", errors[0].message);
}

#[test]
fn deep_nesting_is_an_error_and_not_an_overflow() {
    let hostile = [
        format!("a = {}", "[".repeat(100_000)),
        format!("a = {}", "{a=".repeat(100_000)),
        format!("a{} = 1", ".a".repeat(100_000)),
        format!("[a{}]", ".a".repeat(100_000)),
        format!("[[a{}]]", ".a".repeat(100_000)),
    ];
    for text in hostile {
        assert_eq!(read(&text).1.len(), 1);
    }
}

#[test]
fn a_long_line_is_read_in_one_go() {
    let node = whole(&format!("a = [{}]", "\"é\", ".repeat(150_000)));
    assert_eq!(node.get("a").unwrap().items().len(), 150_000);
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_with_spans_inside(text in "[\\PC\n]{0,60}") {
        check_spans(&text, &read(&text))?;
    }

    #[test]
    fn damaged_toml_is_read_without_panic(text in damaged(SAMPLE, &["[", "]", "[[", "]]", "{", "}", "=", ".", ",", "\"", "'", "\"\"\"", "#", "\n", "\r\n", "\\", "\\u00", "-", "inf"])) {
        check_spans(&text, &read(&text))?;
    }
}
