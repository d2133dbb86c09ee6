//! Modules whose folder was renamed between two revisions, as far as the files that were renamed show it.

use std::collections::{BTreeMap, BTreeSet};

use contracts::{DiffPlan, Finding, GapKey, RuleId, Severity, plan::GapType};
use inventory::is_manifest;
use source_tree::RepoPath;

/// What two revisions show of their files.
#[derive(Debug, Clone, Default)]
pub struct Renamed {
    /// The files that were renamed: the earlier path and the later one.
    pub files: Vec<(RepoPath, RepoPath)>,
    /// Every file of the base revision.
    pub base: Vec<RepoPath>,
    /// Whether everything was compared.
    pub complete: bool,
}

/// The modules that are followed from a base revision, and what is to be told of them.
#[derive(Debug, Clone, Default)]
pub struct Moved {
    /// From a module's folder in the base revision to its folder now.
    modules: BTreeMap<String, String>,
    pub(crate) findings: Vec<Finding>,
}

impl Moved {
    /// Whether a module went and another came, so that one may have become the other.
    #[must_use]
    pub fn is_possible(base: &DiffPlan, head: &DiffPlan) -> bool {
        !missing_in(base, head).is_empty() && !missing_in(head, base).is_empty()
    }

    /// Follows each module that is gone to the one that came, where its manifest or most of its files were renamed from one
    /// folder to the other.
    #[must_use]
    pub fn between(base: &DiffPlan, head: &DiffPlan, renamed: &Renamed) -> Self {
        let (gone, came) = (missing_in(base, head), missing_in(head, base));
        let mut modules: BTreeMap<&str, &str> = BTreeMap::new();
        let mut taken: BTreeSet<&str> = BTreeSet::new();
        for Candidate { from, to, .. } in candidates(base, head, renamed) {
            let free = gone.contains(from) && came.contains(to) && !modules.contains_key(from);
            if free && taken.insert(to) {
                modules.insert(from, to);
            }
        }
        let left: Vec<&str> = gone.into_iter().filter(|from| !modules.contains_key(from)).collect();
        let open: Vec<&str> = came.into_iter().filter(|to| !taken.contains(to)).collect();
        let mut findings: Vec<Finding> = modules.iter().map(|(from, to)| followed(from, to)).collect();
        findings.extend(alike(base, head, &left, &open));
        if !renamed.complete && !left.is_empty() && !open.is_empty() {
            findings.push(cut());
        }
        let owned = |(from, to): (&str, &str)| (from.to_owned(), to.to_owned());
        Self { modules: modules.into_iter().map(owned).collect(), findings }
    }

    /// What a module of the base revision is called now.
    pub(crate) fn module<'a>(&'a self, path: &'a str) -> &'a str {
        self.modules.get(path).map_or(path, String::as_str)
    }

    /// What a gap of the base revision is called now: it follows its module.
    pub(crate) fn key(&self, key: &GapKey) -> GapKey {
        GapKey { module: self.module(&key.module).to_owned(), ..key.clone() }
    }
}

/// The folders of modules that the other plan does not have.
fn missing_in<'a>(plan: &'a DiffPlan, other: &DiffPlan) -> BTreeSet<&'a str> {
    let there = folders(other);
    folders(plan).into_iter().filter(|path| !there.contains(path)).collect()
}

fn folders(plan: &DiffPlan) -> BTreeSet<&str> {
    plan.modules.iter().map(|module| module.path.as_str()).collect()
}

/// Two folders between which enough was renamed.
struct Candidate<'a> {
    from: &'a str,
    to: &'a str,
    manifest: bool,
    files: usize,
}

/// What was renamed between two modules, the surest first.
fn candidates<'a>(base: &'a DiffPlan, head: &'a DiffPlan, renamed: &Renamed) -> Vec<Candidate<'a>> {
    let (old, new) = (folders(base), folders(head));
    let mut held: BTreeMap<&str, usize> = BTreeMap::new();
    for module in renamed.base.iter().filter_map(|file| module_of(&old, file)) {
        *held.entry(module).or_default() += 1;
    }
    let mut found: BTreeMap<(&str, &str), (bool, usize)> = BTreeMap::new();
    for (before, after) in &renamed.files {
        let (Some(from), Some(to)) = (module_of(&old, before), module_of(&new, after)) else { continue };
        let (manifest, files) = found.entry((from, to)).or_default();
        *manifest |= is_manifest(before) && lies_in(before, from) && lies_in(after, to);
        *files += 1;
    }
    let mut candidates: Vec<Candidate<'_>> = found
        .into_iter()
        .map(|((from, to), (manifest, files))| Candidate { from, to, manifest, files })
        .filter(|found| found.manifest || 2 * found.files > held.get(found.from).copied().unwrap_or_default())
        .collect();
    // The sort is stable: what is equally sure stays in the order of the paths.
    candidates.sort_by_key(|found| std::cmp::Reverse((found.manifest, found.files)));
    candidates
}

/// The innermost module that a file lies in.
fn module_of<'a>(modules: &BTreeSet<&'a str>, file: &RepoPath) -> Option<&'a str> {
    let mut folder = file.as_str();
    while let Some((above, _)) = folder.rsplit_once('/') {
        if let Some(module) = modules.get(above) {
            return Some(module);
        }
        folder = above;
    }
    modules.get(".").copied()
}

/// Whether a file lies right in a folder, not deeper.
fn lies_in(file: &RepoPath, folder: &str) -> bool {
    file.as_str().rsplit_once('/').map_or(".", |(above, _)| above) == folder
}

fn followed(from: &str, to: &str) -> Finding {
    let message = format!("this module was `{from}` in the base revision: its gaps are compared with those");
    finding(to, "module-moved", Severity::Note, message, None)
}

/// Modules that could have become others, of which nothing shows it.
fn alike(base: &DiffPlan, head: &DiffPlan, left: &[&str], open: &[&str]) -> Vec<Finding> {
    let (before, after) = (gaps_by_module(base), gaps_by_module(head));
    let alike = |from: &&str| {
        let gaps = before.get(from)?;
        let to = open.iter().find(|to| after.get(*to) == Some(gaps))?;
        let message = format!(
            "`{from}` is gone and this module has the same gaps: whether it was renamed cannot be told, so they count as new"
        );
        let help = "rename a module in a change of its own, and commit it, so that its files are known again";
        Some(finding(to, "module-moved-unknown", Severity::Warning, message, Some(help)))
    };
    left.iter().filter_map(alike).collect()
}

/// What each module lacks, as far as it does not depend on its folder.
fn gaps_by_module(plan: &DiffPlan) -> BTreeMap<&str, BTreeSet<(GapType, Option<&str>)>> {
    let mut gaps: BTreeMap<&str, BTreeSet<(GapType, Option<&str>)>> = BTreeMap::new();
    for gap in &plan.gaps {
        gaps.entry(&gap.module).or_default().insert((gap.gap_type, gap.key.subject.as_deref()));
    }
    gaps
}

fn cut() -> Finding {
    let message = "not every file could be compared with the base revision: gaps of modules that were renamed may count \
                   as new";
    let help = "rename modules in a change of its own";
    finding(".", "renames-cut", Severity::Warning, message.to_owned(), Some(help))
}

fn finding(path: &str, rule: &str, severity: Severity, message: String, help: Option<&str>) -> Finding {
    let help = help.map(ToOwned::to_owned);
    Finding { path: path.to_owned(), span: None, rule: RuleId::new(rule), severity, message, help }
}
