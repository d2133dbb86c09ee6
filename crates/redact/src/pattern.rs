//! The one table of patterns, and how a row of it is compiled.

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use regex::Regex;
use regex::bytes::{RegexSet, RegexSetBuilder};

use crate::{Kind, family};

/// One row of the table.
#[derive(Clone, Copy)]
pub(crate) struct Pattern {
    /// What a match is.
    pub(crate) kind: Kind,
    /// A short regular expression that every text with a match also matches: the cheap first look.
    pub(crate) hint: &'static str,
    /// The shape. The first group that took part is the secret; without groups it is the whole match.
    pub(crate) shape: &'static str,
    /// Has the last word about a candidate: which part of it is secret, if any.
    pub(crate) judge: fn(Candidate<'_>) -> Option<Range<usize>>,
}

impl Pattern {
    /// A row whose shape alone decides.
    pub(crate) const fn plain(kind: Kind, hint: &'static str, shape: &'static str) -> Self {
        Self { kind, hint, shape, judge: |candidate| Some(candidate.range) }
    }

    /// A row whose candidates are judged by their text.
    pub(crate) const fn judged(
        kind: Kind,
        hint: &'static str,
        shape: &'static str,
        judge: fn(Candidate<'_>) -> Option<Range<usize>>,
    ) -> Self {
        Self { kind, hint, shape, judge }
    }
}

/// How much of a candidate's surroundings a judge sees, in bytes: were it the whole text, a text of many
/// candidates would be read once for each.
const NEAR: usize = 256;

/// How far a value without quotes is followed over signs that may end it, in bytes.
const BARE_MAX: usize = 512;

/// A place that has the shape of a secret.
pub(crate) struct Candidate<'t> {
    /// The text around it.
    pub(crate) text: &'t str,
    /// Where in the text the secret would be.
    pub(crate) range: Range<usize>,
}

impl<'t> Candidate<'t> {
    /// The candidate itself.
    pub(crate) fn value(&self) -> &'t str {
        self.text.get(self.range.clone()).unwrap_or_default()
    }

    /// The candidate without quotes: up to the next space, or as far as anybody makes a secret.
    pub(crate) fn bare(&self) -> &'t str {
        let rest = self.text.get(self.range.start..).unwrap_or_default();
        let rest = rest.get(..rest.floor_char_boundary(BARE_MAX)).unwrap_or_default();
        let ends = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n' | '`' | '<' | '>');
        let end = rest.find(ends).unwrap_or(rest.len());
        rest.get(..end.max(self.range.len())).unwrap_or(self.value())
    }

    /// What stands before it, near enough to matter.
    pub(crate) fn before(&self) -> &'t str {
        let before = self.text.get(..self.range.start).unwrap_or_default();
        let near = before.ceil_char_boundary(before.len().saturating_sub(NEAR));
        before.get(near..).unwrap_or_default()
    }

    /// What stands from `start` on, near enough to matter.
    pub(crate) fn after(&self, start: usize) -> &'t str {
        let after = self.text.get(start..).unwrap_or_default();
        after.get(..after.floor_char_boundary(NEAR)).unwrap_or_default()
    }
}

/// A row with its regular expression, compiled when it is first needed: start-up pays for the hints
/// alone.
pub(crate) struct Row {
    pub(crate) pattern: Pattern,
    regex: OnceLock<Option<Regex>>,
}

impl Row {
    /// The compiled shape. A shape that does not compile cannot pass this crate's tests.
    pub(crate) fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| Regex::new(self.pattern.shape).ok()).as_ref()
    }
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    family::TABLE
        .iter()
        .flat_map(|family| family.iter())
        .map(|&pattern| Row { pattern, regex: OnceLock::new() })
        .collect()
});

/// Over bytes and without Unicode, since hints are ASCII: that compiles in a tenth of the time.
static HINTS: LazyLock<Option<RegexSet>> = LazyLock::new(|| {
    RegexSetBuilder::new(ROWS.iter().map(|row| row.pattern.hint)).unicode(false).build().ok()
});

/// The rows that may match `text`, by one pass over it.
pub(crate) fn hinted(text: &str) -> impl Iterator<Item = &'static Row> {
    let hits = HINTS.as_ref().map(|hints| hints.matches(text.as_bytes()));
    ROWS.iter()
        .enumerate()
        .filter(move |(index, _)| hits.as_ref().is_none_or(|hits| hits.matched(*index)))
        .map(|(_, row)| row)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A shape or a hint that does not compile would silently find nothing.
    #[test]
    fn every_row_compiles() {
        assert!(HINTS.is_some());
        for row in ROWS.iter() {
            assert!(row.regex().is_some(), "{}", row.pattern.shape);
        }
    }

    /// The first look must not hide what the shape would find.
    #[test]
    fn a_hint_matches_whatever_its_shape_matches() {
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let outcome = runner.run(&crate::tests::text(), |text| {
            let hinted: Vec<&str> = hinted(&text).map(|row| row.pattern.shape).collect();
            for row in ROWS.iter() {
                let found = row.regex().and_then(|regex| regex.find(&text));
                if let Some(found) = found {
                    let seen = hinted.contains(&row.pattern.shape);
                    proptest::prop_assert!(seen, "{} misses {:?}", row.pattern.hint, found.as_str());
                }
            }
            Ok(())
        });
        assert_eq!(outcome, Ok(()));
    }

    /// Text without any hint costs one pass and no shape.
    #[test]
    fn ordinary_prose_is_hinted_at_by_no_row() {
        assert_eq!(hinted("An order is enriched and sent on.").count(), 0);
    }
}
