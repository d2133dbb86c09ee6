//! Texts in quotes, and what is put into them.

use super::{Dialect, value::Part};
use crate::span::{Span, Spanned, SyntaxError};

/// How many `${` without an end are searched for their end; what follows is text.
const FAILURES_MAX: usize = 16;

/// How deep texts may stand inside `${..}` inside texts.
const NESTED_MAX: usize = 16;

/// Reads texts of a script.
pub(super) struct Literals<'a> {
    text: &'a str,
    dialect: Dialect,
    failures: usize,
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
        Self { text, dialect, failures: 0 }
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
        let braced = rest.starts_with('{').then(|| self.braces(at + 1, lines)).flatten();
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

    /// Where the `{` at `start` is closed, with the texts and braces inside it passed over.
    fn braces(&mut self, start: usize, lines: bool) -> Option<usize> {
        if self.failures >= FAILURES_MAX {
            return None;
        }
        let end = closing(&self.text[start..], lines).map(|length| start + length);
        self.failures += usize::from(end.is_none());
        end
    }
}

/// How many bytes a `{` and what it holds take. Texts inside may put in braces themselves.
fn closing(text: &str, lines: bool) -> Option<usize> {
    let mut open: Vec<char> = Vec::new();
    let mut escaped = false;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let quote = open.last().copied().filter(|c| *c != '{');
        let skipped = escaped;
        escaped = quote.is_some() && c == '\\' && !skipped;
        match c {
            _ if skipped => {}
            '\n' if !lines => return None,
            _ if quote == Some(c) => drop(open.pop()),
            '{' if quote.is_none() || (quote == Some('"') && before == '$') => open.push(c),
            '"' | '\'' if quote.is_none() => open.push(c),
            '}' if quote.is_none() => drop(open.pop()),
            _ => {}
        }
        before = c;
        if open.is_empty() {
            return Some(at + 1);
        }
        if open.len() > NESTED_MAX {
            return None;
        }
    }
    None
}

/// Where a slashy text ends, if it does so on its line and holds anything.
pub(super) fn slashy_end(text: &str) -> Option<usize> {
    let line = text[1..].split(['\n', '\r']).next()?;
    let end = line.match_indices('/').map(|(at, _)| at).find(|at| !line[..*at].ends_with('\\'))?;
    (end > 0).then_some(end + 2)
}

/// How many quotes of a row stand in front of its last.
fn quotes_in_front(rest: &str) -> usize {
    rest.len() - rest.trim_start_matches('"').len()
}

/// Resolves the escape that `rest` starts with and gives its length.
fn escape(rest: &str, parts: &mut Parts) -> usize {
    let Some(c) = rest[1..].chars().next() else {
        parts.text("\\");
        return 1;
    };
    let single = match c {
        'n' => "\n",
        't' => "\t",
        'r' => "\r",
        'b' => "\u{8}",
        'u' => return unicode(rest, parts),
        // A continued line.
        '\n' => "",
        '\\' | '"' | '\'' | '$' => &rest[1..2],
        // Unknown: kept as written.
        _ => &rest[..1 + c.len_utf8()],
    };
    parts.text(single);
    1 + c.len_utf8()
}

fn unicode(rest: &str, parts: &mut Parts) -> usize {
    let digits = rest.get(2..6).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let c = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
    match c {
        Some(c) => {
            parts.text(c.encode_utf8(&mut [0; 4]));
            6
        }
        None => {
            parts.text("\\u");
            2
        }
    }
}

/// Parts of a text, neighbouring texts joined.
#[derive(Default)]
struct Parts {
    done: Vec<Part>,
    open: String,
}

impl Parts {
    fn text(&mut self, text: &str) {
        self.open.push_str(text);
    }

    fn expression(&mut self, expression: Spanned<String>) {
        self.flush();
        self.done.push(Part::Expression(expression));
    }

    fn flush(&mut self) {
        if !self.open.is_empty() {
            self.done.push(Part::Text(std::mem::take(&mut self.open)));
        }
    }

    fn done(mut self) -> Vec<Part> {
        self.flush();
        self.done
    }
}

/// Each `${..}` of a text: all of it, and what stands in the braces.
pub(super) fn interpolations(text: &str) -> Vec<(Span, Span)> {
    let mut literals = Literals::new(text, Dialect::Kotlin);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("${").map(|start| at + start) {
        at = match literals.braces(start + 1, true) {
            Some(end) => {
                found.push((Span::new(start, end), Span::new(start + 2, end - 1)));
                end
            }
            None => start + 2,
        };
    }
    found
}
