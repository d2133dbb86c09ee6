//! GitLab's Code Quality report: the widget of a merge request compares it with that of the target branch.
//!
//! Source: "Code Quality report format" in GitLab's documentation.

use contracts::{DiffPlan, plan::Priority};
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
    check_name: &'static str,
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

/// A JSON array with an entry per gap, most urgent first.
#[must_use]
pub fn codequality(plan: &DiffPlan, view: &View) -> String {
    let entries: Vec<Entry> = problems(plan, view).iter().map(entry).collect();
    json::text(&entries)
}

fn entry(problem: &Problem) -> Entry {
    let advice = problem.advice().map(|advice| format!("; {advice}")).unwrap_or_default();
    Entry {
        description: format!("{}: {}{advice}", problem.title, problem.place.reason),
        check_name: problem.id,
        fingerprint: fingerprint(&problem.identity),
        severity: severity(problem),
        location: Location {
            path: problem.place.path.clone(),
            lines: Lines { begin: problem.place.span.map_or(1, |span| span.start.line) },
        },
    }
}

/// GitLab knows info, minor, major, critical and blocker. Nothing here blocks by itself.
fn severity(problem: &Problem) -> &'static str {
    match problem.priority {
        Priority::P0 => "critical",
        Priority::P1 => "major",
        Priority::P2 => "minor",
    }
}
