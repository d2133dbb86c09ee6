//! The terminal's view of an explanation.

use std::fmt::Write as _;

use contracts::Explanation;

use crate::style::Style;

/// Renders one explanation: the id, what it is, then a paragraph each for why, how it is found and how it is closed.
#[must_use]
pub fn explanation(explanation: &Explanation, style: Style) -> String {
    let mut out = format!("{}\n\n{}\n", style.strong(&explanation.id), explanation.what);
    let paragraphs = [
        ("why it matters", explanation.why.as_ref()),
        ("how it is found", Some(&explanation.how_found)),
        ("how it is closed", explanation.how_closed.as_ref()),
    ];
    for (title, text) in paragraphs {
        if let Some(text) = text {
            // Writing to a String cannot fail.
            let _ = write!(out, "\n{}\n  {text}\n", style.strong(title));
        }
    }
    out
}

/// Renders a list of what can be explained: an id and a sentence a line.
#[must_use]
pub fn explained(explanations: &[Explanation], style: Style) -> String {
    let width = explanations.iter().map(|explanation| explanation.id.len()).max().unwrap_or_default();
    let mut out = String::new();
    for Explanation { id, what, .. } in explanations {
        let _ = writeln!(out, "{}  {}", style.strong(format!("{id:width$}")), style.faint(what));
    }
    out
}
