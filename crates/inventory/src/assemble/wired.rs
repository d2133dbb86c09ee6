//! Whose lineage a sign tells: signs stand in files of pipelines and deployments, seldom in the module itself.

use std::collections::{BTreeMap, BTreeSet};

use source_tree::RepoPath;

use crate::{
    facts::{Ecosystem, ModuleFacts, UsageKind},
    lineage::{LineageOf, LineageSign},
};

/// How many signs of a framework are kept of one module: any of them proves it, and a line for a whole repository is
/// copied into each of its modules.
const SIGNS_MAX: usize = 5;

/// Gives each sign to the modules that it speaks of.
pub(super) fn give(modules: &mut BTreeMap<RepoPath, ModuleFacts>, mut signs: Vec<LineageSign>) {
    signs.sort_by(|a, b| (&a.location, &a.name).cmp(&(&b.location, &b.name)));
    signs.dedup();
    for sign in signs {
        let spoken = spoken_of(modules, &sign);
        let rendered = rendered_by(modules, &spoken);
        for path in spoken.into_iter().chain(rendered) {
            if let Some(module) = modules.get_mut(&path) {
                keep(&mut module.lineage, &sign);
            }
        }
    }
}

/// Adds a sign to those of a module, unless enough say the same: one that it is switched off.
fn keep(held: &mut Vec<LineageSign>, sign: &LineageSign) {
    let same =
        |other: &&LineageSign| other.disables == sign.disables && (sign.disables || other.of == sign.of);
    let most = if sign.disables { 1 } else { SIGNS_MAX };
    if held.iter().filter(same).count() < most {
        held.push(sign.clone());
    }
}

/// The modules of the sign's framework at or below the folder it stands in; among several, those that its line names;
/// else the nearest above, where that is of the framework.
fn spoken_of(modules: &BTreeMap<RepoPath, ModuleFacts>, sign: &LineageSign) -> Vec<RepoPath> {
    if sign.of == LineageOf::Holder {
        let holder = sign.location.path.ancestors().find(|folder| modules.contains_key(folder));
        return holder.into_iter().collect();
    }
    let around = around(&sign.location.path);
    let below: Vec<&ModuleFacts> = modules
        .values()
        .filter(|module| module.path.is_within(&around) && runs_on(module, sign.of))
        .collect();
    if below.is_empty() {
        let mut above = around.ancestors().filter_map(|folder| modules.get(&folder));
        let above = above.next().filter(|module| runs_on(module, sign.of));
        return above.map(|module| module.path.clone()).into_iter().collect();
    }
    let named = |module: &&&ModuleFacts| {
        let folder = module.path.file_name();
        !module.path.is_root()
            && sign.text.split(|c: char| c.is_whitespace() || "/\"'=,".contains(c)).any(|word| word == folder)
    };
    let spoken: Vec<&&ModuleFacts> = below.iter().filter(named).collect();
    let meant: Vec<&ModuleFacts> =
        if spoken.is_empty() { below } else { spoken.into_iter().copied().collect() };
    meant.into_iter().map(|module| module.path.clone()).collect()
}

/// The projects of dbt that modules of Airflow run by Cosmos, which makes a task of each model: Airflow's provider tells
/// their lineage as it does that of other tasks. They lie in the module, or beside it.
fn rendered_by(modules: &BTreeMap<RepoPath, ModuleFacts>, paths: &[RepoPath]) -> BTreeSet<RepoPath> {
    let renders = |module: &&ModuleFacts| {
        module.usages.iter().any(|usage| usage.kind == UsageKind::Airflow && usage.of.starts_with("cosmos."))
    };
    let projects = |folder: &RepoPath| {
        let within = modules.values().filter(|module| module.path.is_within(folder) && is_dbt(module));
        within.map(|module| module.path.clone()).collect::<Vec<_>>()
    };
    let mut found = BTreeSet::new();
    for module in paths.iter().filter_map(|path| modules.get(path)).filter(renders) {
        let own = projects(&module.path);
        let beside = || module.path.parent().map(|above| projects(&above)).unwrap_or_default();
        found.extend(if own.is_empty() { beside() } else { own });
    }
    found.retain(|path| !paths.contains(path));
    found
}

/// The folder that a file speaks of. What lies in a folder for pipelines, deployments or settings speaks of the one above.
fn around(file: &RepoPath) -> RepoPath {
    let speaks_of_above = |name: &str| {
        name.starts_with('.')
            || matches!(
                name,
                "ci" | "conf"
                    | "config"
                    | "configs"
                    | "deploy"
                    | "deployment"
                    | "deployments"
                    | "docker"
                    | "helm"
                    | "infra"
                    | "infrastructure"
                    | "k8s"
                    | "kubernetes"
                    | "scripts"
                    | "terraform"
                    | "workflows"
                    | "charts"
                    | "bin"
                    | "include"
            )
    };
    let mut folder = file.parent().unwrap_or_else(RepoPath::root);
    while speaks_of_above(folder.file_name()) {
        let Some(above) = folder.parent() else { break };
        folder = above;
    }
    folder
}

fn runs_on(module: &ModuleFacts, of: LineageOf) -> bool {
    let uses = |kinds: &[UsageKind]| module.usages.iter().any(|usage| kinds.contains(&usage.kind));
    match of {
        LineageOf::Holder => true,
        LineageOf::Airflow => uses(&[UsageKind::Airflow]),
        LineageOf::Spark => uses(&[UsageKind::Spark, UsageKind::SparkKafkaSource]),
        LineageOf::Flink => uses(&[UsageKind::Flink]),
        LineageOf::Dbt => is_dbt(module),
        // Spark, Flink and dbt load the client only where their own wiring asks for it.
        LineageOf::Any => {
            let own = uses(&[UsageKind::Spark, UsageKind::Flink]) || is_dbt(module);
            let declared = |name: &str| name.contains("openlineage");
            let has = module.runtime_dependencies().any(|found| declared(&found.name));
            uses(&[UsageKind::Airflow, UsageKind::OpenLineage]) || (has && !own)
        }
    }
}

/// Whether a project of dbt is what the module is, or lies in it.
fn is_dbt(module: &ModuleFacts) -> bool {
    module.manifest.path.file_name() == "dbt_project.yml"
        || module.dependencies.iter().any(|dependency| dependency.ecosystem == Ecosystem::Dbt)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Location;

    fn sign(line: usize, of: LineageOf, disables: bool) -> LineageSign {
        let path = RepoPath::new(&format!("deploy/{line}.yml")).unwrap();
        let location = Location::beginning(&path);
        LineageSign { name: "a".to_owned(), of, disables, text: "a".to_owned(), location }
    }

    #[test]
    fn a_module_keeps_a_few_signs_of_each_framework_and_one_that_switches_off() {
        let mut held = Vec::new();
        for line in 0..100 {
            for (of, disables) in [(LineageOf::Spark, false), (LineageOf::Any, false), (LineageOf::Any, true)]
            {
                keep(&mut held, &sign(line, of, disables));
            }
        }
        let count = |of: LineageOf, disables: bool| {
            held.iter().filter(|sign| sign.of == of && sign.disables == disables).count()
        };
        assert_eq!((count(LineageOf::Spark, false), count(LineageOf::Any, false)), (SIGNS_MAX, SIGNS_MAX));
        assert_eq!(count(LineageOf::Any, true), 1);
    }
}
