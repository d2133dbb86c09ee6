//! Names that expressions refer to.

use super::{
    Dialect, Invocation, Link, Value, ValueKind, expression::Place, interpolation, parser::Parser, token,
};

/// Names in front of a property that tell only where it is looked up.
const OWNERS: [&str; 8] = ["project", "rootProject", "ext", "extra", "this", "parent", "gradle", "settings"];

/// Calls that look a property up by its name.
const LOOKUPS: [&str; 6] =
    ["property", "findProperty", "getProperty", "gradleProperty", "get", "getOrDefault"];

/// Calls that give the value they are called on in another form.
const FORMS: [&str; 6] = ["get", "toString", "trim", "getOrElse", "orNull", "asProvider"];

/// The name that an expression refers to: `kafkaVersion` of `project.kafkaVersion`, `ext["kafkaVersion"]`,
/// `property("kafkaVersion")`; `libs.versions.kafka` of `libs.versions.kafka.get()`. None when it is more than
/// a name.
#[must_use]
pub fn reference(expression: &str) -> Option<String> {
    let (tokens, _) = token::tokens(expression, Dialect::Groovy);
    let mut parser = Parser::new(expression, tokens, Vec::new());
    let (value, _) = parser.expression(Place::Right)?;
    if parser.is_done() { of_value(&value) } else { None }
}

/// The name that a value refers to.
pub(super) fn of_value(value: &Value) -> Option<String> {
    match &value.kind {
        ValueKind::Name(path) => dotted(path),
        ValueKind::Call { path, call } => of_call(path, call),
        _ => None,
    }
}

fn of_call(path: &[String], call: &Invocation) -> Option<String> {
    let harmless = |link: &Link| FORMS.contains(&link.name.value.as_str());
    let (last, front) = path.split_last()?;
    let first = call.positional().next();
    let by_name = LOOKUPS.contains(&last.as_str()) && first.is_some();
    if call.block.is_some() || !call.chain.iter().all(harmless) {
        return None;
    }
    match first {
        Some(name) if by_name => name.text(),
        None if FORMS.contains(&last.as_str()) => dotted(front),
        None if !call.chain.is_empty() => dotted(path),
        _ => None,
    }
}

fn dotted(path: &[String]) -> Option<String> {
    let front = path.iter().take(path.len().saturating_sub(1));
    let owners = front.take_while(|name| OWNERS.contains(&name.as_str()) || *name == "properties").count();
    (!path.is_empty()).then(|| path[owners..].join("."))
}

/// A text as the views give it, with each `${..}` replaced by what `lookup` knows of the name it refers to.
/// What `lookup` does not know stays as it is. What is put in is not read again.
#[must_use]
pub fn interpolate(text: &str, lookup: &dyn Fn(&str) -> Option<String>) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut at = 0;
    for (whole, inner) in interpolation::of_text(text) {
        replaced.push_str(&text[at..whole.start]);
        match reference(&text[inner.range()]).and_then(|name| lookup(&name)) {
            Some(value) => replaced.push_str(&value),
            None => replaced.push_str(&text[whole.range()]),
        }
        at = whole.end;
    }
    replaced.push_str(&text[at..]);
    replaced
}
