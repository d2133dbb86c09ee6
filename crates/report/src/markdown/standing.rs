//! How it stands, in a heading and a table of numbers.

use contracts::{
    DiffPlan, Module,
    plan::{GapType, Priority},
};

use crate::{
    accepted::Compared,
    tally,
    view::View,
    wording::{counted, lacks},
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
    let gaps = match plan.open().count() {
        0 => "no gaps".to_owned(),
        number => counted(number, "gap", "gaps"),
    };
    let mut out = format!("## Autopilot: {gaps} in {}\n\n", tally::kinds(&asked).join(" and "));
    out.push_str(&verdict(plan, view));
    let mut said = tally::present(&asked, strong);
    said.extend(tally::traced(plan, strong));
    said.extend(Compared::of(plan).map(compared));
    if !said.is_empty() {
        out.push_str(&format!("{}\n\n", said.join(" · ")));
    }
    out.push_str(&table(plan));
    out
}

/// What the gaps mean for what is judged, before anything else.
fn verdict(plan: &DiffPlan, view: &View) -> String {
    let Some(least) = view.fail_on else { return "Nothing fails: this is a report.\n\n".to_owned() };
    let urgent = if least == Priority::P0 { "P0".to_owned() } else { format!("{least} or more urgent") };
    match view.failing(plan) {
        0 => format!("**Passes**: no gap is {urgent}.\n\n"),
        1 => format!("**Fails**: 1 gap is {urgent}.\n\n"),
        failing => format!("**Fails**: {failing} gaps are {urgent}.\n\n"),
    }
}

/// `**2** gaps new, **1** fixed`.
fn compared(compared: Compared) -> String {
    let new = if compared.new == 1 { "gap new" } else { "gaps new" };
    format!("{} {new}, {} fixed", strong(compared.new), strong(compared.fixed))
}

fn strong(number: usize) -> String {
    format!("**{number}**")
}

fn table(plan: &DiffPlan) -> String {
    if plan.open().next().is_none() {
        return String::new();
    }
    let mut out = String::from("| | P0 | P1 | P2 |\n|---|---:|---:|---:|\n");
    for gap_type in GapType::ALL {
        let of =
            |priority| plan.open().filter(|gap| gap.gap_type == gap_type && gap.priority == priority).count();
        let counts = [Priority::P0, Priority::P1, Priority::P2].map(of);
        if counts.iter().any(|count| *count > 0) {
            let [p0, p1, p2] = counts;
            out.push_str(&format!("| {} | {p0} | {p1} | {p2} |\n", lacks(gap_type)));
        }
    }
    out.push('\n');
    out
}
