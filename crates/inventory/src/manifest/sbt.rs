//! sbt: `.sbt` files and the Scala files in `project/` that define what they use. A build is one program in many
//! files, so its files are kept as they were read and put together when all are there.

mod builds;
mod suffix;
mod wiring;

use std::collections::{BTreeMap, BTreeSet};

use contracts::{Finding, RuleId, Severity, plan::Language};
use source_tree::RepoPath;
use syntax::sbt::{self, Place, Project, Script};

use super::Manifest;
use crate::{
    facts::{Dependency, Ecosystem, Scope},
    location::Location,
    source_file::SourceFile,
};

use builds::Build;
pub(crate) use builds::{is_definition, is_meta};
pub(crate) use suffix::without_suffixes;

/// A file of a build.
#[derive(Debug, Clone)]
pub(crate) struct File {
    path: RepoPath,
    /// Kept for the places of what is found in it.
    text: String,
    script: Script,
}

/// Reads one file of a build.
pub(crate) fn read(file: &SourceFile<'_>) -> (Option<File>, Vec<syntax::SyntaxError>) {
    let (path, text) = (file.path().clone(), file.text().to_owned());
    // build.properties only shows that here is the root of a build.
    let properties = path.extension() == "properties";
    let (script, errors) = if properties { (Script::default(), Vec::new()) } else { sbt::read(&text) };
    (Some(File { path, text, script }), errors)
}

/// Makes manifests of the projects of all builds; of a build that says more than is kept, a finding says so.
pub(crate) fn settle(
    manifests: &mut Vec<Manifest>,
    files: &[File],
    sources: &[(RepoPath, Language)],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut made: Vec<Manifest> =
        builds::of(files).iter().flat_map(|build| of_build(build, &mut findings)).collect();
    let folders: BTreeSet<&RepoPath> =
        manifests.iter().chain(&made).map(|manifest| &manifest.folder).collect();
    let with_sources: BTreeSet<RepoPath> = sources
        .iter()
        .filter_map(|(path, _)| path.ancestors().find(|folder| folders.contains(folder)))
        .collect();
    for manifest in &mut made {
        manifest.aggregator &= !with_sources.contains(&manifest.folder);
    }
    manifests.extend(made);
    findings
}

/// The manifests of one build. Those that may only gather others are marked so, whatever sources they have.
fn of_build(build: &Build<'_>, findings: &mut Vec<Finding>) -> Vec<Manifest> {
    let files: Vec<sbt::File<'_>> = build.files.iter().map(|file| file.as_read()).collect();
    let found = sbt::build(&files);
    findings.extend(build.files.first().filter(|_| found.cut).map(|first| cut(&first.file.path)));
    let places = Places::of(build);
    let folder = |project: &Project| build.root.join(&project.folder).ok();
    // Those that are written down stand above a folder's own, which may be called the same.
    let written = |project: &&Project| !is_implicit(project);
    let named = found.projects.iter().filter(|project| is_implicit(project));
    let named = named.chain(found.projects.iter().filter(written));
    let folders: BTreeMap<&str, RepoPath> =
        named.filter_map(|project| Some((project.id.as_str(), folder(project)?))).collect();
    let alone = found.projects.len() == 1;
    let manifest = |project: &Project| {
        let own = Own { project, places: &places, folders: &folders };
        Some(own.manifest(folder(project)?, alone))
    };
    found.projects.iter().filter_map(manifest).collect()
}

/// Whether a project is only there because its folder has a file of the build.
fn is_implicit(project: &Project) -> bool {
    project.place.span.end == 0
}

fn cut(path: &RepoPath) -> Finding {
    Finding {
        path: path.to_string(),
        span: None,
        rule: RuleId::new("file-left-out"),
        severity: Severity::Warning,
        message: "not read to its end: this build says more of its projects than is read".to_owned(),
        help: None,
    }
}

/// Where what was found in the files of one build stands.
struct Places<'a> {
    files: Vec<SourceFile<'a>>,
}

impl<'a> Places<'a> {
    fn of(build: &Build<'a>) -> Self {
        Self {
            files: build.files.iter().map(|file| SourceFile::new(&file.file.path, &file.file.text)).collect(),
        }
    }

    fn location(&self, place: Place) -> Option<Location> {
        Some(self.files.get(place.file)?.location(place.span))
    }
}

/// One project, and what its manifest is made of.
struct Own<'a> {
    project: &'a Project,
    places: &'a Places<'a>,
    folders: &'a BTreeMap<&'a str, RepoPath>,
}

impl Own<'_> {
    fn manifest(&self, folder: RepoPath, alone: bool) -> Manifest {
        let project = self.project;
        let begin = self.places.location(project.place);
        let path = begin.as_ref().map_or_else(|| folder.clone(), |begin| begin.path.clone());
        let dependencies: Vec<Dependency> =
            project.dependencies.iter().filter_map(|found| self.dependency(found)).collect();
        let build_lines = wiring::lines(project, |place| self.places.location(place));
        let used = dependencies.iter().map(|found| &found.location.path).filter(|used| **used != path);
        let inherited: BTreeSet<RepoPath> = used.cloned().collect();
        let bare = dependencies.is_empty() && build_lines.is_empty();
        let root = project.folder.is_empty();
        Manifest {
            folder,
            location: begin.unwrap_or_else(|| Location::beginning(&path)),
            name: self.name(),
            aggregator: !alone && (root || bare || !project.aggregates.is_empty()),
            projects: self.projects(),
            inherited: inherited.into_iter().collect(),
            dependencies,
            build_lines,
            ..Manifest::bare(&path, Ecosystem::Maven, Language::Scala)
        }
    }

    /// Its name, else what it is called in the build; a root that nobody names has none.
    fn name(&self) -> Option<String> {
        let implicit = self.project.folder.is_empty() && is_implicit(self.project);
        let id = Some(self.project.id.clone()).filter(|_| !implicit);
        self.project.name.clone().or(id)
    }

    fn dependency(&self, found: &sbt::Dependency) -> Option<Dependency> {
        Some(Dependency {
            ecosystem: Ecosystem::Maven,
            name: format!("{}:{}", found.group, found.artifact),
            version: found.version.clone(),
            scope: scope_of(found.configurations.as_deref()),
            location: self.places.location(found.place)?,
        })
    }

    /// The folders of the projects that it depends on when it runs.
    fn projects(&self) -> Vec<RepoPath> {
        let runs = |configurations: &Option<String>| scope_of(configurations.as_deref()) == Scope::Runtime;
        let running = self.project.projects.iter().filter(|on| runs(&on.configurations));
        let folder = |id: &str| {
            // A project for several platforms has one name for each.
            let platform = ["JVM", "JS", "Native"].iter().find_map(|platform| id.strip_suffix(platform));
            self.folders.get(id).or_else(|| self.folders.get(platform?)).cloned()
        };
        running.filter_map(|on| folder(&on.id)).collect()
    }
}

/// When configurations' libraries are there; what is `provided` is there when the program runs.
fn scope_of(configurations: Option<&str>) -> Scope {
    match configurations {
        Some(configurations) if sbt::is_for_tests(configurations) => Scope::Development,
        _ => Scope::Runtime,
    }
}
