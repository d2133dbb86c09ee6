use super::*;
use crate::{FolderTree, Limits, ReadError};

/// A clean checkout and its revision are the same tree, when nothing is ignored or linked.
#[test]
fn a_checkout_and_its_revision_hold_the_same_files() {
    let repository = GitRepository::new();
    for name in ["pom.xml", "a/b.txt", "a-b/c.txt", "a.txt", "z/y/x.txt", ".github/w.yml", "ä/ö ü.txt"] {
        repository.write(name, name);
    }
    repository.commit("all");
    let (revision, folder) =
        (repository.open("HEAD"), FolderTree::open(repository.root(), Limits::default()).unwrap());
    assert_eq!(
        revision.list().unwrap(),
        folder.list().unwrap(),
        "files, what was skipped, and the repository"
    );
    for file in revision.list().unwrap().files {
        assert_eq!(revision.read(&file).unwrap(), folder.read(&file).unwrap(), "{file}");
    }
}

#[test]
fn a_listing_names_the_repository_and_the_commit() {
    let repository = GitRepository::new();
    repository.git(&["remote", "add", "origin", "git@forge.example:org/shop.git"]);
    let commit = repository.commit("first");
    repository.commit("second");
    let tree = repository.open("HEAD~");
    assert_eq!(tree.commit(), commit);
    let [described] = &tree.list().unwrap().repositories[..] else { panic!("one repository") };
    assert_eq!(
        (described.root.as_str(), described.name.as_deref(), described.commit.as_ref()),
        (".", Some("org/shop"), Some(&commit))
    );
}

#[test]
fn what_is_committed_is_read_and_not_what_lies_in_the_work_tree() {
    let repository = GitRepository::new();
    repository.write("a.txt", "old");
    repository.write("built/ignored.txt", "committed all the same");
    repository.commit("first");
    repository.write("a.txt", "new");
    repository.write(".gitignore", "built/\n");
    repository.write("untracked.txt", "");
    let tree = repository.open("HEAD");
    assert_eq!(files(&tree), ["a.txt", "built/ignored.txt"]);
    assert_eq!(tree.read(&path("a.txt")).unwrap(), b"old");
    assert!(matches!(tree.read(&path("untracked.txt")), Err(ReadError::NotFound)));
    assert!(matches!(tree.read(&path("a.txt/below")), Err(ReadError::NotFound)));
    assert!(matches!(tree.read(&path("built")), Err(ReadError::NoFile)));
}

#[test]
fn packed_and_loose_objects_are_read_alike() {
    let repository = GitRepository::new();
    let long = "a line\n".repeat(1000);
    repository.write("a.txt", &long);
    repository.commit("first");
    repository.write("a.txt", format!("{long}another\n"));
    repository.write("b.txt", "b");
    repository.commit("second");
    let read = |revision| {
        let tree = repository.open(revision);
        (tree.list().unwrap(), tree.read(&path("a.txt")).unwrap())
    };
    let loose = (read("main"), read("main~1"));
    repository.git(&["gc", "--quiet", "--aggressive"]);
    repository.git(&["pack-refs", "--all"]);
    assert_eq!((read("main"), read("main~1")), loose);
    assert_eq!(loose.1.1, long.as_bytes());
}

#[cfg(unix)]
#[test]
fn links_and_submodules_are_skipped_and_said() {
    let repository = GitRepository::new();
    repository.write("a.txt", "");
    repository.commit("first");
    let other = repository.beside("other");
    repository.git(&["clone", "--quiet", ".", other.to_str().unwrap()]);
    repository.git(&["submodule", "--quiet", "add", other.to_str().unwrap(), "libs/other"]);
    std::os::unix::fs::symlink("a.txt", repository.root().join("link")).unwrap();
    repository.commit("second");
    let tree = repository.open("HEAD");
    assert_eq!(files(&tree), [".gitmodules", "a.txt"]);
    assert_eq!(
        skipped(&tree),
        ["libs/other: it is a submodule: its files are in another repository", "link: it is a symbolic link"]
    );
    let inside = repository.root().join("libs/other");
    assert_eq!(
        files(&RevisionTree::open(&inside, "HEAD", Limits::default()).unwrap()),
        ["a.txt"],
        "a tree of its own"
    );
    for name in ["link", "libs/other"] {
        assert!(matches!(tree.read(&path(name)), Err(ReadError::NoFile)), "{name}");
    }
}

#[test]
fn names_that_no_file_can_have_are_skipped_and_odd_ones_kept() {
    let repository = GitRepository::new();
    let blob = repository.blob_object("x");
    let names: [&[u8]; 12] = [
        b".",
        b"..",
        b".git",
        b".GIT",
        b"a/b",
        b"/etc",
        b"C:\\x",
        b"",
        b"\xff.txt",
        b"new\nline.txt",
        b"back\\slash",
        b"-dash",
    ];
    let entries: Vec<_> = names.iter().map(|name| ("100644", *name, blob.as_str())).collect();
    let commit = repository.commit_tree(&repository.tree_object(&entries));
    let tree = repository.open(&commit);
    let kept = if cfg!(windows) {
        vec!["-dash", "new\nline.txt"]
    } else {
        vec!["-dash", "back\\slash", "new\nline.txt"]
    };
    assert_eq!(files(&tree), kept);
    assert_eq!(tree.list().unwrap().skipped.len(), names.len() - kept.len());
    assert!(skipped(&tree).contains(&"\u{fffd}.txt: its name is not UTF-8".to_owned()));
    assert!(skipped(&tree).contains(&"..: its name is none that a file can have".to_owned()));
    assert_eq!(tree.read(&path("new\nline.txt")).unwrap(), b"x");
}

#[test]
fn folders_that_lie_too_deep_are_said_as_in_a_folder_tree() {
    let repository = GitRepository::new();
    repository.write("a/b/c.txt", "");
    repository.write("a/d.txt", "");
    repository.commit("all");
    let limits = Limits { depth_max: 2, ..Limits::default() };
    let (revision, folder) =
        (repository.open_within("HEAD", limits), FolderTree::open(repository.root(), limits).unwrap());
    assert_eq!(skipped(&revision), ["a/b: it lies too deep"]);
    assert_eq!(revision.list().unwrap(), folder.list().unwrap());
}

/// Ten levels of ten folders that are one object each: ten milliard files in a kilobyte.
#[test]
fn a_bomb_of_folders_ends_at_the_limit() {
    let repository = GitRepository::new();
    let mut id = repository.blob_object("x");
    for level in 0..10 {
        let mode = if level == 0 { "100644" } else { "40000" };
        let names: Vec<String> = (0..10).map(|number| format!("f{number}")).collect();
        let entries: Vec<_> = names.iter().map(|name| (mode, name.as_bytes(), id.as_str())).collect();
        id = repository.tree_object(&entries);
    }
    let limits = Limits { files_max: 1000, ..Limits::default() };
    let listing = repository.open_within(&repository.commit_tree(&id), limits).list().unwrap();
    assert_eq!(listing.files.len(), 1000);
    assert!(
        listing.skipped.iter().any(|skipped| skipped.reason.contains("too many files and folders")),
        "{:?}",
        listing.skipped
    );
}

/// Reading is cheap from many threads at once.
#[test]
fn threads_read_one_tree() {
    let repository = GitRepository::new();
    let names: Vec<String> = (0..40).map(|number| format!("folder{}/{number}.txt", number % 3)).collect();
    names.iter().for_each(|name| repository.write(name, name));
    repository.commit("all");
    let tree = repository.open("HEAD");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                names.iter().for_each(|name| assert_eq!(tree.read(&path(name)).unwrap(), name.as_bytes()))
            });
        }
    });
}
