//! What git makes of patches.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use autopilot_author::{ChangeSet, Reason, patch};
use proptest::prelude::*;
use source_tree::RepoPath;
use syntax::Edits;

fn why() -> Reason {
    Reason { text: "because".to_owned(), closes: Vec::new() }
}

fn path(text: &str) -> RepoPath {
    RepoPath::new(text).unwrap()
}

/// Applies a patch as a user would, in a folder that is no repository.
#[expect(clippy::disallowed_methods, reason = "git is the one that is on the path of whoever tests")]
fn apply(folder: &Path, patch: &str, options: &[&str]) {
    let mut git = Command::new("git");
    git.current_dir(folder).env_clear().env("PATH", std::env::var_os("PATH").unwrap());
    git.env("GIT_CEILING_DIRECTORIES", folder.parent().unwrap());
    let mut git = git.args(["apply", "--whitespace=nowarn"]).args(options).arg("-");
    git = git.stdin(Stdio::piped()).stderr(Stdio::piped());
    let mut child = git.spawn().unwrap();
    child.stdin.take().unwrap().write_all(patch.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}\n{patch}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_patch_reads_as_people_know_it() {
    let mut change = ChangeSet::new();
    let text = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten";
    change.edit(&path("a.txt"), text, Edits::insertion(4, "1½\n"), why()).unwrap();
    change.edit(&path("a.txt"), text, Edits::replacement((40..44).into(), "9"), why()).unwrap();
    change.add(path("bin/ä.sh"), "#!/bin/sh\n".to_owned(), true, why()).unwrap();
    let expected = "diff --git a/a.txt b/a.txt
--- a/a.txt
+++ b/a.txt
@@ -1,4 +1,5 @@
 one
+1½
 two
 three
 four
@@ -6,5 +7,5 @@
 six
 seven
 eight
-nine
+9
 ten
\\ No newline at end of file
diff --git \"a/bin/\\303\\244.sh\" \"b/bin/\\303\\244.sh\"
new file mode 100755
--- /dev/null
+++ \"b/bin/\\303\\244.sh\"
@@ -0,0 +1 @@
+#!/bin/sh
";
    assert_eq!(patch::render(&change).unwrap(), expected);
}

/// Texts of few short lines, with either line ending, and edits of them.
fn cases() -> impl Strategy<Value = (String, Vec<(usize, usize, String)>)> {
    let line =
        prop_oneof![Just("a\n"), Just("b\n"), Just("\n"), Just("long line\n"), Just("c\r\n"), Just("\r")];
    let text = (proptest::collection::vec(line, 0..25), any::<bool>()).prop_map(|(lines, open)| {
        if open { lines.concat().trim_end_matches('\n').to_owned() } else { lines.concat() }
    });
    let new = prop_oneof![Just("x"), Just("y\n"), Just("\nz"), Just("a\nb\n"), Just("\r\n"), Just("")];
    (text, proptest::collection::vec((0..80_usize, 0..6_usize, new.prop_map(str::to_owned)), 0..6))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn git_makes_of_the_original_what_the_edits_make_and_back((text, edits) in cases()) {
        let folder = tempfile::tempdir().unwrap();
        let (old, added) = ("it's \"a\" file", "new/ü");
        fs::write(folder.path().join(old), &text).unwrap();
        let mut change = ChangeSet::new();
        for (start, length, new) in edits {
            // What does not fit is refused, and the next one is tried.
            let _ = change.edit(&path(old), &text, Edits::replacement((start..start + length).into(), new), why());
        }
        change.add(path(added), text.clone(), false, why()).unwrap();
        let patch = patch::render(&change).unwrap();
        let edited = change.files().iter().find(|file| file.path.as_str() == old);
        let edited = edited.map_or(text.clone(), |file| file.text().unwrap());
        apply(folder.path(), &patch, &[]);
        prop_assert_eq!(fs::read_to_string(folder.path().join(old)).unwrap(), edited);
        prop_assert_eq!(fs::read_to_string(folder.path().join(added)).unwrap(), text.clone());
        apply(folder.path(), &patch, &["--reverse"]);
        prop_assert_eq!(fs::read_to_string(folder.path().join(old)).unwrap(), text);
        prop_assert!(!folder.path().join(added).exists());
    }
}
