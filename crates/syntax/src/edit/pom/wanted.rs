//! What is to be written: elements in the containers that are missing, line by line.

use roxmltree::Document;

use super::{Element, Step, find::is_known};
use crate::{
    edit::{Lines, indentation, indented::indented},
    span::{Span, SyntaxError},
};

/// An element that can be written.
#[derive(Debug)]
pub(super) struct Checked<'e> {
    pub(super) element: &'e Element,
    pub(super) name: String,
}

impl<'e> Checked<'e> {
    /// Reads how an element is written. It must have what it is known by, or it would be inserted again and again.
    pub(super) fn of(element: &'e Element) -> Result<Self, SyntaxError> {
        let error = |message: String| SyntaxError::new(Span::default(), message);
        let document = Document::parse(&element.xml)
            .map_err(|why| error(format!("the element to insert is no XML: {why}")))?;
        let root = document.root_element();
        if !is_known(root, &element.known_by) {
            return Err(error("the element to insert does not have what it is known by".to_owned()));
        }
        Ok(Self { element, name: root.tag_name().name().to_owned() })
    }
}

/// A container with what comes into it, or an element.
#[derive(Debug)]
pub(super) enum Piece<'e> {
    Container(&'e Step, Vec<Piece<'e>>),
    Element(&'e Element, &'e str),
}

impl Piece<'_> {
    /// The name of the outermost element.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Container(step, _) => &step.name,
            Self::Element(_, name) => name,
        }
    }
}

/// Adds an element below these containers, each of which comes once.
pub(super) fn add<'e>(pieces: &mut Vec<Piece<'e>>, steps: &'e [Step], wanted: &'e Checked<'e>) {
    put(pieces, steps, Piece::Element(wanted.element, &wanted.name));
}

fn put<'e>(pieces: &mut Vec<Piece<'e>>, steps: &'e [Step], piece: Piece<'e>) {
    let Some((first, rest)) = steps.split_first() else {
        let same = pieces.iter().any(|other| match (other, &piece) {
            (Piece::Element(other, name), Piece::Element(element, own)) => {
                name == own && other.known_by == element.known_by
            }
            _ => false,
        });
        pieces.extend((!same).then_some(piece));
        return;
    };
    for other in pieces.iter_mut() {
        if let Piece::Container(step, inner) = other
            && *step == first
        {
            return put(inner, rest, piece);
        }
    }
    let mut inner = Vec::new();
    put(&mut inner, rest, piece);
    pieces.push(Piece::Container(first, inner));
}

/// The lines of pieces, each indented by `indent` and as many steps as it stands deep; names with the prefix of the pom.
pub(super) fn lines(piece: &Piece<'_>, indent: &str, step: &str, prefix: &str) -> Vec<String> {
    let mut lines = Vec::new();
    write(piece, indent, step, prefix, &mut lines);
    lines
}

fn write(piece: &Piece<'_>, indent: &str, step: &str, prefix: &str, lines: &mut Vec<String>) {
    match piece {
        Piece::Container(Step { name, having }, inner) => {
            let deeper = format!("{indent}{step}");
            lines.push(format!("{indent}<{prefix}{name}>"));
            for (child, text) in having {
                lines.push(format!("{deeper}<{prefix}{child}>{}</{prefix}{child}>", escaped(text)));
            }
            inner.iter().for_each(|piece| write(piece, &deeper, step, prefix, lines));
            lines.push(format!("{indent}</{prefix}{name}>"));
        }
        Piece::Element(element, _) => {
            let xml = prefixed(element.xml.trim_end(), prefix);
            lines.extend(indented(&xml, indent, step));
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// XML whose elements have a prefix (with its colon): Maven's namespace need not be the default one.
fn prefixed(xml: &str, prefix: &str) -> String {
    if prefix.is_empty() {
        return xml.to_owned();
    }
    let mut out = String::with_capacity(2 * xml.len());
    let mut rest = xml;
    while let Some(at) = rest.find('<') {
        let inert = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
        let tag = &rest[at..];
        let end = match inert.iter().find(|(open, _)| tag.starts_with(open)) {
            Some((_, close)) => tag.find(close).map_or(tag.len(), |end| end + close.len()),
            None => 1 + usize::from(tag.starts_with("</")),
        };
        out.push_str(&rest[..at + end]);
        out.push_str(if end <= 2 { prefix } else { "" });
        rest = &rest[at + end..];
    }
    out + rest
}

/// Elements as a person would write them into a pom that lacks all their containers.
pub(super) fn shown(text: &str, elements: &[Element]) -> String {
    let mut pieces = Vec::new();
    for element in elements {
        put(&mut pieces, &element.within, Piece::Element(element, &element.xml));
    }
    let step = indentation(text, "    ");
    let lines: Vec<String> = pieces.iter().flat_map(|piece| lines(piece, step, step, "")).collect();
    lines.join(Lines::of(text).ending)
}
