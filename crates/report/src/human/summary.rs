use std::{collections::BTreeMap, fmt::Write as _};

use contracts::{
    DiffPlan, Finding, Module, Severity,
    plan::{CellState, ModuleKind, Priority},
};

use super::{plain, table::subject};
use crate::style::Style;

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
                module.kind,
                style.faint(reason)
            );
        }
    } else {
        let counts: Vec<String> = by_kind
            .iter()
            .map(|(kind, modules)| count(modules.len(), singular(*kind), plural(*kind)))
            .collect();
        let _ =
            writeln!(out, "{}", style.faint(format!("not asked: {} (--all lists them)", counts.join(", "))));
    }
    out.push('\n');
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

/// One sentence that says how it stands.
pub(crate) fn closing(out: &mut String, plan: &DiffPlan, style: Style) {
    let asked: Vec<&Module> = plan.modules.iter().filter(|module| module.kind.is_deployable()).collect();
    if asked.is_empty() {
        let _ = writeln!(
            out,
            "No service and no job was found among {}.",
            count(plan.modules.len(), "module", "modules")
        );
        return;
    }
    let mut judged: BTreeMap<_, (usize, usize)> = BTreeMap::new();
    for (gap_type, cell) in asked.iter().flat_map(|module| &module.gaps) {
        let (present, of) = judged.entry(*gap_type).or_default();
        *present += usize::from(cell.state == CellState::Present);
        *of += usize::from(cell.state != CellState::NotApplicable);
    }
    let parts: Vec<String> = judged
        .iter()
        .map(|(gap_type, (present, of))| format!("{present} of {of} have {}", subject(*gap_type)))
        .collect();
    let _ = writeln!(
        out,
        "{}",
        style.strong(format!(
            "{}: {}.",
            count(asked.len(), "service or job", "services and jobs"),
            parts.join(", ")
        ))
    );
    if !plan.gaps.is_empty() {
        let of = |priority| plan.gaps.iter().filter(|gap| gap.priority == priority).count();
        let _ = writeln!(
            out,
            "{}: {} P0, {} P1, {} P2.",
            count(plan.gaps.len(), "gap", "gaps"),
            of(Priority::P0),
            of(Priority::P1),
            of(Priority::P2)
        );
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
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
