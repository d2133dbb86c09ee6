//! Java's .properties files, as `java.util.Properties.load` reads them: comments with `#` or `!`, keys up to `=`, `:`
//! or white space, lines that go on behind a backslash.

use crate::span::{Span, Spanned};

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    /// The key, escapes resolved.
    pub key: Spanned<String>,
    /// The value, escapes resolved and lines joined; empty when there is none.
    pub value: Spanned<String>,
}

/// Reads a text; every text is a properties file.
#[must_use]
pub fn read(text: &str) -> Vec<Property> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = logical_end(text, at);
        found.extend(property(text, at, end));
        at = end + 1;
    }
    found
}

/// Where the logical line that begins at `start` ends: not behind an odd number of backslashes, unless it is a comment.
fn logical_end(text: &str, start: usize) -> usize {
    let comment = text[start..].trim_start_matches([' ', '\t', '\u{c}']).starts_with(['#', '!']);
    let mut from = start;
    loop {
        let Some(end) = text[from..].find('\n').map(|at| from + at) else { return text.len() };
        let line = text[start..end].trim_end_matches('\r');
        let backslashes = line.len() - line.trim_end_matches('\\').len();
        if comment || backslashes.is_multiple_of(2) {
            return end;
        }
        from = end + 1;
    }
}

fn property(text: &str, start: usize, end: usize) -> Option<Property> {
    let line = &text[start..end];
    let body = line.trim_start_matches([' ', '\t', '\u{c}', '\r']);
    if body.is_empty() || body.starts_with(['#', '!']) {
        return None;
    }
    let from = start + line.len() - body.len();
    let key_length = key_end(body);
    let rest = &body[key_length..];
    let behind = rest.trim_start_matches([' ', '\t', '\u{c}']);
    let value = behind.strip_prefix(['=', ':']).unwrap_or(behind).trim_start_matches([' ', '\t', '\u{c}']);
    let value_from = from + body.len() - value.len();
    let value = value.trim_end_matches('\r');
    Some(Property {
        key: Spanned::new(unescaped(&body[..key_length]), Span::new(from, from + key_length)),
        value: Spanned::new(unescaped(value), Span::new(value_from, value_from + value.len())),
    })
}

fn key_end(body: &str) -> usize {
    let mut escaped = false;
    for (at, c) in body.char_indices() {
        if !escaped && matches!(c, '=' | ':' | ' ' | '\t' | '\u{c}') {
            return at;
        }
        escaped = c == '\\' && !escaped;
    }
    body.trim_end_matches('\r').len()
}

fn unescaped(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match rest.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r' | 'f') | None => {}
            Some('u') => {
                let digits: String = rest.by_ref().take(4).collect();
                let code = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                out.push(code.unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            Some('\n') => skip_indent(&mut rest),
            Some(other) => out.push(other),
        }
    }
    out
}

/// A line that goes on begins behind its white space.
fn skip_indent(rest: &mut std::str::Chars<'_>) {
    let trimmed = rest.as_str().trim_start_matches([' ', '\t', '\u{c}']);
    *rest = trimmed.chars();
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        read(text).into_iter().map(|found| (found.key.value, found.value.value)).collect()
    }

    #[test]
    fn every_notation_is_read() {
        let text = "# a=1\n! b=2\nc=3\n d : 4\ne 5\nf\ng\\:h=\\u00e9\\tx\ni=1,\\\n   2\nj=a=b\r\n";
        let expected =
            [("c", "3"), ("d", "4"), ("e", "5"), ("f", ""), ("g:h", "é\tx"), ("i", "1,2"), ("j", "a=b")];
        assert_eq!(pairs(text), expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
    }

    #[test]
    fn a_comment_does_not_go_on() {
        assert_eq!(pairs("# a \\\nb=1\n"), [("b".to_owned(), "1".to_owned())]);
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_spans_lie_in_it(text in "[a-c=:#! \\\\\\n\\té]{0,40}") {
            for found in read(&text) {
                prop_assert!(text.get(found.key.span.range()).is_some());
                prop_assert!(text.get(found.value.span.range()).is_some());
            }
        }
    }
}
