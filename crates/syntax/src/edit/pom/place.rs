//! Where in a pom's text elements come.

use roxmltree::Node;

use super::wanted::{Piece, lines};
use crate::{
    edit::{Edits, Lines, indentation},
    pom::elements,
    span::Span,
};

/// White space of XML.
const BLANK: [char; 4] = [' ', '\t', '\r', '\n'];

/// Puts lines into the text of a pom.
pub(super) struct Placer<'a> {
    text: &'a str,
    lines: Lines<'a>,
    /// By what the pom indents one step.
    step: &'a str,
    root: Span,
}

impl<'a> Placer<'a> {
    pub(super) fn new(text: &'a str, root: Node<'_, '_>) -> Self {
        let lines = Lines::of(text);
        let first = elements(root).find_map(|child| own_indent(text, child));
        let step = first.and_then(|indent| indent.strip_prefix(lines.indent(root.range().start)));
        let step = step.filter(|step| !step.is_empty()).unwrap_or_else(|| indentation(text, "    "));
        Self { text, lines, step, root: root.range().into() }
    }

    /// Puts pieces into an element.
    pub(super) fn edits(&self, holder: Node<'_, '_>, pieces: &[Piece<'_>]) -> Vec<Edits> {
        let mut pieces: Vec<&Piece<'_>> = pieces.iter().collect();
        if self.root != holder.range().into() {
            return vec![self.at_end(holder, &pieces)];
        }
        pieces.sort_by_key(|piece| rank(piece.name()).unwrap_or(u8::MAX));
        if self.text[holder.range()].ends_with("/>") {
            return vec![self.at_end(holder, &pieces)];
        }
        pieces.into_iter().map(|piece| self.by_convention(holder, piece)).collect()
    }

    /// Puts pieces at the end of an element.
    fn at_end(&self, holder: Node<'_, '_>, pieces: &[&Piece<'_>]) -> Edits {
        let (indent, name) = (self.lines.indent(holder.range().start), qualified(self.text, holder));
        let lines: Vec<String> = pieces.iter().flat_map(|piece| self.written(holder, piece)).collect();
        if self.text[holder.range()].ends_with("/>") {
            let end = self.lines.ending;
            let tag = self.text[..holder.range().end - 2].trim_end_matches(BLANK).len();
            let text = format!(">{end}{}{end}{indent}</{name}>", lines.join(end));
            return Edits::replacement(Span::new(tag, holder.range().end), text);
        }
        self.after(self.content_end(holder), &lines, indent)
    }

    /// Puts a piece into the project: behind what comes before it by convention.
    fn by_convention(&self, project: Node<'_, '_>, piece: &Piece<'_>) -> Edits {
        let mut lines = self.written(project, piece);
        let ranked = || elements(project).filter_map(|child| Some((rank(child.tag_name().name())?, child)));
        let own = rank(piece.name()).unwrap_or(u8::MAX);
        let before = ranked().filter(|(rank, _)| *rank <= own).max_by_key(|(rank, _)| *rank);
        let at = match before {
            Some((_, child)) if own < u8::MAX => self.behind_comments(child.range().end),
            None if ranked().next().is_some() => self.behind_comments(self.content_start(project)),
            _ => self.content_end(project),
        };
        // Where empty lines part what stands there, one parts this too.
        let next = self.lines.next(at);
        if next < self.content_end(project) && self.text[next..self.lines.end(next)].trim().is_empty() {
            lines.insert(0, String::new());
        }
        let follows = self.text[at..].trim_start_matches(BLANK);
        let outer = self.lines.indent(project.range().start);
        let inner = self.child_indent(project);
        self.after(at, &lines, if follows.starts_with("</") { outer } else { &inner })
    }

    /// Lines behind what ends at a byte; `indent` is for what stands behind it on the same line.
    fn after(&self, at: usize, lines: &[String], indent: &str) -> Edits {
        let rest = &self.text[at..];
        let blank = &rest[..rest.len() - rest.trim_start_matches([' ', '\t']).len()];
        let behind = &rest[blank.len()..];
        if behind.starts_with('\n') || behind.starts_with("\r\n") {
            let next = self.lines.next(at);
            return Edits::insertion(next, self.lines.whole(next, lines));
        }
        let end = self.lines.ending;
        let indent = indent.strip_suffix(blank).unwrap_or(indent);
        Edits::insertion(at, format!("{end}{}{end}{indent}", lines.join(end)))
    }

    fn written(&self, holder: Node<'_, '_>, piece: &Piece<'_>) -> Vec<String> {
        let name = qualified(self.text, holder);
        let prefix = name.find(':').map_or("", |colon| &name[..=colon]);
        lines(piece, &self.child_indent(holder), self.step, prefix)
    }

    /// The indent of an element's children: that of the last one, if it has any on lines of their own.
    fn child_indent(&self, holder: Node<'_, '_>) -> String {
        let last = holder.children().rev().filter(Node::is_element);
        let found = last.into_iter().find_map(|child| own_indent(self.text, child));
        let deeper = || format!("{}{}", self.lines.indent(holder.range().start), self.step);
        found.map_or_else(deeper, ToOwned::to_owned)
    }

    /// Where the start tag of an element ends. Quoted values may hold a `>`.
    fn content_start(&self, element: Node<'_, '_>) -> usize {
        let range = element.range();
        let mut quote = None;
        for (at, byte) in self.text[range.clone()].bytes().enumerate() {
            match (quote, byte) {
                (None, b'>') => return range.start + at + 1,
                (None, b'"' | b'\'') => quote = Some(byte),
                (Some(open), _) if open == byte => quote = None,
                _ => {}
            }
        }
        range.end
    }

    /// Where the content of an element ends, white space in front of the end tag aside.
    fn content_end(&self, element: Node<'_, '_>) -> usize {
        let start = self.content_start(element);
        let end = self.text[..element.range().end].rfind("</").map_or(start, |end| end.max(start));
        start + self.text[start..end].trim_end_matches(BLANK).len()
    }

    /// The end of the comments that follow on the same line: they are about what is in front.
    fn behind_comments(&self, at: usize) -> usize {
        let mut end = at;
        loop {
            let rest = &self.text[end..];
            let said = rest.trim_start_matches([' ', '\t']);
            let Some(close) = said.starts_with("<!--").then(|| said.find("-->")).flatten() else {
                return end;
            };
            end += rest.len() - said.len() + close + "-->".len();
        }
    }
}

/// The indent of an element that its line begins with.
fn own_indent<'a>(text: &'a str, element: Node<'_, '_>) -> Option<&'a str> {
    let before = &text[..element.range().start];
    let line = before.trim_end_matches([' ', '\t']).len();
    before[..line].ends_with('\n').then(|| &before[line..])
}

/// The name of an element as it is written, with its prefix.
fn qualified<'a>(text: &'a str, element: Node<'_, '_>) -> &'a str {
    let tag = &text[element.range().start + 1..];
    &tag[..tag.find(|c: char| BLANK.contains(&c) || matches!(c, '>' | '/')).unwrap_or(tag.len())]
}

/// The place of an element among those of a project; none where the convention of no container that is put in here knows it.
fn rank(name: &str) -> Option<u8> {
    Some(match name {
        "modelVersion" | "parent" | "groupId" | "artifactId" | "version" | "packaging" | "name"
        | "description" | "url" => 0,
        "properties" => 1,
        "dependencyManagement" => 2,
        "dependencies" => 3,
        "build" => 4,
        "reporting" | "profiles" => 5,
        _ => return None,
    })
}
