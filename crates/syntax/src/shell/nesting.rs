//! Quotes, substitutions and here-documents that hold others.

use crate::text;

/// How many openings without an end are searched for it in one text.
const FAILURES_MAX: usize = 16;

/// How deep quotes and substitutions may stand inside each other.
const DEPTH_MAX: usize = 256;

/// Finds the ends of what is opened in a text.
pub(super) struct Nesting<'a> {
    text: &'a str,
    failures: usize,
}

impl<'a> Nesting<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, failures: 0 }
    }

    /// Where what was opened in front of `at` is closed by `close` (one of `"`, `` ` ``, `)`, `}`): the offset
    /// behind that. None when it is not, or when too many others were not.
    pub(super) fn end(&mut self, at: usize, close: char) -> Option<usize> {
        if self.failures >= FAILURES_MAX {
            return None;
        }
        let end = Search { rest: &self.text[at..], open: vec![close], bodies: Vec::new(), endless: 0 }.run();
        self.failures += usize::from(end.is_none());
        end.map(|length| at + length)
    }

    /// Where the body of a here-document that starts at `at` is over.
    pub(super) fn body_end(&mut self, mark: &Mark, at: usize) -> Option<usize> {
        if self.failures >= FAILURES_MAX {
            return None;
        }
        let end = mark.skip(self.text, at);
        self.failures += usize::from(end.is_none());
        end
    }

    /// Where a `'` is closed, inside which nothing else means anything.
    pub(super) fn single_quote_end(&mut self, at: usize) -> Option<usize> {
        if self.failures >= FAILURES_MAX {
            return None;
        }
        let end = self.text[at..].find('\'').map(|length| at + length + 1);
        self.failures += usize::from(end.is_none());
        end
    }
}

struct Search<'a> {
    rest: &'a str,
    /// What closes that which is open, the innermost last.
    open: Vec<char>,
    /// What ends the here-documents that start on the next line.
    bodies: Vec<Mark>,
    /// How many here-documents had no end.
    endless: usize,
}

impl Search<'_> {
    fn run(mut self) -> Option<usize> {
        let mut at = 0;
        let mut before = '\n';
        while let Some(c) = self.rest[at..].chars().next() {
            let next = at + c.len_utf8();
            at = self.step(c, at, before)?.max(next);
            before = c;
            if self.open.is_empty() {
                return Some(at);
            }
            if self.open.len() > DEPTH_MAX {
                return None;
            }
        }
        None
    }

    /// Takes a character at `at` and tells where to go on.
    fn step(&mut self, c: char, at: usize, before: char) -> Option<usize> {
        let rest = &self.rest[at..];
        let top = *self.open.last()?;
        match c {
            '\\' => return Some(at + 1 + rest[1..].chars().next().map_or(0, char::len_utf8)),
            _ if c == top => drop(self.open.pop()),
            '`' if top != '`' => self.open.push('`'),
            '$' if rest.starts_with("$(") => return self.enter(')', at + 2),
            '$' if rest.starts_with("${") => return self.enter('}', at + 2),
            '"' if top != '"' => self.open.push('"'),
            '\'' if !self.open.contains(&'"') => return rest[1..].find('\'').map(|length| at + length + 2),
            '(' if top == ')' => self.open.push(')'),
            '#' if top == ')' && before.is_whitespace() => return Some(at + line_length(rest)),
            '<' if top == ')' && rest.starts_with("<<") => return Some(self.announce(at)),
            '\n' if !self.bodies.is_empty() => return Some(self.skip_bodies(at + 1)),
            _ => {}
        }
        Some(at)
    }

    fn enter(&mut self, close: char, at: usize) -> Option<usize> {
        self.open.push(close);
        Some(at)
    }

    fn announce(&mut self, at: usize) -> usize {
        match Mark::read(&self.rest[at..]) {
            Some((mark, length)) => {
                self.bodies.push(mark);
                at + length
            }
            None => at + 2,
        }
    }

    fn skip_bodies(&mut self, at: usize) -> usize {
        let bodies = std::mem::take(&mut self.bodies);
        bodies.iter().fold(at, |at, mark| {
            if self.endless >= FAILURES_MAX {
                return at;
            }
            let end = mark.skip(self.rest, at);
            self.endless += usize::from(end.is_none());
            end.unwrap_or(at)
        })
    }
}

fn line_length(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

/// How long the name of a here-document is, with its quotes.
fn mark_length(word: &str) -> usize {
    let quoted = word.chars().next().filter(|c| matches!(c, '\'' | '"'));
    let closed = quoted.and_then(|quote| word[1..].find([quote, '\n']).map(|length| length + 2));
    let ends = |c: char| c.is_whitespace() || "<>|&;()`".contains(c);
    closed.filter(|length| !word[..*length].ends_with('\n')).or_else(|| word.find(ends)).unwrap_or(word.len())
}

/// What announces a here-document: `<<EOF`, `<<-EOF`, `<<'EOF'`.
pub(super) struct Mark {
    name: String,
    /// Whether tabs in front of the line that ends it do not count.
    tabs: bool,
}

impl Mark {
    /// The mark that `text` starts with, and its length.
    pub(super) fn read(text: &str) -> Option<(Self, usize)> {
        let rest = text.strip_prefix("<<").filter(|rest| !rest.starts_with('<'))?;
        let tabs = rest.starts_with('-');
        let word = rest[usize::from(tabs)..].trim_start_matches([' ', '\t']);
        let length = mark_length(word);
        let name: String = word[..length].chars().filter(|c| !matches!(c, '\'' | '"' | '\\')).collect();
        (!name.is_empty()).then(|| (Self { name, tabs }, text.len() - word.len() + length))
    }

    /// Where the body that starts at `at` is over; none when nothing ends it.
    fn skip(&self, text: &str, at: usize) -> Option<usize> {
        let ends = |line: &str| (if self.tabs { line.trim_start_matches('\t') } else { line }) == self.name;
        let (start, line) = text::lines(&text[at..]).find(|(_, line)| ends(line))?;
        Some(at + start + line.len())
    }
}
