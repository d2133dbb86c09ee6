//! Programs of one manifest that are built into images of their own: each is a module, and what they share stays with
//! the manifest.

use std::collections::{BTreeMap, BTreeSet};

use contracts::plan::Language;
use source_tree::RepoPath;

use super::{bare_module, imported::Drawn};
use crate::{
    deploy::Deploy,
    facts::{EntryPoint, ModuleFacts},
    family::same_family,
    own_code,
};

/// How many programs of one manifest need images before each is a module: the image of a single one is that of
/// the manifest.
const PROGRAMS_MIN: usize = 2;

/// The folders below a manifest that are built for themselves and hold a program; none below what is `packaged` as one
/// thing.
pub(super) fn find(
    modules: &BTreeMap<RepoPath, ModuleFacts>,
    packaged: &BTreeSet<&RepoPath>,
    deploys: &[Deploy],
    entry_points: &[(EntryPoint, Language)],
) -> Vec<ModuleFacts> {
    let programs = program_folders(modules, entry_points);
    let mut by_module: BTreeMap<RepoPath, BTreeMap<RepoPath, ModuleFacts>> = BTreeMap::new();
    for deploy in deploys {
        let Some(language) = programs.get(&deploy.folder) else { continue };
        let Some(module) = around(modules, &deploy.folder, *language) else { continue };
        if !own_code::is_aside(&deploy.folder) && !packaged.contains(&module.path) {
            let programs = by_module.entry(module.path.clone()).or_default();
            programs.entry(deploy.folder.clone()).or_insert_with(|| {
                bare_module(deploy.folder.clone(), *language, deploy.deployment.location.clone())
            });
        }
    }
    by_module
        .into_values()
        .filter(|programs| programs.len() >= PROGRAMS_MIN)
        .flat_map(BTreeMap::into_values)
        .collect()
}

/// The folders below a manifest that hold a program, themselves or further below, with its language.
fn program_folders(
    modules: &BTreeMap<RepoPath, ModuleFacts>,
    entry_points: &[(EntryPoint, Language)],
) -> BTreeMap<RepoPath, Language> {
    let mut found = BTreeMap::new();
    for (entry, language) in entry_points {
        let path = &entry.location.path;
        let module =
            around(modules, path, *language).filter(|module| !own_code::lies_beside(path, &module.path));
        if let Some(module) = module {
            let folders = path.ancestors().take_while(|folder| *folder != module.path);
            found.extend(folders.map(|folder| (folder, *language)));
        }
    }
    found
}

/// The module of the language above a folder or file; none when another one lies between, or it is that folder. Of
/// the JVM each program has a build of its own.
fn around<'a>(
    modules: &'a BTreeMap<RepoPath, ModuleFacts>,
    path: &RepoPath,
    language: Language,
) -> Option<&'a ModuleFacts> {
    let above = path.ancestors().find_map(|folder| modules.get(&folder));
    let built_together = !same_family(language, Language::Java);
    above.filter(|module| {
        built_together && same_family(module.language, language) && !modules.contains_key(path)
    })
}

/// Gives each such program what its manifest requires: of Go only what its code imports.
pub(super) fn give_requirements(
    modules: &mut BTreeMap<RepoPath, ModuleFacts>,
    drawn: &BTreeMap<RepoPath, Drawn>,
) {
    let programs: Vec<(RepoPath, Language)> = modules
        .values()
        .filter(|module| module.manifests.is_empty())
        .map(|module| (module.path.clone(), module.language))
        .collect();
    for (path, language) in programs {
        let holder = path.ancestors().find_map(|folder| modules.get(&folder)).cloned();
        let Some(holder) = holder.filter(|holder| same_family(holder.language, language)) else { continue };
        let names = drawn.get(&path).map(|drawn| &drawn.names);
        let imported =
            |module: &str| language != Language::Go || names.is_some_and(|names| holds(names, module));
        if let Some(program) = modules.get_mut(&path) {
            program.manifests.clone_from(&holder.manifests);
            let required = holder.dependencies.into_iter().filter(|required| imported(&required.name));
            // What the image installs by itself is there already.
            program.dependencies.extend(required);
        }
    }
}

/// Whether one of the names that are imported is that of a module, or of something inside it.
pub(super) fn holds(packages: &BTreeSet<String>, module: &str) -> bool {
    let inside = format!("{module}/");
    let first = packages.range(inside.clone()..).next();
    packages.contains(module) || first.is_some_and(|package| package.starts_with(&inside))
}
