//! The sections of a Markdown file, as CommonMark parts them: by ATX headings (`## Title`) and setext headings (a title
//! underlined with `=` or `-`), outside fenced code, comments and front matter.

use std::ops::Range;

use crate::span::{Span, Spanned};

/// A heading with what stands under it, up to the next heading of any level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The title without its signs; none for what stands in front of the first heading.
    pub title: Option<Spanned<String>>,
    /// The level of the heading, 1 to 6; 0 in front of the first.
    pub level: u8,
    /// The lines under the heading.
    pub body: Span,
}

/// The longest run of signs that makes an ATX heading (CommonMark 4.2).
const LEVEL_MAX: usize = 6;

/// Reads the sections of a text, in its order; every text is Markdown. Front matter between lines of `---` belongs to none.
#[must_use]
pub fn read(text: &str) -> Vec<Section> {
    let mut reader = Reader { text, sections: Vec::new(), fence: None, comment: false };
    let start = front_matter(text);
    reader.open(None, 0, start);
    let mut previous: Option<Range<usize>> = None;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        previous = reader.line(range, previous);
    }
    reader.close(text.len());
    reader.sections.retain(|section| section.level > 0 || !text[section.body.range()].trim().is_empty());
    reader.sections
}

/// The text of a section without comments: what a reader of the rendered page sees, code and all.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, behind)| behind);
    }
    out.push_str(rest);
    out
}

struct Reader<'t> {
    text: &'t str,
    sections: Vec<Section>,
    /// The sign and length of the fence that is open.
    fence: Option<(char, usize)>,
    comment: bool,
}

impl Reader<'_> {
    /// Takes one line in; gives it back where the next could underline it.
    fn line(&mut self, range: Range<usize>, previous: Option<Range<usize>>) -> Option<Range<usize>> {
        let line = self.text[range.clone()].trim_end();
        let body = line.trim_start();
        if self.comment || self.fence.is_some() {
            self.leave(body);
            return None;
        }
        // Four spaces make code of it.
        if line.len() - body.len() >= 4 || body.is_empty() {
            return None;
        }
        if let Some(fence) = fence(body) {
            self.fence = Some(fence);
            return None;
        }
        if let Some((level, title)) = atx(body) {
            let from = range.start + line.len() - body.len();
            self.close(range.start);
            self.open(Some(Spanned::new(title, Span::new(from, from + body.len()))), level, range.end);
            return None;
        }
        if let (Some(above), Some(level)) = (previous, underline(body)) {
            let title = self.text[above.clone()].trim();
            let from = above.start + self.text[above.clone()].find(title).unwrap_or_default();
            self.close(above.start);
            let title = Spanned::new(title.to_owned(), Span::new(from, from + title.len()));
            self.open(Some(title), level, range.end);
            return None;
        }
        self.comment = body.rfind("<!--").is_some_and(|opened| !body[opened..].contains("-->"));
        Some(range).filter(|_| !self.comment)
    }

    fn leave(&mut self, body: &str) {
        if self.comment {
            self.comment = !body.contains("-->");
        } else if let (Some((sign, length)), Some((closing, run))) = (self.fence, run(body)) {
            let closes = closing == sign && run >= length && body.trim_start_matches(sign).is_empty();
            self.fence = self.fence.filter(|_| !closes);
        }
    }

    fn open(&mut self, title: Option<Spanned<String>>, level: u8, from: usize) {
        self.sections.push(Section { title, level, body: Span::new(from, from) });
    }

    fn close(&mut self, at: usize) {
        if let Some(last) = self.sections.last_mut() {
            last.body = Span::new(last.body.start, at.max(last.body.start));
        }
    }
}

/// Where the text begins behind its front matter.
fn front_matter(text: &str) -> usize {
    let Some(rest) = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n")) else { return 0 };
    let mut at = text.len() - rest.len();
    for line in rest.split_inclusive('\n') {
        at += line.len();
        if matches!(line.trim_end(), "---" | "...") {
            return at;
        }
    }
    0
}

fn run(body: &str) -> Option<(char, usize)> {
    let sign = body.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let length = body.len() - body.trim_start_matches(sign).len();
    (length >= 3).then_some((sign, length))
}

fn fence(body: &str) -> Option<(char, usize)> {
    let (sign, length) = run(body)?;
    // Backticks behind backticks are code inside a line.
    (sign == '~' || !body[length..].contains('`')).then_some((sign, length))
}

fn atx(body: &str) -> Option<(u8, String)> {
    let rest = body.trim_start_matches('#');
    let level = body.len() - rest.len();
    if level == 0 || level > LEVEL_MAX || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return None;
    }
    let title = rest.trim();
    let open = title.trim_end_matches('#');
    let closed = open.is_empty() || open.ends_with([' ', '\t']);
    Some((u8::try_from(level).ok()?, if closed { open.trim_end() } else { title }.to_owned()))
}

fn underline(body: &str) -> Option<u8> {
    let all = |sign: char| body.chars().all(|c| c == sign);
    if all('=') {
        return Some(1);
    }
    (all('-')).then_some(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> Vec<(u8, String, String)> {
        let section = |section: Section| {
            let title = section.title.map(|title| title.value).unwrap_or_default();
            (section.level, title, text[section.body.range()].trim().to_owned())
        };
        read(text).into_iter().map(section).collect()
    }

    fn row(level: u8, title: &str, body: &str) -> (u8, String, String) {
        (level, title.to_owned(), body.to_owned())
    }

    #[test]
    fn headings_of_both_kinds_part_a_text() {
        let text = "before\n\n# One #\na\n\nTwo\n---\nb\n### Three\n";
        assert_eq!(
            shown(text),
            [row(0, "", "before"), row(1, "One", "a"), row(2, "Two", "b"), row(3, "Three", "")]
        );
    }

    #[test]
    fn code_comments_and_front_matter_hold_no_heading() {
        let text =
            "---\ntitle: x\n---\n# One\n```sh\n# no\n```\n~~~\n# no\n~~~\n<!-- \n# no\n-->\n    # no\n#no\n";
        let found = read(text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].title.as_ref().map(|title| title.value.as_str()), Some("One"));
    }

    #[test]
    fn comments_are_not_seen() {
        assert_eq!(visible("a <!-- b --> c <!-- d"), "a  c ");
    }

    proptest! {
        #[test]
        fn sections_are_in_order_and_lie_in_the_text(text in "[#=`~ a-c<!>\\n\\r-]{0,60}") {
            let mut end = 0;
            for section in read(&text) {
                prop_assert!(section.body.start >= end && text.get(section.body.range()).is_some());
                end = section.body.end;
            }
        }
    }
}
