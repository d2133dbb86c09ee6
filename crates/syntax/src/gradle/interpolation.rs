//! Where what is put into a text ends.

use crate::span::Span;

/// How many `${` without an end are searched for their end; what follows is text.
const FAILURES_MAX: usize = 16;

/// How deep texts may stand inside `${..}` inside texts.
const NESTED_MAX: usize = 16;

/// Finds the ends of what is put into the texts of a script.
pub(super) struct Interpolations<'a> {
    text: &'a str,
    failures: usize,
}

impl<'a> Interpolations<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, failures: 0 }
    }

    /// Where the `{` at `start` is closed, with the texts and braces inside it passed over.
    pub(super) fn end(&mut self, start: usize, lines: bool) -> Option<usize> {
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

/// Each `${..}` of a text: all of it, and what stands in the braces.
pub(super) fn of_text(text: &str) -> Vec<(Span, Span)> {
    let mut ends = Interpolations::new(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("${").map(|start| at + start) {
        at = match ends.end(start + 1, true) {
            Some(end) => {
                found.push((Span::new(start, end), Span::new(start + 2, end - 1)));
                end
            }
            None => start + 2,
        };
    }
    found
}
