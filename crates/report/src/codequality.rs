//! GitLab's Code Quality report: the widget of a merge request compares it with that of the target branch.
//!
//! Source: "Code Quality report format" in GitLab's documentation.

use contracts::{DiffPlan, Severity, plan::Priority};
use serde::Serialize;

use crate::{
    fingerprint::fingerprint,
    json,
    problem::{Problem, problems},
    view::View,
};

/// One entry of the report.
#[derive(Serialize)]
struct Entry {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

/// A JSON array with an entry per gap and finding, most urgent first.
#[must_use]
pub fn codequality(plan: &DiffPlan, view: &View) -> String {
    let entries: Vec<Entry> = problems(plan, view).iter().map(entry).collect();
    json::text(&entries)
}

fn entry(problem: &Problem) -> Entry {
    let help = problem.help.as_ref().map(|help| format!("; to close: {help}")).unwrap_or_default();
    Entry {
        description: format!("{}: {}{help}", problem.title, problem.why),
        check_name: problem.id.clone(),
        fingerprint: fingerprint(&problem.key),
        severity: severity(problem),
        location: Location {
            path: problem.place.path.clone(),
            lines: Lines { begin: problem.place.span.map_or(1, |span| span.start.line) },
        },
    }
}

/// GitLab knows info, minor, major, critical and blocker. Nothing here blocks by itself.
fn severity(problem: &Problem) -> &'static str {
    match (problem.priority, problem.severity) {
        (Some(Priority::P0), _) => "critical",
        (Some(Priority::P1), _) => "major",
        (Some(Priority::P2), _) | (None, Severity::Error | Severity::Warning) => "minor",
        (None, Severity::Note) => "info",
    }
}
