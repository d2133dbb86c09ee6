//! What of a pom is there already.

use std::collections::HashMap;

use roxmltree::Node;

use super::{Step, wanted::Checked};
use crate::{
    pom::{child, elements, interpolate, text_of},
    span::SyntaxError,
};

/// The group of plugins that name none.
const OWN_PLUGINS: &str = "org.apache.maven.plugins";

/// Finds elements of a pom.
pub(super) struct Finder<'d, 'input> {
    project: Node<'d, 'input>,
    /// What `${..}` may name: the properties, and the project's own coordinates.
    values: HashMap<String, String>,
}

impl<'d, 'input> Finder<'d, 'input> {
    pub(super) fn new(project: Node<'d, 'input>) -> Self {
        let mut values = HashMap::new();
        for property in child(project, "properties").into_iter().flat_map(elements) {
            values.insert(property.tag_name().name().to_owned(), text_of(property));
        }
        for name in ["groupId", "artifactId", "version"] {
            let inherited = || child(child(project, "parent")?, name);
            if let Some(own) = child(project, name).or_else(inherited) {
                values.insert(format!("project.{name}"), text_of(own));
            }
        }
        Self { project, values }
    }

    /// Goes down as far as the steps are there; the element that is reached, and the steps that are missing below it.
    pub(super) fn descend<'s>(
        &self,
        steps: &'s [Step],
    ) -> Result<(Node<'d, 'input>, &'s [Step]), SyntaxError> {
        let mut reached = self.project;
        for (at, step) in steps.iter().enumerate() {
            let mut found = elements(reached)
                .filter(|element| element.has_tag_name_of(&step.name) && self.is(*element, &step.having));
            match (found.next(), found.next()) {
                (Some(only), None) => reached = only,
                (Some(_), Some(second)) => {
                    let message = format!("there is more than one element `{}`", step.name);
                    return Err(SyntaxError::new(second.range().into(), message));
                }
                (None, _) => return Ok((reached, &steps[at..])),
            }
        }
        Ok((reached, &[]))
    }

    /// Whether an element holds what is wanted.
    pub(super) fn holds(&self, holder: Node<'_, '_>, wanted: &Checked<'_>) -> bool {
        elements(holder).any(|element| {
            element.has_tag_name_of(&wanted.name) && self.is(element, &wanted.element.known_by)
        })
    }

    /// Whether an element has children with these texts.
    fn is(&self, element: Node<'_, '_>, wanted: &[(String, String)]) -> bool {
        implied(element, wanted).into_iter().chain(pairs(wanted)).all(|(name, wanted)| {
            value(element, name)
                .is_some_and(|value| value == wanted || self.read(&value) == self.read(wanted))
        })
    }

    /// A value with the properties put in.
    fn read(&self, value: &str) -> String {
        if !value.contains("${") {
            return value.to_owned();
        }
        interpolate(value, &|name| self.values.get(name).cloned())
    }
}

/// Whether an element that is to be written has what it shall be known by.
pub(super) fn is_known(element: Node<'_, '_>, wanted: &[(String, String)]) -> bool {
    implied(element, wanted)
        .into_iter()
        .chain(pairs(wanted))
        .all(|(name, wanted)| value(element, name).is_some_and(|value| value == wanted))
}

fn pairs(wanted: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    wanted.iter().map(|(name, text)| (name.as_str(), text.as_str()))
}

/// A plugin that is wanted without a group is one of Maven's own.
fn implied(element: Node<'_, '_>, wanted: &[(String, String)]) -> Option<(&'static str, &'static str)> {
    let names = |name: &str| wanted.iter().any(|(own, _)| own == name);
    let is_plugin = element.has_tag_name_of("plugin") && names("artifactId") && !names("groupId");
    is_plugin.then_some(("groupId", OWN_PLUGINS))
}

/// The text of a child, or what Maven takes where there is none.
fn value(element: Node<'_, '_>, name: &str) -> Option<String> {
    let default = match (element.tag_name().name(), name) {
        ("plugin", "groupId") => Some(OWN_PLUGINS),
        ("dependency", "type") => Some("jar"),
        _ => None,
    };
    child(element, name).map(text_of).or_else(|| default.map(ToOwned::to_owned))
}

/// Names count in any namespace.
trait LocalName {
    fn has_tag_name_of(&self, name: &str) -> bool;
}

impl LocalName for Node<'_, '_> {
    fn has_tag_name_of(&self, name: &str) -> bool {
        self.tag_name().name() == name
    }
}
