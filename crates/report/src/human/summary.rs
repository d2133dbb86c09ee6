use std::{collections::BTreeMap, fmt::Write as _};

use contracts::{
    DiffPlan, Finding, Module, Severity,
    plan::{ModuleKind, Priority},
};

use crate::{accepted::Compared, escape::plain, style::Style, tally, wording::counted};

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

/// What should be known about the input; notes are only counted.
pub(crate) fn findings(out: &mut String, plan: &DiffPlan, style: Style) {
    let weighty: Vec<_> = plan.findings.iter().filter(|finding| finding.severity != Severity::Note).collect();
    let notes = plan.findings.len() - weighty.len();
    for finding in weighty.iter().take(FINDINGS_MAX) {
        let _ = writeln!(out, "{}", one_finding(finding, style));
    }
    if weighty.len() > FINDINGS_MAX {
        let _ = writeln!(
            out,
            "{}",
            style
                .faint(format!("and {} more warnings (--format json has all)", weighty.len() - FINDINGS_MAX))
        );
    }
    if notes > 0 {
        let files = if notes == 1 { "1 file was".to_owned() } else { format!("{notes} files were") };
        let _ =
            writeln!(out, "{}", style.faint(format!("{files} left out (--format json says which and why)")));
    }
    if !plan.findings.is_empty() {
        out.push('\n');
    }
}

fn one_finding(finding: &Finding, style: Style) -> String {
    let word = if finding.severity == Severity::Error { "error:" } else { "warning:" };
    let place =
        finding.span.map(|span| format!(":{}:{}", span.start.line, span.start.column)).unwrap_or_default();
    let help = finding.help.as_ref().map(|help| format!("  ({})", plain(help))).unwrap_or_default();
    let (path, message) = (plain(&finding.path), plain(&finding.message));
    format!("{} {path}{place}: {message}{}", style.bad(word), style.faint(help))
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
