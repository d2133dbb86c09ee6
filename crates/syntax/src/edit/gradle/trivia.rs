//! Comments and white space around statements.

use crate::gradle::Dialect;

/// Where what belongs to a statement that ends at a byte ends: separators and comments on the same line.
pub(super) fn behind(text: &str, at: usize, dialect: Dialect) -> usize {
    let mut end = at;
    loop {
        let rest = &text[end..];
        let blank = rest.len() - rest.trim_start_matches([' ', '\t', ';']).len();
        match comment(&rest[blank..], dialect) {
            Some(length) => end += blank + length,
            None => return end + rest[..blank].trim_end_matches([' ', '\t']).len(),
        }
    }
}

/// Whether nothing but white space stands between a byte and the end of its line.
pub(super) fn ends_line(text: &str, at: usize) -> bool {
    let rest = text[at..].trim_start_matches([' ', '\t']);
    rest.is_empty() || rest.starts_with('\n') || rest.starts_with("\r\n")
}

/// Where what belongs to a statement at `start` begins: annotations and the comments right above it. `from` is the end of the
/// statement in front, 0 where there is none; the comment that a file begins with is about the file.
pub(super) fn lead(text: &str, from: usize, start: usize, dialect: Dialect) -> usize {
    let (mut at, mut attached, mut header) = (from, None, None);
    let mut line_ends = usize::from(from == 0);
    while at < start {
        let rest = &text[at..start];
        if rest.starts_with('\n') {
            line_ends += 1;
            attached = attached.filter(|_| line_ends < 2);
            at += 1;
        } else if let Some(length) = comment(rest, dialect) {
            if line_ends > 0 {
                attached = attached.or(Some(at));
                header = header.or(attached).filter(|_| from == 0);
            }
            (at, line_ends) = (at + length, 0);
        } else if rest.starts_with("@file") || (at == 0 && rest.starts_with("#!")) {
            at += rest.find('\n').unwrap_or(rest.len());
            (attached, line_ends) = (None, 0);
        } else if rest.starts_with('@') {
            break;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    attached.filter(|at| header != Some(*at)).unwrap_or(at)
}

/// How long the comment is that a text begins with.
fn comment(text: &str, dialect: Dialect) -> Option<usize> {
    if text.starts_with("//") {
        let line = text.find('\n').unwrap_or(text.len());
        return Some(text[..line].trim_end_matches('\r').len());
    }
    if !text.starts_with("/*") {
        return None;
    }
    let (mut depth, mut at) = (1, 2);
    while depth > 0 {
        at += text[at..].find(['*', '/'])?;
        let rest = &text[at..];
        if rest.starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
        } else if dialect == Dialect::Kotlin && rest.starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else {
            at += 1;
        }
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_on_the_same_line_belong_to_what_is_in_front() {
        let end = |text: &str| text[behind(text, 1, Dialect::Kotlin)..].to_owned();
        assert_eq!(end("a; // b\nc"), "\nc");
        assert_eq!(end("a /* b /* c */\n */ ; d"), " d");
        assert_eq!(end("a // b"), "");
        assert_eq!(end("a }"), " }");
        assert_eq!(end("a // b\r\n"), "\r\n");
    }

    #[test]
    fn comments_right_above_belong_to_what_is_below() {
        let led = |text: &str| {
            let start = text.find("here").unwrap();
            let from = text.find("front").map_or(0, |at| at + "front".len());
            text[lead(text, from, start, Dialect::Groovy)..].to_owned()
        };
        assert_eq!(led("front // x\n\n// a\n/* b\n\n */\nhere"), "// a\n/* b\n\n */\nhere");
        assert_eq!(led("front\n// a\n\nhere"), "here");
        assert_eq!(led("front // a\nhere"), "here");
        assert_eq!(led("// licence\nhere"), "here");
        assert_eq!(led("#!x\n// licence\n\n// a\nhere"), "// a\nhere");
        assert_eq!(led("@file:A(\"b\")\n\n@B here"), "@B here");
    }
}
