//! Libraries inside the repository: what their source does, the modules that depend on them do.

use std::collections::{BTreeMap, BTreeSet};

use source_tree::RepoPath;

use crate::{
    facts::{Ecosystem, ModuleFacts, Usage},
    manifest::{self, Manifest},
};

/// How many libraries one module may draw on: a hostile repository may make any graph.
const LIBRARIES_MAX: usize = 64;

/// Names the libraries of each module and gives it what they do. Evidence stays where it stands.
pub(super) fn follow(modules: &mut BTreeMap<RepoPath, ModuleFacts>, manifests: &[Manifest]) {
    let libraries = libraries(modules);
    let mut direct: BTreeMap<RepoPath, Vec<RepoPath>> =
        modules.values().map(|module| (module.path.clone(), drawn_on(module, &libraries))).collect();
    let folders: Vec<RepoPath> = libraries.values().cloned().collect();
    for manifest in manifests {
        if let Some(direct) = direct.get_mut(&manifest.folder) {
            direct.extend(manifest::gradle::project_folders(manifest, &folders));
        }
    }
    let reached: Vec<(RepoPath, Vec<RepoPath>)> =
        direct.keys().map(|path| (path.clone(), reach(path, &direct))).collect();
    let own: BTreeMap<RepoPath, Vec<Usage>> =
        modules.values().map(|module| (module.path.clone(), module.usages.clone())).collect();
    for (path, libraries) in reached {
        let Some(module) = modules.get_mut(&path) else { continue };
        for library in &libraries {
            module.usages.extend(own.get(library).into_iter().flatten().cloned());
        }
        module.libraries = libraries;
    }
}

/// What can be drawn on, by ecosystem and name: what is neither started nor deployed by itself.
fn libraries(modules: &BTreeMap<RepoPath, ModuleFacts>) -> BTreeMap<(Ecosystem, String), RepoPath> {
    let mut found = BTreeMap::new();
    for module in
        modules.values().filter(|module| module.entry_points.is_empty() && module.deployments.is_empty())
    {
        // What a build names by its folder has no name to be found by.
        let folder = (Ecosystem::Maven, module.path.to_string());
        for key in module.published().into_iter().chain([folder]) {
            found.entry(key).or_insert_with(|| module.path.clone());
        }
    }
    found
}

fn drawn_on(module: &ModuleFacts, libraries: &BTreeMap<(Ecosystem, String), RepoPath>) -> Vec<RepoPath> {
    let found = module.runtime_dependencies().filter_map(|dependency| {
        let name = match dependency.ecosystem {
            // A module of the same build is named by its artifact alone: groups are often inherited.
            Ecosystem::Maven => dependency.name.rsplit(':').next().unwrap_or(&dependency.name),
            _ => &dependency.name,
        };
        libraries.get(&(dependency.ecosystem, name.to_owned())).cloned()
    });
    found.filter(|path| *path != module.path).collect::<BTreeSet<_>>().into_iter().collect()
}

fn reach(from: &RepoPath, direct: &BTreeMap<RepoPath, Vec<RepoPath>>) -> Vec<RepoPath> {
    let mut reached: BTreeSet<RepoPath> = BTreeSet::new();
    let mut open = vec![from];
    while let Some(path) = open.pop() {
        for library in direct.get(path).into_iter().flatten() {
            if library != from && reached.len() < LIBRARIES_MAX && reached.insert(library.clone()) {
                open.push(library);
            }
        }
    }
    reached.into_iter().collect()
}
