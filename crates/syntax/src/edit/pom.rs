//! Maven's pom.xml: elements are put where they belong, with the containers that are missing around them.

mod find;
mod place;
#[cfg(test)]
mod tests;
mod wanted;

use super::{
    Edited, Edits, Refusal,
    settled::{all, settled},
};
use crate::{pom, span::SyntaxError};
use find::Finder;
use place::Placer;
use wanted::{Checked, Piece};

/// An element that a pom shall hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// The elements around it, from below `project` on.
    pub within: Vec<Step>,
    /// How it is written: lines that end with `\n`, the first without indent, by spaces, the same for each step.
    pub xml: String,
    /// The texts of children by which it is there already: name and text. None where its own name tells, as of a property.
    pub known_by: Vec<(String, String)>,
}

/// An element around another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// The texts of children that tell it from others of its name. They are written where it is missing.
    pub having: Vec<(String, String)>,
}

impl Step {
    /// The only element of its name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), having: Vec::new() }
    }

    /// The same, with a child that tells it from others.
    #[must_use]
    pub fn having(mut self, child: impl Into<String>, text: impl Into<String>) -> Self {
        self.having.push((child.into(), text.into()));
        self
    }
}

impl Element {
    /// An element that its name tells.
    pub fn new(within: impl IntoIterator<Item = Step>, xml: impl Into<String>) -> Self {
        Self { within: within.into_iter().collect(), xml: xml.into(), known_by: Vec::new() }
    }

    /// The same, with a child by which it is known.
    #[must_use]
    pub fn known_by(mut self, child: impl Into<String>, text: impl Into<String>) -> Self {
        self.known_by.push((child.into(), text.into()));
        self
    }
}

/// Inserts elements, each at the end of its container. A container that is missing comes where Maven's conventions have it;
/// only one that is written as `<name/>` is replaced, by itself with content. What is there already stays as it is: values
/// are compared with the project's own properties put in. A plugin without `groupId` is one of Maven's own, a dependency
/// without `type` a `jar`.
///
/// # Errors
/// When the pom does not read as one, when a container is there more than once, or when an element to insert is no XML.
pub fn insert(text: &str, elements: &[Element]) -> Edited {
    let lines = wanted::shown(text, elements);
    settled(text, &lines, |text| {
        plan(text, elements).map_err(|error| Refusal::new(error.message, &lines).at(error.span))
    })
}

fn plan(text: &str, elements: &[Element]) -> Result<Edits, SyntaxError> {
    let document = pom::document(text)?;
    let finder = Finder::new(document.root_element());
    let checked = elements.iter().map(Checked::of).collect::<Result<Vec<_>, _>>()?;
    let mut holders: Vec<(_, Vec<Piece<'_>>)> = Vec::new();
    for wanted in &checked {
        let (holder, missing) = finder.descend(&wanted.element.within)?;
        if missing.is_empty() && finder.holds(holder, wanted) {
            continue;
        }
        let at = holders.iter().position(|(other, _)| *other == holder).unwrap_or_else(|| {
            holders.push((holder, Vec::new()));
            holders.len() - 1
        });
        wanted::add(&mut holders[at].1, missing, wanted);
    }
    let placer = Placer::new(text, document.root_element());
    let edits = holders.iter().flat_map(|(holder, pieces)| placer.edits(*holder, pieces));
    all(edits).map_err(|error| SyntaxError::new(document.root_element().range().into(), error.to_string()))
}
