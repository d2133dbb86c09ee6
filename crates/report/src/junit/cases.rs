//! What is asked of each module, and how that went.

use std::collections::HashMap;

use contracts::{
    DiffPlan, Module, Severity,
    plan::{Acceptance, Cell, CellState, GapType},
};

use crate::{
    accepted::{accepted, why},
    escape::plain,
    problem::{Place, Problem, problems},
    view::View,
    wording::subject,
};

/// The cases of one service or job.
pub(super) struct Suite {
    /// The module's folder.
    pub(super) name: String,
    pub(super) cases: Vec<Case>,
}

/// One thing that is asked of a module.
pub(super) struct Case {
    pub(super) name: String,
    /// Where a gap is shown.
    pub(super) file: Option<String>,
    pub(super) outcome: Outcome,
}

/// How a case went.
pub(super) enum Outcome {
    Passed,
    /// It fails what is judged.
    Failed(Told),
    /// A gap that fails nothing, or what could not be decided.
    Skipped(Told),
}

/// What is said of a case.
#[derive(Default)]
pub(super) struct Told {
    /// The priority of the gap.
    pub(super) kind: String,
    pub(super) message: String,
    pub(super) text: String,
}

/// A suite per service and job, a case for each thing that is asked of it.
pub(super) fn suites(plan: &DiffPlan, view: &View) -> Vec<Suite> {
    let mut by_cell = ByCell::new();
    for problem in problems(plan, view) {
        by_cell.entry((problem.module.clone(), problem.id)).or_default().open.push(problem);
    }
    for (gap, acceptance) in accepted(plan) {
        let cell = by_cell.entry((view.path(&gap.module), gap.gap_type.name())).or_default();
        cell.accepted.push(acceptance);
    }
    plan.asked().map(|module| suite(module, &by_cell, view)).collect()
}

/// The gaps of a cell.
#[derive(Default)]
struct Found<'a> {
    open: Vec<Problem>,
    accepted: Vec<&'a Acceptance>,
}

/// By module and gap type.
type ByCell<'a> = HashMap<(String, &'static str), Found<'a>>;

fn suite(module: &Module, by_cell: &ByCell<'_>, view: &View) -> Suite {
    let folder = view.path(&module.path);
    let asked = module.gaps.iter().filter(|(_, cell)| cell.state != CellState::NotApplicable);
    let cases =
        asked.map(|(gap_type, cell)| case(*gap_type, cell, by_cell.get(&(folder.clone(), gap_type.name()))));
    Suite { cases: cases.collect(), name: plain(&folder) }
}

fn case(gap_type: GapType, cell: &Cell, found: Option<&Found<'_>>) -> Case {
    let problems = found.map(|found| &*found.open).unwrap_or_default();
    let accepted = found.map(|found| &*found.accepted).unwrap_or_default();
    let name = format!("{}: {}", gap_type.name(), subject(gap_type));
    let first = problems.first();
    let outcome = match first {
        Some(first) if problems.iter().any(|problem| problem.severity == Severity::Error) => {
            Outcome::Failed(told(first, problems))
        }
        Some(first) => Outcome::Skipped(told(first, problems)),
        None if !accepted.is_empty() => Outcome::Skipped(accepted_all(accepted)),
        None if cell.state == CellState::Unknown => Outcome::Skipped(unknown(cell)),
        None => Outcome::Passed,
    };
    Case { name, file: first.map(|problem| plain(&problem.place.path)), outcome }
}

/// All gaps of a cell at once, since readers show one failure a case.
fn told(first: &Problem, problems: &[Problem]) -> Told {
    let text: Vec<String> = problems.iter().map(text).collect();
    let priority = first.priority;
    Told { kind: priority.to_string(), message: format!("{priority} {}", first.title), text: text.join("\n") }
}

fn text(problem: &Problem) -> String {
    let places = [&problem.place].into_iter().chain(&problem.others);
    places.map(line).chain(problem.advice()).collect::<Vec<_>>().join("\n")
}

fn line(place: &Place) -> String {
    let line = place.span.map(|span| format!(":{}", span.start.line)).unwrap_or_default();
    format!("{}{line}: {}", plain(&place.path), place.reason)
}

/// Until when and why; of several the first leads.
fn accepted_all(accepted: &[&Acceptance]) -> Told {
    let why: Vec<String> =
        accepted.iter().map(|acceptance| format!("accepted {}", why(acceptance))).collect();
    Told { message: why.first().cloned().unwrap_or_default(), text: why.join("\n"), ..Told::default() }
}

fn unknown(cell: &Cell) -> Told {
    let why = cell.evidence.first().map(|evidence| plain(&evidence.reason)).unwrap_or_default();
    Told { message: format!("unknown: {why}"), ..Told::default() }
}
