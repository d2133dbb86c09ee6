//! Where this checkout and its build folder are.

use std::path::PathBuf;
use std::process::Command;

use cargo_metadata::MetadataCommand;

use crate::environment;
use crate::failure::Failure;

/// A checkout of the project.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// The folder of the root `Cargo.toml`.
    pub root: PathBuf,
    /// Cargo's target folder.
    pub target: PathBuf,
}

impl Workspace {
    /// Finds the checkout that `cargo xtask` was called in.
    pub fn find() -> Result<Self, Failure> {
        let metadata = MetadataCommand::new()
            .no_deps()
            .exec()
            .map_err(|error| Failure::Told(format!("cargo metadata: {error}")))?;
        Ok(Self {
            root: metadata.workspace_root.into_std_path_buf(),
            target: metadata.target_directory.into_std_path_buf(),
        })
    }

    /// A cargo command in the root, free of what the cargo that started us has set for us alone.
    pub fn cargo(&self) -> Command {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.current_dir(&self.root);
        environment::forget_own_package(&mut command);
        command
    }

    /// Files of the checkout that git tracks or would track, relative to the root, sorted.
    ///
    /// `under` narrows to one folder. Files deleted but not yet committed are left out.
    pub fn files(&self, under: &str) -> Result<Vec<PathBuf>, Failure> {
        let output = Command::new("git")
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", under])
            .current_dir(&self.root)
            .output()
            .map_err(|source| Failure::Start { command: "git ls-files".to_owned(), source })?;
        if !output.status.success() {
            return Err(Failure::Told(format!(
                "git ls-files failed, xtask needs a git checkout: {}",
                String::from_utf8_lossy(&output.stderr).trim()
            )));
        }
        let mut files: Vec<PathBuf> = String::from_utf8_lossy(&output.stdout)
            .split('\0')
            .filter(|path| !path.is_empty())
            .map(PathBuf::from)
            .filter(|path| self.root.join(path).is_file())
            .collect();
        files.sort();
        files.dedup();
        Ok(files)
    }
}
