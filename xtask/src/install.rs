//! What suites need beside Rust: servers, tools, the samples' builds. Made once, kept in a cache folder.

pub mod cache;
pub mod list;
pub mod preconditions;
pub mod sources;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::digest;
use crate::failure::Failure;
use crate::workspace::Workspace;
use cache::Cache;
use list::Install;
use preconditions::Toolchains;

/// Makes one install ready and returns its folder.
pub fn provide(
    workspace: &Workspace,
    cache: &Cache,
    toolchains: &Toolchains,
    install: &Install,
) -> Result<PathBuf, Failure> {
    let versions = toolchains.require(install.registry.tools())?;
    let source = Path::new("xtask/installs").join(install.name);
    let files = workspace.files(&source.to_string_lossy())?;
    if files.is_empty() {
        return Err(Failure::Told(format!("{} describes nothing to install", source.display())));
    }
    let digest = digest::of_files(&workspace.root, &files, &format!("{versions}\n{}", install.version))?;
    let key = format!("{}-{}-{digest}", install.name, install.version);
    cache.entry("installs", &key, |folder| {
        copy(&workspace.root, &source, &files, folder)?;
        let work = sources::Work {
            workspace,
            registry: install.registry,
            what: format!("{} {}", install.name, install.version),
            folder,
            log: cache.log(&key)?,
        };
        install.steps.iter().try_for_each(|step| sources::run(&work, step))
    })
}

/// Copies `files` (relative to `root`, all under `source`) to `folder`, keeping their paths below `source`.
pub fn copy(root: &Path, source: &Path, files: &[PathBuf], folder: &Path) -> Result<(), Failure> {
    for file in files {
        let to = folder.join(file.strip_prefix(source).unwrap_or(file));
        if let Some(parent) = to.parent() {
            std::fs::create_dir_all(parent).map_err(Failure::io("create", parent))?;
        }
        std::fs::copy(root.join(file), &to).map_err(Failure::io("write", &to))?;
    }
    Ok(())
}

/// Replaces `{name}` by its value; an unknown name stays as it is.
pub fn fill(text: &str, values: &BTreeMap<String, String>) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_are_filled_in_and_others_stay() {
        let values = BTreeMap::from([("port".to_owned(), "12".to_owned())]);
        assert_eq!(fill("a:{port} {other}", &values), "a:12 {other}");
    }

    #[test]
    fn files_keep_their_paths_below_the_source() {
        let root = tempfile::tempdir().unwrap();
        let to = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(root.path().join("s/deep")).unwrap();
        std::fs::write(root.path().join("s/deep/f"), "x").unwrap();
        copy(root.path(), Path::new("s"), &["s/deep/f".into()], to.path()).unwrap();
        assert_eq!(std::fs::read_to_string(to.path().join("deep/f")).unwrap(), "x");
    }
}
