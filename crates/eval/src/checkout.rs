//! Repositories as they lie in a folder: which are there, and at which commit.

use std::path::{Path, PathBuf};

use source_tree::{FolderTree, Limits, SourceTree as _, TreeError};

use crate::words::Words;

/// Where `repo` (`owner/name`) lies below `dir`: `owner+name`.
pub(crate) fn folder(dir: &Path, repo: &str) -> PathBuf {
    dir.join(repo.replace('/', "+"))
}

/// Whether a folder holds what the labels were made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Commit {
    /// The commit of the labels is checked out.
    Same,
    /// Another one is.
    Other(String),
    /// The folder has no history that tells.
    Untold,
}

impl Commit {
    fn compare(labelled: &str, head: Option<&str>) -> Self {
        // Labels may abbreviate, as git does.
        match head {
            None => Self::Untold,
            Some(head) if labelled.len() >= 7 && head.starts_with(labelled) => Self::Same,
            Some(head) => Self::Other(head.to_owned()),
        }
    }
}

/// What is known of a folder without Scout.
#[derive(Debug)]
pub(crate) struct Checkout {
    /// What a search for words finds.
    pub(crate) words: Words,
    /// The commit that is checked out; none without a history.
    head: Option<String>,
}

impl Checkout {
    /// Looks at `folder`.
    ///
    /// # Errors
    /// When it cannot be listed.
    pub(crate) fn open(folder: &Path) -> Result<Self, TreeError> {
        let tree = FolderTree::open(folder, Limits::default())?;
        let listing = tree.list()?;
        let own = listing.repositories.into_iter().find(|repository| repository.root.is_root());
        let words = Words::search(&tree, &listing.files);
        Ok(Self { words, head: own.and_then(|repository| repository.commit) })
    }

    /// Whether it holds the commit that was labelled.
    pub(crate) fn commit(&self, labelled: &str) -> Commit {
        Commit::compare(labelled, self.head.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_lies_at_owner_plus_name() {
        assert_eq!(folder(Path::new("repos"), "org/shop"), Path::new("repos/org+shop"));
        assert_eq!(folder(Path::new("repos"), "group/sub/shop"), Path::new("repos/group+sub+shop"));
    }

    #[test]
    fn commits_are_the_same_when_one_abbreviates_the_other() {
        let head = "0123456789abcdef0123456789abcdef01234567";
        assert_eq!(Commit::compare(head, Some(head)), Commit::Same);
        assert_eq!(Commit::compare("0123456", Some(head)), Commit::Same);
        assert_eq!(Commit::compare("", Some(head)), Commit::Other(head.to_owned()));
        assert_eq!(Commit::compare("fffffff", Some(head)), Commit::Other(head.to_owned()));
        assert_eq!(Commit::compare(head, None), Commit::Untold);
    }

    #[test]
    fn a_plain_folder_tells_no_commit() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("README.md"), "# Shop").unwrap();
        assert_eq!(Checkout::open(folder.path()).unwrap().commit("0123456"), Commit::Untold);
    }

    #[test]
    fn a_git_folder_tells_its_commit() {
        let folder = tempfile::tempdir().unwrap();
        let head = commit(folder.path());
        let checkout = Checkout::open(folder.path()).unwrap();
        assert_eq!(checkout.commit(&head), Commit::Same);
        assert_eq!(checkout.commit("fffffff"), Commit::Other(head));
    }

    fn commit(folder: &Path) -> String {
        let repository = gix::init(folder).unwrap();
        let who = gix::actor::SignatureRef {
            name: "shop".into(),
            email: "shop@shop.example".into(),
            time: "0 +0000",
        };
        let tree = repository.empty_tree().id;
        let none = gix::commit::NO_PARENT_IDS;
        repository.commit_as(who, who, "HEAD", "first", tree, none).unwrap().to_string()
    }
}
