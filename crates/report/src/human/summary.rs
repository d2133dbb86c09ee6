use std::{collections::BTreeMap, fmt::Write as _};

use contracts::{
    DiffPlan, Finding, Module, Severity,
    plan::{ModuleKind, Priority},
};

use crate::{
    accepted::Compared,
    escape::plain,
    input::{Input, NOTES_MAX},
    style::Style,
    tally,
    wording::counted,
};

/// How many findings are told one by one.
const FINDINGS_MAX: usize = 10;

/// The modules of which nothing is asked: counted by kind, or listed when all are wanted.
pub(crate) fn others(out: &mut String, plan: &DiffPlan, style: Style) {
    let mut by_kind: BTreeMap<ModuleKind, Vec<&Module>> = BTreeMap::new();
    for module in plan.modules.iter().filter(|module| !module.kind.is_deployable()) {
        by_kind.entry(module.kind).or_default().push(module);
    }
    if by_kind.is_empty() {
        return;
    }
    if style.all {
        for module in by_kind.values().flatten() {
            let reason = module
                .kind_evidence
                .first()
                .map(|evidence| format!("({})", plain(&evidence.reason)))
                .unwrap_or_default();
            let _ = writeln!(
                out,
                "{}  {}  {}",
                style.strong(plain(&module.path)),
                singular(module.kind),
                style.faint(reason)
            );
        }
    } else {
        let counts: Vec<String> = by_kind
            .iter()
            .map(|(kind, modules)| counted(modules.len(), singular(*kind), plural(*kind)))
            .collect();
        let _ =
            writeln!(out, "{}", style.faint(format!("not asked: {} (--all lists them)", counts.join(", "))));
    }
    out.push('\n');
}

/// How to learn more of the gaps: by the type of the first.
pub(crate) fn explanation(out: &mut String, plan: &DiffPlan, style: Style) {
    if let Some(gap) = plan.open().next() {
        let id = gap.gap_type.name();
        let line = format!("what a gap means, how it is found and closed: autopilot explain {id}");
        let _ = writeln!(out, "{}\n", style.faint(line));
    }
}

/// What should be known about the input: warnings, then notes, then how many files were left out.
pub(crate) fn findings(out: &mut String, plan: &DiffPlan, style: Style) {
    let Input { warnings, notes, left_out } = Input::of(&plan.findings);
    listed(out, &warnings, FINDINGS_MAX, ["more warning", "more warnings"], style);
    listed(out, &notes, NOTES_MAX, ["more note", "more notes"], style);
    if left_out > 0 {
        let files = counted(left_out, "file was", "files were");
        let _ =
            writeln!(out, "{}", style.faint(format!("{files} left out (--format json says which and why)")));
    }
    if !plan.findings.is_empty() {
        out.push('\n');
    }
}

/// A line each for the first of them, and how many there are besides.
fn listed(out: &mut String, findings: &[&Finding], most: usize, [one, many]: [&str; 2], style: Style) {
    for finding in findings.iter().take(most) {
        let _ = writeln!(out, "{}", one_finding(finding, style));
    }
    if findings.len() > most {
        let more = counted(findings.len() - most, one, many);
        // What is told of suppressions and of a baseline is not in the plan, so that JSON is no place to look.
        let _ = writeln!(out, "{}", style.faint(format!("and {more} (--format sarif has all)")));
    }
}

fn one_finding(finding: &Finding, style: Style) -> String {
    let word = match finding.severity {
        Severity::Error => style.bad("error:"),
        Severity::Warning => style.bad("warning:"),
        Severity::Note => style.faint("note:"),
    };
    let place =
        finding.span.map(|span| format!(":{}:{}", span.start.line, span.start.column)).unwrap_or_default();
    let help = finding.help.as_ref().map(|help| format!("  ({})", plain(help))).unwrap_or_default();
    let (path, message) = (plain(&finding.path), plain(&finding.message));
    format!("{word} {path}{place}: {message}{}", style.faint(help))
}

/// How it stands, before everything else.
pub(crate) fn headline(out: &mut String, plan: &DiffPlan, style: Style) {
    let asked: Vec<&Module> = plan.asked().collect();
    let line = if asked.is_empty() {
        let modules = counted(plan.modules.len(), "module", "modules");
        format!("No service and no job was found among {modules}.")
    } else {
        let mut parts = tally::kinds(&asked);
        parts.extend(tally::present(&asked, |number| number.to_string()));
        parts.extend(tally::traced(plan, |number| number.to_string()));
        parts.extend(super::hops::unresolved(&asked));
        parts.push(gaps(plan));
        parts.join(", ")
    };
    let _ = writeln!(out, "{}\n", style.strong(line));
}

/// `7 gaps, 3 of them P0, 2 of them new, 1 fixed`.
fn gaps(plan: &DiffPlan) -> String {
    let urgent = plan.open().filter(|gap| gap.priority == Priority::P0).count();
    let mut parts = vec![counted(plan.open().count(), "gap", "gaps")];
    if urgent > 0 {
        parts.push(format!("{urgent} of them P0"));
    }
    parts.extend(Compared::of(plan).map(Compared::words));
    parts.join(", ")
}

fn singular(kind: ModuleKind) -> &'static str {
    match kind {
        ModuleKind::Cli => "command",
        ModuleKind::Frontend => "front end",
        kind => kind.name(),
    }
}

fn plural(kind: ModuleKind) -> &'static str {
    match kind {
        ModuleKind::Service => "services",
        ModuleKind::Job => "jobs",
        ModuleKind::Library => "libraries",
        ModuleKind::Cli => "commands",
        ModuleKind::Frontend => "front ends",
        ModuleKind::Image => "images",
        ModuleKind::Example => "examples",
    }
}
