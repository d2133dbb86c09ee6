//! Deploy files at the root of a build whose one program lies below: the root holds no code, and what is deployed is the
//! program.

use std::collections::BTreeMap;

use source_tree::RepoPath;

use crate::{
    facts::{Deployment, ModuleFacts},
    family::same_family,
};

/// The only program in or below a folder; none when there are several.
pub(super) fn sole_program(modules: &BTreeMap<RepoPath, ModuleFacts>, folder: &RepoPath) -> Option<RepoPath> {
    sole(modules, folder, |module| !module.entry_points.is_empty())
}

/// The only module in or below a folder, be it seen to begin anywhere or not: what is built there runs it.
pub(super) fn sole_module(modules: &BTreeMap<RepoPath, ModuleFacts>, folder: &RepoPath) -> Option<RepoPath> {
    sole(modules, folder, |_| true)
}

/// The only module of some kind in or below a folder that neither shows nor tests anything.
fn sole(
    modules: &BTreeMap<RepoPath, ModuleFacts>,
    folder: &RepoPath,
    is_meant: impl Fn(&ModuleFacts) -> bool,
) -> Option<RepoPath> {
    let mut meant = modules
        .values()
        .filter(|module| module.path.is_within(folder) && !module.aside && !module.test && is_meant(module));
    let only = meant.next()?;
    meant.next().is_none().then(|| only.path.clone())
}

/// Hands the deployments of modules without code down to the only program below them.
pub(super) fn hand_down(modules: &mut BTreeMap<RepoPath, ModuleFacts>) {
    let empty = |module: &&ModuleFacts| {
        !module.deployments.is_empty() && module.entry_points.is_empty() && module.usages.is_empty()
    };
    let handed: Vec<(RepoPath, RepoPath)> = modules
        .values()
        .filter(empty)
        .filter_map(|module| {
            let program = sole_program(modules, &module.path)?;
            let related = modules.get(&program).is_some_and(|to| same_family(to.language, module.language));
            related.then(|| (module.path.clone(), program))
        })
        .collect();
    for (from, to) in handed {
        let deployments = modules.get_mut(&from).map(|module| std::mem::take(&mut module.deployments));
        if let (Some(deployments), Some(program)) = (deployments, modules.get_mut(&to)) {
            program.deployments.extend(deployments);
            let place = |deployment: &Deployment| (deployment.path.clone(), deployment.location.span);
            program.deployments.sort_by_key(place);
        }
    }
}
