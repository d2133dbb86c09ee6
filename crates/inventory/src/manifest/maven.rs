//! pom.xml: coordinates, direct dependencies, plugins, the parent inside the repository.

use std::collections::{BTreeMap, HashSet};

use contracts::plan::Language;
use source_tree::RepoPath;
use syntax::{
    Span,
    pom::{self, Pom},
};

use super::{
    Manifest, ParentManifest,
    profiles::{self, Profile},
};
use crate::{
    facts::{Dependency, Ecosystem, Role, Scope, WiringLine},
    ownership::{self, Ownership, owner_name},
    source_file::SourceFile,
};

/// How many parents are followed; more is a mistake or malice.
const PARENTS_MAX: usize = 16;

/// How far from a profile's name its activation is looked for, in bytes.
const PROFILE_BYTES_MAX: usize = 1 << 15;

/// Plugins that build an application and generate its entry point.
const GENERATES_ENTRY_POINT: [&str; 1] = ["quarkus-maven-plugin"];

/// Reads one pom.
pub(crate) fn read(file: &SourceFile<'_>) -> (Option<Manifest>, Vec<syntax::SyntaxError>) {
    let (pom, errors) = pom::read(file.text());
    (pom.and_then(|pom| manifest(file, &pom)), errors)
}

fn manifest(file: &SourceFile<'_>, pom: &Pom) -> Option<Manifest> {
    let folder = file.path().parent()?;
    let artifact = pom.artifact_id.as_ref();
    let packaging = pom.packaging.as_ref().map_or("jar", |packaging| packaging.value.as_str());
    let resolve = |value: &str| pom::interpolate(value, &|name| property(pom, name));
    let dependencies = pom.dependencies.iter().map(|found| dependency(file, found, &resolve)).collect();
    let profiles = pom.profiles.iter().map(|profile| Profile {
        name: profile.id.as_ref().map(|name| name.value.clone()),
        active: profile.id.as_ref().is_some_and(|name| profiles::is_active(element(file, name.span))),
        dependencies: profile.dependencies.iter().map(|found| dependency(file, found, &resolve)).collect(),
        build_lines: told(file, &profile.plugins),
    });
    Some(Manifest {
        location: file.location(artifact.map_or_else(Default::default, |artifact| artifact.span)),
        name: artifact.map(|artifact| resolve(&artifact.value)),
        aggregator: packaging == "pom",
        dependencies,
        profiles: profiles.collect(),
        build_lines: build_lines(file, pom),
        parent: parent(&folder, pom),
        ownership: ownership(file, pom),
        folder,
        ..Manifest::bare(file.path(), Ecosystem::Maven, Language::Java)
    })
}

fn dependency(
    file: &SourceFile<'_>,
    found: &pom::Dependency,
    resolve: &dyn Fn(&str) -> String,
) -> Dependency {
    let scope = match found.scope.as_ref().map(|scope| scope.value.as_str()) {
        Some("test") => Scope::Development,
        _ => Scope::Runtime,
    };
    Dependency {
        ecosystem: Ecosystem::Maven,
        name: format!("{}:{}", resolve(&found.group_id.value), resolve(&found.artifact_id.value)),
        version: found.version.as_ref().map(|version| resolve(&version.value)),
        scope,
        location: file.location(found.artifact_id.span),
    }
}

/// Properties in which teams write who answers for a module, and how much hangs on it.
const OWNER_PROPERTIES: [&str; 4] = ["owner", "team", "service.owner", "service.team"];
const TIER_PROPERTIES: [&str; 2] = ["tier", "service.tier"];

/// What its properties say, else its first developer or its organization.
fn ownership(file: &SourceFile<'_>, pom: &Pom) -> Option<Ownership> {
    let set = |names: &[&str]| pom.properties.iter().find(|(name, _)| names.contains(&name.as_str()));
    let owner = set(&OWNER_PROPERTIES).map(|(_, value)| value);
    let owner = owner.or_else(|| pom.developers.first()).or(pom.organization.as_ref());
    let tiered = set(&TIER_PROPERTIES).map(|(_, value)| value);
    let place = owner.or(tiered)?;
    let tier = tiered.and_then(|value| ownership::tier(&value.value));
    Ownership::of_manifest(owner.and_then(|owner| owner_name(&owner.value)), tier, file.location(place.span))
}

/// What plugins are told, and the plugins that make a program whose entry point they generate.
fn build_lines(file: &SourceFile<'_>, pom: &Pom) -> Vec<WiringLine> {
    let starting = pom
        .plugins
        .iter()
        .filter(|plugin| GENERATES_ENTRY_POINT.contains(&plugin.artifact_id.value.as_str()));
    let starts = starting.map(|plugin| WiringLine {
        role: Role::Start,
        text: plugin.artifact_id.value.clone(),
        location: file.location(plugin.artifact_id.span),
    });
    starts.chain(told(file, &pom.plugins)).collect()
}

fn told(file: &SourceFile<'_>, plugins: &[pom::Plugin]) -> Vec<WiringLine> {
    let told = plugins.iter().flat_map(|plugin| &plugin.configuration).map(|(_, text)| WiringLine {
        role: Role::Build,
        text: text.value.clone(),
        location: file.location(text.span),
    });
    told.collect()
}

/// The element of the profile that a name stands in, as far as it is near.
fn element<'t>(file: &SourceFile<'t>, name: Span) -> &'t str {
    let text = file.text();
    let first = text.floor_char_boundary(name.start.saturating_sub(PROFILE_BYTES_MAX));
    let last = text.floor_char_boundary(text.len().min(name.end + PROFILE_BYTES_MAX));
    let start = text[first..name.start].rfind("<profile>").map_or(name.start, |at| first + at);
    let end = text[name.end..last].find("</profile>").map_or(last, |at| name.end + at);
    &text[start..end]
}

fn parent(folder: &RepoPath, pom: &Pom) -> Option<ParentManifest> {
    let parent = pom.parent.as_ref()?;
    let relative = parent.relative_path.as_ref().map_or("../pom.xml", |path| path.value.trim());
    if relative.is_empty() {
        return None;
    }
    let path = folder.join(relative).ok()?;
    let path = if path.file_name().ends_with(".xml") { path } else { path.join("pom.xml").ok()? };
    Some(ParentManifest {
        path,
        name: parent.coordinates.artifact_id.as_ref().map(|name| name.value.clone()),
    })
}

fn property(pom: &Pom, name: &str) -> Option<String> {
    let text = |value: &Option<syntax::Spanned<String>>| value.as_ref().map(|value| value.value.clone());
    match name {
        "project.groupId" | "groupId" => text(&pom.group_id),
        "project.artifactId" | "artifactId" => text(&pom.artifact_id),
        "project.version" | "version" => text(&pom.version),
        _ => pom.properties.iter().find(|(key, _)| key == name).map(|(_, value)| value.value.clone()),
    }
}

/// Hands down to each pom what its parents inside the repository declare; what it declares itself stands.
pub(crate) fn inherit(manifests: &mut [Manifest]) {
    let declared = manifests.to_vec();
    let by_path: BTreeMap<&RepoPath, usize> =
        declared.iter().enumerate().map(|(index, manifest)| (&manifest.path, index)).collect();
    for (index, manifest) in manifests.iter_mut().enumerate() {
        for ancestor in ancestors(&declared, &by_path, index) {
            let own: HashSet<String> = manifest.dependencies.iter().map(|own| own.name.clone()).collect();
            let inherited =
                declared[ancestor].dependencies.iter().filter(|new| !own.contains(&new.name)).cloned();
            manifest.dependencies.extend(inherited);
            manifest.build_lines.extend(declared[ancestor].build_lines.iter().cloned());
            manifest.ownership = manifest.ownership.take().or_else(|| declared[ancestor].ownership.clone());
            manifest.inherited.push(declared[ancestor].path.clone());
        }
    }
}

/// The poms above one, nearest first. A pom that only lies where a parent would, under another name, is none.
fn ancestors(manifests: &[Manifest], by_path: &BTreeMap<&RepoPath, usize>, start: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut current = start;
    while let Some(parent) = &manifests[current].parent {
        let Some(next) = by_path.get(&parent.path).copied() else { break };
        let another = parent.name.is_some() && parent.name != manifests[next].name;
        if another || next == start || found.contains(&next) || found.len() == PARENTS_MAX {
            break;
        }
        found.push(next);
        current = next;
    }
    found
}
