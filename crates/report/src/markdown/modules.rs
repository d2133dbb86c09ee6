//! The services and jobs: a section for each that lacks something, a line for those that do not.

use std::collections::{BTreeSet, HashMap, HashSet};

use contracts::{
    DiffPlan, Evidence, Module, Severity,
    plan::{CellState, Gap, TopicUse},
};

use crate::{
    accepted::mark,
    escape::{cell, code, prose},
    line::Lines,
    problem::Problem,
    view::View,
    wording::{about, asks_how_good, by_path, lacks, subject},
};

/// How many lines of proof are shown for one gap.
const EVIDENCE_MAX: usize = 3;

/// How many topics or modules are named in a line.
const NAMED_MAX: usize = 12;

/// A service or job with its gaps, the most urgent first.
pub(super) struct Section<'a> {
    path: &'a str,
    module: Option<&'a Module>,
    gaps: Vec<(&'a Gap, &'a Problem)>,
}

/// A section for each module with a gap, the most urgent module first.
pub(super) fn sections<'a>(plan: &'a DiffPlan, problems: &'a [Problem]) -> Vec<Section<'a>> {
    let modules = by_path(plan);
    let (mut sections, mut places) = (Vec::<Section<'a>>::new(), HashMap::<&str, usize>::new());
    // There is a problem for each gap that counts, in the order of the plan.
    for (gap, problem) in plan.open().zip(problems) {
        let place = *places.entry(&gap.module).or_insert_with(|| {
            let module = modules.get(gap.module.as_str()).copied();
            sections.push(Section { path: &gap.module, module, gaps: Vec::new() });
            sections.len() - 1
        });
        sections[place].gaps.push((gap, problem));
    }
    sections
}

/// How many rows the table of modules has.
const ROWS_MAX: usize = 100;

/// A row a module, most urgent first, and the begin of the part that is folded away.
pub(super) fn overview(sections: &[Section<'_>], view: &View) -> String {
    let mut out = String::from("| service or job | gaps |\n|---|---|\n");
    for section in sections.iter().take(ROWS_MAX) {
        let gaps = section.gaps.iter().map(|(gap, _)| format!("{} {}", gap.priority, lacks(gap.gap_type)));
        let gaps: Vec<String> = gaps.collect::<BTreeSet<_>>().into_iter().collect();
        out.push_str(&format!("| {} | {} |\n", cell(&view.path(section.path)), gaps.join(", ")));
    }
    if sections.len() > ROWS_MAX {
        out.push_str(&format!("| and {} more | |\n", sections.len() - ROWS_MAX));
    }
    out.push_str("\n<details><summary>The lines that prove it, and what closes each gap</summary>\n\n");
    out
}

impl Section<'_> {
    /// How many gaps it tells of.
    pub(super) fn gaps(&self) -> usize {
        self.gaps.len()
    }

    /// Its text.
    pub(super) fn render(&self, view: &View, lines: &mut Lines<'_>) -> String {
        let mut out = heading(self.path, self.module, view);
        self.gaps.iter().for_each(|(gap, problem)| one_gap(&mut out, gap, problem, view, lines));
        out.push('\n');
        out
    }
}

fn one_gap(out: &mut String, gap: &Gap, problem: &Problem, view: &View, lines: &mut Lines<'_>) {
    let title = lacks(gap.gap_type);
    let fails = if problem.severity == Severity::Error { "fails: " } else { "" };
    out.push_str(&format!("- **{fails}{} {title}**, {}{}\n", gap.priority, mark(gap), prose(&problem.sure)));
    out.push_str(&proof(&gap.evidence, problem, view, lines));
    if let Some(advice) = problem.advice() {
        out.push_str(&format!("  - {}\n", prose(&advice)));
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

/// The services and jobs that lack nothing, not even what is accepted; apart from those of which something is unknown.
pub(super) fn complete(plan: &DiffPlan, view: &View) -> String {
    let lacking: HashSet<&str> = plan.gaps.iter().map(|gap| gap.module.as_str()).collect();
    let others = plan.asked().filter(|module| !lacking.contains(module.path.as_str()));
    let name = |module: &Module| code(&view.path(&module.path));
    let (mut complete, mut doubtful) = (Vec::new(), Vec::new());
    for module in others {
        match unknown(module) {
            Some(what) => doubtful.push(format!("{} ({what})", name(module))),
            None => complete.push(name(module)),
        }
    }
    let told = [("Without a gap", complete), ("Not known", doubtful)]
        .into_iter()
        .filter(|(_, names)| !names.is_empty());
    told.map(|(what, names)| format!("{what}: {}.\n\n", named(names))).collect()
}

/// What of a module could not be decided.
fn unknown(module: &Module) -> Option<String> {
    let cells = module.gaps.iter().filter(|(gap_type, _)| !asks_how_good(**gap_type));
    let unknown = cells.filter(|(_, cell)| cell.state == CellState::Unknown);
    let subjects: Vec<&str> = unknown.map(|(gap_type, _)| subject(*gap_type)).collect();
    (!subjects.is_empty()).then(|| subjects.join(" and "))
}
