//! What the ids in a plan mean.

use contracts::Explanation;

use crate::rules::{Rules, RulesError};

/// Every gap type and rule of this crate, explained, by id.
///
/// # Errors
/// When the data that was built in is broken; a test of this crate keeps that from shipping.
pub fn explanations(rules: &Rules) -> Result<Vec<Explanation>, RulesError> {
    let written = crate::rules::explained()?;
    let mut explained: Vec<Explanation> = written.into_iter().chain(rules.correlation.explained()).collect();
    explained.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(explained)
}
