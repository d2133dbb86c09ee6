//! Annotations of GitHub Actions, as workflow commands on standard output.

use contracts::{DiffPlan, Severity};

use crate::{
    escape::{data, property},
    problem::{Problem, plain, problems},
    view::View,
};

/// How many annotations of one level GitHub keeps of a step; more are dropped without a word.
const PER_LEVEL_MAX: usize = 10;

/// One workflow command a line for each gap and each warning about the input, most urgent first. Of more than
/// ten of a level, the last says how many there are besides.
///
/// Notes about the input are left out: they are in the plan.
#[must_use]
pub fn annotations(plan: &DiffPlan, view: &View) -> String {
    let problems = problems(plan, view);
    let mut out = String::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let of_level: Vec<&Problem> = problems
            .iter()
            .filter(|problem| problem.severity == severity)
            .filter(|problem| problem.priority.is_some() || severity != Severity::Note)
            .collect();
        level(&mut out, severity, &of_level);
    }
    out
}

fn level(out: &mut String, severity: Severity, problems: &[&Problem]) {
    let shown = if problems.len() > PER_LEVEL_MAX { PER_LEVEL_MAX - 1 } else { problems.len() };
    for problem in &problems[..shown] {
        out.push_str(&command(severity, problem));
    }
    if shown < problems.len() {
        let more = problems.len() - shown;
        let noun = name(severity);
        out.push_str(&format!(
            "::{noun} title=Autopilot::and {more} more: the job summary and the plan have all\n"
        ));
    }
}

/// `::warning file=F,line=L,title=T::MESSAGE`.
fn command(severity: Severity, problem: &Problem) -> String {
    let priority = problem.priority.map(|priority| format!("{priority} ")).unwrap_or_default();
    let title = format!("title={}", property(&format!("{priority}{}", problem.title)));
    format!("::{} {}{title}::{}\n", name(severity), place(problem), data(&message(problem)))
}

/// A folder, which GitHub cannot show, is no place.
fn place(problem: &Problem) -> String {
    let path = &problem.place.path;
    if path == "." || problem.module.as_ref() == Some(path) {
        return String::new();
    }
    let line = problem.place.span.map(|span| format!("line={},", span.start.line)).unwrap_or_default();
    format!("file={},{line}", property(&plain(path)))
}

fn message(problem: &Problem) -> String {
    let mut lines = vec![problem.why.clone()];
    lines.extend(problem.help.as_ref().map(|help| {
        let word = if problem.priority.is_some() { "to close" } else { "help" };
        format!("{word}: {help}")
    }));
    let sure = problem.percent.map(|percent| format!("{percent} % sure; ")).unwrap_or_default();
    lines.push(format!("{sure}more: autopilot explain {}", problem.id));
    lines.join("\n")
}

fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    }
}
