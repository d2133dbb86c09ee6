//! What does not count: gaps that are accepted, and gaps that are there no more.

use std::fmt::Write as _;

use contracts::{DiffPlan, Gap, plan::Acceptance};

use crate::{
    accepted::{self, why},
    escape::plain,
    style::Style,
    wording::{counted, lacks},
};

/// How many gaps that were fixed are named.
const FIXED_MAX: usize = 10;

/// How many gaps are accepted and until when; a line for each when all are wanted.
pub(crate) fn accepted(out: &mut String, plan: &DiffPlan, style: Style) {
    let Some(counts) = accepted::counts(plan) else { return };
    let hint = if style.all { "" } else { " (--all lists them)" };
    let _ = writeln!(out, "{}", style.faint(format!("{counts}{hint}")));
    if style.all {
        for (gap, acceptance) in accepted::accepted(plan) {
            let _ = writeln!(out, "  {}  {}", named(gap), style.faint(said(acceptance)));
        }
    }
    out.push('\n');
}

/// The gaps that the other revision has and this one does not.
pub(crate) fn fixed(out: &mut String, plan: &DiffPlan, style: Style) {
    if plan.fixed.is_empty() {
        return;
    }
    let _ = writeln!(out, "{}", style.strong("fixed"));
    let shown = if style.all { plan.fixed.len() } else { FIXED_MAX };
    for gap in plan.fixed.iter().take(shown) {
        let _ = writeln!(out, "  {}", style.good(named(gap)));
    }
    if plan.fixed.len() > shown {
        let more = counted(plan.fixed.len() - shown, "more", "more");
        let _ = writeln!(out, "  {}", style.faint(format!("and {more} (--all lists them)")));
    }
    out.push('\n');
}

/// `missing OpenTelemetry in orders`, with the client where there is one.
fn named(gap: &Gap) -> String {
    let subject = gap.key.subject.as_ref().map(|subject| format!(" ({subject})")).unwrap_or_default();
    plain(&format!("{} in {}{subject}", lacks(gap.gap_type), gap.module))
}

/// `until 2027-03-01: the reason  (.autopilot.yml:3)`.
fn said(acceptance: &Acceptance) -> String {
    let evidence = acceptance.evidence();
    let line = evidence.span.map(|span| format!(":{}", span.start.line)).unwrap_or_default();
    format!("{}  ({}{line})", why(acceptance), plain(&evidence.path))
}
