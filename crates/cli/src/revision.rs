//! What is scanned: a folder as it is, or a revision of its repository.

use std::path::Path;

use clap::Args as ClapArgs;
use contracts::DiffPlan;
use scout::{Moved, Renamed};
use source_tree::{
    FolderTree, Limits, Listing, ReadError, RepoPath, RevisionError, RevisionTree, SourceTree, TreeError,
};

use crate::failure::Failure;

#[derive(Debug, Default, ClapArgs)]
pub(crate) struct RevisionArgs {
    /// Scan this revision of the repository instead of the files in the folder
    #[arg(long, value_name = "REF")]
    pub(crate) rev: Option<String>,
    /// Compare with this revision: gaps are new, existing or fixed, and only its baseline and suppressions count
    #[arg(long, value_name = "REF")]
    pub(crate) base: Option<String>,
}

/// A tree of either kind.
#[derive(Debug)]
pub(crate) enum Scanned {
    Folder(FolderTree),
    Revision(RevisionTree),
}

impl Scanned {
    /// The folder, or a revision of it.
    ///
    /// # Errors
    /// When the folder cannot be opened, or its repository knows no such revision.
    pub(crate) fn open(folder: &Path, revision: Option<&str>) -> Result<Self, TreeError> {
        Ok(match revision {
            None => Self::Folder(FolderTree::open(folder, Limits::default())?),
            Some(revision) => Self::Revision(RevisionTree::open(folder, revision, Limits::default())?),
        })
    }

    fn tree(&self) -> &dyn SourceTree {
        match self {
            Self::Folder(tree) => tree,
            Self::Revision(tree) => tree,
        }
    }
}

impl SourceTree for Scanned {
    fn list(&self) -> Result<Listing, TreeError> {
        self.tree().list()
    }

    fn read(&self, path: &RepoPath) -> Result<Vec<u8>, ReadError> {
        self.tree().read(path)
    }
}

/// The modules whose folder was renamed since the base revision. What a folder holds beyond its last commit has no history:
/// there the files of `HEAD` are compared. Where no module went and came, nothing is.
///
/// # Errors
/// When the revisions can no longer be read.
pub(crate) fn moved(
    folder: &Path,
    (head, head_plan): (&Scanned, &DiffPlan),
    (base, base_plan): (&RevisionTree, &DiffPlan),
) -> Result<Moved, Failure> {
    if !Moved::is_possible(base_plan, head_plan) {
        return Ok(Moved::default());
    }
    let renamed = match head {
        Scanned::Revision(head) => renamed(base, head)?,
        Scanned::Folder(_) => match RevisionTree::open(folder, "HEAD", Limits::default()) {
            Ok(head) => renamed(base, &head)?,
            // A branch without a commit: nothing is known of its files.
            Err(TreeError::Revision(RevisionError::Unborn { .. })) => Renamed::default(),
            Err(error) => return Err(error.into()),
        },
    };
    Ok(Moved::between(base_plan, head_plan, &renamed))
}

fn renamed(base: &RevisionTree, head: &RevisionTree) -> Result<Renamed, TreeError> {
    let found = source_tree::renames(base, head)?;
    let files = found.files.into_iter().map(|renamed| (renamed.from, renamed.to)).collect();
    Ok(Renamed { files, base: base.list()?.files, complete: found.complete })
}
