//! How it stands, in a heading and a table of numbers alone: a table is no place for text of a repository.

use std::collections::BTreeMap;

use contracts::{
    DiffPlan, Module,
    plan::{CellState, GapType, ModuleKind, Priority},
};

use crate::{
    view::View,
    wording::{asks_how_good, counted, lacks, subject},
};

/// Heading, what is there of how many, and the gaps by type and priority.
pub(super) fn standing(plan: &DiffPlan, view: &View) -> String {
    let asked: Vec<&Module> = plan.asked().collect();
    if asked.is_empty() {
        let modules = counted(plan.modules.len(), "module", "modules");
        return format!(
            "## Autopilot: nothing to judge\n\nNo service and no job was found among {modules}.\n\n"
        );
    }
    let gaps =
        if plan.gaps.is_empty() { "no gaps".to_owned() } else { counted(plan.gaps.len(), "gap", "gaps") };
    let mut out = format!("## Autopilot: {gaps} in {}\n\n", kinds(&asked));
    out.push_str(&verdict(plan, view));
    let mut said = present(&asked);
    said.extend(traced(plan));
    if !said.is_empty() {
        out.push_str(&format!("{}\n\n", said.join(" · ")));
    }
    out.push_str(&table(plan));
    out
}

/// `3 services and 1 job`.
fn kinds(asked: &[&Module]) -> String {
    let of = |kind| asked.iter().filter(|module| module.kind == kind).count();
    let (services, jobs) = (of(ModuleKind::Service), of(ModuleKind::Job));
    let told = [(services, "service", "services"), (jobs, "job", "jobs")];
    let told = told.into_iter().filter(|(number, ..)| *number > 0);
    told.map(|(number, one, many)| counted(number, one, many)).collect::<Vec<_>>().join(" and ")
}

/// What the gaps mean for what is judged, before anything else.
fn verdict(plan: &DiffPlan, view: &View) -> String {
    let Some(least) = view.fail_on else { return "Nothing fails: this is a report.\n\n".to_owned() };
    let urgent = if least == Priority::P0 { "P0".to_owned() } else { format!("{least} or more urgent") };
    match plan.gaps.iter().filter(|gap| view.fails(gap.priority)).count() {
        0 => format!("**Passes**: no gap is {urgent}.\n\n"),
        1 => format!("**Fails**: 1 gap is {urgent}.\n\n"),
        failing => format!("**Fails**: {failing} gaps are {urgent}.\n\n"),
    }
}

/// `**2** of 5 with OpenTelemetry`, and of how many nobody knows.
fn present(asked: &[&Module]) -> Vec<String> {
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
        format!("**{present}** of {of} with {}{unknown}", subject(gap_type))
    };
    by_type.into_iter().filter(|(_, (.., of))| *of > 0).map(tell).collect()
}

fn traced(plan: &DiffPlan) -> Option<String> {
    let traced = plan.hops.iter().filter(|hop| hop.traced == Some(true)).count();
    let of = plan.hops.len();
    (of > 0).then(|| format!("**{traced}** of {} traced", counted(of, "hop", "hops")))
}

fn table(plan: &DiffPlan) -> String {
    if plan.gaps.is_empty() {
        return String::new();
    }
    let mut out = String::from("| | P0 | P1 | P2 |\n|---|---:|---:|---:|\n");
    for gap_type in GapType::ALL {
        let of = |priority| {
            plan.gaps.iter().filter(|gap| gap.gap_type == gap_type && gap.priority == priority).count()
        };
        let counts = [Priority::P0, Priority::P1, Priority::P2].map(of);
        if counts.iter().any(|count| *count > 0) {
            let [p0, p1, p2] = counts;
            out.push_str(&format!("| {} | {p0} | {p1} | {p2} |\n", lacks(gap_type)));
        }
    }
    out.push('\n');
    out
}
