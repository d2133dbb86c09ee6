//! Words and quotes.

use std::ops::Range;

/// A word, quotes and escapes as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Its bytes.
    pub(super) range: Range<usize>,
}

/// Splits at blanks that are neither quoted nor escaped.
pub(super) fn split(text: &str, escape: char) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    let mut quote = None;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match quote {
            None if c.is_whitespace() => {
                words.extend(start.take().map(|start| Word { range: start..at }));
                continue;
            }
            None if matches!(c, '"' | '\'') => quote = Some(c),
            Some(open) if c == open => quote = None,
            _ => {}
        }
        start.get_or_insert(at);
        if c == escape && quote != Some('\'') {
            chars.next();
        }
    }
    words.extend(start.map(|start| Word { range: start..text.len() }));
    words
}

/// A word without its quotes, escapes resolved. Variables stay as they are written.
pub(super) fn unquoted(word: &str, escape: char) -> String {
    let mut value = String::with_capacity(word.len());
    let mut quote = None;
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        match quote {
            None if matches!(c, '"' | '\'') => quote = Some(c),
            Some(open) if c == open => quote = None,
            _ if c == escape && quote != Some('\'') => {
                let resolves = |next: char| quote.is_none() || matches!(next, '"' | '$') || next == escape;
                match chars.next_if(|next| resolves(*next)) {
                    Some(escaped) => value.push(escaped),
                    None => value.push(c),
                }
            }
            _ => value.push(c),
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        split(text, '\\').into_iter().map(|word| &text[word.range]).collect()
    }

    #[test]
    fn blanks_split_unless_quoted_or_escaped() {
        assert_eq!(words(r#"  a="x y" b='c d'  e\ f "#), [r#"a="x y""#, "b='c d'", r"e\ f"]);
        assert_eq!(words(r#"a="x \" y" b"#), [r#"a="x \" y""#, "b"]);
        assert_eq!(words(r"a='\' b"), [r"a='\'", "b"]);
        assert_eq!(words("\"open é"), ["\"open é"]);
        assert_eq!(words(" "), Vec::<&str>::new());
    }

    #[test]
    fn quotes_and_escapes_go() {
        assert_eq!(unquoted(r#""a b"'c'd"#, '\\'), "a bcd");
        assert_eq!(unquoted(r#""a \" \n \$x \\""#, '\\'), r#"a " \n $x \"#);
        assert_eq!(unquoted(r"'a\b'", '\\'), r"a\b");
        assert_eq!(unquoted(r"a\ b\", '\\'), r"a b\");
        assert_eq!(unquoted(r"c:\a` b", '`'), r"c:\a b");
    }
}
