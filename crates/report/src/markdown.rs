//! Markdown, for the summary of a job and for comments.

mod accepted;
mod budget;
mod modules;
mod standing;

use contracts::{DiffPlan, Finding, plan::Hop};
use source_tree::SourceTree;

use crate::{
    escape::{code, plain, prose, uri_path},
    input::{Input, NOTES_MAX},
    line::Lines,
    problem::{Place, problems},
    tally,
    view::View,
    wording::{counted, page},
};
use budget::Budget;

/// The most that GitHub takes as the summary of one step, in bytes: 1 MiB, of which the step may need some itself.
pub const SUMMARY_BYTES_MAX: usize = (1 << 20) - (16 << 10);

/// How many modules are shown with their evidence at once; of more there is a table, and the evidence is folded away.
const OPEN_MAX: usize = 8;

/// How many hops and how many warnings are told one by one.
const LISTED_MAX: usize = 20;

/// Renders a plan as GitHub Flavored Markdown of at most `bytes_max` bytes: how it stands, a section per service and job
/// with a gap, the hops, what is accepted or fixed, what could not be read. What does not fit is counted.
///
/// Nothing of the repository is markup in it, and only `View::files` is linked to.
#[must_use]
pub fn markdown(plan: &DiffPlan, tree: &dyn SourceTree, view: &View, bytes_max: usize) -> String {
    let problems = problems(plan, view);
    let end = end(plan, view, bytes_max / 2);
    let mut out = Budget::new(bytes_max.saturating_sub(end.len()));
    out.push(&standing::standing(plan, view));
    let mut lines = Lines::new(tree);
    let sections = modules::sections(plan, &problems);
    let folded = sections.len() > OPEN_MAX && out.push(&modules::overview(&sections, view));
    let mut left_out = 0;
    for section in sections {
        // What is not shown is not rendered either.
        if left_out > 0 || !out.push(&section.render(view, &mut lines)) {
            left_out += section.gaps();
        }
    }
    if left_out > 0 {
        out.push_always(&format!("{} more: the plan in JSON has all.\n\n", counted(left_out, "gap", "gaps")));
    }
    if folded {
        out.push_always("</details>\n\n");
    }
    out.push_always(&end);
    out.finish()
}

/// What stands behind the sections of the modules, in at most so many bytes: room is kept for it, since it is short and
/// tells what else matters.
fn end(plan: &DiffPlan, view: &View, bytes_max: usize) -> String {
    let foot = foot(plan, view);
    let mut out = Budget::new(bytes_max.saturating_sub(foot.len()));
    let blocks = [
        modules::complete(plan, view),
        hops(plan, view),
        accepted::accepted(plan, view),
        accepted::fixed(plan, view),
        about_input(&plan.findings, view),
    ];
    let fitting = blocks.iter().filter(|block| out.push(block)).count();
    if fitting < blocks.len() {
        out.push_always("What else is known is too long to be shown: the plan in JSON has all.\n\n");
    }
    out.push_always(&foot);
    out.finish()
}

/// A line a hop, those where the trace breaks first.
fn hops(plan: &DiffPlan, view: &View) -> String {
    if plan.hops.is_empty() {
        return String::new();
    }
    let line = |hop: &&Hop| {
        let (from, to) = (code(&view.path(&hop.from)), code(&view.path(&hop.to)));
        let state = match hop.traced {
            Some(true) => "traced",
            Some(false) => "**the trace breaks**",
            None => "unknown",
        };
        format!("- {}: {from} to {to}, {state}\n", code(&hop.topic))
    };
    format!("### Hops\n\n{}\n", listed(tally::hops(plan).iter().map(line).collect(), LISTED_MAX))
}

/// What should be known about the input: warnings, then notes. Files that were left out are left to the plan.
fn about_input(findings: &[Finding], view: &View) -> String {
    let Input { warnings, notes, .. } = Input::of(findings);
    if warnings.is_empty() && notes.is_empty() {
        return String::new();
    }
    let warnings = warnings.into_iter().map(|finding| format!("- {}\n", said(finding, view))).collect();
    let notes = notes.into_iter().map(|finding| format!("- note: {}\n", said(finding, view))).collect();
    format!("### About the input\n\n{}{}\n", listed(warnings, LISTED_MAX), listed(notes, NOTES_MAX))
}

/// `path:line: message (help)`.
fn said(finding: &Finding, view: &View) -> String {
    let help = finding.help.as_ref().map(|help| format!(" ({})", prose(&plain(help)))).unwrap_or_default();
    let line = finding.span.map(|span| span.start.line);
    format!("{}: {}{help}", link(&view.path(&finding.path), line, view), prose(&plain(&finding.message)))
}

/// The first lines of a list, and how many there are besides.
fn listed(lines: Vec<String>, most: usize) -> String {
    let more = lines.len().saturating_sub(most);
    let mut out: String = lines.into_iter().take(most).collect();
    if more > 0 {
        out.push_str(&format!("- and {more} more\n"));
    }
    out
}

/// The place, linked where the forge shows files.
fn place(place: &Place, view: &View) -> String {
    link(&place.path, place.span.map(|span| span.start.line), view)
}

/// `path:line`.
fn link(path: &str, line: Option<u32>, view: &View) -> String {
    let shown = code(&line.map_or_else(|| path.to_owned(), |line| format!("{path}:{line}")));
    match &view.files {
        Some(files) => {
            let anchor = line.map(|line| format!("#L{line}")).unwrap_or_default();
            format!("[{shown}]({files}{}{anchor})", uri_path(path))
        }
        None => shown,
    }
}

/// What was judged by what, and how to learn more.
fn foot(plan: &DiffPlan, view: &View) -> String {
    let more = plan.open().next().map(|gap| {
        format!("[What a gap means]({}), how it is found and closed. ", page(gap.gap_type.name()))
    });
    let subject =
        view.judged.as_deref().map(|subject| format!("Judged: {}. ", code(subject))).unwrap_or_default();
    format!("---\n{subject}{}Autopilot {}; nothing was changed.\n", more.unwrap_or_default(), view.version)
}
