//! What `autopilot explain` says of a gap type, a rule, a finding. Each crate that names such things has a table of them.

use serde::Deserialize;

/// One thing that a report names by an id, explained to people.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    /// Its id, as plans and reports write it.
    pub id: String,
    /// What it is: a sentence.
    pub what: String,
    /// Why it matters: a sentence or two; none where that is plain.
    pub why: Option<String>,
    /// How it is found: what is looked at, and what counts.
    pub how_found: String,
    /// How it is closed, or what to do about it; none where nothing is wrong.
    pub how_closed: Option<String>,
}
