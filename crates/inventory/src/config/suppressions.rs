//! The key `suppressions`: gaps that a team says are wrong, or not for now.

use std::collections::BTreeMap;

use contracts::{Evidence, GapType, RuleId};
use syntax::{Node, Span};

use super::{CONFIG_FILE, Mistake, Settings};
use crate::suppression::{GapPattern, REASON_CHARS_MAX, Suppression, Suppressions, nearest_type};

/// How long a pattern may be, in bytes: no key is longer.
const PATTERN_MAX: usize = 1000;

/// How much of a pattern a message repeats, in characters.
const SHOWN_MAX: usize = 60;

/// Suppressions that are of the right kind and yet say nothing.
pub(super) fn mistakes(root: &Node) -> Vec<Mistake> {
    let mut found = Vec::new();
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for item in items(root) {
        if let Some((gap, node)) = item.get("gap").and_then(|node| Some((node.as_str()?, node))) {
            if seen.insert(gap, node.span).is_some() {
                let message = format!("`{}` is suppressed twice", shown(gap));
                found.push(mistake(node, message, "keep one of them"));
            }
            found.extend(gap_mistake(gap, node));
        }
        if let Some(reason) =
            item.get("reason").filter(|node| node.as_str().is_some_and(|text| text.trim().is_empty()))
        {
            found.push(mistake(
                reason,
                "the reason is empty".to_owned(),
                "say why, for who reads it when it ends",
            ));
        }
    }
    found
}

/// The suppression that holds a stretch of the text: its number and where it stands.
pub(super) fn around(root: &Node, span: Span) -> Option<(usize, Span)> {
    let holds = |item: &Node| item.span.start <= span.start && span.end <= item.span.end;
    items(root).iter().enumerate().find(|(_, item)| holds(item)).map(|(at, item)| (at, item.span))
}

/// What to write where a suppression lacks something.
pub(super) const HELP: &str = "a suppression has three keys: `gap: missing_runbook:services/orders`, `reason: why`, `until: 2027-03-01`";

/// A message with the number that a suppression has in the file: of what is read, those with a mistake were cut out.
pub(super) fn numbered(at: usize, message: &str) -> String {
    let told = message.split_once("suppressions[");
    let told = told.and_then(|(before, rest)| Some((before, rest.split_once(']')?.1)));
    told.map_or_else(|| message.to_owned(), |(before, rest)| format!("{before}suppressions[{at}]{rest}"))
}

fn items(root: &Node) -> &[Node] {
    root.get("suppressions").map(Node::items).unwrap_or_default()
}

fn mistake(node: &Node, message: String, help: &str) -> Mistake {
    Mistake { span: node.span, message, help: Some(help.to_owned()) }
}

/// A pattern that no gap can match.
fn gap_mistake(gap: &str, node: &Node) -> Option<Mistake> {
    const FORM: &str = "write a gap's key as a plan shows it, `missing_runbook:services/orders`; `*` stands for any characters";
    if gap.len() > PATTERN_MAX {
        return Some(mistake(node, format!("a gap of {} bytes: no key is that long", gap.len()), FORM));
    }
    let parts: Vec<&str> = gap.split(':').collect();
    if parts.len() > 3 || parts.iter().any(|part| part.is_empty()) {
        return Some(mistake(node, format!("`{}` is no gap's key", shown(gap)), FORM));
    }
    let name = parts.first().copied().unwrap_or_default();
    let known = match name.split_once('*') {
        // Behind the star anything may follow, the other parts too.
        Some((begin, _)) => GapType::ALL.iter().any(|known| known.name().starts_with(begin)),
        None => name.parse::<GapType>().is_ok(),
    };
    if known {
        return None;
    }
    let help = nearest_type(name).map_or_else(
        || format!("gap types: {}", GapType::ALL.map(GapType::name).join(", ")),
        |nearest| format!("did you mean `{nearest}`?"),
    );
    Some(mistake(node, format!("`{}` is no gap type", shown(name)), &help))
}

fn shown(text: &str) -> String {
    redact::redact_cut(text, SHOWN_MAX)
}

/// What the settings suppress, then what comments do.
pub(crate) fn with_suppressions(settings: &Settings, inline: Suppressions) -> Suppressions {
    let said = settings.config.suppressions.iter().zip(&settings.suppressions);
    let mut all: Vec<Suppression> = said
        .map(|(said, span)| Suppression {
            gap: GapPattern::new(&said.gap),
            reason: redact::redact_cut(&said.reason, REASON_CHARS_MAX),
            until: said.until,
            evidence: Evidence {
                path: CONFIG_FILE.to_owned(),
                span: Some(*span),
                rule: RuleId::new("suppression-configured"),
                reason: "the team's settings suppress it".to_owned(),
            },
        })
        .collect();
    all.extend(inline.0);
    Suppressions(all)
}
