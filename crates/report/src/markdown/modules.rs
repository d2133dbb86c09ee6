//! The services and jobs: a section for each that lacks something, a line for those that do not.

use std::collections::{BTreeSet, HashMap, HashSet};

use contracts::{
    DiffPlan, Evidence, Module,
    plan::{CellState, Gap, TopicUse},
};

use crate::{
    escape::{code, prose},
    line::Lines,
    problem::Problem,
    view::View,
    wording::{about, asks_how_good, by_path, lacks, percent, subject},
};

/// How many lines of proof are shown for one gap.
const EVIDENCE_MAX: usize = 3;

/// How many topics or modules are named in a line.
const NAMED_MAX: usize = 12;

/// Each section with the number of its gaps, the most urgent module first.
pub(super) fn sections(
    plan: &DiffPlan,
    problems: &[Problem],
    view: &View,
    lines: &mut Lines<'_>,
) -> Vec<(usize, String)> {
    let modules = by_path(plan);
    let (mut order, mut of_module) = (Vec::new(), HashMap::<&str, Vec<(&Gap, &Problem)>>::new());
    // Gaps come first among the problems, in the order of the plan.
    for (gap, problem) in plan.gaps.iter().zip(problems) {
        let gaps = of_module.entry(&gap.module).or_default();
        if gaps.is_empty() {
            order.push(gap.module.as_str());
        }
        gaps.push((gap, problem));
    }
    let section = |path: &str| {
        let gaps = of_module.remove(path).unwrap_or_default();
        let mut out = heading(path, modules.get(path).copied(), view);
        gaps.iter().for_each(|(gap, problem)| one_gap(&mut out, gap, problem, view, lines));
        out.push('\n');
        (gaps.len(), out)
    };
    order.into_iter().map(section).collect()
}

fn one_gap(out: &mut String, gap: &Gap, problem: &Problem, view: &View, lines: &mut Lines<'_>) {
    let title = lacks(gap.gap_type);
    out.push_str(&format!("- **{} {title}**, {} % sure\n", gap.priority, percent(gap)));
    out.push_str(&proof(&gap.evidence, problem, view, lines));
    if let Some(help) = &problem.help {
        out.push_str(&format!("  - to close: {}\n", prose(help)));
    }
}

fn heading(path: &str, module: Option<&Module>, view: &View) -> String {
    let about = module.map(|module| {
        let topics = topics(module).map(|topics| format!("; {topics}")).unwrap_or_default();
        format!("{}{topics}\n\n", about(module))
    });
    format!("### {}\n\n{}", code(&view.path(path)), about.unwrap_or_default())
}

/// The places of a problem stand beside the evidence of its gap, in the same order.
fn proof(evidence: &[Evidence], problem: &Problem, view: &View, lines: &mut Lines<'_>) -> String {
    let places: Vec<_> = [&problem.place].into_iter().chain(&problem.others).collect();
    let mut out = String::new();
    for (index, place) in places.iter().enumerate().take(EVIDENCE_MAX) {
        let line = evidence.get(index).and_then(|evidence| lines.of(evidence)).map(|line| code(&line));
        let line = line.filter(|line| !line.is_empty()).map(|line| format!(" {line}")).unwrap_or_default();
        out.push_str(&format!("  - {}{line} ({})\n", super::place(place, view), prose(&place.reason)));
    }
    if places.len() > EVIDENCE_MAX {
        out.push_str(&format!("  - and {} more\n", places.len() - EVIDENCE_MAX));
    }
    out
}

/// `reads` and `writes` with the topics that have a name.
fn topics(module: &Module) -> Option<String> {
    let told = |verb: &str, topics: &[TopicUse]| {
        let names: BTreeSet<&str> = topics.iter().filter_map(|topic| topic.topic.as_deref()).collect();
        (!names.is_empty()).then(|| format!("{verb} {}", named(names.into_iter().map(code).collect())))
    };
    let told = [told("reads", &module.topics_read), told("writes", &module.topics_written)];
    let told: Vec<String> = told.into_iter().flatten().collect();
    (!told.is_empty()).then(|| told.join("; "))
}

fn named(names: Vec<String>) -> String {
    let more = names.len().saturating_sub(NAMED_MAX);
    let mut shown: Vec<String> = names.into_iter().take(NAMED_MAX).collect();
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    shown.join(", ")
}

/// The services and jobs that lack nothing, with what is unknown of them.
pub(super) fn complete(plan: &DiffPlan, view: &View) -> String {
    let lacking: HashSet<&str> = plan.gaps.iter().map(|gap| gap.module.as_str()).collect();
    let lacks_nothing = |module: &&Module| !lacking.contains(module.path.as_str());
    let complete = plan.modules.iter().filter(|module| module.kind.is_deployable()).filter(lacks_nothing);
    let names: Vec<String> =
        complete.map(|module| format!("{}{}", code(&view.path(&module.path)), unknown(module))).collect();
    if names.is_empty() { String::new() } else { format!("Without a gap: {}.\n\n", named(names)) }
}

fn unknown(module: &Module) -> String {
    let cells = module.gaps.iter().filter(|(gap_type, _)| !asks_how_good(**gap_type));
    let unknown = cells.filter(|(_, cell)| cell.state == CellState::Unknown);
    let subjects: Vec<&str> = unknown.map(|(gap_type, _)| subject(*gap_type)).collect();
    if subjects.is_empty() { String::new() } else { format!(" ({} unknown)", subjects.join(" and ")) }
}
