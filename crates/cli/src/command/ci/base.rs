//! The input `base`: the revision that a change is compared with.

use std::path::Path;

use forge::{Checkout, Occasion, Subject};

use crate::{baseline::BaselineArgs, command::Judged, failure::Failure, judges, revision::Scanned};

/// What the input says for no revision at all.
const NONE: &str = "none";

/// The plan of a tree, compared with the base that the input names. Where it names none, that is the base of the change
/// that the event speaks of; one that cannot be read is told then, and nothing is compared.
///
/// # Errors
/// When the tree, or the revision that was named, cannot be read or judged.
pub(super) fn judged(
    input: Option<&str>,
    subject: &Subject,
    folder: &Path,
    tree: &Scanned,
) -> Result<Judged, Failure> {
    // Pipelines judge as of today.
    let judged = |base: Option<&str>| judges::judged(folder, tree, base, &BaselineArgs::default(), None);
    match (input, of_change(subject)) {
        (Some(NONE), _) | (None, None) => judged(None),
        (Some(named), _) => judged(Some(named)),
        (None, Some(base)) => judged(Some(base)).or_else(|failure| {
            // What is wrong with the tree itself is an error of this one too.
            let found = judged(None)?;
            tracing::warn!(
                base,
                why = failure.what(),
                "the change is not compared with its base, so nothing tells which gaps are new, and its own baseline counts: \
                 fetch the history (`fetch-depth: 0` in GitHub's checkout, `GIT_DEPTH: 0` in GitLab), or set the input `base`"
            );
            Ok(found)
        }),
    }
}

/// The commit that the change or the group is compared with. A checkout without the change has nothing to compare.
fn of_change(subject: &Subject) -> Option<&str> {
    let is_checked_out = subject.change.as_ref().is_none_or(|change| change.checkout != Checkout::Target);
    let is_change = matches!(subject.occasion, Occasion::Change | Occasion::MergeGroup);
    subject.base.as_deref().filter(|_| is_change && is_checked_out)
}
