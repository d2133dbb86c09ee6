//! Adds dependencies to package.json, and words to the commands of its scripts.

mod dependencies;
mod script;
#[cfg(test)]
mod tests;

pub use dependencies::add_dependencies;
pub use script::{Place, insert_in_script};

use super::Refusal;
use crate::{
    json,
    node::{Entry, Node, Value},
};

/// Reads a file whose root is an object.
fn root(text: &str) -> Result<Node, Refusal> {
    let (root, errors) = json::read(text);
    if let Some(error) = errors.first() {
        return Err(Refusal::new("the file is no sound JSON", "").at(error.span));
    }
    root.filter(is_object).ok_or_else(|| Refusal::new("the file holds no object", ""))
}

fn is_object(node: &Node) -> bool {
    matches!(node.value, Value::Object(_))
}

/// The object behind a key; none where the key is not there.
fn object<'a>(root: &'a Node, key: &str) -> Result<Option<&'a Node>, Refusal> {
    match only(root, key)? {
        Some(entry) if !is_object(&entry.value) => {
            Err(Refusal::new(format!("`{key}` is no object"), "").at(entry.value.span))
        }
        found => Ok(found.map(|entry| &entry.value)),
    }
}

/// The only entry with a key. Of those that stand twice, nobody can tell which is meant.
fn only<'a>(object: &'a Node, key: &str) -> Result<Option<&'a Entry>, Refusal> {
    let mut found = object.entries().iter().filter(|entry| entry.key.value == key);
    match (found.next(), found.next()) {
        (_, Some(second)) => Err(Refusal::new(format!("`{key}` stands twice"), "").at(second.key.span)),
        (first, None) => Ok(first),
    }
}

/// A text as JSON writes it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}
