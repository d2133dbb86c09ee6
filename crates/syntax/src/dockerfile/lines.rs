//! Logical lines: directives obeyed, comments dropped, continued lines joined, here-documents attached.

use super::words::{self, Word};
use crate::{
    joined::Joined,
    span::{Span, Spanned, SyntaxError},
    text,
};

/// Instructions behind which here-documents may stand.
const WITH_HERE_DOCUMENTS: [&str; 4] = ["RUN", "COPY", "ADD", "ONBUILD"];

/// An instruction's line.
pub(super) struct Logical {
    /// The first word, as written.
    pub(super) keyword: String,
    pub(super) keyword_span: Span,
    /// The whole line, from the keyword on.
    pub(super) joined: Joined,
    /// Where in `joined` the arguments start.
    pub(super) arguments: usize,
    /// The character that escapes: `\` or a backquote.
    pub(super) escape: char,
    /// The here-documents, with the lines that end them.
    pub(super) bodies: Option<Spanned<String>>,
}

/// The logical lines of a file.
pub(super) fn logical(text: &str) -> (Vec<Logical>, Vec<SyntaxError>) {
    let lines = physical(text);
    let mut reader = Reader { text, lines: &lines, next: 0, escape: '\\', errors: Vec::new() };
    reader.directives();
    let mut found = Vec::new();
    while reader.next < lines.len() {
        found.extend(reader.logical());
    }
    (found, reader.errors)
}

/// The character that escapes in a file: `\`, or what a directive says.
pub(crate) fn escape(text: &str) -> char {
    let lines = physical(text);
    let mut reader = Reader { text, lines: &lines, next: 0, escape: '\\', errors: Vec::new() };
    reader.directives();
    reader.escape
}

/// The lines as they stand there; a byte order mark in front says nothing.
fn physical(text: &str) -> Vec<(usize, &str)> {
    let mut lines: Vec<(usize, &str)> = text::lines(text).collect();
    if let Some((offset, line)) = lines.first_mut()
        && let Some(rest) = line.strip_prefix('\u{feff}')
    {
        (*offset, *line) = (line.len() - rest.len(), rest);
    }
    lines
}

struct Reader<'a> {
    text: &'a str,
    lines: &'a [(usize, &'a str)],
    /// Index of the next line.
    next: usize,
    escape: char,
    errors: Vec<SyntaxError>,
}

impl Reader<'_> {
    /// `# name=value` at the very top.
    fn directives(&mut self) {
        for (offset, line) in self.lines {
            let Some((name, value)) = directive(line) else { return };
            if !name.eq_ignore_ascii_case("escape") {
                continue;
            }
            match value {
                "\\" => self.escape = '\\',
                "`" => self.escape = '`',
                _ => self.errors.push(SyntaxError::new(
                    Span::new(*offset, offset + line.len()),
                    "the escape character is `\\` or a backquote",
                )),
            }
        }
    }

    fn logical(&mut self) -> Option<Logical> {
        let joined = self.joined()?;
        let text = joined.text();
        let length = text.find(char::is_whitespace).unwrap_or(text.len());
        let arguments = text.len() - text[length..].trim_start().len();
        let mut line = Logical {
            keyword: text[..length].to_owned(),
            keyword_span: joined.span(0, length),
            arguments,
            escape: self.escape,
            bodies: None,
            joined,
        };
        if WITH_HERE_DOCUMENTS.iter().any(|with| line.keyword.eq_ignore_ascii_case(with)) {
            line.bodies = self.bodies(&line);
        }
        Some(line)
    }

    /// The next line with all that continue it; None when it is blank or a comment.
    fn joined(&mut self) -> Option<Joined> {
        let mut joined = Joined::default();
        while let Some((offset, line)) = self.lines.get(self.next) {
            self.next += 1;
            let content = line.trim_start();
            let started = !joined.text().is_empty();
            if content.is_empty() || content.starts_with('#') {
                // Between continued lines both are passed over.
                if started { continue } else { return None }
            }
            let line = if started { line } else { content };
            let offset = offset + if started { 0 } else { self.lines[self.next - 1].1.len() - content.len() };
            match self.continued(line) {
                Some(continued) => joined.push(offset, continued),
                None => {
                    joined.push(offset, line.trim_end());
                    break;
                }
            }
        }
        (!joined.text().trim().is_empty()).then_some(joined)
    }

    /// A line without the escape character that continues it.
    fn continued<'l>(&self, line: &'l str) -> Option<&'l str> {
        let content = line.trim_end_matches([' ', '\t']).strip_suffix(self.escape)?;
        (!content.ends_with(self.escape)).then_some(content)
    }

    /// The here-documents that a line announces. One without an end takes the rest of the file.
    fn bodies(&mut self, line: &Logical) -> Option<Spanned<String>> {
        let announced = here_documents(line);
        let first = self.next;
        for (mark, span) in &announced {
            let lines = &self.lines[self.next..];
            let ends =
                |line: &str| (if mark.tabs { line.trim_start_matches('\t') } else { line }) == mark.name;
            match lines.iter().position(|(_, line)| ends(line)) {
                Some(at) => self.next += at + 1,
                None => {
                    self.next = self.lines.len();
                    self.errors.push(SyntaxError::new(
                        *span,
                        format!("no line `{}` ends the here-document", mark.name),
                    ));
                }
            }
        }
        let taken = &self.lines[first..self.next];
        let (start, (last, line)) = (taken.first()?.0, taken.last()?);
        let end = last + line.len();
        let body = self.text[start..end].replace("\r\n", "\n");
        Some(Spanned::new(body, Span::new(start, end)))
    }
}

fn directive(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.trim_start().strip_prefix('#')?.split_once('=')?;
    let name = name.trim();
    let is_word = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_word.then_some((name, value.trim()))
}

/// What announces a here-document: `<<EOF`, `<<-EOF`, `<<"EOF"`.
struct Mark {
    name: String,
    /// Whether tabs in front of the line that ends it do not count.
    tabs: bool,
}

fn here_documents(line: &Logical) -> Vec<(Mark, Span)> {
    let arguments = &line.joined.text()[line.arguments..];
    if !arguments.contains("<<") {
        return Vec::new();
    }
    let words = words::split(arguments, line.escape);
    let marks = words.iter().filter_map(|word: &Word| {
        let (_, mark) = arguments[word.range.clone()]
            .split_once("<<")
            .filter(|(before, _)| before.bytes().all(|byte| byte.is_ascii_digit()))?;
        let tabs = mark.starts_with('-');
        let name = words::unquoted(mark.strip_prefix('-').unwrap_or(mark), line.escape);
        let span = line.joined.span(line.arguments + word.range.start, line.arguments + word.range.end);
        (!name.is_empty() && !name.contains('<')).then_some((Mark { name, tabs }, span))
    });
    marks.collect()
}
