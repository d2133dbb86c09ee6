//! Jobs of schedulers and engines: folders of scripts and DAGs that have no manifest of their own, and the environment of
//! Airflow that lies apart from its DAGs.

use std::collections::{BTreeMap, BTreeSet};

use contracts::plan::Language;
use source_tree::RepoPath;

use super::module::bare_module;
use crate::{
    deploy::Deploy,
    facts::{ModuleFacts, Usage, UsageKind},
    own_code,
};

/// Packages that say that a module runs an engine itself.
const ENGINES: [(UsageKind, &[&str]); 3] = [
    (UsageKind::Airflow, &["airflow", "cosmos"]),
    (UsageKind::Spark, &["spark", "databricks"]),
    (UsageKind::Flink, &["flink"]),
];

/// Folders of scripts that a scheduler or a cluster runs: those in no module, and those below a module of Python that
/// neither declares their engine nor is deployed, so that it only gathers tools.
pub(super) fn without_manifest(
    modules: &BTreeMap<RepoPath, ModuleFacts>,
    usages: &[(Usage, Language)],
    deploys: &[Deploy],
) -> Vec<ModuleFacts> {
    let mut found: BTreeMap<RepoPath, ModuleFacts> = BTreeMap::new();
    for (usage, language) in usages.iter().filter(|(usage, _)| engine(usage.kind).is_some()) {
        let path = &usage.location.path;
        let holder = path.ancestors().find_map(|folder| modules.get(&folder));
        let gathers = holder.is_none_or(|holder| gathers_tools(holder, usage.kind, *language, deploys));
        let folder =
            path.parent().filter(|_| gathers && !own_code::is_aside(path) && !own_code::is_test(path));
        let Some(folder) = folder.map(|folder| of_dags(modules, folder)) else { continue };
        if !modules.contains_key(&folder) {
            let module = || bare_module(folder.clone(), *language, usage.location.clone());
            found.entry(folder.clone()).or_insert_with(module);
        }
    }
    // Scripts below scripts belong to them.
    let folders: BTreeSet<RepoPath> = found.keys().cloned().collect();
    let inner = |folder: &RepoPath| folder.ancestors().any(|above| folders.contains(&above));
    found.into_iter().filter(|(folder, _)| !inner(folder)).map(|(_, module)| module).collect()
}

/// What lies in `dags/` is what the folder above is about, where that is no module of another kind.
fn of_dags(modules: &BTreeMap<RepoPath, ModuleFacts>, folder: RepoPath) -> RepoPath {
    if folder.file_name() != "dags" {
        return folder;
    }
    folder.parent().filter(|above| !modules.contains_key(above)).unwrap_or(folder)
}

fn engine(kind: UsageKind) -> Option<&'static [&'static str]> {
    let kind = if kind == UsageKind::SparkKafkaSource { UsageKind::Spark } else { kind };
    ENGINES.iter().find(|(engine, _)| *engine == kind).map(|(_, packages)| *packages)
}

fn gathers_tools(holder: &ModuleFacts, kind: UsageKind, language: Language, deploys: &[Deploy]) -> bool {
    let python = language == Language::Python && holder.language == Language::Python;
    let packages = engine(kind).unwrap_or_default();
    let declares = || {
        let names = holder.dependencies.iter().map(|dependency| dependency.name.as_str());
        names.into_iter().any(|name| packages.iter().any(|package| name.contains(package)))
    };
    let deployed = || deploys.iter().any(|deploy| deploy.folder == holder.path);
    python && !declares() && !deployed()
}

/// Joins the environment of Airflow, a folder with requirements or an image and no code, with the one module that has DAGs.
pub(super) fn join_airflow(modules: &mut BTreeMap<RepoPath, ModuleFacts>) {
    let uses = |module: &ModuleFacts| module.usages.iter().any(|usage| usage.kind == UsageKind::Airflow);
    let with_dags: Vec<RepoPath> =
        modules.values().filter(|module| uses(module)).map(|module| module.path.clone()).collect();
    let environments: Vec<RepoPath> =
        modules.values().filter(|module| is_environment(module)).map(|module| module.path.clone()).collect();
    let ([dags], [environment]) = (&with_dags[..], &environments[..]) else { return };
    let takes = modules.get(dags).is_some_and(|module| module.manifests.is_empty());
    let Some(joined) = modules.get(environment).cloned().filter(|_| takes) else { return };
    modules.remove(environment);
    let Some(module) = modules.get_mut(dags) else { return };
    module.name = module.name.take().or(joined.name);
    module.manifests.extend(joined.manifests);
    module.dependencies.extend(joined.dependencies);
    module.deployments.extend(joined.deployments);
    module.lineage.extend(joined.lineage);
}

/// Whether a module is nothing but what Airflow is installed by.
fn is_environment(module: &ModuleFacts) -> bool {
    let of_airflow = |name: &str| {
        name.starts_with("apache-airflow") || matches!(name, "openlineage-airflow" | "astronomer-cosmos")
    };
    let installs = module.dependencies.iter().any(|dependency| of_airflow(&dependency.name));
    installs && module.usages.is_empty() && module.entry_points.is_empty() && !module.manifests.is_empty()
}
