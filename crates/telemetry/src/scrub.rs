//! Takes secrets out of values before they are formatted or exported.

use std::borrow::Cow;

use opentelemetry::{Array, KeyValue, StringValue, Value};
use opentelemetry_sdk::trace::SpanData;

/// The longest value that is written, in characters.
const VALUE_CHARS_MAX: usize = 16 * 1024;

/// What stands for the value of something whose name says that it is secret.
pub(crate) const SECRET: &str = "[redacted:secret]";

/// A text without secrets, of a bounded length.
pub(crate) fn text(text: &str) -> Cow<'_, str> {
    if text.len() > VALUE_CHARS_MAX {
        Cow::Owned(redact::redact_cut(text, VALUE_CHARS_MAX))
    } else {
        redact::redact(text)
    }
}

/// A named text without secrets: a secret name needs no pattern.
pub(crate) fn named<'t>(name: &str, value: &'t str) -> Cow<'t, str> {
    if redact::is_secret_name(name) { Cow::Borrowed(SECRET) } else { text(value) }
}

/// A finished span without secrets.
pub(crate) fn span(span: &mut SpanData) {
    name(&mut span.name);
    attributes(&mut span.attributes);
    for event in &mut span.events.events {
        name(&mut event.name);
        attributes(&mut event.attributes);
    }
    for link in &mut span.links.links {
        attributes(&mut link.attributes);
    }
    if let opentelemetry::trace::Status::Error { description } = &mut span.status {
        name(description);
    }
}

fn name(name: &mut Cow<'static, str>) {
    if let Cow::Owned(clean) = text(name) {
        *name = Cow::Owned(clean);
    }
}

/// Attributes without secrets.
pub(crate) fn attributes(attributes: &mut [KeyValue]) {
    for attribute in attributes {
        let name = attribute.key.as_str();
        match &mut attribute.value {
            value if redact::is_secret_name(name) => *value = Value::String(SECRET.into()),
            Value::String(value) => string(value),
            Value::Array(Array::String(values)) => values.iter_mut().for_each(string),
            _ => {}
        }
    }
}

fn string(value: &mut StringValue) {
    if let Cow::Owned(clean) = text(value.as_str()) {
        *value = clean.into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Strings, lists of strings, and anything under a secret name.
    #[test]
    fn attributes_lose_their_secrets() {
        let mut values = vec![
            KeyValue::new("url.full", "https://u:hunter2@host/"),
            KeyValue::new("password", 1234),
            KeyValue::new("args", Value::Array(Array::String(vec!["--token=abc1".into(), "run".into()]))),
            KeyValue::new("count", 3),
        ];
        attributes(&mut values);
        let shown: Vec<String> = values.iter().map(|value| value.value.to_string()).collect();
        assert_eq!(
            shown,
            [
                "https://u:[redacted:password]@host/",
                "[redacted:secret]",
                "[\"--token=[redacted:secret]\",\"run\"]",
                "3",
            ]
        );
    }

    /// A value without an end would fill the disk.
    #[test]
    fn long_values_are_cut() {
        assert_eq!(text(&"a".repeat(20_000)).chars().count(), VALUE_CHARS_MAX);
    }
}
