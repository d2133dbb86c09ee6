//! The seam to the product: a folder becomes a plan, on the road that `autopilot scout` takes.

use std::path::Path;

use contracts::DiffPlan;
use inventory::SurveyError;
use scout::{Rules, RulesError};
use source_tree::{FolderTree, Limits, TreeError};

/// Why a folder has no plan.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ScanError {
    /// It cannot be opened.
    #[error(transparent)]
    Tree(#[from] TreeError),
    /// It cannot be surveyed.
    #[error(transparent)]
    Survey(#[from] SurveyError),
    /// The rules that come with the product are broken.
    #[error(transparent)]
    Rules(#[from] RulesError),
}

/// Judges the repository that lies in `folder`.
///
/// # Errors
/// When the folder cannot be listed or what the team says of it cannot be understood.
pub(crate) fn scan(folder: &Path) -> Result<DiffPlan, ScanError> {
    let tree = FolderTree::open(folder, Limits::default())?;
    let facts = inventory::survey(&tree)?;
    Ok(scout::plan(&facts, &Rules::builtin()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_a_manifest_has_a_module_and_an_empty_one_has_none() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(scan(folder.path()).unwrap().modules.len(), 0);
        let manifest = "module shop.example/orders\n\ngo 1.24\n";
        std::fs::write(folder.path().join("go.mod"), manifest).unwrap();
        std::fs::write(folder.path().join("main.go"), "package main\n\nfunc main() {}\n").unwrap();
        let plan = scan(folder.path()).unwrap();
        assert_eq!(plan.modules.iter().map(|module| module.path.as_str()).collect::<Vec<_>>(), ["."]);
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let error = scan(Path::new("no/such/folder")).unwrap_err();
        assert!(error.to_string().contains("no/such/folder"), "{error}");
    }
}
