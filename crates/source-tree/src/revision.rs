//! A revision of a git repository, read without a checkout.

mod error;
mod handle;
mod listing;
mod objects;
mod open;
mod renames;
mod resolve;
mod steps;
#[cfg(test)]
mod tests;

use std::{path::Path, sync::OnceLock};

use gix::{
    ObjectId,
    objs::{TreeRefIter, tree::EntryKind},
};

pub use error::RevisionError;
pub use renames::{Rename, Renames, renames};
#[cfg(test)]
pub(crate) use tests::GitRepository;

use self::{
    handle::Handle,
    listing::{Committed, Walk},
};
use crate::{
    lfs,
    limits::Limits,
    repo_path::RepoPath,
    repository::Repository,
    tree::{Listing, ReadError, Skipped, SourceTree, TreeError},
};

/// The files of one revision of a git repository, read from its objects: nothing is checked out, and what lies in the work
/// tree is not looked at. Everything committed is listed; ignore files are not honoured.
///
/// Only the repository's own configuration is read, no user's, no system's, no environment; nothing of it is run. The
/// repository in a folder is read whoever owns it, as containers need it. Unlike in a folder tree the repository may also
/// lie elsewhere, where a file or link `.git` leads to it (a linked work tree); then it has to be the user's, by git's own
/// rule of who owns its folders (for root through `sudo`, also the user who called it). `safe.directory`, which lifts this
/// rule, is a user's configuration and not read. Alternates are followed, as git does.
#[derive(Debug)]
pub struct RevisionTree {
    handle: Handle,
    commit: ObjectId,
    name: Option<String>,
    root: Root,
    limits: Limits,
    /// What was listed, sorted by path: a folder's object is not read again for each of its files.
    listed: OnceLock<Vec<Committed>>,
}

/// What a revision holds where the folder is.
#[derive(Debug, Clone, Copy)]
enum Root {
    Folder(ObjectId),
    /// There is none; why it is empty.
    Nothing(&'static str),
}

impl RevisionTree {
    /// Opens the revision that the repository of `folder` knows as `revision`: a commit, a branch, a tag, or steps from one.
    /// The folder is a work tree's root, a folder in it (then only what the revision holds below is the tree, with paths
    /// relative to it), or a bare repository. Where the revision has no such folder, the tree is empty and says so.
    ///
    /// # Errors
    /// When the folder cannot be opened, lies in no repository or is led to one of another user, or the revision is no commit that can be read.
    pub fn open(folder: &Path, revision: &str, limits: Limits) -> Result<Self, TreeError> {
        let (place, prefix) = open::find(folder)?;
        let handle = Handle::new(place);
        let (commit, name, root) = handle.with(|repository| {
            let commit = resolve::commit(repository, revision)?;
            let root = Root::below(repository, commit, &prefix)?;
            Ok::<_, RevisionError>((commit, crate::git::name(repository), root))
        })??;
        Ok(Self { handle, commit, name, root, limits, listed: OnceLock::new() })
    }

    /// The commit that the revision is, in hexadecimal.
    #[must_use]
    pub fn commit(&self) -> String {
        self.commit.to_string()
    }

    /// What lies at a path: where the revision was listed, without looking through its folders.
    fn found(
        &self,
        repository: &gix::Repository,
        root: ObjectId,
        path: &RepoPath,
    ) -> Result<Option<(EntryKind, ObjectId)>, ReadError> {
        let listed = self.listed.get().map(Vec::as_slice).unwrap_or_default();
        match listed.binary_search_by(|file| file.path.cmp(path)).ok().and_then(|at| listed.get(at)) {
            Some(file) => Ok(Some((EntryKind::Blob, file.id))),
            None => entry(repository, root, path),
        }
    }

    fn walk(&self) -> Result<Walk, RevisionError> {
        match self.root {
            Root::Folder(root) => {
                self.handle.with(|repository| Walk::through(repository, root, &self.limits))
            }
            Root::Nothing(reason) => {
                let skipped = vec![Skipped { path: ".".to_owned(), reason: reason.to_owned() }];
                Ok(Walk { files: Vec::new(), skipped, is_whole: true })
            }
        }
    }
}

impl SourceTree for RevisionTree {
    fn list(&self) -> Result<Listing, TreeError> {
        let walk = self.walk()?;
        self.listed.get_or_init(|| walk.files.clone());
        let mut listing = walk.into_listing(&self.limits);
        let (name, commit) = (self.name.clone(), Some(self.commit()));
        listing.repositories.push(Repository { root: RepoPath::root(), name, commit });
        Ok(listing)
    }

    fn read(&self, path: &RepoPath) -> Result<Vec<u8>, ReadError> {
        let Root::Folder(root) = self.root else {
            return Err(ReadError::NotFound);
        };
        let asked = self.handle.with(|repository| match self.found(repository, root, path)? {
            Some((EntryKind::Blob | EntryKind::BlobExecutable, id)) => {
                objects::blob(repository, id, self.limits.file_bytes_max)
            }
            Some(_) => Err(ReadError::NoFile),
            None => Err(ReadError::NotFound),
        });
        asked.map_err(|error| ReadError::Broken { why: error.to_string() })?.and_then(lfs::refuse_pointer)
    }
}

impl Root {
    /// The folder of a commit's files that `prefix` is.
    fn below(
        repository: &gix::Repository,
        commit: ObjectId,
        prefix: &RepoPath,
    ) -> Result<Self, RevisionError> {
        let broken = |why| RevisionError::Broken { what: format!("the files of the commit {commit}"), why };
        let root = resolve::tree_of(repository, commit)?;
        objects::check_tree(repository, root).map_err(broken)?;
        Ok(match entry(repository, root, prefix).map_err(|error| broken(error.to_string()))? {
            Some((EntryKind::Tree, id)) => {
                objects::check_tree(repository, id).map_err(broken)?;
                Self::Folder(id)
            }
            Some(_) => Self::Nothing("in this revision it is no folder"),
            None => Self::Nothing("this revision has no such folder"),
        })
    }
}

/// What lies at `path` below the folder `root`.
fn entry(
    repository: &gix::Repository,
    root: ObjectId,
    path: &RepoPath,
) -> Result<Option<(EntryKind, ObjectId)>, ReadError> {
    let mut found = (EntryKind::Tree, root);
    for name in path.segments() {
        if found.0 != EntryKind::Tree {
            return Ok(None);
        }
        let entries = objects::tree(repository, found.1).map_err(|why| ReadError::Broken { why })?;
        let mut entries = TreeRefIter::from_bytes(&entries, found.1.kind()).filter_map(Result::ok);
        let Some(entry) = entries.find(|entry| entry.filename == name) else {
            return Ok(None);
        };
        found = (entry.mode.kind(), entry.oid.to_owned());
    }
    Ok(Some(found))
}
