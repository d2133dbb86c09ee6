//! How it stands, counted and in words: the same in a terminal and on a page.

use std::collections::BTreeMap;

use contracts::{
    DiffPlan, Module,
    plan::{CellState, GapType, Hop, ModuleKind},
};

use crate::wording::{asks_how_good, counted, what_it_has};

/// `3 services`, `1 job`.
pub(crate) fn kinds(asked: &[&Module]) -> Vec<String> {
    let of = |kind| asked.iter().filter(|module| module.kind == kind).count();
    let kinds = [(ModuleKind::Service, "service", "services"), (ModuleKind::Job, "job", "jobs")];
    let there =
        kinds.map(|(kind, one, many)| (of(kind), one, many)).into_iter().filter(|(number, ..)| *number > 0);
    there.map(|(number, one, many)| counted(number, one, many)).collect()
}

/// `2 of 5 with OpenTelemetry`, and of how many nobody knows; `number` dresses what is there. What asks how good something
/// is says only what is wrong.
pub(crate) fn present(asked: &[&Module], number: fn(usize) -> String) -> Vec<String> {
    let mut by_type: BTreeMap<GapType, (usize, usize, usize)> = BTreeMap::new();
    let cells = asked.iter().flat_map(|module| &module.gaps);
    for (gap_type, cell) in cells.filter(|(gap_type, _)| !asks_how_good(**gap_type)) {
        let (present, unknown, of) = by_type.entry(*gap_type).or_default();
        *present += usize::from(cell.state == CellState::Present);
        *unknown += usize::from(cell.state == CellState::Unknown);
        *of += usize::from(cell.state != CellState::NotApplicable);
    }
    let tell = |(gap_type, (present, unknown, of))| {
        let unknown = if unknown > 0 { format!(" ({unknown} unknown)") } else { String::new() };
        format!("{} of {of} with {}{unknown}", number(present), what_it_has(gap_type))
    };
    by_type.into_iter().filter(|(_, (.., of))| *of > 0).map(tell).collect()
}

/// The hops, those where the trace breaks first, then those of which nobody knows.
pub(crate) fn hops(plan: &DiffPlan) -> Vec<&Hop> {
    let rank = |hop: &Hop| match hop.traced {
        Some(false) => 0,
        None => 1,
        Some(true) => 2,
    };
    let mut hops: Vec<&Hop> = plan.hops.iter().collect();
    hops.sort_by_key(|hop| (rank(hop), *hop));
    hops
}

/// `2 of 5 hops traced`; none without a hop.
pub(crate) fn traced(plan: &DiffPlan, number: fn(usize) -> String) -> Option<String> {
    let traced = plan.hops.iter().filter(|hop| hop.traced == Some(true)).count();
    let of = plan.hops.len();
    (of > 0).then(|| format!("{} of {} traced", number(traced), counted(of, "hop", "hops")))
}
