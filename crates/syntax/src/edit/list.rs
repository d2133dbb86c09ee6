//! Items in brackets that commas part, in JSON and TOML.

use super::{Edit, Edits, Lines};
use crate::span::Span;

/// A list as it is written.
pub(super) struct List<'a> {
    pub(super) text: &'a str,
    /// With its brackets.
    pub(super) span: Span,
    /// Its items, in the order of the text.
    pub(super) items: Vec<Span>,
    pub(super) style: Style<'a>,
}

/// How lists of a format, and of a file, are written.
#[derive(Clone, Copy)]
pub(super) struct Style<'a> {
    /// What begins a comment that ends with its line.
    pub(super) comment: &'static str,
    /// What parts items of a line.
    pub(super) comma: &'static str,
    /// One step of indentation.
    pub(super) step: &'a str,
    /// Whether an empty list without line breaks gets lines.
    pub(super) opens: bool,
    /// Whether a list that gets its first lines ends with a comma.
    pub(super) trailing: bool,
}

impl List<'_> {
    /// Behind all.
    pub(super) fn append(&self, new: &[String]) -> Edits {
        match self.items.len().checked_sub(1) {
            Some(last) => self.behind(last, new),
            None => self.fill(new),
        }
    }

    /// In front of the item with this index; behind all where there is none. The comma of the item in front stays where
    /// it is, so that comments behind it do.
    pub(super) fn insert(&self, at: usize, new: &[String]) -> Edits {
        match (at.checked_sub(1), self.items.get(at)) {
            (Some(before), Some(_)) => self.behind(before, new),
            (None, Some(first)) => self.front(*first, new),
            (_, None) => self.append(new),
        }
    }

    fn behind(&self, index: usize, new: &[String]) -> Edits {
        let Some(item) = self.items.get(index) else { return Edits::none() };
        let next = self.items.get(index + 1).map_or(self.span.end - 1, |next| next.start);
        let comma = self.find(item.end, next, ',').map(|at| at + 1);
        let line_break = self.find(comma.unwrap_or(item.end), next, '\n');
        let Some(line_break) = line_break else { return self.same_line(*item, new) };
        let ending = self.lines().ending;
        let indent = self.indent(*item);
        let lines = new.iter().map(|new| format!("{indent}{new}")).collect::<Vec<_>>();
        let last = if comma.is_some() { "," } else { "" };
        let lines = lines.join(&format!(",{ending}")) + last + ending;
        let insertion = |at, text| Edit { span: Span::new(at, at), text };
        let comma = comma.is_none().then(|| insertion(item.end, ",".to_owned()));
        Edits(comma.into_iter().chain([insertion(line_break + 1, lines)]).collect())
    }

    /// Right behind an item whose line goes on with the next one or with the bracket.
    fn same_line(&self, item: Span, new: &[String]) -> Edits {
        let parted = self.begins_line(item);
        let part = if parted {
            format!(",{}{}", self.lines().ending, self.indent(item))
        } else {
            self.style.comma.into()
        };
        Edits::insertion(item.end, new.iter().map(|new| format!("{part}{new}")).collect::<String>())
    }

    fn front(&self, first: Span, new: &[String]) -> Edits {
        let parted = self.begins_line(first);
        let part = if parted {
            format!(",{}{}", self.lines().ending, self.indent(first))
        } else {
            self.style.comma.into()
        };
        Edits::insertion(first.start, new.iter().map(|new| format!("{new}{part}")).collect::<String>())
    }

    /// The first items of a list.
    fn fill(&self, new: &[String]) -> Edits {
        let (open, close) = (self.span.start + 1, self.span.end - 1);
        let line_break = self.find(open, close, '\n');
        if line_break.is_none() && !self.style.opens {
            return Edits::insertion(open, new.join(self.style.comma));
        }
        let ending = self.lines().ending;
        let outer = self.lines().indent(self.span.start);
        let indent = format!("{outer}{}", self.style.step);
        let last = if self.style.trailing { "," } else { "" };
        let lines = new.iter().map(|new| format!("{indent}{new}")).collect::<Vec<_>>();
        let lines = lines.join(&format!(",{ending}")) + last + ending;
        match line_break {
            Some(line_break) => Edits::insertion(line_break + 1, lines),
            None => Edits::insertion(open, format!("{ending}{lines}{outer}")),
        }
    }

    /// The indentation of lines of their own beside an item.
    pub(super) fn indent(&self, item: Span) -> String {
        let lines = self.lines();
        let below = lines.start(item.start) > self.span.start;
        if below {
            lines.indent(item.start).to_owned()
        } else {
            format!("{}{}", lines.indent(self.span.start), self.style.step)
        }
    }

    fn begins_line(&self, item: Span) -> bool {
        let start = self.lines().start(item.start);
        start > self.span.start && self.text[start..item.start].trim().is_empty()
    }

    fn lines(&self) -> Lines<'_> {
        Lines::of(self.text)
    }

    /// Where a sign stands between two items, outside of comments.
    fn find(&self, from: usize, to: usize, sign: char) -> Option<usize> {
        let mut at = from;
        while let Some(c) = self.text.get(at..to)?.chars().next() {
            let rest = &self.text[at..to];
            at += match c {
                _ if c == sign => return Some(at),
                _ if rest.starts_with(self.style.comment) => rest.find('\n').unwrap_or(rest.len()),
                _ if self.style.comment == "//" && rest.starts_with("/*") => {
                    rest.find("*/").map_or(rest.len(), |end| end + 2)
                }
                _ => c.len_utf8(),
            };
        }
        None
    }
}
