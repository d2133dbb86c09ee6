//! Deploy files that name images and programs, not folders: given to the module whose name they speak of, or in whose
//! folder they lie.

use std::collections::{BTreeMap, BTreeSet};

use source_tree::RepoPath;

use super::{joined, nearest, own_code, programless::sole_program};
use crate::{
    deploy::kubernetes::Workload,
    facts::{Deployment, ModuleFacts},
};

/// Gives workloads and start scripts to their modules.
pub(super) fn attach(
    modules: &mut BTreeMap<RepoPath, ModuleFacts>,
    workloads: Vec<Workload>,
    scripts: Vec<Deployment>,
) {
    let names = names(modules);
    let workloads = joined::with_maps(workloads);
    let charts = joined::charts(&workloads, |workload| spoken(&names, workload));
    for workload in workloads.into_iter().filter(|workload| !own_code::is_test(&workload.deployment.path)) {
        if let Some(module) =
            owner(modules, &names, &charts, &workload).and_then(|path| modules.get_mut(&path))
        {
            module.deployments.push(workload.deployment);
        }
    }
    for script in scripts.into_iter().filter(|script| !own_code::is_test(&script.path)) {
        if let Some(module) = nearest(modules, &script.path).filter(|module| starts(module, &script)) {
            module.deployments.push(script);
        }
    }
    for module in modules.values_mut() {
        module.deployments.sort_by(|a, b| (&a.path, a.location.span).cmp(&(&b.path, b.location.span)));
    }
}

/// The modules by the names they may be deployed under; a name that two share stands for none.
pub(super) fn names(modules: &BTreeMap<RepoPath, ModuleFacts>) -> BTreeMap<String, Option<RepoPath>> {
    let mut found: BTreeMap<String, Option<RepoPath>> = BTreeMap::new();
    for module in modules.values() {
        let folder = Some(module.path.file_name()).filter(|_| !module.path.is_root());
        let own: BTreeSet<String> = folder.into_iter().chain(module.name.as_deref()).map(bare).collect();
        for name in own {
            found
                .entry(name)
                .and_modify(|of| *of = of.take().filter(|of| *of == module.path))
                .or_insert_with(|| Some(module.path.clone()));
        }
    }
    found
}

/// A name as it is compared: its last part, without case and signs.
pub(super) fn bare(name: &str) -> String {
    let last = name.rsplit(['/', ':']).next().unwrap_or(name);
    last.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// The module whose name a workload speaks of: by an image, else by its own name.
fn spoken(names: &BTreeMap<String, Option<RepoPath>>, workload: &Workload) -> Option<RepoPath> {
    let image = |name: &str| {
        let untagged = name.split('@').next().unwrap_or(name);
        let last = untagged.rsplit('/').next().unwrap_or(untagged);
        bare(last.split(':').next().unwrap_or(last))
    };
    let mut spoken =
        workload.images.iter().map(|found| image(&found.name)).chain(workload.name.as_deref().map(bare));
    spoken.find_map(|name| names.get(&name).filter(|_| !name.is_empty()).cloned().flatten())
}

fn owner(
    modules: &BTreeMap<RepoPath, ModuleFacts>,
    names: &BTreeMap<String, Option<RepoPath>>,
    charts: &BTreeMap<RepoPath, Option<RepoPath>>,
    workload: &Workload,
) -> Option<RepoPath> {
    let of_chart = || {
        let chart = joined::chart(workload)?;
        let told = charts.get(&chart).cloned().flatten();
        told.or_else(|| names.get(&bare(chart.file_name())).cloned().flatten())
    };
    let named = spoken(names, workload).or_else(of_chart);
    named.or_else(|| {
        // What lies in a module's own folder speaks of it.
        let mut above = workload.deployment.path.ancestors();
        above.find(|folder| !folder.is_root() && modules.contains_key(folder)).or_else(|| {
            let root = RepoPath::root();
            let alone = modules.len() == 1 && modules.contains_key(&root);
            if alone { Some(root) } else { sole_program(modules, &root) }
        })
    })
}

/// Whether a script is one that starts the module: an image runs it, or it lies at the module's top.
fn starts(module: &ModuleFacts, script: &Deployment) -> bool {
    let name = script.path.file_name();
    let mentioned = module.wiring_lines().any(|line| line.text.contains(name));
    let at_top = script.path.parent().is_some_and(|folder| folder == module.path);
    mentioned
        || (at_top
            && matches!(
                name,
                "run.sh" | "start.sh" | "entrypoint.sh" | "docker-entrypoint.sh" | "Procfile" | "startup.sh"
            ))
}
