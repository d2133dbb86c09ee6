//! `autopilot config check PATH`.

use std::path::Path;

use contracts::ExitCode;
use inventory::{CONFIG_FILE, read_config};
use source_tree::{FolderTree, Limits};

use crate::failure::Failure;

pub(crate) fn check(path: &Path) -> Result<ExitCode, Failure> {
    let tree = FolderTree::open(path, Limits::default())?;
    let Some(config) = read_config(&tree)? else {
        super::print(&format!("{CONFIG_FILE}: there is none; every setting has its default\n"))?;
        return Ok(ExitCode::NothingToJudge);
    };
    let modules = config.modules.len();
    super::print(&format!(
        "{CONFIG_FILE}: sound; it speaks of {modules} {}\n",
        if modules == 1 { "module" } else { "modules" }
    ))?;
    Ok(ExitCode::Success)
}
