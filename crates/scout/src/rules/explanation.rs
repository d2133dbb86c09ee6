//! Explanations, read from `rules/explanations.toml`.

use contracts::Explanation;
use serde::Deserialize;

use super::{RulesError, parse};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    explanation: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    what: String,
    why: Option<String>,
    how_found: String,
    how_closed: Option<String>,
}

/// The explanations of the file, in its order.
pub(crate) fn explained() -> Result<Vec<Explanation>, RulesError> {
    let file: File = parse("rules/explanations.toml", include_str!("../../rules/explanations.toml"))?;
    let explained = file.explanation.into_iter().map(|entry| Explanation {
        id: entry.id,
        what: entry.what,
        why: entry.why,
        how_found: entry.how_found,
        how_closed: entry.how_closed,
    });
    Ok(explained.collect())
}
