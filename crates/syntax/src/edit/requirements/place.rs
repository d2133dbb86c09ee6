//! Where a requirement comes to stand.

use super::Requirement;
use crate::{
    edit::{Edits, Lines},
    requirements::{self, Requirements, normalize},
};

/// How many requirements must be in order before it is taken for intended.
const SORTED_MIN: usize = 3;

/// The places of a file at which lines can be inserted.
pub(super) struct Places<'a> {
    text: &'a str,
    lines: Lines<'a>,
    /// Names in order with where their lines begin and where the next lines begin; none when they are not in order.
    sorted: Vec<(&'a str, usize, usize)>,
    /// Behind the last requirement.
    last: usize,
}

impl<'a> Places<'a> {
    pub(super) fn of(text: &'a str, file: &'a Requirements) -> Self {
        let lines = Lines::of(text);
        // What is linked or named by its address stands apart from the alphabet.
        let named = file.entries.iter().filter(|entry| entry.url.is_none());
        let sorted: Vec<_> = named
            .map(|entry| {
                (entry.normalized.as_str(), lines.start(entry.span.start), behind(text, lines, entry))
            })
            .collect();
        let in_order = sorted.len() >= SORTED_MIN && sorted.is_sorted_by_key(|(name, ..)| *name);
        Self {
            text,
            lines,
            sorted: if in_order { sorted } else { Vec::new() },
            last: file.entries.last().map_or(text.len(), |entry| behind(text, lines, entry)),
        }
    }

    /// The lines at their places; none where the text ends inside of a line.
    pub(super) fn insert(&self, missing: &[&Requirement]) -> Option<Edits> {
        let mut ordered = missing.to_vec();
        if !self.sorted.is_empty() {
            ordered.sort_by_key(|wanted| normalize(&wanted.name));
        }
        ordered.into_iter().try_fold(Edits::none(), |edits, wanted| {
            let at = self.at(&normalize(&wanted.name));
            let line = self.lines.whole(at, std::slice::from_ref(&wanted.line));
            let open = at == self.text.len() && ends_open(self.text);
            if open { None } else { edits.with(Edits::insertion(at, line)).ok() }
        })
    }

    /// Behind the one in front of it, so that comments stay with what they precede; only the first of all comes right in
    /// front of the one that follows it, for the comment above that may be of the whole file.
    fn at(&self, name: &str) -> usize {
        match self.sorted.partition_point(|(other, ..)| *other <= name) {
            0 => self.sorted.first().map_or(self.last, |(_, start, _)| *start),
            before => self.sorted.get(before - 1).map_or(self.last, |(.., behind)| *behind),
        }
    }
}

/// Where the line begins that follows a requirement's, those that continue it included.
fn behind(text: &str, lines: Lines<'_>, entry: &requirements::Requirement) -> usize {
    let mut at = entry.span.end;
    while is_continued(&text[lines.start(at)..lines.end(at)]) && lines.next(at) < text.len() {
        at = lines.next(at);
    }
    lines.next(at)
}

/// Whether a line that followed the text would belong to its last one.
fn ends_open(text: &str) -> bool {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let lines = Lines::of(text);
    is_continued(text[lines.start(text.len())..].trim_end_matches('\r'))
}

/// Whether the next line belongs to the same requirement.
fn is_continued(line: &str) -> bool {
    line.ends_with('\\') && !line.trim_start().starts_with('#')
}
