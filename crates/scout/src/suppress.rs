//! What a team accepts for now, laid over a plan. It is apart from the plan: what is missing does not hang on the day.

mod carried;
mod index;
mod told;

use contracts::{Date, DiffPlan, Gap, plan::Acceptance};
use inventory::{Suppression, Suppressions};

pub use carried::{added, carried};

use index::Index;
use told::Matched;

/// Accepts the gaps that a suppression speaks of on this day, and adds what should be known of suppressions: which are over
/// and which match nothing. The plan's id and the order of its gaps stay as they are.
#[must_use]
pub fn suppress(mut plan: DiffPlan, suppressions: &Suppressions, as_of: Date) -> DiffPlan {
    let index = Index::of(suppressions);
    let mut matched = vec![Matched::default(); suppressions.0.len()];
    for gap in &mut plan.gaps {
        let of_gap = index.speaking_of(&gap.key.to_string());
        let speaking = || of_gap.iter().filter_map(|at| suppressions.0.get(*at));
        // The one that holds longest; of several the first.
        let longest = speaking().filter(|one| one.until >= as_of).rev().max_by_key(|one| one.until);
        if let Some(suppression) = longest {
            gap.accepted = Some(accepted(suppression));
        }
        for at in &of_gap {
            matched[*at].add(gap);
        }
    }
    plan.findings.extend(told::findings(suppressions, &matched, as_of));
    plan.findings.sort();
    plan.findings.dedup();
    plan
}

fn accepted(suppression: &Suppression) -> Acceptance {
    let Suppression { reason, until, evidence, .. } = suppression.clone();
    Acceptance::Suppression { reason, until, evidence }
}

impl Matched {
    fn add(&mut self, gap: &Gap) {
        self.gaps += 1;
        self.open += usize::from(gap.accepted.is_none());
    }
}
