use std::fmt::Write as _;

use contracts::{
    DiffPlan, Evidence, Module,
    plan::{Cell, CellState, Gap, GapType},
};

use super::plain;
use crate::{line::Lines, style::Style};

/// How many pieces of evidence are shown for one judgement.
const EVIDENCE_MAX: usize = 3;

/// One service or job: what it is, then a line per judgement.
pub(crate) fn module(
    out: &mut String,
    module: &Module,
    plan: &DiffPlan,
    lines: &mut Lines<'_>,
    style: Style,
) {
    let archetypes: Vec<&str> = module.archetypes.iter().map(|archetype| archetype.name()).collect();
    let about = [module.kind.name(), module.language.name()]
        .into_iter()
        .chain(archetypes)
        .collect::<Vec<_>>()
        .join(", ");
    push(out, format_args!("{}  {}", style.strong(plain(&module.path)), style.faint(about)));
    // What cannot be asked of a module is no news.
    let asked = module.gaps.iter().filter(|(_, cell)| cell.state != CellState::NotApplicable);
    for (gap_type, cell) in asked {
        let gap = plan.gaps.iter().find(|gap| gap.module == module.path && gap.gap_type == *gap_type);
        push(out, format_args!("  {}", judgement(*gap_type, cell, gap, style)));
        for evidence in cell.evidence.iter().take(EVIDENCE_MAX) {
            push(out, format_args!("      {}", proof(evidence, lines, style)));
        }
        if cell.evidence.len() > EVIDENCE_MAX {
            push(
                out,
                format_args!(
                    "      {}",
                    style.faint(format!("and {} more", cell.evidence.len() - EVIDENCE_MAX))
                ),
            );
        }
        if matches!(cell.state, CellState::Absent | CellState::Unknown) && !cell.searched.is_empty() {
            push(
                out,
                format_args!(
                    "      {}",
                    style.faint(format!("searched: {}", plain(&cell.searched.join(", "))))
                ),
            );
        }
    }
    out.push('\n');
}

fn judgement(gap_type: GapType, cell: &Cell, gap: Option<&Gap>, style: Style) -> String {
    let what = subject(gap_type);
    match (cell.state, gap) {
        (CellState::Absent, Some(gap)) => {
            format!("{} {what}  {}", style.bad("missing"), style.faint(sure(gap)))
        }
        (CellState::Absent, None) => format!("{} {what}", style.bad("missing")),
        (CellState::Present, _) => format!("{} {what}", style.good("wired  ")),
        (CellState::NotApplicable, _) => format!("{} {what}", style.faint("n/a    ")),
        (CellState::Unknown, _) => format!("{} {what}", style.faint("unknown")),
    }
}

/// How urgent it is, how sure that is, and what made it less sure.
fn sure(gap: &Gap) -> String {
    let doubts: Vec<String> =
        gap.confidence.factors.iter().skip(1).map(|factor| factor.name.replace('-', " ")).collect();
    let doubts = if doubts.is_empty() { String::new() } else { format!(" ({})", doubts.join(", ")) };
    format!("{}, {} % sure{doubts}", gap.priority, percent(gap))
}

fn percent(gap: &Gap) -> u16 {
    (gap.confidence.value.permille() + 5) / 10
}

/// What a gap type is about, in the words of people.
pub(crate) fn subject(gap_type: GapType) -> &'static str {
    match gap_type {
        GapType::MissingOtel => "OpenTelemetry",
        GapType::MissingCorrelation => "trace context in Kafka headers",
        GapType::MissingLineageSpec => "lineage spec",
        GapType::MissingContract => "data contract",
        GapType::MissingRunbook => "runbook",
        GapType::OutdatedOtel => "current OpenTelemetry",
        GapType::IncompleteHeaders => "complete record headers",
    }
}

fn proof(evidence: &Evidence, lines: &mut Lines<'_>, style: Style) -> String {
    let place = match evidence.span {
        Some(span) => format!("{}:{}", plain(&evidence.path), span.start.line),
        None => plain(&evidence.path),
    };
    let line = lines.of(evidence).map(|line| format!("  {line}")).unwrap_or_default();
    format!("{place}{line}  {}", style.faint(format!("({})", plain(&evidence.reason))))
}

fn push(out: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{line}");
}
