//! Which suppressions speak of a gap: without stars by a table, so that thousands of them cost nothing.

use std::collections::HashMap;

use inventory::Suppressions;

/// Suppressions by what they speak of; each by its number.
pub(super) struct Index<'a> {
    literal: HashMap<&'a str, Vec<usize>>,
    with_stars: Vec<usize>,
    all: &'a Suppressions,
}

impl<'a> Index<'a> {
    pub(super) fn of(all: &'a Suppressions) -> Self {
        let mut index = Self { literal: HashMap::new(), with_stars: Vec::new(), all };
        for (at, suppression) in all.0.iter().enumerate() {
            match suppression.gap.literal() {
                Some(text) => index.literal.entry(text).or_default().push(at),
                None => index.with_stars.push(at),
            }
        }
        index
    }

    /// The numbers of those that speak of a gap's key, in their order.
    pub(super) fn speaking_of(&self, key: &str) -> Vec<usize> {
        let beginnings = key.match_indices(':').map(|(at, _)| &key[..at]).chain([key]);
        let literal = beginnings.filter_map(|part| self.literal.get(part)).flatten().copied();
        let speaks = |at: &usize| self.all.0.get(*at).is_some_and(|one| one.gap.speaks_of(key));
        let mut found: Vec<usize> = literal.chain(self.with_stars.iter().copied().filter(speaks)).collect();
        found.sort_unstable();
        found
    }
}
