//! Requirements files and pyproject.toml (PEP 621, dependency groups, Poetry).

use contracts::plan::Language;
use source_tree::RepoPath;
use syntax::{Node, requirements};

use super::Manifest;
use crate::{
    facts::{Dependency, Ecosystem, Scope},
    location::Location,
    ownership::{Ownership, owner_name},
    source_file::SourceFile,
};

/// Words in a file's or group's name that keep it out of production.
const DEVELOPMENT: [&str; 13] = [
    "dev",
    "devel",
    "develop",
    "development",
    "test",
    "testing",
    "lint",
    "linting",
    "doc",
    "ci",
    "build",
    "type",
    "local",
];

pub(super) fn scope_of(name: &str) -> Scope {
    let lower = name.to_ascii_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric());
    let development =
        |word: &str| DEVELOPMENT.iter().any(|known| word == *known || word.strip_suffix('s') == Some(known));
    if words.into_iter().any(development) { Scope::Development } else { Scope::Runtime }
}

/// When what an extra of this name brings is there.
pub(super) fn scope_of_extra(name: &str) -> Scope {
    match scope_of(name) {
        Scope::Development => Scope::Development,
        Scope::Runtime | Scope::Extra => Scope::Extra,
    }
}

pub(super) fn manifest(
    folder: RepoPath,
    path: &RepoPath,
    location: Location,
    name: Option<String>,
) -> Manifest {
    Manifest { folder, location, name, ..Manifest::bare(path, Ecosystem::Python, Language::Python) }
}

/// The module's folder. What lies in a folder `requirements/` speaks of the folder above.
pub(crate) fn requirements_folder(path: &RepoPath) -> Option<RepoPath> {
    let folder = path.parent()?;
    if folder.file_name() == "requirements" { folder.parent().or(Some(folder)) } else { Some(folder) }
}

/// Reads a requirements file.
pub(crate) fn read_requirements(file: &SourceFile<'_>) -> (Option<Manifest>, Vec<syntax::SyntaxError>) {
    let (read, errors) = requirements::read(file.text());
    let Some(folder) = requirements_folder(file.path()) else {
        return (None, errors);
    };
    let scope = scope_of(file.path().file_name());
    let first = read.entries.first().map_or_else(Default::default, |entry| entry.span);
    let mut manifest = manifest(folder, file.path(), file.location(first), None);
    manifest.dependencies = read.entries.iter().map(|found| dependency(file, found, scope)).collect();
    manifest.includes = beside(file, &read.includes);
    manifest.constraints = beside(file, &read.constraints);
    (Some(manifest), errors)
}

/// Reads a requirements file that only another one tells of, whatever it is called: it makes no module.
pub(crate) fn read_included(file: &SourceFile<'_>) -> (Option<Manifest>, Vec<syntax::SyntaxError>) {
    let (manifest, errors) = read_requirements(file);
    (manifest.map(|manifest| Manifest { aggregator: true, ..manifest }), errors)
}

/// Files named by where they lie from this one.
fn beside(file: &SourceFile<'_>, names: &[syntax::Spanned<String>]) -> Vec<RepoPath> {
    let Some(folder) = file.path().parent() else { return Vec::new() };
    names.iter().filter_map(|name| folder.join(&name.value).ok()).collect()
}

pub(super) fn dependency(
    file: &SourceFile<'_>,
    found: &requirements::Requirement,
    scope: Scope,
) -> Dependency {
    Dependency {
        ecosystem: Ecosystem::Python,
        name: found.normalized.clone(),
        version: found.specifier.clone(),
        scope,
        location: file.location(found.span),
    }
}

/// Reads a pyproject.toml that describes a project; one that only configures tools gives nothing.
pub(crate) fn read_pyproject(file: &SourceFile<'_>) -> (Option<Manifest>, Vec<syntax::SyntaxError>) {
    let (root, errors) = syntax::toml::read(file.text());
    (root.and_then(|root| project(file, &root)), errors)
}

fn project(file: &SourceFile<'_>, root: &Node) -> Option<Manifest> {
    let standard = root.entry("project");
    let poetry = root.at(&["tool", "poetry"]);
    let about = standard.map(|entry| &entry.value).or(poetry)?;
    let name = about.get("name");
    let span = name.map_or(about.span, |name| name.span);
    let name = name.and_then(Node::as_str).map(ToOwned::to_owned);
    let mut manifest = manifest(file.path().parent()?, file.path(), file.location(span), name);
    let scripts = [about.entry("scripts"), about.entry("gui-scripts")].into_iter().flatten().next();
    manifest.command =
        scripts.filter(|entry| !entry.value.entries().is_empty()).map(|entry| file.location(entry.key.span));
    let unpacked =
        |path: &[&str]| matches!(root.at(path).map(|node| &node.value), Some(syntax::Value::Bool(false)));
    manifest.packaged =
        !unpacked(&["tool", "poetry", "package-mode"]) && !unpacked(&["tool", "uv", "package"]);
    manifest.ownership = ownership(file, about);
    if let Some(standard) = standard {
        manifest.dependencies.extend(standard_dependencies(file, &standard.value));
    }
    if let Some(poetry) = poetry {
        manifest.dependencies.extend(poetry_dependencies(file, poetry));
    }
    manifest.dependencies.extend(development(file, root));
    Some(manifest)
}

/// Its first maintainer, else its first author: a table of the standard, a text of Poetry.
fn ownership(file: &SourceFile<'_>, about: &Node) -> Option<Ownership> {
    let person = ["maintainers", "authors"].iter().find_map(|key| about.get(key)?.items().first())?;
    let name = person.get("name").unwrap_or(person);
    Ownership::of_manifest(owner_name(&name.scalar()?), None, file.location(name.span))
}

/// What only those who develop install: groups of the standard and of single tools.
fn development(file: &SourceFile<'_>, root: &Node) -> Vec<Dependency> {
    let entries = |path: &[&str]| root.at(path).map(Node::entries).unwrap_or_default();
    let groups = entries(&["dependency-groups"]).iter().chain(entries(&["tool", "pdm", "dev-dependencies"]));
    let of_uv = root.at(&["tool", "uv", "dev-dependencies"]);
    let environments = entries(&["tool", "hatch", "envs"]).iter();
    let of_hatch = environments
        .flat_map(|environment| ["dependencies", "extra-dependencies"].map(|key| environment.value.get(key)));
    let lists = groups.map(|group| &group.value).chain(of_uv).chain(of_hatch.flatten());
    lists.flat_map(|list| listed(file, list, Scope::Development)).collect()
}

fn standard_dependencies(file: &SourceFile<'_>, project: &Node) -> Vec<Dependency> {
    let mut found =
        project.get("dependencies").map(|list| listed(file, list, Scope::Runtime)).unwrap_or_default();
    for extra in project.get("optional-dependencies").map(Node::entries).unwrap_or_default() {
        found.extend(listed(file, &extra.value, scope_of_extra(&extra.key.value)));
    }
    found
}

fn listed(file: &SourceFile<'_>, list: &Node, scope: Scope) -> Vec<Dependency> {
    let read = |item: &Node| {
        let mut found = requirements::requirement(item.as_str()?, item.span.start)?;
        found.span = item.span;
        Some(dependency(file, &found, scope))
    };
    list.items().iter().filter_map(read).collect()
}

fn poetry_dependencies(file: &SourceFile<'_>, poetry: &Node) -> Vec<Dependency> {
    let mut found = Vec::new();
    let tables = [("dependencies", Scope::Runtime), ("dev-dependencies", Scope::Development)];
    for (table, scope) in tables {
        found.extend(poetry.get(table).map(|table| poetry_table(file, table, scope)).unwrap_or_default());
    }
    for group in poetry.get("group").map(Node::entries).unwrap_or_default() {
        if let Some(table) = group.value.get("dependencies") {
            found.extend(poetry_table(file, table, scope_of(&group.key.value)));
        }
    }
    found
}

pub(super) fn poetry_table(file: &SourceFile<'_>, table: &Node, scope: Scope) -> Vec<Dependency> {
    let entries = table.entries().iter().filter(|entry| entry.key.value != "python");
    entries
        .map(|entry| Dependency {
            ecosystem: Ecosystem::Python,
            name: requirements::normalize(&entry.key.value),
            version: entry
                .value
                .as_str()
                .or_else(|| entry.value.get("version")?.as_str())
                .map(ToOwned::to_owned),
            scope,
            location: file.location(entry.key.span),
        })
        .collect()
}

/// Drops what a compiled requirements file lists: beside `x.in`, `x.txt` holds what is transitive too.
pub(crate) fn drop_compiled(manifests: &mut [Manifest]) {
    let sources: Vec<String> = manifests
        .iter()
        .filter_map(|manifest| manifest.path.as_str().strip_suffix(".in").map(ToOwned::to_owned))
        .collect();
    for manifest in manifests {
        if manifest
            .path
            .as_str()
            .strip_suffix(".txt")
            .is_some_and(|stem| sources.iter().any(|source| source == stem))
        {
            manifest.dependencies.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_stays_out_of_production() {
        for name in
            ["requirements-dev.txt", "tests.txt", "dev-requirements.in", "docs", "development.txt", "testing"]
        {
            assert_eq!(scope_of(name), Scope::Development, "{name}");
        }
        for name in ["requirements.txt", "base.txt", "device-requirements.txt", "kafka"] {
            assert_eq!(scope_of(name), Scope::Runtime, "{name}");
            assert_eq!(scope_of_extra(name), Scope::Extra, "{name}");
        }
        assert_eq!(scope_of_extra("test"), Scope::Development);
    }
}
