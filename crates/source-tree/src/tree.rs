use crate::{repo_path::RepoPath, repository::Repository};

/// The port: a repository's files, listed and read. Implementations are cheap to read from in parallel.
pub trait SourceTree: Send + Sync {
    /// Every file that counts, sorted by path, with what was left out.
    ///
    /// # Errors
    /// When the root itself cannot be listed.
    fn list(&self) -> Result<Listing, TreeError>;

    /// The bytes of one file.
    ///
    /// # Errors
    /// When it is not there, cannot be read, leads out of the tree or is too large.
    fn read(&self, path: &RepoPath) -> Result<Vec<u8>, ReadError>;
}

/// What a tree holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// The files, sorted by path.
    pub files: Vec<RepoPath>,
    /// What was left out, sorted by path.
    pub skipped: Vec<Skipped>,
    /// The version-controlled repositories whose work trees lie in it, or whose revision it is, sorted by root.
    pub repositories: Vec<Repository>,
}

/// Something that a listing leaves out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// Where, as far as it can be written in UTF-8.
    pub path: String,
    /// Why: a sentence fragment in lower case.
    pub reason: String,
}

/// Why a tree cannot be listed.
#[derive(Debug, thiserror::Error)]
pub enum TreeError {
    /// The root is not there or is no folder.
    #[error("cannot open the folder `{path}`: {source}")]
    Open {
        /// The folder as it was given.
        path: String,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The revision of a repository cannot be read.
    #[cfg(feature = "git")]
    #[error(transparent)]
    Revision(#[from] crate::revision::RevisionError),
}

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is no such file, or it vanished after it was listed.
    #[error("there is no such file")]
    NotFound,
    /// It is larger than the tree's limit.
    #[error("it has more than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// It is a folder, a pipe or a device; in a revision also a link or a submodule.
    #[error("it is no ordinary file")]
    NoFile,
    /// Git LFS keeps its content elsewhere.
    #[error("it is a pointer of Git LFS: its content is not here")]
    LfsPointer,
    /// The object that holds it is missing from its repository, or broken.
    #[error("its object cannot be read from the repository: {why}")]
    Broken {
        /// What is wrong with the object.
        why: String,
    },
    /// The operating system refused.
    #[error(transparent)]
    Io(std::io::Error),
}

impl From<std::io::Error> for ReadError {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::NotFound { Self::NotFound } else { Self::Io(error) }
    }
}

impl Listing {
    /// Keeps the first `files_max` files and says how many it left out.
    pub(crate) fn cut(&mut self, files_max: usize) {
        if self.files.len() > files_max {
            let left_out = self.files.len() - files_max;
            self.files.truncate(files_max);
            let reason = format!("{left_out} files beyond the limit of {files_max} are left out");
            self.skipped.push(Skipped { path: ".".to_owned(), reason });
            self.skipped.sort();
        }
    }
}
