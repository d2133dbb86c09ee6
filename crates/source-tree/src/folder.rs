use std::{
    io::Read as _,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use cap_std::{ambient_authority, fs::Dir};
use ignore::{DirEntry, WalkBuilder, WalkState};

use crate::{
    lfs,
    limits::Limits,
    repo_path::RepoPath,
    tree::{Listing, ReadError, Skipped, SourceTree, TreeError},
};

/// A folder on this machine.
#[derive(Debug)]
pub struct FolderTree {
    root: PathBuf,
    dir: Dir,
    limits: Limits,
}

impl FolderTree {
    /// Opens a folder; nothing outside it will be read.
    ///
    /// # Errors
    /// When it is not there, is no folder or cannot be opened.
    pub fn open(root: &Path, limits: Limits) -> Result<Self, TreeError> {
        let dir = Dir::open_ambient_dir(root, ambient_authority())
            .map_err(|source| TreeError::Open { path: root.display().to_string(), source })?;
        Ok(Self { root: root.to_owned(), dir, limits })
    }

    fn walk(&self) -> Walk {
        let walk = Mutex::new(Walk::default());
        let mut builder = WalkBuilder::new(&self.root);
        builder
            .hidden(false)
            .parents(false)
            .git_global(false)
            .git_exclude(false)
            .require_git(false)
            .ignore(false)
            .follow_links(false)
            .max_depth(Some(self.limits.depth_max))
            .threads(std::thread::available_parallelism().map_or(1, |n| n.get().min(8)));
        builder.build_parallel().run(|| {
            Box::new(|entry| {
                let mut walk = walk.lock().unwrap_or_else(PoisonError::into_inner);
                walk.visit(entry, &self.root, self.limits.depth_max)
            })
        });
        walk.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a walk gathers, in the order the threads came by.
#[derive(Debug, Default)]
struct Walk {
    listing: Listing,
    repository_roots: Vec<RepoPath>,
}

impl Walk {
    fn visit(&mut self, entry: Result<DirEntry, ignore::Error>, root: &Path, depth_max: usize) -> WalkState {
        match entry {
            Ok(entry) => self.enter(&entry, root, depth_max),
            Err(error) => {
                self.listing
                    .skipped
                    .push(Skipped { path: ".".to_owned(), reason: without_root(&error.to_string(), root) });
                WalkState::Continue
            }
        }
    }

    fn enter(&mut self, entry: &DirEntry, root: &Path, depth_max: usize) -> WalkState {
        let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let Some(path) = RepoPath::from_os(relative) else {
            self.skip(&relative.to_string_lossy(), "its name is not UTF-8");
            return WalkState::Skip;
        };
        if path.file_name() == ".git" {
            self.repository_roots.extend(path.parent());
            return WalkState::Skip;
        }
        let Some(kind) = entry.file_type() else {
            return WalkState::Continue;
        };
        if kind.is_dir() {
            if entry.depth() == depth_max {
                self.skip(path.as_str(), "it lies too deep");
            }
        } else if kind.is_file() {
            self.listing.files.push(path);
        } else if kind.is_symlink() {
            self.skip(path.as_str(), "it is a symbolic link");
        } else {
            self.skip(path.as_str(), "it is neither a file nor a folder");
        }
        WalkState::Continue
    }

    fn skip(&mut self, path: &str, reason: &str) {
        self.listing.skipped.push(Skipped { path: path.to_owned(), reason: reason.to_owned() });
    }
}

/// The message without the place of the tree on this machine, which would differ between two copies.
fn without_root(message: &str, root: &Path) -> String {
    message.replace(&root.display().to_string(), ".")
}

/// Room behind what a file is expected to hold, so that its end is found without asking for more in small steps.
const BEHIND: usize = 64;

impl SourceTree for FolderTree {
    fn list(&self) -> Result<Listing, TreeError> {
        let Walk { mut listing, repository_roots } = self.walk();
        describe(&self.root, repository_roots, &mut listing);
        listing.files.sort();
        listing.skipped.sort();
        listing.cut(self.limits.files_max);
        Ok(listing)
    }

    fn read(&self, path: &RepoPath) -> Result<Vec<u8>, ReadError> {
        let limit = self.limits.file_bytes_max;
        // A pipe would be waited for.
        let metadata = self.dir.metadata(path.as_str())?;
        if !metadata.is_file() {
            return Err(ReadError::NoFile);
        }
        let expected = usize::try_from(metadata.len().min(limit)).unwrap_or_default();
        let mut content = Vec::with_capacity(expected + BEHIND);
        // One byte more than allowed tells whether a file that grew is too large.
        self.dir.open(path.as_str())?.take(limit.saturating_add(1)).read_to_end(&mut content)?;
        if content.len() as u64 > limit {
            return Err(ReadError::TooLarge { limit });
        }
        lfs::refuse_pointer(content)
    }
}

/// Says which repositories there are, and of which nothing can be said.
#[cfg(feature = "git")]
fn describe(root: &Path, repository_roots: Vec<RepoPath>, listing: &mut Listing) {
    for inner in repository_roots {
        let path = inner.join(".git").map_or_else(|_| inner.to_string(), |path| path.to_string());
        match crate::git::describe(root, inner) {
            Some(repository) => listing.repositories.push(repository),
            None => {
                let reason = "it cannot be opened, or its repository lies elsewhere as that of a linked work tree \
                              does: name and commit are unknown";
                listing.skipped.push(Skipped { path, reason: reason.to_owned() });
            }
        }
    }
    listing.repositories.sort();
}

/// Without git, nothing tells what a repository is.
#[cfg(not(feature = "git"))]
fn describe(_: &Path, _: Vec<RepoPath>, _: &mut Listing) {}
