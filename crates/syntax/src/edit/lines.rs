//! How a text ends its lines and indents them.

use std::collections::BTreeMap;

/// How lines of a text look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lines<'a> {
    text: &'a str,
    /// What ends a line: that of the first line that is ended, `\n` where none is.
    pub ending: &'static str,
}

impl<'a> Lines<'a> {
    /// Looks at a text.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let first = text.find('\n');
        let carriage = first.is_some_and(|at| text[..at].ends_with('\r'));
        Self { text, ending: if carriage { "\r\n" } else { "\n" } }
    }

    /// Where the line begins that holds a byte.
    #[must_use]
    pub fn start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    /// Where the line ends that holds a byte, without what ends it.
    #[must_use]
    pub fn end(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        let line = rest.find('\n').map_or(rest, |end| &rest[..end]);
        at + line.strip_suffix('\r').unwrap_or(line).len()
    }

    /// Where the next line begins; the end of the text where there is none.
    #[must_use]
    pub fn next(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |end| at + end + 1)
    }

    /// The white space that the line of a byte begins with.
    #[must_use]
    pub fn indent(&self, at: usize) -> &'a str {
        let line = &self.text[self.start(at)..];
        let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
        &line[..blank]
    }

    /// Lines that are inserted as whole lines at the begin of a line, or at the end of the text, whose last line is then
    /// ended first and stays without an end if it had none.
    #[must_use]
    pub fn whole(&self, at: usize, lines: &[String]) -> String {
        let joined = lines.join(self.ending);
        let open = at == self.text.len() && !self.text.is_empty() && !self.text.ends_with('\n');
        if open { format!("{}{joined}", self.ending) } else { format!("{joined}{}", self.ending) }
    }
}

/// By what a text indents one step: by how much lines most often stand deeper than those above them, of several the
/// smallest; `fallback` where none does.
#[must_use]
pub fn indentation<'a>(text: &'a str, fallback: &'a str) -> &'a str {
    const LINES_MAX: usize = 1000;
    let mut steps: BTreeMap<&str, usize> = BTreeMap::new();
    let mut above = "";
    for line in text.lines().take(LINES_MAX).filter(|line| !line.trim().is_empty()) {
        let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        if let Some(step) = indent.strip_prefix(above).filter(|step| !step.is_empty()) {
            *steps.entry(step).or_default() += 1;
        }
        above = indent;
    }
    // Of equally many, `max_by_key` takes the last.
    let shortest_last = steps.into_iter().rev();
    shortest_last.max_by_key(|(_, times)| *times).map_or(fallback, |(step, _)| step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_those_of_the_first_line() {
        assert_eq!(Lines::of("a\r\nb\n").ending, "\r\n");
        assert_eq!(Lines::of("a\nb\r\n").ending, "\n");
        assert_eq!(Lines::of("a").ending, "\n");
    }

    #[test]
    fn lines_are_found_by_any_of_their_bytes() {
        let text = "ab\r\n  cd\nef";
        let lines = Lines::of(text);
        assert_eq!((lines.start(6), lines.end(6), lines.next(6), lines.indent(6)), (4, 8, 9, "  "));
        assert_eq!((lines.start(0), lines.end(0), lines.next(10)), (0, 2, 11));
    }

    #[test]
    fn whole_lines_keep_how_the_text_ends() {
        let new = ["x".to_owned(), "y".to_owned()];
        assert_eq!(Lines::of("a\n").whole(2, &new), "x\ny\n");
        assert_eq!(Lines::of("a").whole(1, &new), "\nx\ny");
        assert_eq!(Lines::of("").whole(0, &new), "x\ny\n");
        assert_eq!(Lines::of("a\r\nb").whole(3, &new), "x\r\ny\r\n");
    }

    #[test]
    fn one_step_is_what_lines_stand_deeper_by() {
        assert_eq!(indentation("a:\n  b:\n    c\n    d\n    e\n", "\t"), "  ");
        assert_eq!(indentation("a {\n\tb\n}\n", "  "), "\t");
        assert_eq!(indentation("a\n    b\na\n  b\n", "\t"), "  ", "of equally many the smallest");
        assert_eq!(indentation("a\n    b\na\n  b\na\n    b\n", "\t"), "    ");
        assert_eq!(indentation("a\n", "    "), "    ");
    }
}
