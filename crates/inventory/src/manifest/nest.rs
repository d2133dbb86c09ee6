//! Projects that share one package.json: those of nest-cli.json, and those of Nx, each with a project.json.

use std::collections::BTreeSet;

use contracts::plan::Language;
use source_tree::RepoPath;
use syntax::{Node, json};

use super::{Manifest, npm};
use crate::{facts::Ecosystem, location::Location, own_code, source_file::SourceFile};

/// How many dependencies all projects together may take over: any number may share any package.
const DEPENDENCIES_MAX: usize = 200_000;

/// A project without a package.json of its own.
#[derive(Debug, Clone)]
pub(crate) struct Project {
    /// The folder of the package.json that it shares; the nearest above when it is not told.
    package: Option<RepoPath>,
    /// Its own folder.
    folder: RepoPath,
    name: String,
    /// Whether its file says that it is a library.
    library: bool,
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
        let name = entry.key.value.clone();
        let library = entry.value.get("type").and_then(Node::as_str) == Some("library");
        Some(Project { package: Some(package.clone()), folder, name, library, location })
            .filter(|project| project.folder != package)
    };
    (projects.iter().filter_map(project).collect(), errors)
}

/// Reads one project.json; one that is not of Nx gives nothing.
pub(crate) fn read_nx(file: &SourceFile<'_>) -> (Vec<Project>, Vec<syntax::SyntaxError>) {
    let (root, errors) = json::read(file.text());
    let project = root.zip(file.path().parent()).and_then(|(root, folder)| {
        let of_nx = ["targets", "projectType", "sourceRoot"].iter().any(|key| root.get(key).is_some());
        let name = root.get("name");
        let location = file.location(name.map_or(root.span, |name| name.span));
        let name = name.and_then(Node::as_str).unwrap_or_else(|| folder.file_name()).to_owned();
        let library = root.get("projectType").and_then(Node::as_str) == Some("library");
        (of_nx && !folder.is_root()).then_some(Project { package: None, folder, name, library, location })
    });
    (project.into_iter().collect(), errors)
}

/// Makes a module of each project; the package that they share is none of its own, unless code of Nx projects and other
/// code lie side by side.
pub(crate) fn settle(manifests: &mut Vec<Manifest>, projects: &[Project], sources: &[(RepoPath, Language)]) {
    let packages: BTreeSet<RepoPath> = manifests
        .iter()
        .filter(|manifest| manifest.ecosystem == Ecosystem::Npm)
        .map(|manifest| manifest.folder.clone())
        .collect();
    let code = Code::of(sources, projects, &packages);
    let mut made = Vec::new();
    let mut left = DEPENDENCIES_MAX;
    let applications = projects.iter().filter(|project| !project.library);
    let applied: BTreeSet<RepoPath> = applications.filter_map(|project| project.package.clone()).collect();
    for project in projects.iter().filter(|project| !packages.contains(&project.folder)) {
        let told = project.package.clone();
        let of_nx = told.is_none();
        let above = || project.folder.ancestors().find(|folder| packages.contains(folder));
        let Some(package) = told.or_else(above) else { continue };
        let shared = manifests
            .iter_mut()
            .find(|manifest| manifest.folder == package && manifest.ecosystem == Ecosystem::Npm);
        let Some(shared) = shared else { continue };
        // Nx also runs tasks of folders that hold no program, such as infrastructure, and tests.
        let tests = own_code::holds_tests(&project.folder) || project.name.ends_with("-e2e");
        if of_nx && (tests || !code.of_projects.contains(&project.folder)) {
            continue;
        }
        if shared.dependencies.len() > left {
            break;
        }
        left -= shared.dependencies.len();
        // Libraries beside an application of the package's own leave it what it is.
        shared.aggregator |= if of_nx {
            !code.of_packages.contains(&package)
        } else {
            !project.library || applied.contains(&package)
        };
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

/// Folders of projects and packages with source files that lie in no project or package further below.
struct Code {
    of_projects: BTreeSet<RepoPath>,
    of_packages: BTreeSet<RepoPath>,
}

impl Code {
    fn of(sources: &[(RepoPath, Language)], projects: &[Project], packages: &BTreeSet<RepoPath>) -> Self {
        let folders: BTreeSet<&RepoPath> = projects.iter().map(|project| &project.folder).collect();
        let mut code = Self { of_projects: BTreeSet::new(), of_packages: BTreeSet::new() };
        let written = sources.iter().filter(|(path, language)| {
            matches!(language, Language::Javascript | Language::Typescript) && !npm::configures(path)
        });
        for (path, _) in written {
            let mut above = path.ancestors();
            let nearest = above.find(|folder| folders.contains(folder) || packages.contains(folder));
            match nearest {
                Some(folder) if folders.contains(&folder) => code.of_projects.insert(folder),
                Some(folder) => code.of_packages.insert(folder),
                None => false,
            };
        }
        code
    }
}
