//! Repositories as git makes them, and as it never would.

mod broken;
mod listing;
mod opening;
mod renaming;
mod repository;
mod resolving;

pub(crate) use repository::GitRepository;

use crate::{RepoPath, RevisionError, RevisionTree, SourceTree as _, TreeError};

fn path(text: &str) -> RepoPath {
    RepoPath::new(text).unwrap()
}

fn files(tree: &RevisionTree) -> Vec<String> {
    tree.list().unwrap().files.iter().map(ToString::to_string).collect()
}

/// What a listing left out, as `path: reason`.
fn skipped(tree: &RevisionTree) -> Vec<String> {
    tree.list()
        .unwrap()
        .skipped
        .iter()
        .map(|skipped| format!("{}: {}", skipped.path, skipped.reason))
        .collect()
}

fn refused<T>(opened: Result<T, TreeError>) -> RevisionError {
    match opened {
        Err(TreeError::Revision(error)) => error,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was not refused"),
    }
}
