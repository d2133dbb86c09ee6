use crate::repo_path::RepoPath;

/// A version-controlled repository whose work tree lies in the scanned tree, or whose revision it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Repository {
    /// Its root folder inside the tree.
    pub root: RepoPath,
    /// `owner/name` as the remote `origin` says it; none without a remote.
    pub name: Option<String>,
    /// The commit that is checked out, or that the tree is, in hexadecimal; none before the first commit.
    pub commit: Option<String>,
}
