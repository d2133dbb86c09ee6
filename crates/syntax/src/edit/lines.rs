//! How a text ends its lines and indents them.

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

/// By what a text indents one step: the smallest indent of its lines that is found more than once, or the only one; `fallback`
/// where no line is indented.
#[must_use]
pub fn indentation<'a>(text: &'a str, fallback: &'a str) -> &'a str {
    const LINES_MAX: usize = 1000;
    let mut indents: Vec<&str> = Vec::new();
    for line in text.lines().take(LINES_MAX).filter(|line| !line.trim().is_empty()) {
        let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
        indents.extend((blank > 0).then(|| &line[..blank]));
    }
    if let Some(tab) = indents.iter().find(|indent| indent.starts_with('\t')) {
        return &tab[..1];
    }
    indents.sort_by_key(|indent| indent.len());
    let repeated = indents.windows(2).find(|pair| pair[0].len() == pair[1].len()).map(|pair| pair[0]);
    repeated.or_else(|| indents.first().copied()).unwrap_or(fallback)
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
    fn one_step_is_the_smallest_indent_that_repeats() {
        assert_eq!(indentation("a:\n  b:\n    c\n  d\n", "\t"), "  ");
        assert_eq!(indentation("a {\n\tb\n}\n", "  "), "\t");
        assert_eq!(indentation("a\n b\n    c\n    d\n", "\t"), "    ", "a stray blank is no step");
        assert_eq!(indentation("a\n", "    "), "    ");
    }
}
