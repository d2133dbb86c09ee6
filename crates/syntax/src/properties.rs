//! Java's .properties files, as `java.util.Properties.load` reads them: comments with `#` or `!`, keys up to `=`, `:`
//! or white space, lines that go on behind a backslash.

use std::str::Chars;

use crate::span::{Span, Spanned};

/// White space that ends no line.
const BLANKS: [char; 3] = [' ', '\t', '\u{c}'];

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    /// The key, escapes resolved.
    pub key: Spanned<String>,
    /// The value, escapes resolved and lines joined; empty when there is none.
    pub value: Spanned<String>,
}

/// Reads a text; every text is a properties file. Which encoding its bytes are in is not told here.
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

/// Where the logical line that begins at `start` ends: not behind an odd number of backslashes, unless it is a
/// comment.
fn logical_end(text: &str, start: usize) -> usize {
    let comment = text[start..].trim_start_matches(BLANKS).starts_with(['#', '!']);
    let mut from = start;
    loop {
        let Some(end) = text[from..].find(['\n', '\r']).map(|at| from + at) else { return text.len() };
        let line = &text[from..end];
        let backslashes = line.len() - line.trim_end_matches('\\').len();
        if comment || backslashes.is_multiple_of(2) {
            return end;
        }
        from = end + if text[end..].starts_with("\r\n") { 2 } else { 1 };
    }
}

fn property(text: &str, start: usize, end: usize) -> Option<Property> {
    let line = &text[start..end];
    let body = line.trim_start_matches(BLANKS);
    if body.is_empty() || body.starts_with(['#', '!']) {
        return None;
    }
    let from = end - body.len();
    let key_length = key_end(body);
    let behind = body[key_length..].trim_start_matches(BLANKS);
    let value = behind.strip_prefix(['=', ':']).unwrap_or(behind).trim_start_matches(BLANKS);
    Some(Property {
        key: Spanned::new(unescaped(&body[..key_length]), Span::new(from, from + key_length)),
        value: Spanned::new(unescaped(value), Span::new(end - value.len(), end)),
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
    body.len()
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
            Some('r') => out.push('\r'),
            Some('f') => out.push('\u{c}'),
            Some('u') => out.push(unicode(&mut rest)),
            // A line that goes on begins behind its white space.
            Some('\n' | '\r') => {
                rest = rest.as_str().trim_start_matches('\n').trim_start_matches(BLANKS).chars();
            }
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}

/// The character of four digits, or of two times four that make one character together.
fn unicode(rest: &mut Chars<'_>) -> char {
    let Some(first) = unit(rest) else { return char::REPLACEMENT_CHARACTER };
    let mut behind = rest.as_str().strip_prefix("\\u").map(str::chars);
    let second = behind.as_mut().and_then(unit).filter(|_| (0xD800..0xDC00).contains(&first));
    match char::decode_utf16([first].into_iter().chain(second)).next() {
        Some(Ok(c)) => {
            if let (true, Some(behind)) = (second.is_some(), behind) {
                *rest = behind;
            }
            c
        }
        _ => char::REPLACEMENT_CHARACTER,
    }
}

/// The next four digits, if they are digits.
fn unit(rest: &mut Chars<'_>) -> Option<u16> {
    let digits =
        rest.as_str().get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    *rest = rest.as_str()[4..].chars();
    u16::from_str_radix(digits, 16).ok()
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

    #[test]
    fn lines_go_on_whatever_ends_them() {
        for end in ["\n", "\r\n", "\r"] {
            let text = format!("a=b\\{end}  c\\\\{end}d \\{end}# e{end}\\{end}f=g\\{end}");
            let expected = [("a", "bc\\"), ("d", "# e"), ("f", "g")];
            assert_eq!(
                pairs(&text),
                expected.map(|(key, value)| (key.to_owned(), value.to_owned())),
                "{end:?}"
            );
        }
    }

    #[test]
    fn escapes_stand_for_characters() {
        let text = "a=\\ud83d\\ude00\\u00e9 \\\\ \\q \\=\nb=\\ud83d\\u0041 \\uZ\nc\\ d=e\n";
        let expected = [("a", "😀é \\ q ="), ("b", "\u{fffd}A \u{fffd}Z"), ("c d", "e")];
        assert_eq!(pairs(text), expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
    }

    #[test]
    fn spans_tell_where_it_stands() {
        let text = "# é\n  a.b : c\\\r\n d \r\ne\n";
        let found = read(text);
        assert_eq!(&text[found[0].key.span.range()], "a.b");
        assert_eq!(&text[found[0].value.span.range()], "c\\\r\n d ");
        assert_eq!(&text[found[1].key.span.range()], "e");
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_spans_lie_in_it(text in "[a-fu0-9=:#! \\\\\\n\\r\\té]{0,40}") {
            for found in read(&text) {
                prop_assert!(text.get(found.key.span.range()).is_some());
                prop_assert!(text.get(found.value.span.range()).is_some());
            }
        }
    }
}
