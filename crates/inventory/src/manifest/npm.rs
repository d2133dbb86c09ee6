//! package.json: name, dependencies, the start script.

use std::collections::{BTreeMap, BTreeSet};

use contracts::plan::Language;
use source_tree::RepoPath;
use syntax::{Node, json};

use super::Manifest;
use crate::{
    facts::{Dependency, Ecosystem, Role, Scope, WiringLine},
    ownership::{Ownership, owner_name},
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
        workspace: root.get("workspaces").is_some(),
        command: root.entry("bin").map(|entry| file.location(entry.key.span)),
        dependencies,
        build_lines,
        scripts: named_scripts(file, root),
        ownership: ownership(file, root),
        ..Manifest::bare(file.path(), Ecosystem::Npm, Language::Javascript)
    })
}

/// Its first maintainer, else its author.
fn ownership(file: &SourceFile<'_>, root: &Node) -> Option<Ownership> {
    let first = root.get("maintainers").and_then(|list| list.items().first());
    let person = first.or_else(|| root.get("author"))?;
    let name = person.get("name").unwrap_or(person);
    Ownership::of_manifest(owner_name(&name.scalar()?), None, file.location(name.span))
}

/// Makes no module of roots that gather packages when nothing starts them and no source is their own.
pub(crate) fn settle(manifests: &mut [Manifest], workspaces: &[RepoPath], sources: &[(RepoPath, Language)]) {
    let folders: BTreeSet<RepoPath> = manifests.iter().map(|manifest| manifest.folder.clone()).collect();
    let owner = |path: &RepoPath| path.ancestors().find(|folder| folders.contains(folder));
    let written = sources.iter().filter(|(path, language)| {
        matches!(language, Language::Javascript | Language::Typescript) && !configures(path)
    });
    let with_code: BTreeSet<RepoPath> = written.filter_map(|(path, _)| owner(path)).collect();
    for manifest in manifests.iter_mut().filter(|manifest| manifest.ecosystem == Ecosystem::Npm) {
        let gathers = manifest.workspace || workspaces.contains(&manifest.folder);
        let idle = manifest.build_lines.is_empty() && manifest.command.is_none();
        manifest.aggregator |= gathers && idle && !with_code.contains(&manifest.folder);
    }
    lend(manifests, &with_code);
}

/// A package with code that declares nothing lives on what the package above it declares: that of a workspace.
fn lend(manifests: &mut [Manifest], with_code: &BTreeSet<RepoPath>) {
    let declared: BTreeMap<RepoPath, Vec<Dependency>> = manifests
        .iter()
        .filter(|manifest| manifest.ecosystem == Ecosystem::Npm)
        .map(|manifest| (manifest.folder.clone(), manifest.dependencies.clone()))
        .collect();
    let borrows = |manifest: &&mut Manifest| {
        manifest.ecosystem == Ecosystem::Npm
            && !manifest.workspace
            && with_code.contains(&manifest.folder)
            && manifest.dependencies.iter().all(|dependency| dependency.scope == Scope::Development)
    };
    for manifest in manifests.iter_mut().filter(borrows) {
        let mut above = manifest.folder.ancestors();
        if let Some(lent) = above.find_map(|folder| declared.get(&folder)) {
            manifest.aggregator = false;
            manifest.dependencies.extend(lent.iter().cloned());
        }
    }
}

/// Whether a source file only configures tools: `jest.config.js`, `.eslintrc.js`, `gulpfile.js`.
pub(super) fn configures(path: &RepoPath) -> bool {
    let name = path.file_name();
    let stem = name.split('.').next().unwrap_or_default();
    name.contains(".config.")
        || name.contains(".preset.")
        || name.starts_with('.')
        || matches!(stem, "gulpfile" | "Gruntfile" | "webpack")
        || path.segments().any(|folder| matches!(folder, "scripts" | "tools" | ".github" | "docs"))
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

/// How many scripts of one package are kept.
const SCRIPTS_MAX: usize = 100;

/// Scripts that start nothing unless a deploy file says so.
fn named_scripts(file: &SourceFile<'_>, root: &Node) -> Vec<(String, WiringLine)> {
    let scripts = root.get("scripts").map(Node::entries).unwrap_or_default();
    let named = scripts.iter().filter(|script| !START_SCRIPTS.contains(&script.key.value.as_str()));
    let line = named.filter_map(|script| {
        let text = script.value.as_str()?.to_owned();
        let location = file.location(script.value.span);
        Some((script.key.value.clone(), WiringLine { role: Role::Start, text, location }))
    });
    line.take(SCRIPTS_MAX).collect()
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
