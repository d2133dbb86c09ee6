use super::*;
use crate::{Limits, ReadError};

fn open(folder: &std::path::Path) -> Result<RevisionTree, TreeError> {
    RevisionTree::open(folder, "HEAD", Limits::default())
}

#[test]
fn a_folder_of_a_work_tree_is_a_tree_of_its_own() {
    let repository = GitRepository::new();
    repository.write("root.txt", "");
    repository.write("shop/pom.xml", "x");
    repository.write("shop/src/a.txt", "");
    let commit = repository.commit("all");
    let tree = open(&repository.root().join("shop")).unwrap();
    assert_eq!(files(&tree), ["pom.xml", "src/a.txt"]);
    assert_eq!(tree.read(&path("pom.xml")).unwrap(), b"x");
    assert!(matches!(tree.read(&path("root.txt")), Err(ReadError::NotFound)));
    let described = &tree.list().unwrap().repositories[0];
    assert_eq!((described.root.as_str(), described.commit.as_ref()), (".", Some(&commit)));
}

#[test]
fn a_folder_that_the_revision_has_not_is_empty_and_says_so() {
    let repository = GitRepository::new();
    repository.write("shop", "a file once");
    repository.commit("first");
    std::fs::remove_file(repository.root().join("shop")).unwrap();
    repository.write("shop/a.txt", "");
    std::fs::create_dir(repository.root().join("later")).unwrap();
    for (folder, reason) in
        [("later", "this revision has no such folder"), ("shop", "in this revision it is no folder")]
    {
        let tree = open(&repository.root().join(folder)).unwrap();
        assert_eq!((files(&tree), skipped(&tree)), (Vec::new(), vec![format!(".: {reason}")]));
        assert!(matches!(tree.read(&path("a.txt")), Err(ReadError::NotFound)));
    }
}

#[test]
fn bare_repositories_and_linked_work_trees_are_opened() {
    let repository = GitRepository::new();
    repository.write("shop/a.txt", "a");
    repository.commit("first");
    let (bare, linked) = (repository.beside("bare.git"), repository.beside("linked"));
    repository.git(&["clone", "--quiet", "--bare", ".", bare.to_str().unwrap()]);
    repository.git(&["worktree", "add", "--quiet", "-b", "other", linked.to_str().unwrap()]);
    repository.write("shop/b.txt", "b");
    repository.commit("second");
    assert_eq!(files(&open(&bare).unwrap()), ["shop/a.txt"]);
    assert_eq!(files(&open(&linked).unwrap()), ["shop/a.txt"], "its own HEAD");
    assert_eq!(files(&open(&linked.join("shop")).unwrap()), ["a.txt"]);
    assert_eq!(files(&open(repository.root()).unwrap()), ["shop/a.txt", "shop/b.txt"]);
    assert_eq!(files(&open(&repository.root().join(".git")).unwrap()), ["shop/a.txt", "shop/b.txt"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_is_the_folder() {
    let repository = GitRepository::new();
    repository.write("shop/a.txt", "");
    repository.commit("first");
    let link = repository.beside("link");
    std::os::unix::fs::symlink(repository.root().join("shop"), &link).unwrap();
    assert_eq!(files(&open(&link).unwrap()), ["a.txt"]);
}

#[test]
fn a_folder_without_a_repository_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let error = refused(open(folder.path()));
    assert!(matches!(&error, RevisionError::NoRepository { .. }), "{error}");
    assert!(matches!(open(&folder.path().join("absent")), Err(TreeError::Open { .. })));
    std::fs::write(folder.path().join("file"), "").unwrap();
    assert!(matches!(open(&folder.path().join("file")), Err(TreeError::Open { .. })));
}

/// A linked work tree whose repository is gone is not taken for a folder of the repository around it.
#[test]
fn a_git_file_that_leads_nowhere_is_refused() {
    let repository = GitRepository::new();
    repository.write("inner/a.txt", "");
    repository.commit("first");
    repository.write("inner/.git", "gitdir: /nowhere\n");
    let error = refused(open(&repository.root().join("inner")));
    assert!(matches!(&error, RevisionError::Repository { .. }), "{error}");
}

/// Gives a repository away; false where that needs more rights.
#[cfg(unix)]
fn given_away(repository: &GitRepository) -> bool {
    use std::os::unix::fs::chown;
    let folders = [repository.root().to_owned(), repository.root().join(".git")];
    folders.iter().all(|folder| chown(folder, Some(12345), None).is_ok())
}

/// As containers see a checkout of their host.
#[cfg(unix)]
#[test]
fn a_checkout_of_another_user_is_read() {
    let repository = GitRepository::new();
    repository.write("shop/a.txt", "a");
    repository.commit("first");
    if given_away(&repository) {
        assert_eq!(files(&open(repository.root()).unwrap()), ["shop/a.txt"]);
        assert_eq!(files(&open(&repository.root().join("shop")).unwrap()), ["a.txt"]);
        assert_eq!(files(&open(&repository.root().join(".git")).unwrap()), ["shop/a.txt"]);
    }
}

#[cfg(unix)]
#[test]
fn what_only_leads_to_a_repository_of_another_user_is_refused() {
    let repository = GitRepository::new();
    repository.commit("first");
    let (linked, link, split) =
        (repository.beside("linked"), repository.beside("link"), repository.beside("split"));
    repository.git(&["worktree", "add", "--quiet", "-b", "other", linked.to_str().unwrap()]);
    std::fs::create_dir(&link).unwrap();
    std::os::unix::fs::symlink(repository.root().join(".git"), link.join(".git")).unwrap();
    // A folder of its own whose objects lie in the other one.
    for inner in [".git/objects", ".git/refs"] {
        std::fs::create_dir_all(split.join(inner)).unwrap();
    }
    std::fs::write(split.join(".git/HEAD"), "ref: refs/heads/main\n").unwrap();
    let common = repository.root().join(".git");
    std::fs::write(split.join(".git/commondir"), format!("{}\n", common.display())).unwrap();
    for folder in [&linked, &link, &split] {
        open(folder).unwrap();
    }
    if given_away(&repository) {
        for folder in [&linked, &link, &split] {
            let error = refused(open(folder));
            assert!(matches!(&error, RevisionError::ForeignOwner { .. }), "{error}");
        }
    }
}

/// What runs in git, and what leads elsewhere, does neither here.
#[test]
fn settings_of_the_repository_run_nothing_and_lead_nowhere() {
    let repository = GitRepository::new();
    repository.write("a.txt", "a");
    let first = repository.commit("first");
    repository.write("a.txt", "b");
    let second = repository.commit("second");
    repository.git(&["replace", &first, &second]);
    repository.git(&["config", "core.worktree", "/"]);
    repository.git(&["config", "core.fsmonitor", "touch ran"]);
    let tree = RevisionTree::open(repository.root(), &first, Limits::default()).unwrap();
    assert_eq!(tree.read(&path("a.txt")).unwrap(), b"a", "the commit that is named, not its replacement");
    assert!(!repository.root().join("ran").exists());
}
