//! Markdown, for the summary of a job and for comments.

mod budget;
mod modules;
mod standing;

use contracts::{DiffPlan, Severity, plan::Hop};
use source_tree::SourceTree;

use crate::{
    escape::{code, prose, uri_path},
    line::Lines,
    problem::{Place, Problem, problems},
    view::View,
    wording::counted,
};
use budget::Budget;

/// The most that GitHub takes as the summary of one step, in bytes: 1 MiB, of which the step may need some itself.
pub const SUMMARY_BYTES_MAX: usize = (1 << 20) - (16 << 10);

/// How many hops and how many warnings are told one by one.
const LISTED_MAX: usize = 20;

/// Renders a plan as GitHub Flavored Markdown of at most `bytes_max` bytes: how it stands, a section per service and job
/// with a gap, the hops, what could not be read. What does not fit is counted.
///
/// Nothing of the repository is markup in it, and only `View::files` is linked to.
#[must_use]
pub fn markdown(plan: &DiffPlan, tree: &dyn SourceTree, view: &View, bytes_max: usize) -> String {
    let problems = problems(plan, view);
    let foot = foot(plan, view);
    let mut out = Budget::new(bytes_max.saturating_sub(foot.len()));
    out.push(&standing::standing(plan));
    let mut lines = Lines::new(tree);
    let sections = modules::sections(plan, &problems, view, &mut lines);
    let mut left_out = 0;
    for (number, section) in sections {
        if left_out > 0 || !out.push(&section) {
            left_out += number;
        }
    }
    if left_out > 0 {
        out.push_always(&format!("{} more: the plan in JSON has all.\n\n", counted(left_out, "gap", "gaps")));
    }
    out.push(&modules::complete(plan, view));
    out.push(&hops(&plan.hops, view));
    out.push(&warnings(&problems, view));
    out.push_always(&foot);
    out.finish()
}

/// A line a hop, those where the trace breaks first.
fn hops(hops: &[Hop], view: &View) -> String {
    if hops.is_empty() {
        return String::new();
    }
    let mut sorted: Vec<&Hop> = hops.iter().collect();
    sorted.sort_by_key(|hop| (hop.traced, *hop));
    // An unknown hop (None) sorts before a broken one: broken ones matter more.
    sorted.sort_by_key(|hop| hop.traced != Some(false));
    let line = |hop: &&Hop| {
        let (from, to) = (code(&view.path(&hop.from)), code(&view.path(&hop.to)));
        let state = match hop.traced {
            Some(true) => "traced",
            Some(false) => "**the trace breaks**",
            None => "unknown",
        };
        format!("- {}: {from} to {to}, {state}\n", code(&hop.topic))
    };
    format!("### Hops\n\n{}\n", listed(sorted.iter().map(line).collect()))
}

/// What should be known about the input; notes are left to the plan.
fn warnings(problems: &[Problem], view: &View) -> String {
    let of_input = problems.iter().filter(|problem| problem.priority.is_none());
    let warnings: Vec<String> = of_input
        .filter(|problem| problem.severity != Severity::Note)
        .map(|problem| {
            let help = problem.help.as_ref().map(|help| format!(" ({})", prose(help))).unwrap_or_default();
            format!("- {}: {}{help}\n", place(&problem.place, view), prose(&problem.why))
        })
        .collect();
    if warnings.is_empty() {
        return String::new();
    }
    format!("### About the input\n\n{}\n", listed(warnings))
}

/// The first lines of a list, and how many there are besides.
fn listed(lines: Vec<String>) -> String {
    let more = lines.len().saturating_sub(LISTED_MAX);
    let mut out: String = lines.into_iter().take(LISTED_MAX).collect();
    if more > 0 {
        out.push_str(&format!("- and {more} more\n"));
    }
    out
}

/// `path:line`, linked where the forge shows files.
fn place(place: &Place, view: &View) -> String {
    let line = place.span.map(|span| span.start.line);
    let shown = code(&line.map_or_else(|| place.path.clone(), |line| format!("{}:{line}", place.path)));
    match &view.files {
        Some(files) => {
            let anchor = line.map(|line| format!("#L{line}")).unwrap_or_default();
            format!("[{shown}]({files}{}{anchor})", uri_path(&place.path))
        }
        None => shown,
    }
}

/// What was judged by what, and how to learn more.
fn foot(plan: &DiffPlan, view: &View) -> String {
    let more = plan.gaps.first().map(|gap| {
        format!(
            "{} says what a gap means, how it is found and closed. ",
            code(&format!("autopilot explain {}", gap.gap_type))
        )
    });
    let subject =
        view.subject.as_deref().map(|subject| format!("Judged: {}. ", prose(subject))).unwrap_or_default();
    format!("---\n{subject}{}Autopilot {}; nothing was changed.\n", more.unwrap_or_default(), view.version)
}
