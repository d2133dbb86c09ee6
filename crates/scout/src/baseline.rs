//! Gaps that a baseline accepts as they are.

use std::collections::BTreeMap;

use contracts::{DiffPlan, Evidence, Finding, GapKey, RuleId, Severity, plan::Acceptance};
use inventory::{BaselineFile, BaselineGap};

use crate::{
    compare::{counted, is_undecided, named},
    moved::Moved,
};

/// Marks each gap that the baseline names as accepted, unless something else accepts it already. The baseline of a base
/// revision follows modules that moved since. Entries that name no gap any more are told.
#[must_use]
pub fn accept_baseline(mut plan: DiffPlan, baseline: &BaselineFile, moved: &Moved) -> DiffPlan {
    let mut entries: BTreeMap<GapKey, &BaselineGap> = BTreeMap::new();
    for entry in &baseline.entries {
        let key = if baseline.revision.is_some() { moved.key(&entry.key) } else { entry.key.clone() };
        entries.entry(key).or_insert(entry);
    }
    for gap in &mut plan.gaps {
        if let Some(entry) = entries.remove(&gap.key) {
            gap.accepted.get_or_insert_with(|| Acceptance::Baseline { evidence: evidence(baseline, entry) });
        }
    }
    entries.retain(|key, _| !is_undecided(&plan, key));
    let orphaned = orphaned(baseline, &entries);
    plan.with_findings(orphaned)
}

/// Lines of another revision would lead astray in this one.
fn evidence(baseline: &BaselineFile, entry: &BaselineGap) -> Evidence {
    let (span, reason) = match &baseline.revision {
        None => (Some(entry.span), "it was there when the baseline was written".to_owned()),
        Some(revision) => (None, format!("it is in the baseline of the revision {revision}")),
    };
    Evidence { path: baseline.path.clone(), span, rule: RuleId::new("baseline-accepted"), reason }
}

fn orphaned(baseline: &BaselineFile, entries: &BTreeMap<GapKey, &BaselineGap>) -> Option<Finding> {
    let keys: Vec<&GapKey> = entries.keys().collect();
    let first = entries.values().min_by_key(|entry| entry.span.start_byte)?;
    Some(Finding {
        path: baseline.path.clone(),
        span: baseline.revision.is_none().then_some(first.span),
        rule: RuleId::new("baseline-orphaned"),
        severity: Severity::Note,
        message: format!(
            "{} of the baseline {} no gap any more: {}",
            counted(keys.len(), "entry", "entries"),
            if keys.len() == 1 { "names" } else { "name" },
            named(&keys)
        ),
        help: Some(
            "write it anew with `autopilot scout --update-baseline`; a module that was renamed since is followed with `--base`"
                .to_owned(),
        ),
    })
}
