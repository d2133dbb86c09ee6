//! Adds libraries and plugins to Gradle's version catalogs (libs.versions.toml).

mod shape;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashSet};

use self::shape::Shape;
use super::{
    Edited, Edits, Refusal,
    mark::behind_mark,
    toml::{Entry, File, shown, string},
};
use crate::{
    node::{Entry as Read, Node},
    span::Span,
    toml,
};

/// The version of a library or plugin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its key in `[versions]`; none when it stands with the library or plugin itself.
    pub key: Option<String>,
    /// The version.
    pub number: String,
}

/// A library that a catalog shall hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Library {
    /// By what build scripts know it: `opentelemetry-api`.
    pub alias: String,
    /// The group of the module.
    pub group: String,
    /// The name of the module.
    pub name: String,
    /// The version; none where a platform says it.
    pub version: Option<Version>,
}

/// A plugin that a catalog shall hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plugin {
    /// By what build scripts know it.
    pub alias: String,
    /// The plugin's id.
    pub id: String,
    /// The version.
    pub version: Option<Version>,
}

/// Adds the libraries and plugins that a catalog does not hold under any alias, with the versions they refer to, written as
/// those that are there.
///
/// # Errors
/// When the file is no sound TOML, when an alias or a version's key stands for something else already, and when a table is
/// written in a way that a line cannot be added to.
pub fn add(text: &str, libraries: &[Library], plugins: &[Plugin]) -> Edited {
    behind_mark(text, |text| {
        let parts = || Parts::of(libraries.iter().collect(), plugins.iter().collect(), [Shape::default(); 3]);
        let file = File::read(text).map_err(|refusal| Refusal { lines: parts().shown(), ..refusal })?;
        add_to(&file, libraries, plugins)
    })
}

/// The alias under which a catalog holds a module.
#[must_use]
pub fn library_alias(text: &str, group: &str, name: &str) -> Option<String> {
    let root = toml::read(text).0?;
    let wanted = format!("{group}:{name}");
    entries(&root, "libraries").find(|entry| module(&entry.value).as_ref() == Some(&wanted)).map(alias)
}

/// The alias under which a catalog holds a plugin.
#[must_use]
pub fn plugin_alias(text: &str, id: &str) -> Option<String> {
    let root = toml::read(text).0?;
    entries(&root, "plugins").find(|entry| plugin_id(&entry.value) == Some(id)).map(alias)
}

fn alias(entry: &Read) -> String {
    entry.key.value.clone()
}

fn entries<'a>(root: &'a Node, table: &str) -> impl Iterator<Item = &'a Read> {
    root.get(table).map(Node::entries).unwrap_or_default().iter()
}

fn add_to(file: &File<'_>, libraries: &[Library], plugins: &[Plugin]) -> Edited {
    let mut known: HashSet<String> =
        entries(&file.root, "libraries").filter_map(|entry| module(&entry.value)).collect();
    let missing = |wanted: &&Library| known.insert(format!("{}:{}", wanted.group, wanted.name));
    let libraries: Vec<&Library> = libraries.iter().filter(missing).collect();
    let mut known: HashSet<&str> =
        entries(&file.root, "plugins").filter_map(|entry| plugin_id(&entry.value)).collect();
    let plugins: Vec<&Plugin> = plugins.iter().filter(|wanted| known.insert(&wanted.id)).collect();
    let shapes = ["versions", "libraries", "plugins"].map(|table| Shape::of(file.text, &file.root, table));
    let parts = Parts::of(libraries, plugins, shapes);
    parts.clash(&file.root).map_or(Ok(()), |(why, span)| {
        let refusal = Refusal::new(why, parts.shown());
        Err(Refusal { span, ..refusal })
    })?;
    parts.insert(file)
}

/// `group:name` of a library, in any of the forms that Gradle reads.
fn module(library: &Node) -> Option<String> {
    if let Some(notation) = library.as_str().or_else(|| library.get("module")?.as_str()) {
        let mut parts = notation.split(':');
        return Some(format!("{}:{}", parts.next()?, parts.next()?));
    }
    Some(format!("{}:{}", library.get("group")?.as_str()?, library.get("name")?.as_str()?))
}

fn plugin_id(plugin: &Node) -> Option<&str> {
    match plugin.as_str() {
        Some(notation) => notation.split(':').next(),
        None => plugin.get("id")?.as_str(),
    }
}

/// Gradle makes no difference between these signs of an alias.
fn normalized(alias: &str) -> String {
    alias.replace(['-', '_'], ".")
}

/// What comes into each table.
struct Parts {
    version: Shape,
    versions: Vec<(String, String)>,
    libraries: Vec<Entry>,
    plugins: Vec<Entry>,
}

impl Parts {
    fn of(libraries: Vec<&Library>, plugins: Vec<&Plugin>, shapes: [Shape; 3]) -> Self {
        let versions = libraries.iter().map(|wanted| &wanted.version);
        let versions = versions.chain(plugins.iter().map(|wanted| &wanted.version)).flatten();
        let mut versions: Vec<(String, String)> =
            versions.filter_map(|version| Some((version.key.clone()?, version.number.clone()))).collect();
        let mut seen = HashSet::new();
        versions.retain(|version| seen.insert(version.clone()));
        let [version, library, plugin] = shapes;
        let entry = |alias: &String, value| Entry { key: alias.clone(), value };
        Self {
            version,
            versions,
            libraries: libraries.iter().map(|wanted| entry(&wanted.alias, library.library(wanted))).collect(),
            plugins: plugins.iter().map(|wanted| entry(&wanted.alias, plugin.plugin(wanted))).collect(),
        }
    }

    /// What stands for something else already.
    fn clash(&self, root: &Node) -> Option<(String, Option<Span>)> {
        for (table, new) in [("libraries", &self.libraries), ("plugins", &self.plugins)] {
            let mut taken: BTreeMap<String, Option<Span>> = entries(root, table)
                .map(|entry| (normalized(&entry.key.value), Some(entry.key.span)))
                .collect();
            for entry in new {
                if let Some(span) = taken.insert(normalized(&entry.key), None) {
                    return Some((format!("`{}` in [{table}] stands for something else", entry.key), span));
                }
            }
        }
        let there = entries(root, "versions");
        let there =
            there.map(|entry| (normalized(&entry.key.value), (entry.value.as_str(), Some(entry.key.span))));
        let mut taken: BTreeMap<String, (Option<&str>, Option<Span>)> = there.collect();
        for (key, number) in &self.versions {
            let (other, span) = *taken.entry(normalized(key)).or_insert((Some(number), None));
            if other != Some(number) {
                return Some((format!("`{key}` in [versions] is another version than {number}"), span));
            }
        }
        None
    }

    fn tables(&self, present: &Node) -> [(&'static str, Vec<Entry>); 3] {
        let known: Vec<String> =
            entries(present, "versions").map(|entry| normalized(&entry.key.value)).collect();
        let versions = self.versions.iter().filter(|(key, _)| !known.contains(&normalized(key)));
        let versions =
            versions.map(|(key, number)| Entry { key: key.clone(), value: self.version.text(number) });
        [
            ("versions", versions.collect()),
            ("libraries", self.libraries.clone()),
            ("plugins", self.plugins.clone()),
        ]
    }

    fn insert(&self, file: &File<'_>) -> Edited {
        let refused = |refusal| Refusal { lines: self.shown(), ..refusal };
        // New tables come last: where one begins, nothing can be added to the one in front any more.
        let mut tables = self.tables(&file.root);
        tables.sort_by_key(|(table, _)| !file.has_header(&[table]));
        tables.iter().try_fold(Edits::none(), |edits, (table, entries)| {
            let siblings: &[&[&str]] = match *table {
                "plugins" => &[&["bundles"], &["libraries"]],
                _ => &[&["versions"]],
            };
            let added = file.insert(&[table], entries, siblings).map_err(refused)?;
            edits.with(added).map_err(|error| Refusal::new(error.to_string(), self.shown()))
        })
    }

    fn shown(&self) -> String {
        let nothing = Node { span: Span::default(), value: crate::Value::Null };
        let tables = self.tables(&nothing);
        let tables = tables.iter().filter(|(_, entries)| !entries.is_empty());
        tables.map(|(table, entries)| shown(&[table], entries)).collect::<Vec<_>>().join("\n\n")
    }
}
