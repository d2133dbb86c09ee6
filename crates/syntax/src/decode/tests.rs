use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::Deserialize;

use super::*;
use crate::{
    json,
    testing::{check_spans, slice},
    yaml,
};

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Config {
    name: String,
    modules: BTreeMap<String, Module>,
    ignore: Vec<String>,
    ratio: f64,
    port: Option<u16>,
    shape: Option<Shape>,
    pair: Option<(i8, bool)>,
    wrapped: Option<Wrapped>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Module {
    tier: Tier,
    #[serde(default)]
    max_depth: u32,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Tier {
    Low,
    High,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
enum Shape {
    None,
    Circle(f32),
    Box { width: u8 },
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(try_from = "String")]
struct Wrapped(String);

impl TryFrom<String> for Wrapped {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.is_empty() { Err("must not be empty".to_owned()) } else { Ok(Self(text)) }
    }
}

fn config(text: &str) -> Result<Config, DecodeError> {
    let (documents, errors) = yaml::read(text);
    assert_eq!(errors, []);
    from_node(&documents[0])
}

/// The message and the help of a mistake, and what is written where it is.
fn mistake(text: &str) -> (String, String, String) {
    let error = config(text).unwrap_err();
    (error.message, error.help.unwrap_or_default(), slice(text, error.span).to_owned())
}

fn told(message: &str, help: &str, written: &str) -> (String, String, String) {
    (message.to_owned(), help.to_owned(), written.to_owned())
}

#[test]
fn everything_a_person_may_write_is_read() {
    let text = "name: x\nmodules:\n  orders: {tier: high, max-depth: 2.0}\nignore: [a, 'b']\nratio: 2\nport: 8080\n\
                shape: {box: {width: 3}}\npair: [-1, true]\nwrapped: w\n";
    let read = config(text).unwrap();
    assert_eq!(read.modules["orders"], Module { tier: Tier::High, max_depth: 2 });
    assert_eq!((read.ignore.len(), read.ratio, read.port, read.pair), (2, 2.0, Some(8080), Some((-1, true))));
    assert_eq!((read.shape, read.wrapped), (Some(Shape::Box { width: 3 }), Some(Wrapped("w".to_owned()))));
    assert_eq!(config("shape: none\nport:\n").unwrap().shape, Some(Shape::None));
    assert_eq!(config("shape: {circle: 1.5}").unwrap().shape, Some(Shape::Circle(1.5)));
    assert_eq!(config("modules: {o: {tier: {low: }}}").unwrap().modules["o"].tier, Tier::Low);
}

#[test]
fn an_unknown_key_is_told_at_the_key_with_the_nearest() {
    assert_eq!(mistake("names: x"), told("unknown key `names`", "did you mean `name`?", "names"));
    let text = "modules:\n  orders:\n    tier: low\n    maxdepth: 1\n";
    assert_eq!(
        mistake(text),
        told("unknown key `maxdepth` in `modules.orders`", "did you mean `max-depth`?", "maxdepth")
    );
    assert_eq!(mistake("modules: {o: {tier: low, 'Max_Depth': 1}}").1, "did you mean `max-depth`?");
}

#[test]
fn an_unknown_key_like_no_other_is_told_with_all() {
    let text = "modules: {o: {colour: red}}";
    assert_eq!(
        mistake(text),
        told("unknown key `colour` in `modules.o`", "known keys: tier, max-depth", "colour")
    );
}

#[test]
fn a_wrong_value_is_told_with_its_path() {
    let text = "modules:\n  orders:\n    tier: hihg\n";
    assert_eq!(
        mistake(text),
        told("`modules.orders.tier`: unknown value `hihg`", "did you mean `high`?", "hihg")
    );
    assert_eq!(
        mistake("modules: {o: {tier: 3}}").0,
        "`modules.o.tier`: expected one of low, high, found the number `3`"
    );
    assert_eq!(
        mistake("ignore: [a, {b: 1}]"),
        told("`ignore[1]`: expected a string, found a map", "", "{b: 1}")
    );
    assert_eq!(mistake("ignore: a"), told("`ignore`: expected a list, found the text `a`", "", "a"));
    assert_eq!(mistake("modules: [1]"), told("`modules`: expected a map, found a list", "", "[1]"));
    assert_eq!(mistake("modules: {o: x}").0, "`modules.o`: expected a map, found the text `x`");
    assert_eq!(mistake("ratio: '2'").0, "`ratio`: expected a number, found the text `2`");
    assert_eq!(mistake("wrapped: ''"), told("`wrapped`: must not be empty", "", "''"));
    assert_eq!(mistake("pair: [1]").0, "`pair`: expected a list of 2, found 1");
    assert_eq!(mistake("ignore:\n").0, "`ignore`: expected a list, found nothing");
}

#[test]
fn a_list_that_is_too_long_is_no_pair() {
    assert_eq!(
        mistake("pair: [1, true, 3]"),
        told("`pair`: expected a list of 2, found 3", "", "[1, true, 3]")
    );
}

#[test]
fn text_that_reads_as_something_else_wants_quotes() {
    let told = told("`name`: expected a string, found the number `1.1`", "put it in quotes", "1.10");
    assert_eq!(mistake("name: 1.10"), told);
    assert_eq!(mistake("ignore: [true]").1, "put it in quotes");
}

#[test]
fn numbers_out_of_range_are_told_with_the_range() {
    let range = "out of range: expected a whole number from 0 to 65535";
    assert_eq!(mistake("port: 65536"), told(&format!("`port`: `65536` is {range}"), "", "65536"));
    assert_eq!(mistake("port: -1").0, format!("`port`: `-1` is {range}"));
    assert_eq!(mistake("port: 1.5").0, "`port`: expected a whole number, found the number `1.5`");
    assert_eq!(mistake("port: '80'").0, "`port`: expected a whole number, found the text `80`");
    assert!(mistake("port: 1e30").0.starts_with("`port`: expected a whole number, found the number `1"));
    assert_eq!(
        mistake("shape: {box: {width: 300}}").0,
        "`shape.box.width`: `300` is out of range: expected a whole number from 0 to 255"
    );
}

#[test]
fn a_key_that_stands_twice_is_told_at_the_second() {
    let text = "name: a\nmodules: {}\nname: b\n";
    let error = config(text).unwrap_err();
    assert_eq!((error.message.as_str(), error.span.start), ("the key `name` stands twice", 20));
    assert_eq!(
        mistake("modules: {a: {tier: low}, a: {tier: low}}").0,
        "the key `a` stands twice in `modules`"
    );
    let node = json::read(r#"{"x": 1, "x": 2}"#).0.unwrap();
    assert_eq!(from_node::<BTreeMap<String, i64>>(&node).unwrap_err().span, Span::new(9, 12));
}

#[test]
fn a_missing_key_is_told_where_it_is_missing() {
    let text = "modules:\n  o:\n    max-depth: 1\n";
    assert_eq!(mistake(text), told("the key `tier` is missing in `modules.o`", "", "max-depth: 1"));
    let node = json::read("{}").0.unwrap();
    assert_eq!(from_node::<Module>(&node).unwrap_err().message, "the key `tier` is missing");
}

#[test]
fn variants_are_names_or_maps_of_one() {
    assert_eq!(
        mistake("shape: {oval: 1}"),
        told("`shape`: unknown value `oval`", "known values: none, circle, box", "oval")
    );
    assert_eq!(
        mistake("shape: {circle: 1, box: 2}").0,
        "`shape`: expected one of none, circle, box, found a map"
    );
    assert_eq!(mistake("shape: circle").0, "`shape`: expected a map of `circle` to its value");
    assert_eq!(mistake("shape: {none: 1}").0, "`shape`: expected `none` alone, found a map");
    assert_eq!(
        mistake("shape: {box: {widht: 1}}"),
        told("unknown key `widht` in `shape.box`", "did you mean `width`?", "widht")
    );
}

#[test]
fn long_texts_are_cut_in_messages() {
    let long = "é".repeat(100_000);
    // JSON: a plain key of YAML may not be that long.
    for text in [format!("{{\"{long}\": 1}}"), format!("{{\"ignore\": \"{long}\"}}")] {
        let error = from_node::<Config>(&json::read(&text).0.unwrap()).unwrap_err();
        assert!(error.message.len() < 200 && error.message.contains("..."), "{}", error.message);
    }
}

#[test]
fn any_tree_can_be_read_as_json() {
    let text = r#"{"a": [1, -2.5, null, true, "x", {"b": {}}], "c": 9007199254740993}"#;
    let node = json::read(text).0.unwrap();
    let expected: serde_json::Value = serde_json::from_str(text).unwrap();
    assert_eq!(from_node::<serde_json::Value>(&node).unwrap(), expected);
    let deep = json::read(&format!("{}{}", "[".repeat(400), "]".repeat(400))).0.unwrap();
    assert!(from_node::<serde_json::Value>(&deep).is_ok());
}

proptest! {
    #[test]
    fn any_tree_is_read_or_refused_with_spans_inside(
        text in "(name|ignore|modules|port|pair|shape): [\\[\\]{}a-c0-9:, .é\"-]{0,20}"
    ) {
        let (documents, _) = yaml::read(&text);
        for document in &documents {
            check_spans(&text, &from_node::<Config>(document))?;
        }
    }

    #[test]
    fn every_integer_goes_through_or_is_out_of_range(number in any::<i64>()) {
        let node = json::read(&number.to_string()).0.unwrap();
        prop_assert_eq!(from_node::<i64>(&node).unwrap(), number);
        prop_assert_eq!(from_node::<u8>(&node).ok(), u8::try_from(number).ok());
        prop_assert_eq!(from_node::<u64>(&node).ok(), u64::try_from(number).ok());
        prop_assert_eq!(from_node::<i32>(&node).ok(), i32::try_from(number).ok());
    }
}
