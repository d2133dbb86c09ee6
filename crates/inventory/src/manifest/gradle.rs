//! build.gradle and build.gradle.kts: direct dependencies, with what version catalogs, the scripts of parent
//! projects and convention plugins of the repository add; settings.gradle for the projects without a script.

mod included;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use contracts::plan::Language;
use source_tree::RepoPath;
use syntax::{
    Node,
    gradle::{
        self, Script,
        declared::{self, Notation},
    },
};

use super::Manifest;
use crate::{
    facts::{Dependency, Ecosystem, Role, Scope, WiringLine},
    location::Location,
    own_code,
    source_file::SourceFile,
};
pub(crate) use included::{Included, read as read_settings};

/// What a script says that only the whole repository can tell the meaning of.
#[derive(Debug, Clone, Default)]
pub(crate) struct Build {
    /// Accessors of the version catalog, with the scope they are declared for.
    catalog: Vec<(String, Scope, Location)>,
    /// Other projects of the build.
    projects: Vec<(String, Location)>,
    /// What the script declares for other projects: their path, or none for all below.
    for_others: Vec<(Option<String>, Dependency)>,
    /// The plugins it applies.
    plugins: Vec<String>,
}

/// A version catalog: coordinates by accessor.
#[derive(Debug, Clone)]
pub(crate) struct Catalog {
    /// The root of the build it belongs to.
    folder: RepoPath,
    libraries: BTreeMap<String, String>,
    bundles: BTreeMap<String, Vec<String>>,
}

/// Reads one build script.
pub(crate) fn read(file: &SourceFile<'_>) -> (Option<Manifest>, Vec<syntax::SyntaxError>) {
    let (script, errors) = gradle::read(file.text());
    (manifest(file, &script), errors)
}

fn manifest(file: &SourceFile<'_>, script: &Script) -> Option<Manifest> {
    let folder = file.path().parent()?;
    let mut manifest = Manifest {
        folder,
        build_lines: build_lines(file, script),
        ..Manifest::bare(file.path(), Ecosystem::Maven, Language::Java)
    };
    let mut build = Build {
        plugins: declared::plugins(script)
            .into_iter()
            .filter(|plugin| plugin.applied)
            .map(|plugin| plugin.id)
            .collect(),
        ..Build::default()
    };
    for found in declared::dependencies(script) {
        add(file, found, &mut manifest, &mut build);
    }
    // A script that neither applies a plugin nor declares anything for itself builds nothing itself.
    manifest.aggregator =
        build.plugins.is_empty() && manifest.dependencies.is_empty() && build.catalog.is_empty();
    manifest.gradle = Some(build);
    Some(manifest)
}

fn add(file: &SourceFile<'_>, found: declared::Dependency, manifest: &mut Manifest, build: &mut Build) {
    let Some(target) = target(&found.within).filter(|_| !found.platform) else { return };
    let (scope, location) = (scope_of(&found.configuration), file.location(found.span));
    match found.notation {
        Notation::Module { group, name, version } => {
            let name = format!("{group}:{name}");
            let dependency = Dependency { ecosystem: Ecosystem::Maven, name, version, scope, location };
            match target {
                Target::Itself => manifest.dependencies.push(dependency),
                Target::All => build.for_others.push((None, dependency)),
                Target::Project(path) => build.for_others.push((Some(path), dependency)),
            }
        }
        Notation::Catalog(accessor) => build.catalog.push((accessor, scope, location)),
        Notation::Project(path) => {
            if scope == Scope::Runtime {
                build.projects.push((path, location));
            }
        }
    }
}

/// Whom a block of dependencies is for.
enum Target {
    Itself,
    All,
    Project(String),
}

/// Where the blocks around `dependencies` put it; none for what is not on the class path of a program.
fn target(within: &[String]) -> Option<Target> {
    match within.first().map(String::as_str) {
        None => Some(Target::Itself),
        Some("subprojects" | "allprojects" | "configure") => Some(Target::All),
        Some(
            "buildscript" | "pluginManagement" | "dependencyManagement" | "dependencyResolutionManagement",
        ) => None,
        Some(other) => match other.strip_prefix("project(").and_then(|rest| rest.strip_suffix(')')) {
            Some(path) => Some(Target::Project(path.to_owned())),
            None => Some(Target::Itself),
        },
    }
}

/// When a configuration's dependencies are there.
fn scope_of(configuration: &str) -> Scope {
    let lower = configuration.to_ascii_lowercase();
    let build_time = [
        "test",
        "androidtest",
        "integrationtest",
        "compileonly",
        "annotationprocessor",
        "kapt",
        "ksp",
        "developmentonly",
        "checkstyle",
        "detekt",
        "jmh",
    ];
    let held = build_time.iter().any(|name| lower.starts_with(name))
        || lower.contains("testimplementation")
        || lower.contains("testruntime");
    if held { Scope::Development } else { Scope::Runtime }
}

/// What starts the program, and with which options.
fn build_lines(file: &SourceFile<'_>, script: &Script) -> Vec<WiringLine> {
    let starts = ["applicationDefaultJvmArgs", "jvmFlags", "jvmFlags.set"];
    let of = |name: &&str, role| -> Vec<WiringLine> {
        let told = declared::assigned(script, name).into_iter();
        told.map(|text| WiringLine { role, text: text.value, location: file.location(text.span) }).collect()
    };
    starts.iter().flat_map(|name| of(name, Role::Start)).collect()
}

/// Reads a version catalog; one that cannot be understood names nothing.
pub(crate) fn read_catalog(file: &SourceFile<'_>) -> (Option<Catalog>, Vec<syntax::SyntaxError>) {
    let (root, errors) = syntax::toml::read(file.text());
    (root.and_then(|root| catalog(file.path(), &root)), errors)
}

fn catalog(path: &RepoPath, root: &Node) -> Option<Catalog> {
    let folder = path.parent()?;
    let folder = if folder.file_name() == "gradle" { folder.parent()? } else { folder };
    let libraries = root.get("libraries").map(Node::entries).unwrap_or_default();
    let bundles = root.get("bundles").map(Node::entries).unwrap_or_default();
    Some(Catalog {
        folder,
        libraries: libraries
            .iter()
            .filter_map(|entry| Some((accessor(&entry.key.value), coordinates(&entry.value)?)))
            .collect(),
        bundles: bundles
            .iter()
            .map(|entry| {
                let parts = entry.value.items().iter().filter_map(Node::as_str).map(accessor);
                (accessor(&entry.key.value), parts.collect())
            })
            .collect(),
    })
}

/// Gradle writes dots for dashes and underscores in accessors.
fn accessor(key: &str) -> String {
    key.replace(['-', '_'], ".")
}

fn coordinates(node: &Node) -> Option<String> {
    let text = |key: &str| node.get(key).and_then(Node::as_str);
    if let (Some(group), Some(name)) = (text("group"), text("name")) {
        return Some(format!("{group}:{name}"));
    }
    let written = node.as_str().or_else(|| text("module"))?;
    let mut parts = written.split(':');
    Some(format!("{}:{}", parts.next()?, parts.next()?))
}

impl Catalog {
    fn find(&self, accessor: &str) -> Vec<String> {
        if let Some(name) = self.libraries.get(accessor) {
            return vec![name.clone()];
        }
        let bundle = accessor.strip_prefix("bundles.").and_then(|name| self.bundles.get(name));
        bundle.into_iter().flatten().filter_map(|part| self.libraries.get(part)).cloned().collect()
    }
}

/// Puts together what the scripts of a build say of each other.
pub(crate) fn settle(
    manifests: &mut Vec<Manifest>,
    catalogs: &[Catalog],
    included: &[Included],
    sources: &[(RepoPath, Language)],
) {
    manifests.extend(included::without_script(manifests, included, sources));
    for manifest in manifests.iter_mut().filter(|manifest| manifest.gradle.is_some()) {
        let found = from_catalog(manifest, catalogs);
        manifest.dependencies.extend(found);
    }
    let scripts: Vec<Manifest> = manifests.iter().filter(|manifest| gives(manifest)).cloned().collect();
    for manifest in manifests.iter_mut().filter(|manifest| manifest.gradle.is_some()) {
        for script in &scripts {
            take_over(manifest, script);
        }
    }
    manifests.retain(|manifest| manifest.gradle.is_none() || !own_code::is_build_logic(&manifest.path));
}

fn from_catalog(manifest: &Manifest, catalogs: &[Catalog]) -> Vec<Dependency> {
    let above = catalogs.iter().filter(|catalog| manifest.folder.is_within(&catalog.folder));
    let Some(catalog) = above.max_by_key(|catalog| catalog.folder.segments().count()) else {
        return Vec::new();
    };
    let build = manifest.gradle.iter().flat_map(|build| &build.catalog);
    let found = build.flat_map(|(accessor, scope, location)| {
        catalog.find(accessor).into_iter().map(|name| Dependency {
            ecosystem: Ecosystem::Maven,
            name,
            version: None,
            scope: *scope,
            location: location.clone(),
        })
    });
    found.collect()
}

/// Whether a script may give to others: most do not, and large builds have thousands.
fn gives(script: &Manifest) -> bool {
    let to_others = |build: &Build| !build.for_others.is_empty() || own_code::is_build_logic(&script.path);
    script.gradle.as_ref().is_some_and(to_others)
}

/// What `script` gives to another: as the script of a project above, or as a convention plugin.
fn take_over(manifest: &mut Manifest, script: &Manifest) {
    let Some(build) = script.gradle.as_ref().filter(|_| script.path != manifest.path) else { return };
    let mut given: Vec<Dependency> = Vec::new();
    if manifest.folder != script.folder && manifest.folder.is_within(&script.folder) {
        let mine = |path: &Option<String>| {
            path.as_ref().is_none_or(|path| leads_to(&script.folder, path, &manifest.folder))
        };
        given.extend(build.for_others.iter().filter(|(path, _)| mine(path)).map(|(_, given)| given.clone()));
    }
    if own_code::is_build_logic(&script.path) && applies(manifest, &script.path) {
        given.extend(script.dependencies.iter().cloned());
    }
    if given.is_empty() {
        return;
    }
    let own: HashSet<&str> = manifest.dependencies.iter().map(|own| own.name.as_str()).collect();
    given.retain(|given| !own.contains(given.name.as_str()));
    if !given.is_empty() {
        manifest.dependencies.extend(given);
        manifest.inherited.push(script.path.clone());
    }
}

fn leads_to(root: &RepoPath, project: &str, folder: &RepoPath) -> bool {
    let relative = project.trim_start_matches(':').replace(':', "/");
    root.join(&relative).is_ok_and(|path| path == *folder)
}

fn applies(manifest: &Manifest, plugin: &RepoPath) -> bool {
    let stem = plugin.file_name().trim_end_matches(".kts").trim_end_matches(".gradle");
    manifest.gradle.iter().any(|build| build.plugins.iter().any(|id| id == stem))
}

/// The folders of the projects that a script depends on, if they lie where their paths say.
pub(crate) fn project_folders<'a>(
    manifest: &'a Manifest,
    folders: &'a BTreeSet<RepoPath>,
) -> impl Iterator<Item = RepoPath> + 'a {
    let projects = manifest.gradle.iter().flat_map(|build| &build.projects);
    projects.filter_map(move |(path, _)| {
        let relative = path.trim_start_matches(':').replace(':', "/");
        let mut roots = std::iter::successors(Some(manifest.folder.clone()), RepoPath::parent);
        roots.find_map(|root| root.join(&relative).ok().filter(|folder| folders.contains(folder)))
    })
}
