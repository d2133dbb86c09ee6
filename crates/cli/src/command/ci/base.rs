//! The input `base`: the revision that a change is compared with.

use std::path::Path;

use forge::{Checkout, Occasion, Subject};
use source_tree::{RevisionError, TreeError};

use crate::{baseline::BaselineArgs, command::Judged, failure::Failure, judges, revision::Scanned};

/// What the input says for no revision at all.
const NONE: &str = "none";

/// The plan of a tree, compared with the base that the input names. Where it names none, that is the base of the change
/// that the event speaks of; one that the clone does not have is told then, and nothing is compared.
///
/// # Errors
/// When the tree, or the revision that was named, cannot be read or judged. A base that is there and broken is an error too:
/// else whoever breaks it has the change judged by itself.
pub(super) fn judged(
    input: Option<&str>,
    subject: &Subject,
    folder: &Path,
    tree: &Scanned,
) -> Result<Judged, Failure> {
    let base = match (input, of_change(subject)) {
        (Some(NONE), _) | (None, None) => None,
        (Some(named), _) => Some(named),
        (None, Some(base)) => Some(base).filter(|base| is_there(folder, base)),
    };
    // Pipelines judge as of today.
    judges::judged(folder, tree, base, &BaselineArgs::default(), None)
}

/// Whether a revision can be opened; what keeps it from that is told.
fn is_there(folder: &Path, base: &str) -> bool {
    let Err(error) = Scanned::open(folder, Some(base)) else { return true };
    let help = match &error {
        TreeError::Revision(RevisionError::Unknown { .. }) => {
            "fetch the history (`fetch-depth: 0` in GitHub's checkout, `GIT_DEPTH: 0` in GitLab)".to_owned()
        }
        TreeError::Revision(error) => error.help(),
        TreeError::Open { .. } => "make the folder one that can be read".to_owned(),
    };
    tracing::warn!(
        base,
        why = Failure::from(error).what(),
        "the change is not compared with its base, so nothing tells which gaps are new, and its own baseline and suppressions count: \
         {help}, or set the input `base`"
    );
    false
}

/// The commit that the change or the group is compared with. A checkout without the change has nothing to compare.
fn of_change(subject: &Subject) -> Option<&str> {
    let is_checked_out = subject.change.as_ref().is_none_or(|change| change.checkout != Checkout::Target);
    let is_change = matches!(subject.occasion, Occasion::Change | Occasion::MergeGroup);
    subject.base.as_deref().filter(|_| is_change && is_checked_out)
}
