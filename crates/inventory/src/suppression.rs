//! What a team says is wrong or not for now: gaps that do not count until a day. Said in `.autopilot.yml` for any gap, or
//! in a comment for the module that the file lies in.

mod comment;
mod inline;
mod pattern;
mod text;

use std::collections::BTreeMap;

use contracts::{Date, Evidence, GapKey, GapType};
use source_tree::RepoPath;

use crate::facts::ModuleFacts;

pub use pattern::GapPattern;

pub(crate) use inline::find;
pub(crate) use text::{Said, nearest_type};

/// How much of a reason is kept, in characters.
pub(crate) const REASON_CHARS_MAX: usize = 500;

/// Gaps that do not count until a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// Which.
    pub gap: GapPattern,
    /// Why; redacted, on one line.
    pub reason: String,
    /// The last day on which it holds.
    pub until: Date,
    /// Where it is said.
    pub evidence: Evidence,
}

/// Every suppression of a repository: those of `.autopilot.yml` in their order, then those in comments by place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suppressions(pub Vec<Suppression>);

/// A suppression in a comment, before the modules are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Inline {
    pub(crate) path: RepoPath,
    pub(crate) gap_type: GapType,
    pub(crate) subject: Option<String>,
    pub(crate) reason: String,
    pub(crate) until: Date,
    pub(crate) evidence: Evidence,
}

/// What comments say, of the deepest module whose folder holds the file. Of no module it speaks of the file's folder, where
/// no gap is: it comes back as one that matches nothing.
pub(crate) fn of_modules(found: Vec<Inline>, modules: &BTreeMap<RepoPath, ModuleFacts>) -> Suppressions {
    let mut suppressions: Vec<Suppression> =
        found.into_iter().map(|inline| of_module(inline, modules)).collect();
    // A file can be read as two things, the second long after the first.
    suppressions
        .sort_by(|a, b| (&a.evidence.path, a.evidence.span).cmp(&(&b.evidence.path, b.evidence.span)));
    suppressions.dedup();
    Suppressions(suppressions)
}

fn of_module(inline: Inline, modules: &BTreeMap<RepoPath, ModuleFacts>) -> Suppression {
    let holds = inline.path.ancestors().find(|folder| modules.contains_key(folder));
    let module = holds.or_else(|| inline.path.parent()).unwrap_or_else(RepoPath::root).to_string();
    let key = GapKey { gap_type: inline.gap_type, module, subject: inline.subject };
    let Inline { reason, until, evidence, .. } = inline;
    Suppression { gap: GapPattern::exactly(&key), reason, until, evidence }
}
