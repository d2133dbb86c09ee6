//! Adds dependencies to pyproject.toml: where the standard has them (PEP 621), or where Poetry had them before.

mod poetry;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use super::{Edited, Edits, Refusal, mark::behind_mark, toml::File};
use crate::{
    node::Node,
    requirements::{normalize, requirement},
};

/// A dependency that a project shall have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dependency {
    /// The name; how it is spelled makes no difference.
    pub name: String,
    /// The extras, without brackets.
    pub extras: Vec<String>,
    /// The versions as PEP 440 has them, or Poetry for its own table: `>=1.27,<2`, `^1.27`. Empty for any.
    pub constraint: String,
}

impl Dependency {
    /// As PEP 508 writes it.
    fn requirement(&self) -> String {
        let extras =
            if self.extras.is_empty() { String::new() } else { format!("[{}]", self.extras.join(",")) };
        format!("{}{extras}{}", self.name, self.constraint)
    }
}

const PROJECT: [&str; 2] = ["project", "dependencies"];
const POETRY: [&str; 3] = ["tool", "poetry", "dependencies"];

/// Adds the dependencies that a project does not have in any form. What is optional or for development is no dependency
/// of the project.
///
/// # Errors
/// When the file is no sound TOML, when it names no dependencies at all or leaves them to what builds the project, when a
/// dependency cannot be written as a requirement, and when the table or array is written in a way that nothing can be
/// added to.
pub fn add_dependencies(text: &str, wanted: &[Dependency]) -> Edited {
    behind_mark(text, |text| {
        let wanted: Vec<&Dependency> = wanted.iter().collect();
        let file = File::read(text).map_err(|refusal| Refusal { lines: shown(&wanted), ..refusal })?;
        add(&file, &wanted)
    })
}

fn add(file: &File<'_>, wanted: &[&Dependency]) -> Edited {
    let mut seen = present(&file.root);
    let missing: Vec<&Dependency> =
        wanted.iter().filter(|wanted| seen.insert(normalize(&wanted.name))).copied().collect();
    if missing.is_empty() {
        return Ok(Edits::none());
    }
    let place = Place::of(&file.root).map_err(|why| Refusal::new(why, shown(&missing)))?;
    match place {
        Place::Poetry => file.insert(&POETRY, &poetry::entries(&file.root, &missing), &[&["tool", "poetry"]]),
        Place::Project => {
            let items: Vec<String> = missing.iter().map(|missing| missing.requirement()).collect();
            let unsound = items.iter().zip(&missing).find(|(item, missing)| {
                requirement(item, 0).is_none_or(|read| read.normalized != normalize(&missing.name))
            });
            if let Some((item, _)) = unsound {
                return Err(Refusal::new(format!("`{item}` is no requirement"), shown(&missing)));
            }
            file.append(&PROJECT, &items)
        }
    }
}

/// The names of all dependencies.
fn present(root: &Node) -> HashSet<String> {
    let listed = root.at(&PROJECT).map(Node::items).unwrap_or_default();
    let listed = listed.iter().filter_map(|item| Some(requirement(item.as_str()?, 0)?.normalized));
    let tabled = root.at(&POETRY).map(Node::entries).unwrap_or_default();
    listed.chain(tabled.iter().map(|entry| normalize(&entry.key.value))).collect()
}

/// Where dependencies are written.
enum Place {
    Project,
    Poetry,
}

impl Place {
    fn of(root: &Node) -> Result<Self, &'static str> {
        let Some(project) = root.get("project") else {
            let poetry = root.at(&["tool", "poetry"]).is_some();
            return if poetry {
                Ok(Self::Poetry)
            } else {
                Err("the file has neither [project] nor [tool.poetry]")
            };
        };
        let dynamic = project.get("dynamic").map(Node::items).unwrap_or_default();
        let dynamic = dynamic.iter().any(|item| item.as_str() == Some("dependencies"));
        let listed = project.get("dependencies").is_some_and(|listed| !listed.items().is_empty());
        // Poetry takes its own table alone until the project lists the first one, and from then on no longer.
        let tabled = root.at(&POETRY).map(Node::entries).unwrap_or_default();
        let tabled = tabled.iter().any(|entry| normalize(&entry.key.value) != "python");
        match (dynamic, root.at(&["tool", "poetry"]).is_some()) {
            (true, true) => Ok(Self::Poetry),
            (true, false) => Err("`dynamic` leaves the dependencies to what builds the project"),
            (false, _) if tabled && !listed => Ok(Self::Poetry),
            (false, _) => Ok(Self::Project),
        }
    }
}

/// Requirements for a person to write.
fn shown(wanted: &[&Dependency]) -> String {
    let lines = wanted.iter().map(|wanted| format!("{},", super::toml::string(&wanted.requirement(), '"')));
    lines.collect::<Vec<_>>().join("\n")
}
