//! The ways that topics lead from module to module, and the topics of which nobody knows the name.

use std::fmt::Write as _;

use contracts::{DiffPlan, Module, plan::Hop};

use crate::{escape::plain, style::Style, tally, wording::counted};

/// How many hops are shown one by one.
const HOPS_MAX: usize = 20;

/// A line a hop, those where the trace breaks first.
pub(crate) fn hops(out: &mut String, plan: &DiffPlan, style: Style) {
    if plan.hops.is_empty() {
        return;
    }
    let hops = tally::hops(plan);
    let shown = &hops[..hops.len().min(HOPS_MAX)];
    let rows: Vec<(String, String)> = shown
        .iter()
        .map(|hop| (plain(&hop.topic), format!("{} -> {}", plain(&hop.from), plain(&hop.to))))
        .collect();
    let topic_width = rows.iter().map(|(topic, _)| topic.chars().count()).max().unwrap_or_default();
    let way_width = rows.iter().map(|(_, way)| way.chars().count()).max().unwrap_or_default();
    let _ = writeln!(out, "{}", style.strong("hops"));
    for (hop, (topic, way)) in shown.iter().zip(rows) {
        let _ = writeln!(out, "  {topic:topic_width$}  {way:way_width$}  {}", state(hop, style));
    }
    if hops.len() > HOPS_MAX {
        let more = format!("  and {} more (--format json has all)", hops.len() - HOPS_MAX);
        let _ = writeln!(out, "{}", style.faint(more));
    }
    out.push('\n');
}

fn state(hop: &Hop, style: Style) -> String {
    match hop.traced {
        Some(true) => style.good("traced"),
        Some(false) => style.bad("the trace breaks"),
        None => style.faint("unknown"),
    }
}

/// Of how many topics nobody knows the name.
pub(crate) fn unresolved(asked: &[&Module]) -> Option<String> {
    let topics = asked.iter().flat_map(|module| module.topics_read.iter().chain(&module.topics_written));
    match topics.filter(|topic| topic.topic.is_none()).count() {
        0 => None,
        unnamed => Some(format!("{} unresolved", counted(unnamed, "topic", "topics"))),
    }
}
