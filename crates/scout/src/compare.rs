//! A plan beside that of another revision: what is new, what was there before, what is fixed.

use std::collections::BTreeSet;

use contracts::{
    DiffPlan, Finding, Gap, GapKey, RuleId, Severity,
    plan::{CellState, Change},
};

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
    let findings = moved.findings.iter().cloned().chain(undecided_now(&undecided));
    head.with_findings(findings)
}

/// Takes out of what is fixed the gaps of modules whose files are still there: ignored or excluded now, not mended.
/// `is_there` tells it of a path that the gap's evidence names.
#[must_use]
pub fn without_left_out(mut plan: DiffPlan, is_there: impl Fn(&str) -> bool) -> DiffPlan {
    let known: BTreeSet<&str> = plan.modules.iter().map(|module| module.path.as_str()).collect();
    let is_left_out = |gap: &Gap| {
        let mut places = gap.evidence.iter().map(|evidence| evidence.path.as_str());
        !known.contains(gap.module.as_str()) && places.any(&is_there)
    };
    let (left_out, fixed): (Vec<Gap>, Vec<Gap>) =
        std::mem::take(&mut plan.fixed).into_iter().partition(is_left_out);
    plan.fixed = fixed;
    let modules: BTreeSet<String> = left_out.into_iter().map(|gap| gap.module).collect();
    plan.with_findings(modules.into_iter().map(|path| Finding {
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
