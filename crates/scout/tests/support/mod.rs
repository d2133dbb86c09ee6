//! What the tests of this crate share.

use autopilot_scout::{Rules, plan};
use contracts::DiffPlan;
use source_tree::{MemoryTree, RepoPath};

/// Files of a repository: path and text.
pub(crate) type Files<'a> = &'a [(&'a str, &'a str)];

/// Judges a repository; every gap has a remedy and evidence.
pub(crate) fn judge(files: Files<'_>) -> DiffPlan {
    let tree = files
        .iter()
        .fold(MemoryTree::new(), |tree, (path, text)| tree.with(RepoPath::new(path).unwrap(), *text));
    let plan = plan(&inventory::survey(&tree).unwrap(), &Rules::builtin().unwrap());
    for gap in &plan.gaps {
        assert!(!gap.remedy.trim().is_empty(), "{} has no remedy", gap.key);
        assert!(!gap.evidence.is_empty(), "{} has no evidence", gap.key);
    }
    plan
}
