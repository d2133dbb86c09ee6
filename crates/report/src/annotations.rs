//! Annotations of GitHub Actions, as workflow commands on standard output.

use contracts::{DiffPlan, Severity};

use crate::{
    escape::{data, property},
    problem::{Problem, problems},
    view::View,
    wording::{counted, page},
};

/// How many annotations of one level GitHub keeps of a step; more are dropped without a word.
const PER_LEVEL_MAX: usize = 10;

/// One workflow command a line for each gap, most urgent first. Of more than ten of a level, the last says how many there
/// are besides. Warnings about the input are counted: nobody who sees a change can do much about most of them.
#[must_use]
pub fn annotations(plan: &DiffPlan, view: &View) -> String {
    let problems = problems(plan, view);
    let mut out = String::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let of_level: Vec<&Problem> =
            problems.iter().filter(|problem| problem.severity == severity).collect();
        let input = if severity == Severity::Note { input(plan) } else { None };
        level(&mut out, severity, &of_level, input);
    }
    out
}

/// What of the input a person should know, in a line.
fn input(plan: &DiffPlan) -> Option<String> {
    let warnings = plan.findings.iter().filter(|finding| finding.severity != Severity::Note).count();
    let told = counted(warnings, "warning", "warnings");
    (warnings > 0).then(|| format!("{told} about what was read: the job summary has them"))
}

/// The commands of one level, `last` among them.
fn level(out: &mut String, severity: Severity, problems: &[&Problem], last: Option<String>) {
    let room = PER_LEVEL_MAX - usize::from(last.is_some());
    let shown = if problems.len() > room { room - 1 } else { problems.len() };
    for problem in &problems[..shown] {
        out.push_str(&command(severity, problem));
    }
    let more = problems.len() - shown;
    let more = (more > 0).then(|| format!("and {more} more: the plan has all, the job summary what fits"));
    for line in more.into_iter().chain(last) {
        out.push_str(&format!("::{} title=Autopilot::{}\n", name(severity), data(&line)));
    }
}

/// `::warning file=F,line=L,title=T::MESSAGE`.
fn command(severity: Severity, problem: &Problem) -> String {
    let title = property(&format!("{} {}", problem.priority, problem.title));
    format!("::{} {}title={title}::{}\n", name(severity), place(problem), data(&message(problem)))
}

/// A folder, which GitHub cannot show, is no place.
fn place(problem: &Problem) -> String {
    if problem.place.is_folder {
        return String::new();
    }
    let line = problem.place.span.map(|span| format!("line={},", span.start.line)).unwrap_or_default();
    // The runner decodes no other character than those of `property`: what drives a terminal has to go.
    format!("file={},{line}", property(&redact::on_one_line(&problem.place.path)))
}

fn message(problem: &Problem) -> String {
    let mut lines = vec![problem.place.reason.clone()];
    lines.extend(problem.advice());
    lines.push(format!("{}; more: {}", problem.sure, page(problem.id)));
    lines.join("\n")
}

fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    }
}
