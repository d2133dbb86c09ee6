//! JSON, with the comments and trailing commas that configuration files have.

use jsonc_parser::{CollectOptions, ParseOptions, ast, common::Ranged, errors::ParseError, parse_to_ast};

use crate::{
    node::{Entry, Node, Value},
    span::{Span, Spanned, SyntaxError},
};

/// Reads one JSON value. Comments and trailing commas are taken as they are. What JSON5 allows beyond
/// that (single quotes, bare keys, missing commas) is read too, with an error. Nothing is read when the
/// text is empty, broken, or nested deeper than about 250 objects.
#[must_use]
pub fn read(text: &str) -> (Option<Node>, Vec<SyntaxError>) {
    let strict = match parse(text, &usual()) {
        Ok(value) => return (value, Vec::new()),
        Err(error) => error,
    };
    let value = parse(text, &ParseOptions::default()).ok().flatten();
    (value, vec![strict])
}

/// Reads one JSON value as the standard has it; None when it is anything else.
pub(crate) fn strict(text: &str) -> Option<Node> {
    parse(text, &ParseOptions { allow_comments: false, allow_trailing_commas: false, ..usual() })
        .ok()
        .flatten()
}

fn usual() -> ParseOptions {
    ParseOptions {
        allow_comments: true,
        allow_trailing_commas: true,
        allow_loose_object_property_names: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    }
}

fn parse(text: &str, options: &ParseOptions) -> Result<Option<Node>, SyntaxError> {
    let parsed = parse_to_ast(text, &CollectOptions::default(), options)
        .map_err(|error| syntax_error(text, &error))?;
    Ok(parsed.value.map(node))
}

fn syntax_error(text: &str, error: &ParseError) -> SyntaxError {
    let range = error.range();
    let start = text.floor_char_boundary(range.start);
    let end = text.ceil_char_boundary(range.end).max(start);
    SyntaxError::new(Span::new(start, end), decapitalised(&error.kind().to_string()))
}

fn decapitalised(message: &str) -> String {
    let mut chars = message.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

fn node(value: ast::Value<'_>) -> Node {
    let span = span(&value);
    let value = match value {
        ast::Value::NullKeyword(_) => Value::Null,
        ast::Value::BooleanLit(literal) => Value::Bool(literal.value),
        ast::Value::NumberLit(literal) => number(literal.value),
        ast::Value::StringLit(literal) => Value::String(literal.value.into_owned()),
        ast::Value::Array(array) => Value::Array(array.elements.into_iter().map(node).collect()),
        ast::Value::Object(object) => Value::Object(object.properties.into_iter().map(entry).collect()),
    };
    Node { span, value }
}

fn entry(property: ast::ObjectProp<'_>) -> Entry {
    let span = span(&property.name);
    Entry { key: Spanned::new(property.name.into_string(), span), value: node(property.value) }
}

fn span(ranged: &impl Ranged) -> Span {
    Span::new(ranged.start(), ranged.end())
}

/// A number; text when it is one of those no [`Value`] holds: too large, infinite, not a number.
fn number(text: &str) -> Value {
    let digits = text.strip_prefix('+').unwrap_or(text);
    if let Ok(integer) = digits.parse() {
        return Value::Integer(integer);
    }
    if let Some(integer) = hexadecimal(digits) {
        return Value::Integer(integer);
    }
    match digits.parse::<f64>() {
        Ok(float) if float.is_finite() => Value::Float(float),
        _ => Value::String(text.to_owned()),
    }
}

fn hexadecimal(text: &str) -> Option<i64> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let digits = digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X"))?;
    i64::from_str_radix(digits, 16).ok().map(|value| sign * value)
}

#[cfg(test)]
mod tests;
