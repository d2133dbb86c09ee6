//! package.json: name, dependencies, the start script.

use contracts::plan::Language;
use syntax::{Node, json};

use super::Manifest;
use crate::{
    facts::{Dependency, Ecosystem, Role, Scope, WiringLine},
    source_file::SourceFile,
};

/// Where dependencies stand, and when they are there.
const TABLES: [(&str, Scope); 4] = [
    ("dependencies", Scope::Runtime),
    ("optionalDependencies", Scope::Runtime),
    ("peerDependencies", Scope::Development),
    ("devDependencies", Scope::Development),
];

/// Scripts by which people and images start a package.
const START_SCRIPTS: [&str; 4] = ["start", "start:prod", "serve", "prestart"];

/// Reads one package.json.
pub(crate) fn read(file: &SourceFile<'_>) -> (Option<Manifest>, Vec<syntax::SyntaxError>) {
    let (root, errors) = json::read(file.text());
    (root.and_then(|root| manifest(file, &root)), errors)
}

fn manifest(file: &SourceFile<'_>, root: &Node) -> Option<Manifest> {
    let name = root.get("name");
    let dependencies: Vec<Dependency> =
        TABLES.iter().flat_map(|(table, scope)| dependencies(file, root, table, *scope)).collect();
    let build_lines = start_lines(file, root);
    let runtime = dependencies.iter().any(|dependency| dependency.scope == Scope::Runtime);
    Some(Manifest {
        folder: file.path().parent()?,
        location: file.location(name.map_or(root.span, |name| name.span)),
        name: name.and_then(Node::as_str).map(ToOwned::to_owned),
        // A root that gathers workspaces or only holds tools, and neither runs nor offers anything.
        aggregator: (root.get("workspaces").is_some() || !runtime)
            && build_lines.is_empty()
            && !["main", "module", "exports", "bin"].iter().any(|key| root.get(key).is_some()),
        command: root.entry("bin").map(|entry| file.location(entry.key.span)),
        dependencies,
        build_lines,
        ..Manifest::bare(file.path(), Ecosystem::Npm, Language::Javascript)
    })
}

fn dependencies(file: &SourceFile<'_>, root: &Node, table: &str, scope: Scope) -> Vec<Dependency> {
    let entries = root.get(table).map(Node::entries).unwrap_or_default();
    entries
        .iter()
        .map(|entry| Dependency {
            ecosystem: Ecosystem::Npm,
            name: entry.key.value.clone(),
            version: entry.value.as_str().map(ToOwned::to_owned),
            scope,
            location: file.location(entry.key.span),
        })
        .collect()
}

fn start_lines(file: &SourceFile<'_>, root: &Node) -> Vec<WiringLine> {
    let script = |name: &&str| {
        let script = root.at(&["scripts", name])?;
        Some(WiringLine {
            role: Role::Start,
            text: script.as_str()?.to_owned(),
            location: file.location(script.span),
        })
    };
    START_SCRIPTS.iter().filter_map(script).collect()
}
