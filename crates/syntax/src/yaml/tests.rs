use proptest::prelude::*;

use super::*;
use crate::{
    node::Value,
    testing::{check_spans, damaged, depth, size, slice},
};

const SAMPLE: &str = r#"# ä comment
name: "é 😀"   # what
list:
- plain text
- 'it''s'
- {flow: [1, 2.5], "k": ~}
- !!str 12
- |
  block é
   text
base: &base
  a: 1
  b: true
other:
  <<: *base
  b: false
again: *base
empty:
? [x, y]
: complex
---
second: document
...
"#;

fn one(text: &str) -> Node {
    let (mut documents, errors) = read(text);
    assert_eq!(errors, [], "{text}");
    assert_eq!(documents.len(), 1, "{text}");
    documents.remove(0)
}

fn scalars(node: &Node) -> Vec<(&str, Option<String>)> {
    node.entries().iter().map(|entry| (entry.key.value.as_str(), entry.value.scalar())).collect()
}

#[test]
fn spans_cover_what_is_written() {
    for text in [SAMPLE.to_owned(), SAMPLE.replace('\n', "\r\n")] {
        let (documents, errors) = read(&text);
        assert_eq!(errors, []);
        let [first, second] = documents.as_slice() else { panic!("{documents:?}") };
        let name = first.entry("name").unwrap();
        assert_eq!((slice(&text, name.key.span), slice(&text, name.value.span)), ("name", "\"é 😀\""));
        let items: Vec<&str> =
            first.get("list").unwrap().items().iter().map(|item| slice(&text, item.span)).collect();
        assert_eq!(items[..4], ["plain text", "'it''s'", "{flow: [1, 2.5], \"k\": ~}", "12"]);
        assert!(items[4].starts_with("block") && items[4].ends_with("text"), "{}", items[4]);
        assert_eq!(slice(&text, first.get("list").unwrap().items()[2].entry("k").unwrap().key.span), "\"k\"");
        let base = slice(&text, first.get("base").unwrap().span);
        assert!(base.starts_with("a: 1") && base.ends_with("b: true"), "{base}");
        assert_eq!(slice(&text, second.span), "second: document");
    }
}

#[test]
fn plain_scalars_follow_the_schema_and_quoted_ones_are_text() {
    let node = one("[1, '1', \"true\", true, ~, !!str 1.5, !!str, !custom 7, yes, 1.10]");
    let values: Vec<Value> = node.items().iter().map(|item| item.value.clone()).collect();
    let text = |text: &str| Value::String(text.to_owned());
    assert_eq!(
        values,
        [
            Value::Integer(1),
            text("1"),
            text("true"),
            Value::Bool(true),
            Value::Null,
            text("1.5"),
            text(""),
            Value::Integer(7),
            text("yes"),
            Value::Float(1.1)
        ]
    );
}

#[test]
fn keys_are_text_as_written() {
    let node = one("on: 1\n8080: 2\ntrue: 3\n? [x, y]\n: 4\n'q': 5\na: 6\na: 7\n");
    let keys: Vec<&str> = node.entries().iter().map(|entry| entry.key.value.as_str()).collect();
    assert_eq!(keys, ["on", "8080", "true", "[x, y]", "q", "a", "a"]);
}

#[test]
fn aliases_are_copies_with_the_spans_of_their_anchors() {
    let (documents, _) = read(SAMPLE);
    let again = documents[0].get("again").unwrap();
    assert_eq!(scalars(again), [("a", Some("1".to_owned())), ("b", Some("true".to_owned()))]);
    assert_eq!(again.span, documents[0].get("base").unwrap().span);
    let text = "a: &x [1, 2]\nb: &x 3\nc: *x\n*x : d\n";
    let node = one(text);
    assert_eq!(node.get("c").unwrap().value, Value::Integer(3));
    assert_eq!(slice(text, node.entry("3").unwrap().key.span), "*x");
}

#[test]
fn merge_keys_fill_in_what_is_not_said() {
    let node = one(
        "x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nboth:\n  b: 3\n  <<: [*x, *y]\n  c: 3\none: {<<: *x, <<: *y}\nquoted: {'<<': 1}\n",
    );
    let text = |pairs: &[(&'static str, &str)]| -> Vec<(&str, Option<String>)> {
        pairs.iter().map(|(key, value)| (*key, Some((*value).to_owned()))).collect()
    };
    assert_eq!(scalars(node.get("both").unwrap()), text(&[("b", "3"), ("c", "3"), ("a", "1")]));
    assert_eq!(scalars(node.get("one").unwrap()), text(&[("a", "1"), ("b", "1"), ("c", "2")]));
    assert_eq!(scalars(node.get("quoted").unwrap()), text(&[("<<", "1")]));
}

#[test]
fn merging_what_is_no_mapping_is_an_error_and_loses_nothing() {
    let text = "a: 1\n<<: 2\n";
    let (documents, errors) = read(text);
    assert_eq!(slice(text, errors[0].span), "<<");
    assert_eq!(documents[0].get("<<").unwrap().value, Value::Integer(2));
}

#[test]
fn nothing_between_is_null_where_it_is_missing() {
    let text = "a:\nb: \n\n# c\nc: x\nd: [ , ]\n";
    let node = one("a:\nb: \n\n# c\nc: x\n");
    assert_eq!(node.get("a").unwrap().value, Value::Null);
    assert_eq!(node.get("a").unwrap().span, crate::Span::new(1, 1));
    assert_eq!(node.get("b").unwrap().span, crate::Span::new(4, 4));
    assert_eq!(read(text).1.len(), 1);
}

#[test]
fn documents_are_counted() {
    assert_eq!(read("").0.len(), 0);
    assert_eq!(read("# only a comment\n").0.len(), 0);
    assert_eq!(one("---\n").value, Value::Null);
    assert_eq!(read("a\n---\nb\n--- c\n...\n").0.len(), 3);
    assert_eq!(read("&a x\n---\n*a\n").1.len(), 1);
}

#[test]
fn a_template_costs_its_document_alone() {
    let text =
        "a: 1\n---\n{{- if .Values.on }}\nb: {{ .Values.b }}\n{{- end }}\n---\nc: 3\n---\nd: [\n---\ne: 5\n";
    let (documents, errors) = read(text);
    let keys: Vec<&str> =
        documents.iter().flat_map(Node::entries).map(|entry| entry.key.value.as_str()).collect();
    assert_eq!(keys, ["a", "c", "e"]);
    assert_eq!(errors.len(), 2);
    assert!(text[..errors[0].span.start].starts_with("a: 1\n---\n{{"));
}

#[test]
fn many_broken_documents_end() {
    let (documents, errors) = read(&"--- é: {\n".repeat(100_000));
    assert_eq!((documents.len(), errors.len()), (0, ERRORS_MAX));
    let merges = format!("a: &a {{x: 1}}\nb:\n{}", "  <<: *a\n".repeat(100_000));
    assert_eq!(read(&merges).1.len(), 1);
}

#[test]
fn an_alias_bomb_is_cut_and_the_rest_is_read() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..30 {
        let below = format!("*a{}, ", level - 1).repeat(10);
        text.push_str(&format!("a{level}: &a{level} [{below}]\n"));
    }
    text.push_str("last: 1\n");
    let (documents, errors) = read(&text);
    assert_eq!(errors.len(), 1);
    assert!(errors[0].message.contains("aliases"), "{}", errors[0].message);
    assert!(size(&documents[0]) < 100_000, "{}", size(&documents[0]));
    assert_eq!(documents[0].get("last").unwrap().value, Value::Integer(1));
}

#[test]
fn long_texts_and_keys_cannot_be_multiplied_either() {
    let long = "x".repeat(500_000);
    let texts = format!("a: &a {long}\nb: [{}]\n", "*a, ".repeat(10_000));
    let keys = format!("? &k {long}\n: 1\nb:\n{}", "- {*k : 1}\n".repeat(10_000));
    for text in [texts, keys] {
        let (documents, errors) = read(&text);
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert!(format!("{documents:?}").len() < 8 * text.len());
    }
}

#[test]
fn an_alias_inside_its_own_anchor_is_an_error() {
    let text = "a: &a\n  b: *a\n";
    let (documents, errors) = read(text);
    assert_eq!(slice(text, errors[0].span), "*a");
    assert_eq!(documents[0].at(&["a", "b"]).unwrap().value, Value::Null);
}

#[test]
fn deep_nesting_is_an_error_and_not_an_overflow() {
    for text in ["[".repeat(100_000), "{a: ".repeat(100_000), "- ".repeat(100_000)] {
        let (documents, errors) = read(&text);
        assert_eq!(errors.len(), 1, "{}", &text[..8]);
        assert!(documents.iter().all(|node| depth(node) <= 102));
    }
    // Keys that are collections are text: nothing nests.
    for text in ["? ".repeat(20_000), "? - ".repeat(20_000)] {
        assert_eq!((depth(&one(&text)), read(&text).1), (2, Vec::new()));
    }
    let deep = format!("{}1{}\n", "[".repeat(100), "]".repeat(100));
    assert_eq!(depth(&one(&deep)), 101);
    let anchored: String = (0..90)
        .map(|level| {
            format!(
                "a{level}: &a{level} {{k: {}}}\n",
                if level == 0 { "1".to_owned() } else { format!("*a{}", level - 1) }
            )
        })
        .collect();
    assert_eq!(depth(&one(&anchored)), 92);
}

#[test]
fn a_long_line_is_read_in_one_go() {
    assert_eq!(one(&format!("[{}]", "\"é\", ".repeat(100_000))).items().len(), 100_000);
    assert_eq!(one(&"é ".repeat(300_000)).as_str().map(str::len), Some(899_999));
    assert_eq!(one(&format!("a: {}", "x".repeat(1_000_000))).entries().len(), 1);
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_with_spans_inside(text in "[\\PC\n\r\t]{0,60}") {
        check_spans(&text, &read(&text))?;
    }

    #[test]
    fn damaged_yaml_is_read_without_panic(text in damaged(SAMPLE, &["- ", ": ", "? ", "\n", "\r\n", "  ", "[", "]", "{", "}", "&a ", "*a", "*base", "!!str ", "!x", "|", ">-", "'", "\"", "#", "---\n", "...\n", "<<: ", "%", "\u{feff}", "\t", ","])) {
        check_spans(&text, &read(&text))?;
    }

    #[test]
    fn plain_words_have_their_spans(words in proptest::collection::vec("[a-zé😀]{1,8}", 1..6), crlf in any::<bool>()) {
        let text: String = words.iter().enumerate().map(|(at, word)| format!("k{at}: {word} # é\nl{at}:\n- {word}\n")).collect();
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        let node = one(&text);
        for (at, word) in words.iter().enumerate() {
            let entry = node.entry(&format!("k{at}")).unwrap();
            prop_assert_eq!(slice(&text, entry.key.span), format!("k{at}"));
            prop_assert_eq!(slice(&text, entry.value.span), word);
            prop_assert_eq!(slice(&text, node.get(&format!("l{at}")).unwrap().items()[0].span), word);
        }
    }
}

#[test]
fn flow_collections_may_close_as_far_left_as_their_key() {
    let text = "a:\n  b: [\n    \"x\",\n    y\n  ]\n  c: {\n  d: 1,\n  e: 2\n  }\nf: é\n";
    let (documents, errors) = read(text);
    assert_eq!(errors, []);
    let root = &documents[0];
    assert_eq!(root.at(&["a", "b"]).unwrap().items().len(), 2);
    assert_eq!(root.at(&["a", "c", "e"]).unwrap().scalar().as_deref(), Some("2"));
    let last = root.get("f").unwrap();
    assert_eq!(&text[last.span.range()], "é", "spans stay where they are");
}

#[test]
fn other_mistakes_of_indentation_stay_mistakes() {
    for text in ["a:\n  b: 1\n c: 2\n", "a: [\n# ]\n", "a: [1, # x\n]\nb: ["] {
        assert!(!read(text).1.is_empty(), "{text}");
    }
}

#[test]
fn what_is_wrong_is_told_once_however_often_an_alias_copies_it() {
    let (_, errors) = read("a: &a\n  <<: 1\nb: [*a, *a, *a]\n");
    assert_eq!(errors.iter().map(|error| error.span.start).collect::<Vec<_>>(), [8]);
}
