use super::*;
use crate::{Limits, revision::renames};

/// Renames between the last two commits, as `from > to`.
fn renamed(repository: &GitRepository) -> Vec<String> {
    let renames = renames(&repository.open("HEAD~1"), &repository.open("HEAD")).unwrap();
    assert!(renames.complete);
    renames.files.iter().map(|rename| format!("{} > {}", rename.from, rename.to)).collect()
}

/// The same, as git tells them.
fn told_by_git(repository: &GitRepository) -> Vec<String> {
    let told = repository.git(&["diff", "-M", "--diff-filter=R", "--name-status", "-z", "HEAD~1", "HEAD"]);
    let fields: Vec<&str> = told.split('\0').filter(|field| !field.is_empty()).collect();
    let mut renames: Vec<String> =
        fields.chunks(3).map(|fields| format!("{} > {}", fields[1], fields[2])).collect();
    renames.sort();
    renames
}

fn lines(seed: usize, count: usize) -> String {
    (0..count).map(|line| format!("line {} of {seed}\n", line * 7919)).collect()
}

#[test]
fn files_and_folders_are_renamed_as_git_says() {
    let repository = GitRepository::new();
    for number in 0..6 {
        repository.write(&format!("old/{number}.txt"), lines(number, 40));
    }
    repository.write("kept.txt", lines(90, 40));
    repository.write("same/a.txt", "equal");
    repository.write("same/b.txt", "equal");
    repository.write("changed.txt", lines(91, 40));
    repository.write("too-different.txt", lines(92, 40));
    repository.write("image.bin", [&[0u8; 100][..], lines(93, 40).as_bytes()].concat());
    repository.write("empty", "");
    repository.commit("before");
    std::fs::rename(repository.root().join("old"), repository.root().join("new")).unwrap();
    repository.git(&["mv", "same", "moved"]);
    repository.git(&["mv", "changed.txt", "renamed.txt"]);
    repository.write("renamed.txt", lines(91, 40).replace("line 7919 ", "another ") + "more\n");
    repository.git(&["mv", "too-different.txt", "different.txt"]);
    repository.write("different.txt", lines(92, 15) + &lines(94, 25));
    repository.git(&["mv", "image.bin", "picture.bin"]);
    repository.write("picture.bin", [&[0u8; 90][..], lines(93, 38).as_bytes()].concat());
    repository.git(&["mv", "empty", "void"]);
    repository.write("copy.txt", lines(90, 40));
    repository.commit("after");
    let renames = renamed(&repository);
    assert_eq!(renames, told_by_git(&repository));
    assert!(renames.contains(&"old/3.txt > new/3.txt".to_owned()), "{renames:?}");
    assert!(renames.contains(&"changed.txt > renamed.txt".to_owned()), "{renames:?}");
    assert!(
        !renames.iter().any(|rename| rename.contains("different") || rename.contains("copy")),
        "{renames:?}"
    );
}

/// Many files that are much alike, each changed a little.
#[test]
fn of_many_the_most_alike_is_the_source() {
    let repository = GitRepository::new();
    let content = |number: usize, changed: usize| {
        lines(1000, 20) + &lines(number, 20 - changed) + &lines(number + 500, changed)
    };
    for number in 0..15 {
        repository.write(&format!("a/File{number}.java"), content(number, 0));
    }
    repository.commit("before");
    std::fs::remove_dir_all(repository.root().join("a")).unwrap();
    for number in 0..15 {
        let folder = if number % 2 == 0 { "b" } else { "c/d" };
        let name =
            if number % 3 == 0 { format!("Renamed{number}.java") } else { format!("File{number}.java") };
        repository.write(&format!("{folder}/{name}"), content(number, number % 5));
    }
    repository.commit("after");
    let renames = renamed(&repository);
    assert_eq!(renames.len(), 15);
    assert_eq!(renames, told_by_git(&repository));
}

#[test]
fn what_leaves_the_folder_is_no_rename() {
    let repository = GitRepository::new();
    repository.write("shop/a.txt", lines(1, 9));
    repository.write("shop/b.txt", lines(2, 9));
    repository.commit("before");
    repository.git(&["mv", "shop/a.txt", "shop/c.txt"]);
    repository.git(&["mv", "shop/b.txt", "b.txt"]);
    repository.commit("after");
    let open =
        |revision| RevisionTree::open(&repository.root().join("shop"), revision, Limits::default()).unwrap();
    let renames = renames(&open("HEAD~1"), &open("HEAD")).unwrap();
    let [rename] = &renames.files[..] else { panic!("{renames:?}") };
    assert_eq!((rename.from.as_str(), rename.to.as_str(), renames.complete), ("a.txt", "c.txt", true));
}

/// A path that became a link is still there.
#[cfg(unix)]
#[test]
fn a_file_that_became_a_link_was_not_renamed() {
    let repository = GitRepository::new();
    repository.write("a.txt", lines(1, 9));
    repository.commit("before");
    std::fs::rename(repository.root().join("a.txt"), repository.root().join("b.txt")).unwrap();
    std::os::unix::fs::symlink("b.txt", repository.root().join("a.txt")).unwrap();
    repository.commit("after");
    assert_eq!(renamed(&repository), told_by_git(&repository));
}

#[test]
fn what_could_not_be_compared_is_visible() {
    let repository = GitRepository::new();
    repository.write("a.txt", lines(1, 50));
    repository.write("b.txt", lines(2, 50));
    repository.commit("before");
    repository.git(&["mv", "a.txt", "c.txt"]);
    repository.git(&["mv", "b.txt", "d.txt"]);
    repository.write("c.txt", lines(1, 49));
    repository.commit("after");
    let open = |revision, limits| repository.open_within(revision, limits);
    let small = Limits { file_bytes_max: 100, ..Limits::default() };
    let found = renames(&open("HEAD~1", small), &open("HEAD", small)).unwrap();
    assert_eq!(
        (found.files.len(), found.complete),
        (1, false),
        "equal files cost nothing, others are too large"
    );
    let few = Limits { depth_max: 1, ..Limits::default() };
    repository.write("deep/er.txt", "");
    repository.commit("deeper");
    assert!(
        !renames(&open("HEAD~2", few), &open("HEAD", few)).unwrap().complete,
        "a folder was not looked at"
    );
}
