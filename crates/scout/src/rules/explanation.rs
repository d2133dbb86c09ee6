//! Explanations, read from `rules/explanations.toml`.

use contracts::Explanation;
use serde::Deserialize;

use super::{RulesError, parse};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    explanation: Vec<Explanation>,
}

/// The explanations of the file, in its order.
pub(crate) fn explained() -> Result<Vec<Explanation>, RulesError> {
    let file: File = parse("rules/explanations.toml", include_str!("../../rules/explanations.toml"))?;
    Ok(file.explanation)
}
