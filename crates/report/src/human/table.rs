use std::{collections::BTreeSet, fmt::Write as _};

use contracts::{
    Evidence, Module,
    plan::{Cell, CellState, Gap, GapType, TopicUse},
};

use crate::{
    accepted::mark,
    escape::plain,
    line::Lines,
    style::Style,
    wording::{about, asks_for_a_document, asks_how_good, subject, sure, word},
};

/// How many pieces of evidence are shown for one judgement.
const EVIDENCE_MAX: usize = 3;

/// How many of the places that were searched are shown.
const PLACES_MAX: usize = 5;

/// How many gaps of one kind in one module are called by their keys.
const KEYS_MAX: usize = 4;

/// One service or job: what it is, then a line per judgement.
pub(crate) fn module(out: &mut String, module: &Module, gaps: &[&Gap], lines: &mut Lines<'_>, style: Style) {
    push(out, format_args!("{}  {}", style.strong(plain(&module.path)), style.faint(about(module))));
    if let Some(topics) = topics(module) {
        push(out, format_args!("  {}", style.faint(topics)));
    }
    for (gap_type, cell) in module.gaps.iter().filter(|(gap_type, cell)| is_news(**gap_type, cell.state)) {
        let of_type = || gaps.iter().copied().filter(|gap| gap.gap_type == *gap_type);
        let gaps: Vec<&Gap> = of_type().filter(|gap| gap.accepted.is_none()).collect();
        // What is accepted is counted below.
        if gaps.is_empty() && of_type().next().is_some() {
            continue;
        }
        push(out, format_args!("  {}", judgement(*gap_type, cell, &gaps, style)));
        evidences(out, cell, lines, style);
        if matches!(cell.state, CellState::Absent | CellState::Unknown) && !cell.searched.is_empty() {
            let source = if asks_for_a_document(*gap_type) { "" } else { "its source, " };
            let searched = format!("searched: {source}{}", places(&cell.searched));
            push(out, format_args!("      {}", style.faint(searched)));
        }
        let mut told: Vec<&str> = Vec::new();
        for gap in gaps {
            if !gap.remedy.is_empty() && !told.contains(&gap.remedy.as_str()) {
                told.push(&gap.remedy);
                push(out, format_args!("      {} {}", style.strong("to close:"), plain(&gap.remedy)));
            }
        }
    }
    out.push('\n');
}

/// How many topics of one direction are named.
const TOPICS_MAX: usize = 6;

/// `reads orders; writes orders_enriched, 1 unresolved (src/kafka.js:23)`.
fn topics(module: &Module) -> Option<String> {
    let told = |verb: &str, topics: &[TopicUse]| {
        if topics.is_empty() {
            return None;
        }
        let named: BTreeSet<&str> = topics.iter().filter_map(|topic| topic.topic.as_deref()).collect();
        let mut parts: Vec<String> = named.iter().take(TOPICS_MAX).map(|topic| plain(topic)).collect();
        if named.len() > TOPICS_MAX {
            parts.push(format!("{} more", named.len() - TOPICS_MAX));
        }
        let mut unnamed = topics.iter().filter(|topic| topic.topic.is_none()).peekable();
        if let Some(first) = unnamed.peek().map(|topic| place(&topic.evidence)) {
            parts.push(format!("{} unresolved ({first})", unnamed.count()));
        }
        Some(format!("{verb} {}", parts.join(", ")))
    };
    let told = [told("reads", &module.topics_read), told("writes", &module.topics_written)];
    let told: Vec<String> = told.into_iter().flatten().collect();
    (!told.is_empty()).then(|| told.join("; "))
}

/// What cannot be asked of a module is no news, nor that what is there is as it should be.
fn is_news(gap_type: GapType, state: CellState) -> bool {
    match state {
        CellState::NotApplicable => false,
        CellState::Present | CellState::Unknown => !asks_how_good(gap_type),
        CellState::Absent => true,
    }
}

fn evidences(out: &mut String, cell: &Cell, lines: &mut Lines<'_>, style: Style) {
    for evidence in cell.evidence.iter().take(EVIDENCE_MAX) {
        push(out, format_args!("      {}", proof(evidence, lines, style)));
    }
    if cell.evidence.len() > EVIDENCE_MAX {
        let more = format!("and {} more", cell.evidence.len() - EVIDENCE_MAX);
        push(out, format_args!("      {}", style.faint(more)));
    }
}

/// The places that were searched; of many the first, and how many more.
fn places(searched: &[String]) -> String {
    let shown: Vec<String> = searched.iter().take(PLACES_MAX).map(|place| plain(place)).collect();
    match searched.len().saturating_sub(PLACES_MAX) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

fn judgement(gap_type: GapType, cell: &Cell, gaps: &[&Gap], style: Style) -> String {
    let what = subject(gap_type);
    match (cell.state, gaps.first()) {
        (CellState::Absent, Some(gap)) => {
            format!(
                "{} {what}  {}",
                style.bad(word(gap_type)),
                style.faint(format!("{}, {}{}  [{}]", gap.priority, mark(gap), sure(gap), keys(gaps)))
            )
        }
        (CellState::Absent, None) => format!("{} {what}", style.bad(word(gap_type))),
        (CellState::Present, _) if asks_for_a_document(gap_type) => {
            format!("{} {what}", style.good("there  "))
        }
        (CellState::Present, _) => format!("{} {what}", style.good("wired  ")),
        (CellState::NotApplicable, _) => format!("{} {what}", style.faint("n/a    ")),
        (CellState::Unknown, _) => format!("{} {what}", style.faint("unknown")),
    }
}

/// What the gaps are called where somebody accepts or explains them; of many the first, and how many more.
fn keys(gaps: &[&Gap]) -> String {
    let shown: Vec<String> = gaps.iter().take(KEYS_MAX).map(|gap| plain(&gap.key.to_string())).collect();
    match gaps.len().saturating_sub(KEYS_MAX) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

fn proof(evidence: &Evidence, lines: &mut Lines<'_>, style: Style) -> String {
    let place = place(evidence);
    let line = lines.of(evidence).map(|line| format!("  {line}")).unwrap_or_default();
    format!("{place}{line}  {}", style.faint(format!("({})", plain(&evidence.reason))))
}

fn place(evidence: &Evidence) -> String {
    match evidence.span {
        Some(span) => format!("{}:{}", plain(&evidence.path), span.start.line),
        None => plain(&evidence.path),
    }
}

fn push(out: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{line}");
}
