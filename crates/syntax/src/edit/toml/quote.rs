//! Texts and keys as TOML writes them.

use std::fmt::Write;

/// A key: bare where it can be.
pub(in crate::edit) fn key(text: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !text.is_empty() && text.chars().all(bare) { text.to_owned() } else { string(text, '"') }
}

/// A text in one line, in the quotes that are asked for as far as it can stand in them without escapes.
pub(in crate::edit) fn string(text: &str, quote: char) -> String {
    let literal = !text.contains('\'') && !text.contains(|c: char| c.is_control());
    let escapes = text.contains(['"', '\\']);
    if literal && (quote == '\'' || escapes) {
        return format!("'{text}'");
    }
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            _ if c.is_control() => {
                // A text takes whatever is written to it.
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            _ => quoted.push(c),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn keys_are_quoted_where_they_must_be() {
        assert_eq!(key("a-B_1"), "a-B_1");
        assert_eq!(key("a.b"), "\"a.b\"");
        assert_eq!(key(""), "\"\"");
    }

    #[test]
    fn quotes_are_those_that_need_no_escapes() {
        assert_eq!(string("a", '"'), "\"a\"");
        assert_eq!(string("a", '\''), "'a'");
        assert_eq!(string("a ; x == \"y\"", '"'), "'a ; x == \"y\"'");
        assert_eq!(string("it's", '\''), "\"it's\"");
        assert_eq!(string("it's \"y\"", '\''), "\"it's \\\"y\\\"\"");
    }

    proptest! {
        #[test]
        fn any_text_is_read_as_it_was(text in any::<String>(), double in any::<bool>()) {
            let quote = if double { '"' } else { '\'' };
            let file = format!("{} = {}", key(&text), string(&text, quote));
            let (node, errors) = crate::toml::read(&file);
            prop_assert_eq!(errors, []);
            let node = node.unwrap();
            prop_assert_eq!(node.get(&text).and_then(|node| node.as_str()), Some(text.as_str()));
        }
    }
}
