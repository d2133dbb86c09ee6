#![doc = include_str!("../README.md")]

mod folder;
mod lfs;
mod limits;
mod memory;
mod repo_path;
mod repository;
mod tree;

#[cfg(feature = "git")]
mod git;
#[cfg(feature = "git")]
mod revision;

#[cfg(test)]
mod conformance;

pub use folder::FolderTree;
pub use limits::Limits;
pub use memory::MemoryTree;
pub use repo_path::{RepoPath, RepoPathError};
pub use repository::Repository;
#[cfg(feature = "git")]
pub use revision::{Rename, Renames, RevisionError, RevisionTree, renames};
pub use tree::{Listing, ReadError, Skipped, SourceTree, TreeError};
