//! nest-cli.json: the projects of a NestJS monorepo, which share one package.json.

use source_tree::RepoPath;
use syntax::{Node, json};

use super::Manifest;
use crate::{
    facts::{Ecosystem, Location},
    source_file::SourceFile,
};

/// A project of a NestJS monorepo.
#[derive(Debug, Clone)]
pub(crate) struct Project {
    /// The folder of the package.json that it shares.
    package: RepoPath,
    /// Its own folder.
    folder: RepoPath,
    name: String,
    location: Location,
}

/// Reads one nest-cli.json; one that names no projects is that of a single application.
pub(crate) fn read(file: &SourceFile<'_>) -> (Vec<Project>, Vec<syntax::SyntaxError>) {
    let (root, errors) = json::read(file.text());
    let projects = root.as_ref().and_then(|root| root.get("projects")).map(Node::entries).unwrap_or_default();
    let project = |entry: &syntax::Entry| {
        let package = file.path().parent()?;
        let folder = package.join(entry.value.get("root")?.as_str()?).ok()?;
        let location = file.location(entry.key.span);
        (folder != package).then(|| Project { package, folder, name: entry.key.value.clone(), location })
    };
    (projects.iter().filter_map(project).collect(), errors)
}

/// Makes a module of each project; the package that they share is none of its own.
pub(crate) fn settle(manifests: &mut Vec<Manifest>, projects: &[Project]) {
    let mut made = Vec::new();
    for project in projects {
        let shared = manifests
            .iter_mut()
            .find(|manifest| manifest.folder == project.package && manifest.ecosystem == Ecosystem::Npm);
        let Some(shared) = shared else { continue };
        shared.aggregator = true;
        made.push(Manifest {
            folder: project.folder.clone(),
            name: Some(project.name.clone()),
            location: project.location.clone(),
            aggregator: false,
            // Which project they start, they do not say.
            build_lines: Vec::new(),
            command: None,
            ..shared.clone()
        });
    }
    manifests.extend(made);
}
