//! environment.yml of conda: what it installs, itself and through pip.

use contracts::plan::Language;
use syntax::{Node, requirements, yaml};

use super::Manifest;
use crate::{
    facts::{Dependency, Ecosystem, Scope},
    source_file::SourceFile,
};

/// Reads one environment; a file of that name that lists no dependencies is none.
pub(crate) fn read(file: &SourceFile<'_>) -> (Option<Manifest>, Vec<syntax::SyntaxError>) {
    let (documents, errors) = yaml::read(file.text());
    let listed = documents.first().and_then(|root| root.entry("dependencies"));
    let found = listed.filter(|entry| !entry.value.items().is_empty()).map(|entry| {
        let mut manifest = Manifest::bare(file.path(), Ecosystem::Python, Language::Python);
        manifest.location = file.location(entry.key.span);
        for item in entry.value.items() {
            manifest.dependencies.extend(package(file, item));
            let pip = item.get("pip").map(Node::items).unwrap_or_default();
            manifest.dependencies.extend(pip.iter().filter_map(|item| of_pip(file, item)));
        }
        manifest
    });
    (found, errors)
}

/// A package of a channel: `conda-forge::python-confluent-kafka=2.3=py_0`. Python itself is none.
fn package(file: &SourceFile<'_>, item: &Node) -> Option<Dependency> {
    let written = item.as_str()?;
    let named = written.rsplit("::").next().unwrap_or(written);
    let end = named.find(['=', '<', '>', '!', ' ', '[', '~']).unwrap_or(named.len());
    let name = requirements::normalize(&named[..end]);
    let version = named[end..].trim_start_matches('=').trim();
    (!matches!(&*name, "" | "python" | "pip")).then(|| {
        // Where a name is that of another project, channels put this in front.
        let name = name.strip_prefix("python-").map_or_else(|| name.clone(), str::to_owned);
        dependency(file, item, name, Some(version.to_owned()).filter(|version| !version.is_empty()))
    })
}

fn of_pip(file: &SourceFile<'_>, item: &Node) -> Option<Dependency> {
    let written = item.as_str().filter(|written| !written.starts_with('-'))?;
    let found = requirements::requirement(written, item.span.start)?;
    Some(dependency(file, item, found.normalized, found.specifier))
}

fn dependency(file: &SourceFile<'_>, item: &Node, name: String, version: Option<String>) -> Dependency {
    let location = file.location(item.span);
    Dependency { ecosystem: Ecosystem::Python, name, version, scope: Scope::Runtime, location }
}
