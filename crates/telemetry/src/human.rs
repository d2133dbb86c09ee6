//! Log lines for people: level, message, fields.

use serde_json::Value;
use tracing::Level;

use crate::record::Record;

/// One line with its line break.
pub(crate) fn line(record: &Record, color: bool) -> String {
    let mut line = level(record.level, color);
    if !record.message.is_empty() {
        line.push(' ');
        push_escaped(&mut line, &record.message);
    }
    for (name, value) in &record.fields {
        line.push(' ');
        line.push_str(name);
        line.push('=');
        match value {
            Value::String(text) => push_value(&mut line, text),
            other => line.push_str(&other.to_string()),
        }
    }
    line.push('\n');
    line
}

fn level(level: Level, color: bool) -> String {
    if !color {
        return level.to_string();
    }
    let code = match level {
        Level::ERROR => 31,
        Level::WARN => 33,
        Level::INFO => 32,
        Level::DEBUG => 34,
        Level::TRACE => 35,
    };
    format!("\u{1b}[{code}m{level}\u{1b}[0m")
}

/// Quotes where a reader could not tell where the value ends.
fn push_value(line: &mut String, text: &str) {
    let bare = !text.is_empty() && !text.contains([' ', '"', '=']);
    if bare {
        push_escaped(line, text);
        return;
    }
    line.push('"');
    push_escaped(line, &text.replace('"', "\\\""));
    line.push('"');
}

/// Control characters could forge a line or drive a terminal.
fn push_escaped(line: &mut String, text: &str) {
    for c in text.chars() {
        if redact::drives(c) {
            line.extend(c.escape_default());
        } else {
            line.push(c);
        }
    }
}
