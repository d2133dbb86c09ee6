//! Texts in quotes, and what is put into them.

use super::{
    Dialect,
    escape::{Parts, escape},
    interpolation::Interpolations,
    value::Part,
};
use crate::span::{Span, Spanned, SyntaxError};

/// Reads texts of a script.
pub(super) struct Literals<'a> {
    text: &'a str,
    dialect: Dialect,
    interpolations: Interpolations<'a>,
}

/// How a text is quoted.
#[derive(Clone, Copy)]
struct Quotes {
    mark: &'static str,
    /// Whether it may go over several lines.
    lines: bool,
    /// Whether `\` escapes.
    escapes: bool,
    /// Whether `$` puts something in.
    expressions: bool,
}

impl<'a> Literals<'a> {
    pub(super) fn new(text: &'a str, dialect: Dialect) -> Self {
        Self { text, dialect, interpolations: Interpolations::new(text) }
    }

    /// The text whose opening quote stands at `start`: its parts, its end, and what is wrong with it. One
    /// without a closing quote goes to the end of its line.
    pub(super) fn read(&mut self, start: usize) -> (Vec<Part>, usize, Option<SyntaxError>) {
        let quotes = self.quotes(start);
        let mut parts = Parts::default();
        match self.parts(start, quotes, &mut parts) {
            Some(end) => (parts.done(), end, None),
            None => {
                let inner = start + quotes.mark.len();
                let rest = &self.text[inner..];
                let end = inner + rest.find(['\n', '\r']).unwrap_or(rest.len());
                let error = SyntaxError::new(
                    Span::new(start, end),
                    format!("no closing {} ends the text", quotes.mark),
                );
                (vec![Part::Text(self.text[inner..end].to_owned())], end, Some(error))
            }
        }
    }

    fn quotes(&self, start: usize) -> Quotes {
        let rest = &self.text[start..];
        let groovy = self.dialect == Dialect::Groovy;
        let quotes = |mark, lines, escapes, expressions| Quotes { mark, lines, escapes, expressions };
        if rest.starts_with("\"\"\"") {
            quotes("\"\"\"", true, groovy, true)
        } else if rest.starts_with("'''") {
            quotes("'''", true, true, false)
        } else if rest.starts_with('"') {
            quotes("\"", false, true, true)
        } else if rest.starts_with('\'') {
            quotes("'", false, true, false)
        } else {
            quotes("/", true, false, true)
        }
    }

    /// Reads up to the closing quote and tells where that ends.
    fn parts(&mut self, start: usize, quotes: Quotes, parts: &mut Parts) -> Option<usize> {
        let mut at = start + quotes.mark.len();
        loop {
            let rest = &self.text[at..];
            let c = rest.chars().next()?;
            if rest.starts_with(quotes.mark) {
                // Of more than three quotes the last three close.
                let more = if quotes.mark == "\"\"\"" { quotes_in_front(&rest[3..]) } else { 0 };
                parts.text(&rest[..more]);
                return Some(at + quotes.mark.len() + more);
            }
            match c {
                '\n' if !quotes.lines => return None,
                '\\' if quotes.mark == "/" && rest.starts_with("\\/") => {
                    parts.text("/");
                    at += 2;
                }
                '\\' if quotes.escapes => at += escape(rest, parts),
                '$' if quotes.expressions => at = self.expression(at, quotes.lines, parts),
                _ => {
                    let plain = rest.find(['\\', '$', '\n', '"', '\'', '/']).unwrap_or(rest.len());
                    let length = plain.max(c.len_utf8());
                    parts.text(&rest[..length]);
                    at += length;
                }
            }
        }
    }

    /// What is put in at a `$`; a `$` that puts nothing in is text. Gives where it ends.
    fn expression(&mut self, at: usize, lines: bool, parts: &mut Parts) -> usize {
        let rest = &self.text[at + 1..];
        let braced = rest.starts_with('{').then(|| self.interpolations.end(at + 1, lines)).flatten();
        let (start, end, next) = match braced {
            Some(end) => (at + 2, end - 1, end),
            None => (at + 1, at + 1 + self.name_length(rest), at + 1 + self.name_length(rest)),
        };
        if start >= end {
            parts.text("$");
            return (at + 1).max(next);
        }
        let written = &self.text[start..end];
        let inner = written.trim();
        let start = start + (written.len() - written.trim_start().len());
        parts.expression(Spanned::new(inner.to_owned(), Span::new(start, start + inner.len())));
        next
    }

    /// How long the name behind a `$` is: Groovy takes the properties behind it as well.
    fn name_length(&self, rest: &str) -> usize {
        let starts = |text: &str| text.starts_with(|c: char| c.is_alphabetic() || c == '_');
        if !starts(rest) {
            return 0;
        }
        let word = |text: &str| text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
        let mut length = word(rest);
        while self.dialect == Dialect::Groovy
            && rest[length..].starts_with('.')
            && starts(&rest[length + 1..])
        {
            length += 1 + word(&rest[length + 1..]);
        }
        length
    }
}

/// Where a slashy text ends, if it does so on its line and holds anything.
pub(super) fn slashy_end(text: &str) -> Option<usize> {
    let mut before = '/';
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '/' if before != '\\' => return (at > 1).then_some(at + 1),
            '\n' | '\r' => return None,
            _ => before = c,
        }
    }
    None
}

/// How many quotes of a row stand in front of its last.
fn quotes_in_front(rest: &str) -> usize {
    rest.len() - rest.trim_start_matches('"').len()
}
