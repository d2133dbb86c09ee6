//! What does not count: gaps that are accepted, and gaps that are there no more.

use contracts::{DiffPlan, Gap, plan::Acceptance};

use super::{LISTED_MAX, link, listed};
use crate::{
    accepted::{self, why},
    escape::{code, prose},
    view::View,
    wording::lacks,
};

/// A line for each gap that is accepted, below how many they are.
pub(super) fn accepted(plan: &DiffPlan, view: &View) -> String {
    let Some(counts) = accepted::counts(plan) else { return String::new() };
    let line = |(gap, acceptance): (&Gap, &Acceptance)| {
        let evidence = acceptance.evidence();
        let place = link(&view.path(&evidence.path), evidence.span.map(|span| span.start.line), view);
        format!("- {}, {} ({place})\n", named(gap, view), prose(&why(acceptance)))
    };
    let lines = accepted::accepted(plan).map(line).collect();
    format!("### Accepted\n\n{counts}.\n\n{}\n", listed(lines, LISTED_MAX))
}

/// A line for each gap that the other revision has and this one does not.
pub(super) fn fixed(plan: &DiffPlan, view: &View) -> String {
    if plan.fixed.is_empty() {
        return String::new();
    }
    let lines = plan.fixed.iter().map(|gap| format!("- {}\n", named(gap, view)));
    format!("### Fixed\n\n{}\n", listed(lines.collect(), LISTED_MAX))
}

/// `missing OpenTelemetry in `orders``, with the client where there is one.
fn named(gap: &Gap, view: &View) -> String {
    let subject = gap.key.subject.as_ref().map(|subject| format!(" ({})", code(subject))).unwrap_or_default();
    format!("{} in {}{subject}", lacks(gap.gap_type), code(&view.path(&gap.module)))
}
