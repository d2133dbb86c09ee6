//! `--module`: the part of a plan that somebody asks for.

use contracts::{DiffPlan, Finding, plan::Hop};
use source_tree::RepoPath;

use crate::failure::Failure;

/// How many folders are offered when one holds no module.
const OFFERED_MAX: usize = 8;

/// The plan of the modules in or below these folders, with the hops that touch them; all of it when none is named.
///
/// # Errors
/// When a folder is none, or holds no module.
pub(crate) fn modules(plan: DiffPlan, folders: &[String]) -> Result<DiffPlan, Failure> {
    if folders.is_empty() {
        return Ok(plan);
    }
    let mut wanted = Vec::new();
    for folder in folders {
        let path = RepoPath::new(folder).map_err(|error| {
            Failure::usage(format!("`--module {folder}` names no folder of the repository"))
                .why(error)
                .help("write it relative to the repository's root, e.g. `--module services/orders`")
        })?;
        if !plan.modules.iter().any(|module| lies_in(&module.path, &path)) {
            return Err(unknown(&plan, folder));
        }
        wanted.push(path);
    }
    let is_wanted = |path: &str| wanted.iter().any(|folder| lies_in(path, folder));
    // Each field by its name, so that a new one is not forgotten here. The name and the confidence are those of the part.
    let DiffPlan {
        diff_plan_id: _,
        repo,
        commit,
        confidence: _,
        mut gaps,
        mut modules,
        mut hops,
        mut connectors,
        mut fixed,
        mut findings,
    } = plan;
    modules.retain(|module| is_wanted(&module.path));
    gaps.retain(|gap| is_wanted(&gap.module));
    hops.retain(|Hop { from, to, .. }| is_wanted(from) || is_wanted(to));
    findings.retain(|Finding { path, .. }| path == "." || is_wanted(path));
    connectors.retain(|connector| is_wanted(&connector.evidence.path));
    fixed.retain(|gap| is_wanted(&gap.module));
    let part = DiffPlan::new(repo, commit, modules, gaps, hops, findings).with_connectors(connectors);
    Ok(DiffPlan { fixed, ..part })
}

fn lies_in(path: &str, folder: &RepoPath) -> bool {
    RepoPath::new(path).is_ok_and(|path| path.is_within(folder))
}

fn unknown(plan: &DiffPlan, folder: &str) -> Failure {
    let found: Vec<String> = plan.modules.iter().map(|module| redact::on_one_line(&module.path)).collect();
    let help = match &found[..] {
        [] => "no module was found here at all".to_owned(),
        found if found.len() <= OFFERED_MAX => format!("there are: {}", found.join(", ")),
        found => {
            format!(
                "there are: {} and {} more (--all)",
                found[..OFFERED_MAX].join(", "),
                found.len() - OFFERED_MAX
            )
        }
    };
    Failure::usage(format!("no module lies in `{folder}`")).help(help)
}
