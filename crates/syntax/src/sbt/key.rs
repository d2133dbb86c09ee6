//! Keys of settings and what they are set for.

use super::value::{Value, ValueKind};

/// The key that is set, and its scopes: `Compile / run / mainClass`, `mainClass in (Compile, run)`.
pub(super) fn key(value: &Value, scopes: &mut Vec<String>) -> Option<String> {
    match &value.kind {
        ValueKind::Name(name) | ValueKind::Member(_, name) => Some(name.clone()),
        ValueKind::Infix(left, operator, right) if operator == "/" => {
            around(left, scopes);
            key(right, scopes)
        }
        ValueKind::Infix(left, operator, right) if operator == "in" => {
            around(right, scopes);
            key(left, scopes)
        }
        ValueKind::Call(function, arguments) => match &function.kind {
            ValueKind::Member(object, name) if name == "in" => {
                arguments.iter().for_each(|argument| around(&argument.value, scopes));
                key(object, scopes)
            }
            _ => None,
        },
        _ => None,
    }
}

/// The names in the scope of a key.
fn around(value: &Value, scopes: &mut Vec<String>) {
    match &value.kind {
        ValueKind::Name(name) | ValueKind::Member(_, name) => scopes.push(name.clone()),
        ValueKind::Tuple(values) => values.iter().for_each(|value| around(value, scopes)),
        ValueKind::Infix(left, _, right) => {
            around(left, scopes);
            around(right, scopes);
        }
        _ => {}
    }
}
