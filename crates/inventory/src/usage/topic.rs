//! The topic that a call or annotation names, as far as its own file tells.

use syntax::source::{Argument, Call, Outline, Value};

/// The topic at `place`: the number of an argument, or its name. A placeholder such as `${app.topic}` stays as it
/// is written; what the text does not tell is none.
pub(super) fn of_call(call: &Call, place: &str, outline: &Outline) -> Option<String> {
    of_arguments(&call.arguments, place, outline)
}

/// As [`of_call`], of an annotation's arguments.
pub(super) fn of_arguments(arguments: &[Argument], place: &str, outline: &Outline) -> Option<String> {
    let value = match place.parse::<usize>() {
        Ok(index) => &arguments.iter().filter(|argument| argument.name.is_none()).nth(index)?.value,
        Err(_) => named(arguments, place)?,
    };
    text(value, outline, 2)
}

/// A keyword, or the key of an object among the arguments.
fn named<'a>(arguments: &'a [Argument], name: &str) -> Option<&'a Value> {
    let keyword = arguments.iter().find(|argument| argument.name.as_deref() == Some(name));
    keyword.map(|argument| &argument.value).or_else(|| {
        let mut objects = arguments.iter().filter_map(|argument| match &argument.value {
            Value::Object(entries) => Some(entries),
            _ => None,
        });
        objects.find_map(|entries| entries.iter().find(|(key, _)| key == name).map(|(_, value)| value))
    })
}

fn text(value: &Value, outline: &Outline, depth: usize) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::List(values) => match &values[..] {
            [only] => text(only, outline, depth),
            _ => None,
        },
        Value::Name(name) if depth > 0 => {
            let last = name.rsplit('.').next().unwrap_or(name);
            let binding =
                outline.bindings.iter().find(|binding| binding.name == *name || binding.name == last)?;
            text(binding.value.as_ref()?, outline, depth - 1)
        }
        _ => None,
    }
}
