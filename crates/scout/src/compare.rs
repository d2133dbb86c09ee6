//! A plan beside that of another revision: what is new, what was there before, what is fixed.

use std::collections::{BTreeMap, BTreeSet};

use contracts::{
    DiffPlan, Finding, Gap, GapKey, Module, RuleId, Severity,
    plan::{CellState, Change},
};
use inventory::CONFIG_FILE;

use crate::moved::Moved;

/// How many gaps are named in one finding.
const NAMED_MAX: usize = 5;

/// Marks each gap of a plan as new or existing, and adds what the base lacked and this does not. Gaps are joined by key, so
/// that moved lines and renamed files change nothing; gaps of modules that moved follow them.
#[must_use]
pub fn compare(mut head: DiffPlan, base: &DiffPlan, moved: &Moved) -> DiffPlan {
    let before: Vec<Gap> = base.gaps.iter().map(|gap| followed(gap, moved)).collect();
    let known: BTreeSet<&GapKey> = before.iter().map(|gap| &gap.key).collect();
    for gap in &mut head.gaps {
        gap.change = Some(if known.contains(&gap.key) { Change::Existing } else { Change::New });
    }
    let there: BTreeSet<&GapKey> = head.gaps.iter().map(|gap| &gap.key).collect();
    let gone = before.iter().filter(|gap| !there.contains(&gap.key)).cloned();
    let (undecided, mut fixed): (Vec<Gap>, Vec<Gap>) = gone.partition(|gap| is_undecided(&head, &gap.key));
    fixed.sort_by(|a, b| (a.priority, &a.key).cmp(&(b.priority, &b.key)));
    head.fixed = fixed;
    let settled = settled(&head);
    let findings = moved.findings.iter().cloned().chain(undecided_now(&undecided)).chain(settled);
    let findings: Vec<Finding> = findings.collect();
    head.with_findings(findings)
}

/// Takes out of what is fixed the gaps of modules whose own files are still there: ignored or excluded now, not mended.
/// `is_there` tells it of a path that a gap's evidence names; a deploy file outside the module stays for others.
#[must_use]
pub fn without_left_out(mut plan: DiffPlan, is_there: impl Fn(&str) -> bool) -> DiffPlan {
    let known: BTreeSet<&str> = plan.modules.iter().map(|module| module.path.as_str()).collect();
    let mut files: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for gap in plan.fixed.iter().filter(|gap| !known.contains(gap.module.as_str())) {
        let own = gap.evidence.iter().filter(|evidence| lies_within(&evidence.path, &gap.module));
        files.entry(gap.module.clone()).or_default().extend(own.map(|evidence| evidence.path.clone()));
    }
    files.retain(|_, paths| paths.iter().any(|path| is_there(path)));
    plan.fixed.retain(|gap| !files.contains_key(&gap.module));
    let modules = files.into_keys();
    plan.with_findings(modules.map(|path| Finding {
        path,
        span: None,
        rule: RuleId::new("module-left-out"),
        severity: Severity::Warning,
        message: "the base revision has gaps here, and this is no longer scanned: they do not count as fixed".to_owned(),
        help: Some(
            "a folder's ignore files and `exclude` leave it out; `--rev HEAD` scans everything that is committed".to_owned(),
        ),
    }))
}

/// Whether a file lies in a folder, however deep.
fn lies_within(file: &str, folder: &str) -> bool {
    folder == "." || file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// A gap of the base revision as it is called now; its evidence stays in the base revision.
fn followed(gap: &Gap, moved: &Moved) -> Gap {
    Gap {
        key: moved.key(&gap.key),
        module: moved.module(&gap.module).to_owned(),
        accepted: None,
        change: None,
        ..gap.clone()
    }
}

/// Whether a plan could not tell if this gap is there: it is neither there nor fixed.
pub(crate) fn is_undecided(plan: &DiffPlan, key: &GapKey) -> bool {
    let module = plan.modules.iter().find(|module| module.path == key.module);
    let cell = module.and_then(|module| module.gaps.get(&key.gap_type));
    cell.is_some_and(|cell| cell.state == CellState::Unknown)
}

/// What should be known of gaps that nothing closed but what the team says: what a change says of itself, a person believes
/// or does not.
fn settled(head: &DiffPlan) -> Option<Finding> {
    let modules: BTreeMap<&str, &Module> =
        head.modules.iter().map(|module| (module.path.as_str(), module)).collect();
    let said = |gap: &&Gap| {
        let module = modules.get(gap.module.as_str())?;
        let of_cell = module.gaps.get(&gap.key.gap_type).into_iter().flat_map(|cell| &cell.evidence);
        let of_kind = module.kind_evidence.iter().filter(|_| !module.kind.is_deployable());
        let mut shown = of_kind.chain(of_cell);
        shown.find(|evidence| evidence.path == CONFIG_FILE)
    };
    let first = head.fixed.iter().find_map(|gap| said(&gap))?;
    let keys: Vec<&GapKey> =
        head.fixed.iter().filter(|gap| said(gap).is_some()).map(|gap| &gap.key).collect();
    Some(Finding {
        path: first.path.clone(),
        span: first.span,
        rule: RuleId::new("gap-closed-by-settings"),
        severity: Severity::Warning,
        message: format!(
            "{} closed by what is said here, not by what was seen: {}",
            counted(keys.len(), "gap is", "gaps are"),
            named(&keys)
        ),
        help: Some("a person decides whether it is so".to_owned()),
    })
}

fn undecided_now(gaps: &[Gap]) -> Option<Finding> {
    let keys: Vec<&GapKey> = gaps.iter().map(|gap| &gap.key).collect();
    (!keys.is_empty()).then(|| Finding {
        path: ".".to_owned(),
        span: None,
        rule: RuleId::new("gap-undecided"),
        severity: Severity::Warning,
        message: format!(
            "{} of the base revision can no longer be decided and count neither as existing nor as fixed: {}",
            counted(keys.len(), "gap", "gaps"),
            named(&keys)
        ),
        help: Some("mend the files that could not be read".to_owned()),
    })
}

/// The first keys, and how many more there are.
pub(crate) fn named(keys: &[&GapKey]) -> String {
    let first: Vec<String> = keys.iter().take(NAMED_MAX).map(|key| format!("`{key}`")).collect();
    match keys.len().saturating_sub(NAMED_MAX) {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

pub(crate) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
