//! settings.gradle and settings.gradle.kts: projects that have no build script of their own. The scripts of the
//! projects above say what they are built with.

use std::collections::{BTreeMap, BTreeSet};

use contracts::plan::Language;
use source_tree::RepoPath;
use syntax::{SyntaxError, gradle as script};

use super::{Build, Manifest};
use crate::{facts::Ecosystem, location::Location, source_file::SourceFile};

/// A project that a settings script includes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Included {
    folder: RepoPath,
    location: Location,
}

/// Reads one settings script. A project that lies outside the repository is none of it.
pub(crate) fn read(file: &SourceFile<'_>) -> (Vec<Included>, Vec<SyntaxError>) {
    let (settings, errors) = script::read(file.text());
    let Some(root) = file.path().parent() else { return (Vec::new(), errors) };
    let moved: BTreeMap<String, String> = script::project_folders(&settings)
        .into_iter()
        .map(|moved| (below_root(&moved.project.value).to_owned(), moved.folder.value))
        .collect();
    let projects = script::includes(&settings).into_iter().filter_map(|path| {
        let project = below_root(&path.value);
        let folder = moved.get(project).cloned().unwrap_or_else(|| project.replace(':', "/"));
        Some(Included { folder: root.join(&folder).ok()?, location: file.location(path.span) })
    });
    (projects.collect(), errors)
}

fn below_root(project: &str) -> &str {
    project.trim_start_matches(':')
}

/// Manifests for the projects that have sources and no script.
pub(super) fn without_script(
    manifests: &[Manifest],
    included: &[Included],
    sources: &[(RepoPath, Language)],
) -> Vec<Manifest> {
    let known: BTreeSet<&RepoPath> = manifests.iter().map(|manifest| &manifest.folder).collect();
    let unknown = included.iter().filter(|project| !known.contains(&project.folder));
    let bare: BTreeMap<&RepoPath, &Included> = unknown.map(|project| (&project.folder, project)).collect();
    if bare.is_empty() {
        return Vec::new();
    }
    let of_jvm = sources.iter().filter(|(_, language)| matches!(language, Language::Java | Language::Kotlin));
    let with_sources: BTreeSet<RepoPath> = of_jvm
        .filter_map(|(path, _)| {
            path.ancestors().find(|folder| known.contains(folder) || bare.contains_key(folder))
        })
        .collect();
    with_sources.iter().filter_map(|folder| bare.get(folder)).map(|project| manifest(project)).collect()
}

fn manifest(project: &Included) -> Manifest {
    Manifest {
        folder: project.folder.clone(),
        location: project.location.clone(),
        gradle: Some(Build::default()),
        ..Manifest::bare(&project.location.path, Ecosystem::Maven, Language::Java)
    }
}
