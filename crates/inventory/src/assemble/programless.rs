//! Deploy files at the root of a build whose one program lies below: the root holds no code, and what is deployed is the
//! program.

use std::collections::BTreeMap;

use source_tree::RepoPath;

use crate::facts::ModuleFacts;
use crate::family::same_family;

/// The only program in or below a folder; none when there are several.
pub(super) fn sole_program(modules: &BTreeMap<RepoPath, ModuleFacts>, folder: &RepoPath) -> Option<RepoPath> {
    let mut programs = modules.values().filter(|module| {
        module.path.is_within(folder) && !module.entry_points.is_empty() && !module.aside && !module.test
    });
    let only = programs.next()?;
    programs.next().is_none().then(|| only.path.clone())
}

/// The only module of its own in or below a folder, be it seen to begin anywhere or not: what is built there runs it.
pub(super) fn sole_module(modules: &BTreeMap<RepoPath, ModuleFacts>, folder: &RepoPath) -> Option<RepoPath> {
    let mut inside =
        modules.values().filter(|module| module.path.is_within(folder) && !module.aside && !module.test);
    let only = inside.next()?;
    inside.next().is_none().then(|| only.path.clone())
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
            let place =
                |deployment: &crate::facts::Deployment| (deployment.path.clone(), deployment.location.span);
            program.deployments.sort_by_key(place);
        }
    }
}
