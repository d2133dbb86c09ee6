use proptest::prelude::*;

use super::*;
use crate::Limits;

fn history() -> (GitRepository, Vec<String>) {
    let repository = GitRepository::new();
    let mut commits: Vec<String> =
        (0..3).map(|number| repository.commit(&format!("commit {number}"))).collect();
    repository.git(&["tag", "light", "main~1"]);
    repository.git(&["tag", "-a", "v1.0", "-m", "annotated", "main~1"]);
    repository.git(&["tag", "-a", "again", "-m", "a tag of a tag", "v1.0"]);
    repository.git(&["update-ref", "refs/remotes/origin/main", "main~2"]);
    repository.git(&["checkout", "--quiet", "-b", "feature/x", "main~1"]);
    commits.push(repository.commit("beside"));
    repository.git(&["checkout", "--quiet", "main"]);
    repository.git(&["merge", "--quiet", "--no-ff", "-m", "merged", "feature/x"]);
    commits.push(repository.git(&["rev-parse", "HEAD"]));
    (repository, commits)
}

#[test]
fn revisions_are_what_git_takes_them_for() {
    let (repository, commits) = history();
    let long = commits[2].clone();
    let short = &long[..9];
    let described = format!("v1.0-1-g{short}");
    for revision in [
        "HEAD",
        "@",
        "main",
        "heads/main",
        "refs/heads/main",
        "feature/x",
        "light",
        "v1.0",
        "again",
        "tags/v1.0",
        "origin/main",
        "HEAD~2",
        "HEAD^",
        "HEAD^2",
        "main~1^",
        "v1.0^{}",
        "again^{commit}",
        "v1.0~",
        "HEAD^0",
        &long,
        short,
        &described,
    ] {
        let expected = repository.git(&["rev-parse", &format!("{revision}^{{commit}}")]);
        assert_eq!(repository.open(revision).commit(), expected, "{revision}");
    }
}

#[test]
fn what_is_no_commit_is_refused_with_what_to_do() {
    let (repository, _) = history();
    repository.write("a.txt", "x");
    repository.commit("a file");
    let [blob, tree] = ["HEAD:a.txt", "HEAD^{tree}"].map(|what| repository.git(&["rev-parse", what]));
    repository.git(&["tag", "of-a-blob", &blob]);
    for (revision, kind) in
        [(blob.as_str(), "blob"), (&blob[..8], "blob"), (&tree, "tree"), ("of-a-blob", "blob")]
    {
        let error = refused(repository.try_open(revision));
        assert!(matches!(&error, RevisionError::NoCommit { kind: found, .. } if found == kind), "{error}");
    }
    for revision in ["absent", "HEAD~99", "HEAD^3", "origin/absent", &"0".repeat(40), "v1.0-1-g0000000"] {
        let error = refused(repository.try_open(revision));
        assert!(matches!(&error, RevisionError::Unknown { shallow: false, .. }), "{revision}: {error}");
        assert!(error.help().contains("git fetch origin"), "{}", error.help());
    }
    for revision in
        ["", "--help", "HEAD:a.txt", "a..b", "main\n", "a\0b", "^main", "HEAD^{tree}", "HEAD~99999999999"]
    {
        let error = refused(repository.try_open(revision));
        assert!(matches!(&error, RevisionError::Malformed { .. }), "{revision:?}: {error}");
        assert!(!error.to_string().contains(['\n', '\0']), "{error}");
    }
}

#[test]
fn a_prefix_of_several_commits_is_ambiguous() {
    let repository = GitRepository::new();
    let tree = repository.tree_object(&[]);
    let mut seen = std::collections::HashMap::new();
    let twice = (0..).find_map(|number| {
        let id = repository.git(&["commit-tree", &tree, "-m", &format!("commit {number}")]);
        seen.insert(id[..4].to_owned(), id.clone()).map(|other| (other, id))
    });
    let (one, two) = twice.unwrap();
    let error = refused(repository.try_open(&one[..4]));
    let mut both = [one, two];
    both.sort();
    assert!(
        matches!(&error, RevisionError::Ambiguous { candidates, .. } if candidates[..] == both),
        "{error}"
    );
}

#[test]
fn a_shallow_clone_says_how_to_get_the_rest() {
    let (repository, _) = history();
    let shallow = repository.beside("shallow");
    let from = format!("file://{}", repository.root().display());
    repository.git(&["clone", "--quiet", "--depth=1", &from, shallow.to_str().unwrap()]);
    let open = |revision| RevisionTree::open(&shallow, revision, Limits::default());
    assert!(open("HEAD").is_ok());
    for revision in ["HEAD~1", "HEAD~3", "feature/x"] {
        let error = refused(open(revision));
        assert!(matches!(&error, RevisionError::Unknown { shallow: true, .. }), "{error}");
        assert!(error.to_string().contains("shallow clone"), "{error}");
        assert!(error.help().contains("fetch-depth: 0"), "{}", error.help());
    }
}

#[test]
fn a_branch_without_commits_is_told_from_one_that_is_not_there() {
    let repository = GitRepository::new();
    let error = refused(repository.try_open("HEAD"));
    assert!(matches!(&error, RevisionError::Unborn { branch, .. } if branch == "refs/heads/main"), "{error}");
}

/// Objects and references that lead in circles, which git never writes.
#[test]
fn circles_end() {
    let repository = GitRepository::new();
    let commit = repository.commit("first");
    let git = repository.root().join(".git");
    std::fs::write(git.join("refs/heads/a"), "ref: refs/heads/b\n").unwrap();
    std::fs::write(git.join("refs/heads/b"), "ref: refs/heads/a\n").unwrap();
    assert!(matches!(refused(repository.try_open("a")), RevisionError::Broken { .. }));
    let tag = repository.git(&["hash-object", "-t", "tag", "--literally", "-w", "--stdin"]);
    let circle = format!("object {tag}\ntype tag\ntag x\ntagger A <a@b> 0 +0000\n\nx\n");
    put(&repository, &circle, "tag", &tag);
    assert!(matches!(refused(repository.try_open(&tag)), RevisionError::Broken { .. }));
    let tree = repository.git(&["rev-parse", "HEAD^{tree}"]);
    let circle =
        format!("tree {tree}\nparent {commit}\nauthor A <a@b> 0 +0000\ncommitter A <a@b> 0 +0000\n\nx\n");
    put(&repository, &circle, "commit", &commit);
    assert!(matches!(refused(repository.try_open(&format!("{commit}~1000"))), RevisionError::Broken { .. }));
}

/// Puts an object where another one belongs.
fn put(repository: &GitRepository, content: &str, kind: &str, id: &str) {
    let arguments = ["hash-object", "-t", kind, "--literally", "-w", "--stdin"];
    let other = repository.git_fed(&arguments, content.as_bytes());
    let target = repository.object_file(id);
    let _ = std::fs::remove_file(&target);
    std::fs::copy(repository.object_file(&other), target).unwrap();
}

#[test]
fn no_revision_that_is_written_panics() {
    let (repository, _) = history();
    let long =
        [&"a".repeat(300), &"a/".repeat(1000), &"~".repeat(4000), &"^".repeat(4096), &"x".repeat(1 << 20)];
    for revision in long.into_iter().map(String::as_str).chain([
        "HEAD@{99}",
        "@{u}",
        "@{-9}",
        "HEAD@{",
        ":/",
        "^{/",
        "x^{/(",
        "main/",
    ]) {
        assert!(repository.try_open(revision).is_err(), "{revision}");
    }
    const PIECES: &[&str] = &[
        "HEAD", "main", "@", "{", "}", "~", "^", "1", ":", "/", ".", "..", "-", "v1.0", "{/c", "@{-", " ",
        "*", "\\", "ä",
    ];
    let text = prop::collection::vec(prop::sample::select(PIECES), 0..6).prop_map(|pieces| pieces.concat());
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    runner
        .run(&text, |revision| {
            let _ = repository.try_open(&revision);
            Ok(())
        })
        .unwrap();
}
