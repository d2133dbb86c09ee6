use proptest::prelude::*;

use super::*;
use crate::testing::{check_spans, damaged, depth, slice};

const SAMPLE: &str = r#"{
  // what it is
  "name": "orders é \n \u00e9",
  "versions": [1, -2.5, 1e3, true, null, {"a": "😀"},],
  "name": "again", /* twice */
}"#;

fn whole(text: &str) -> Node {
    let (node, errors) = read(text);
    assert_eq!(errors, []);
    node.unwrap()
}

#[test]
fn values_have_the_spans_of_what_is_written() {
    let node = whole(SAMPLE);
    let name = node.entry("name").unwrap();
    assert_eq!(slice(SAMPLE, name.key.span), r#""name""#);
    assert_eq!(name.value.as_str(), Some("orders é \n é"));
    assert_eq!(slice(SAMPLE, name.value.span), r#""orders é \n \u00e9""#);
    let versions: Vec<&str> =
        node.get("versions").unwrap().items().iter().map(|item| slice(SAMPLE, item.span)).collect();
    assert_eq!(versions, ["1", "-2.5", "1e3", "true", "null", r#"{"a": "😀"}"#]);
    assert_eq!(slice(SAMPLE, node.span), SAMPLE);
}

#[test]
fn numbers_are_integers_where_they_fit() {
    let node = whole("[1, -2.5, 1e3, 9223372036854775807, 9223372036854775808, 1e999]");
    let values: Vec<&Value> = node.items().iter().map(|item| &item.value).collect();
    let too_large = Value::String("1e999".to_owned());
    let large = Value::Float(9_223_372_036_854_775_808.0);
    assert_eq!(
        values,
        [
            &Value::Integer(1),
            &Value::Float(-2.5),
            &Value::Float(1000.0),
            &Value::Integer(i64::MAX),
            &large,
            &too_large
        ]
    );
}

#[test]
fn a_key_that_stands_twice_is_there_twice() {
    let node = whole(SAMPLE);
    let names: Vec<Option<&str>> = node
        .entries()
        .iter()
        .filter(|entry| entry.key.value == "name")
        .map(|entry| entry.value.as_str())
        .collect();
    assert_eq!(names.len(), 2);
    assert_eq!(names[1], Some("again"));
}

#[test]
fn what_json5_allows_is_read_with_an_error() {
    let text = "{a: 'b' \"c\": 0x1F, d: +1, e: NaN}";
    let (node, errors) = read(text);
    let node = node.unwrap();
    assert_eq!(errors.len(), 1);
    assert_eq!(slice(text, errors[0].span), "a");
    assert_eq!(node.get("a").and_then(Node::as_str), Some("b"));
    assert_eq!(node.get("c").unwrap().value, Value::Integer(31));
    assert_eq!(node.get("d").unwrap().value, Value::Integer(1));
    assert_eq!(node.get("e").and_then(Node::as_str), Some("NaN"));
}

#[test]
fn nothing_is_read_of_what_is_broken_or_empty() {
    for text in ["{\"a\": ", "[1", "{]", "1 2", "\"open", "é"] {
        let (node, errors) = read(text);
        assert_eq!((node, errors.len()), (None, 1), "{text}");
    }
    for text in ["", " \n", "// only a comment"] {
        assert_eq!(read(text), (None, Vec::new()), "{text}");
    }
}

#[test]
fn deep_nesting_is_an_error_and_not_an_overflow() {
    for open in ["[", "{\"a\":", "[{\"a\":"] {
        let (node, errors) = read(&open.repeat(100_000));
        assert_eq!((node, errors.len()), (None, 1));
    }
    let (node, errors) = read(&format!("{}1{}", "[".repeat(400), "]".repeat(400)));
    assert_eq!((depth(&node.unwrap()), errors), (401, Vec::new()));
}

#[test]
fn a_long_line_is_read_in_one_go() {
    let node = whole(&format!("[{}0]", "\"\\u00e9é\", ".repeat(100_000)));
    assert_eq!(node.items().len(), 100_001);
    let text = "x".repeat(1_000_000);
    assert_eq!(
        whole(&format!("{{\"{text}\": \"{text}\"}}")).get(&text).and_then(Node::as_str),
        Some(text.as_str())
    );
}

#[test]
fn strict_reading_takes_the_standard_alone() {
    assert!(strict(r#"["a", "b"]"#).is_some());
    for text in [r#"["a",]"#, "['a']", r#"["a"] // c"#, r#"["a"] b"#] {
        assert_eq!(strict(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_with_spans_inside(text in "\\PC{0,60}") {
        check_spans(&text, &read(&text))?;
    }

    #[test]
    fn damaged_json_is_read_without_panic(text in damaged(SAMPLE, &["{", "}", "[", "]", "\"", "'", ":", ",", "\\", "\\u12", "/*", "//", "-", "0x", "\r\n"])) {
        check_spans(&text, &read(&text))?;
    }

    #[test]
    fn what_serde_writes_is_read_as_it_was(texts in proptest::collection::vec(any::<String>(), 0..5), number in any::<i64>()) {
        let text = serde_json::to_string(&serde_json::json!({"texts": texts, "number": number})).unwrap();
        let node = whole(&text);
        let read: Vec<&str> = node.get("texts").unwrap().items().iter().filter_map(Node::as_str).collect();
        prop_assert_eq!(read, texts);
        prop_assert_eq!(&node.get("number").unwrap().value, &Value::Integer(number));
    }
}
