//! What every tree does, whatever it is made of.

use crate::{FolderTree, Limits, MemoryTree, ReadError, RepoPath, SourceTree};

const FILES: [(&str, &str); 4] =
    [("b/x.txt", "x"), ("a.txt", "hello"), (".github/w.yml", "on: push"), ("b/a/y.txt", "")];

fn path(text: &str) -> RepoPath {
    RepoPath::new(text).unwrap()
}

fn limits() -> Limits {
    Limits { files_max: 3, depth_max: 8, file_bytes_max: 5 }
}

fn suite(tree: &dyn SourceTree, limited: &dyn SourceTree) {
    let files: Vec<String> = tree.list().unwrap().files.iter().map(ToString::to_string).collect();
    assert_eq!(files, [".github/w.yml", "a.txt", "b/a/y.txt", "b/x.txt"], "sorted, hidden files too");
    assert_eq!(tree.read(&path("a.txt")).unwrap(), b"hello");
    assert_eq!(tree.read(&path("b/a/y.txt")).unwrap(), b"");
    assert!(matches!(tree.read(&path("absent")), Err(ReadError::NotFound)));

    let listing = limited.list().unwrap();
    assert_eq!(listing.files.len(), 3);
    assert_eq!(listing.skipped[0].reason, "1 files beyond the limit of 3 are left out");
    assert_eq!(limited.read(&path("a.txt")).unwrap(), b"hello", "as many bytes as allowed");
    assert!(matches!(limited.read(&path(".github/w.yml")), Err(ReadError::TooLarge { limit: 5 })));
    for folder in [".", "b"] {
        assert!(tree.read(&path(folder)).is_err(), "a folder is no file");
    }
}

/// A tree that holds a pointer of Git LFS at `model.bin` does not hand it out as the file.
fn lfs_suite(tree: &dyn SourceTree) {
    assert_eq!(tree.list().unwrap().files, [path("model.bin")]);
    assert!(matches!(tree.read(&path("model.bin")), Err(ReadError::LfsPointer)));
}

const POINTER: &str = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";

#[test]
fn memory_conforms() {
    let tree = FILES.iter().fold(MemoryTree::new(), |tree, (name, text)| tree.with(path(name), *text));
    suite(&tree, &tree.clone().with_limits(limits()));
}

#[test]
fn folder_conforms() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in FILES {
        let file = folder.path().join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }
    suite(
        &FolderTree::open(folder.path(), Limits::default()).unwrap(),
        &FolderTree::open(folder.path(), limits()).unwrap(),
    );
}

#[cfg(feature = "git")]
#[test]
fn revision_conforms() {
    let repository = crate::revision::GitRepository::new();
    FILES.iter().for_each(|(name, text)| repository.write(name, text));
    repository.commit("all");
    suite(&repository.open("HEAD"), &repository.open_within("HEAD", limits()));
}

#[test]
fn no_tree_hands_out_a_pointer_of_lfs() {
    lfs_suite(&MemoryTree::new().with(path("model.bin"), POINTER));
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("model.bin"), POINTER).unwrap();
    lfs_suite(&FolderTree::open(folder.path(), Limits::default()).unwrap());
    #[cfg(feature = "git")]
    {
        let repository = crate::revision::GitRepository::new();
        repository.write("model.bin", POINTER);
        repository.commit("a pointer");
        lfs_suite(&repository.open("HEAD"));
    }
}

#[test]
fn a_folder_honours_its_own_ignore_files_only() {
    let outer = tempfile::tempdir().unwrap();
    let root = outer.path().join("repo");
    std::fs::create_dir_all(root.join("built")).unwrap();
    std::fs::write(outer.path().join(".gitignore"), "kept.txt\n").unwrap();
    std::fs::write(root.join(".gitignore"), "built/\n").unwrap();
    std::fs::write(root.join("kept.txt"), "").unwrap();
    std::fs::write(root.join("built/x.txt"), "").unwrap();
    let listing = FolderTree::open(&root, Limits::default()).unwrap().list().unwrap();
    let files: Vec<&str> = listing.files.iter().map(RepoPath::as_str).collect();
    assert_eq!(files, [".gitignore", "kept.txt"]);
}

#[cfg(unix)]
#[test]
fn a_folder_never_leads_out() {
    let outer = tempfile::tempdir().unwrap();
    let root = outer.path().join("repo");
    std::fs::create_dir_all(&root).unwrap();
    std::fs::write(outer.path().join("secret"), "s").unwrap();
    std::os::unix::fs::symlink("../secret", root.join("link")).unwrap();
    std::os::unix::fs::symlink("..", root.join("up")).unwrap();
    let tree = FolderTree::open(&root, Limits::default()).unwrap();
    let listing = tree.list().unwrap();
    assert!(listing.files.is_empty());
    assert_eq!(listing.skipped.len(), 2);
    assert!(tree.read(&path("link")).is_err());
    assert!(tree.read(&path("up/secret")).is_err());
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    assert!(FolderTree::open(&folder.path().join("absent"), Limits::default()).is_err());
}
