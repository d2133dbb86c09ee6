//! What the tests of this crate share.

use autopilot_inventory::{Facts, survey};
use source_tree::{MemoryTree, RepoPath};

/// What is found in a repository of these files.
pub(crate) fn facts(files: &[(&str, &str)]) -> Facts {
    let tree = files
        .iter()
        .fold(MemoryTree::new(), |tree, (path, text)| tree.with(RepoPath::new(path).unwrap(), *text));
    survey(&tree).unwrap()
}
