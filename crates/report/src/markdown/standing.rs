//! How it stands, in a heading and a table of numbers alone: a table is no place for text of a repository.

use std::collections::BTreeMap;

use contracts::{
    DiffPlan, Module,
    plan::{CellState, GapType, ModuleKind, Priority},
};

use crate::wording::{asks_how_good, counted, lacks, subject};

/// Heading, what is there of how many, and the gaps by type and priority.
pub(super) fn standing(plan: &DiffPlan) -> String {
    let asked: Vec<&Module> = plan.modules.iter().filter(|module| module.kind.is_deployable()).collect();
    if asked.is_empty() {
        let modules = counted(plan.modules.len(), "module", "modules");
        return format!(
            "## Autopilot: nothing to judge\n\nNo service and no job was found among {modules}.\n\n"
        );
    }
    let gaps =
        if plan.gaps.is_empty() { "no gaps".to_owned() } else { counted(plan.gaps.len(), "gap", "gaps") };
    let mut out = format!("## Autopilot: {gaps} in {}\n\n", kinds(&asked));
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

/// `**2** of 5 with OpenTelemetry`.
fn present(asked: &[&Module]) -> Vec<String> {
    let mut by_type: BTreeMap<GapType, (usize, usize)> = BTreeMap::new();
    let cells = asked.iter().flat_map(|module| &module.gaps);
    for (gap_type, cell) in cells.filter(|(gap_type, _)| !asks_how_good(**gap_type)) {
        let (present, of) = by_type.entry(*gap_type).or_default();
        *present += usize::from(cell.state == CellState::Present);
        *of += usize::from(cell.state != CellState::NotApplicable);
    }
    let there = by_type.into_iter().filter(|(_, (_, of))| *of > 0);
    there
        .map(|(gap_type, (present, of))| format!("**{present}** of {of} with {}", subject(gap_type)))
        .collect()
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
