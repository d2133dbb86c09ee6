//! Logical lines: continued ones joined, comments and blanks around dropped.

use crate::{joined::Joined, span::Span, text};

/// A logical line that says something.
pub(super) struct Line {
    joined: Joined,
    start: usize,
    end: usize,
}

impl Line {
    /// A text that is one line and stands at `offset`.
    pub(super) fn at(offset: usize, text: &str) -> Option<Self> {
        Self::of(Joined::at(offset, text), text.len())
    }

    /// The first `length` bytes of a joined line, blanks around dropped.
    fn of(joined: Joined, length: usize) -> Option<Self> {
        let text = joined.text()[..length].trim_end();
        let (start, end) = (text.len() - text.trim_start().len(), text.len());
        (end > start).then_some(Self { joined, start, end })
    }

    /// What it says.
    pub(super) fn text(&self) -> &str {
        &self.joined.text()[self.start..self.end]
    }

    /// The file's bytes of a stretch of [`Line::text`].
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        self.joined.span(self.start + start, self.start + end)
    }
}

/// The logical lines of a file that say something.
pub(super) fn logical(text: &str) -> Vec<Line> {
    let mut found = Vec::new();
    let mut open = Joined::default();
    for (offset, line) in text::lines(text) {
        let comment = line.trim_start().starts_with('#');
        match line.strip_suffix('\\').filter(|_| !comment) {
            Some(continued) => open.push(offset, continued),
            None => {
                // A comment ends the line that is continued onto it.
                open.push(offset, if comment { "" } else { line });
                found.extend(without_comment(std::mem::take(&mut open)));
            }
        }
    }
    found.extend(without_comment(open));
    found
}

fn without_comment(joined: Joined) -> Option<Line> {
    let text = joined.text();
    let behind_blank = |at: usize| text[..at].chars().next_back().is_none_or(char::is_whitespace);
    let end = text.match_indices('#').map(|(at, _)| at).find(|at| behind_blank(*at)).unwrap_or(text.len());
    Line::of(joined, end)
}
