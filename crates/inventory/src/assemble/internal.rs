//! Libraries inside the repository: what their source does, the modules that depend on them do. What a module of Node
//! declares and none of its files imports does nothing for it, nor does a package of Go that none of its programs takes in.

use std::collections::{BTreeMap, BTreeSet};

use source_tree::RepoPath;
use syntax::requirements::normalize;

use super::{
    imported::Drawn,
    imports,
    mentions::{Index, Mentions},
    programs::holds,
};
use crate::{
    facts::{Ecosystem, ModuleFacts, Usage},
    manifest::{self, Manifest},
};

/// How many libraries one module may draw on: a hostile repository may make any graph.
const LIBRARIES_MAX: usize = 64;

/// How many usages all modules together may take from libraries that they declare.
const USAGES_MAX: usize = 100_000;

/// Names the libraries of each module and gives it what they do. Evidence stays where it stands.
///
/// What imports lead to counts file by file, and on the JVM what is mentioned; another library that is only declared counts
/// as a whole.
pub(super) fn follow(
    modules: &mut BTreeMap<RepoPath, ModuleFacts>,
    manifests: &[Manifest],
    mut imported: BTreeMap<RepoPath, Drawn>,
    mentions: &[Mentions],
) {
    forget_idle(modules, &imported);
    let wanted: BTreeSet<(Ecosystem, String)> = modules.values().flat_map(names_drawn).collect();
    let libraries = libraries(modules);
    let mut direct: BTreeMap<RepoPath, Vec<RepoPath>> =
        modules.values().map(|module| (module.path.clone(), drawn_on(module, &libraries))).collect();
    let folders: BTreeSet<RepoPath> = libraries.values().cloned().collect();
    for manifest in manifests {
        if let Some(direct) = direct.get_mut(&manifest.folder) {
            direct.extend(manifest::gradle::project_folders(manifest, &folders));
            direct.extend(manifest.projects.iter().filter(|folder| folders.contains(*folder)).cloned());
        }
    }
    for (path, direct) in &mut direct {
        if let Some(written) = imported.get(path).and_then(|drawn| drawn.written.as_ref()) {
            direct.retain(|library| name_of(modules, library).is_none_or(|name| holds(written, name)));
        }
    }
    let own: BTreeMap<RepoPath, Vec<Usage>> =
        modules.values().map(|module| (module.path.clone(), module.usages.clone())).collect();
    let programs: BTreeSet<RepoPath> =
        modules.values().filter(|module| !is_library(module)).map(|module| module.path.clone()).collect();
    let mut left = USAGES_MAX;
    let index = Index::new(modules, mentions);
    for module in modules.values_mut() {
        let drawn = imported.remove(&module.path).unwrap_or_default();
        let declared = reach(&module.path, &direct, &drawn.modules);
        let taken_in = index.taken_in(&module.path, &declared);
        for library in &declared {
            let before = module.usages.len();
            let given = own.get(library).into_iter().flatten().filter(|usage| taken_in.holds(usage));
            module.usages.extend(given.take(left).cloned());
            left -= module.usages.len() - before;
        }
        module.usages.extend(drawn.usages);
        let named = drawn.modules.difference(&programs).take(LIBRARIES_MAX).cloned();
        let named: BTreeSet<RepoPath> = declared.into_iter().chain(named).collect();
        module.libraries = named.into_iter().collect();
        module.drawn_on = keys(module).iter().any(|key| wanted.contains(key));
    }
}

/// Takes what is in packages that no program takes in away from their modules.
fn forget_idle(modules: &mut BTreeMap<RepoPath, ModuleFacts>, imported: &BTreeMap<RepoPath, Drawn>) {
    for (path, drawn) in imported.iter().filter(|(_, drawn)| !drawn.idle.is_empty()) {
        if let Some(module) = modules.get_mut(path) {
            let unit = |usage: &Usage| imports::unit(&usage.location.path, module.language);
            module.usages.retain(|usage| !drawn.idle.contains(&unit(usage)));
        }
    }
}

fn name_of<'a>(modules: &'a BTreeMap<RepoPath, ModuleFacts>, path: &RepoPath) -> Option<&'a str> {
    modules.get(path)?.name.as_deref()
}

/// Whether it is neither started nor deployed by itself.
fn is_library(module: &ModuleFacts) -> bool {
    module.entry_points.is_empty() && module.deployments.is_empty()
}

/// What can be drawn on, by ecosystem and name.
fn libraries(modules: &BTreeMap<RepoPath, ModuleFacts>) -> BTreeMap<(Ecosystem, String), RepoPath> {
    let mut found = BTreeMap::new();
    for module in modules.values().filter(|module| is_library(module)) {
        // What a build names by its folder has no name to be found by.
        let folder = (Ecosystem::Maven, module.path.to_string());
        for key in keys(module).into_iter().chain([folder]) {
            found.entry(key).or_insert_with(|| module.path.clone());
        }
    }
    found
}

/// The names that other modules declare a module by.
fn keys(module: &ModuleFacts) -> Vec<(Ecosystem, String)> {
    let keys = module.published().into_iter().map(|(ecosystem, name)| match ecosystem {
        // Dependencies are named as PEP 503 normalizes.
        Ecosystem::Python => (ecosystem, normalize(&name)),
        _ => (ecosystem, name),
    });
    keys.collect()
}

/// The names of what a module declares, as [`keys`] writes them.
fn names_drawn(module: &ModuleFacts) -> impl Iterator<Item = (Ecosystem, String)> + '_ {
    module.runtime_dependencies().map(|dependency| {
        let name = match dependency.ecosystem {
            // A module of the same build is named by its artifact alone: groups are often inherited.
            Ecosystem::Maven => dependency.name.rsplit(':').next().unwrap_or(&dependency.name),
            _ => &dependency.name,
        };
        (dependency.ecosystem, name.to_owned())
    })
}

fn drawn_on(module: &ModuleFacts, libraries: &BTreeMap<(Ecosystem, String), RepoPath>) -> Vec<RepoPath> {
    let found = names_drawn(module).filter_map(|key| libraries.get(&key).cloned());
    found.filter(|path| *path != module.path).collect::<BTreeSet<_>>().into_iter().collect()
}

/// What a module draws on by what is declared; what its imports lead to is known better and left out.
fn reach(
    from: &RepoPath,
    direct: &BTreeMap<RepoPath, Vec<RepoPath>>,
    known: &BTreeSet<RepoPath>,
) -> BTreeSet<RepoPath> {
    let mut reached: BTreeSet<RepoPath> = BTreeSet::new();
    let mut open = vec![from];
    while let Some(path) = open.pop() {
        for library in direct.get(path).into_iter().flatten().filter(|library| !known.contains(*library)) {
            if library != from && reached.len() < LIBRARIES_MAX && reached.insert(library.clone()) {
                open.push(library);
            }
        }
    }
    reached
}
