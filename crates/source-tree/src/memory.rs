use std::collections::BTreeMap;

use crate::{
    lfs,
    limits::Limits,
    repo_path::RepoPath,
    repository::Repository,
    tree::{Listing, ReadError, SourceTree, TreeError},
};

/// A tree in memory: what tests write, and what the executable carries as its demonstration.
#[derive(Debug, Clone, Default)]
pub struct MemoryTree {
    files: BTreeMap<RepoPath, Vec<u8>>,
    repositories: Vec<Repository>,
    limits: Limits,
}

impl MemoryTree {
    /// A tree without files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same tree with other limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The same tree with one more file, or another content for it.
    #[must_use]
    pub fn with(mut self, path: RepoPath, content: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path, content.into());
        self
    }

    /// The same tree with a repository in it.
    #[must_use]
    pub fn with_repository(mut self, repository: Repository) -> Self {
        self.repositories.push(repository);
        self.repositories.sort();
        self
    }
}

impl SourceTree for MemoryTree {
    fn list(&self) -> Result<Listing, TreeError> {
        let mut listing = Listing {
            files: self.files.keys().cloned().collect(),
            skipped: Vec::new(),
            repositories: self.repositories.clone(),
        };
        listing.cut(self.limits.files_max);
        Ok(listing)
    }

    fn read(&self, path: &RepoPath) -> Result<Vec<u8>, ReadError> {
        let content = self.files.get(path).ok_or(ReadError::NotFound)?;
        if content.len() as u64 > self.limits.file_bytes_max {
            return Err(ReadError::TooLarge { limit: self.limits.file_bytes_max });
        }
        lfs::refuse_pointer(content.clone())
    }
}
