//! How a result stands: whether it is suppressed, and how it compares with the revision before.

use contracts::{
    DiffPlan, Gap,
    plan::{Acceptance, Change},
};

use super::{location, log::Suppression};
use crate::{
    accepted::{REASON_CHARS_MAX, why},
    problem::Place,
    view::View,
};

/// Whether results say how they are suppressed: all of a run do or none does (section 3.27.23).
pub(super) fn says_suppressions(plan: &DiffPlan) -> bool {
    plan.gaps.iter().any(|gap| gap.accepted.is_some())
}

/// The suppressions of a gap's result.
pub(super) fn suppressions(gap: &Gap, view: &View) -> Vec<Suppression> {
    gap.accepted.iter().map(|acceptance| suppression(acceptance, view)).collect()
}

fn suppression(acceptance: &Acceptance, view: &View) -> Suppression {
    let evidence = acceptance.evidence();
    let place = Place {
        path: view.path(&evidence.path),
        is_folder: false,
        span: evidence.span,
        reason: redact::redact_cut(&evidence.reason, REASON_CHARS_MAX),
    };
    Suppression {
        kind: if acceptance.is_inline() { "inSource" } else { "external" },
        status: "accepted",
        justification: why(acceptance),
        location: location(&place, None),
    }
}

/// The names of section 3.27.24; none where nothing was compared.
pub(super) fn baseline_state(gap: &Gap, is_fixed: bool) -> Option<&'static str> {
    match gap.change {
        _ if is_fixed => Some("absent"),
        Some(Change::New) => Some("new"),
        Some(Change::Existing) => Some("unchanged"),
        None => None,
    }
}
