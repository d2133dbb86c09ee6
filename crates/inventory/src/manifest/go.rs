//! go.mod: the module path, what is required directly, and which modules are taken from folders; go.work.

use contracts::plan::Language;
use source_tree::RepoPath;
use syntax::go_mod;

use super::Manifest;
use crate::{
    facts::{Dependency, Ecosystem, Scope},
    source_file::SourceFile,
};

/// A module that is taken from a folder of the repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Replaced {
    /// The folder for whose modules it holds.
    pub(crate) within: RepoPath,
    /// The path of the module that is replaced.
    pub(crate) module: String,
    /// The folder it is taken from.
    pub(crate) folder: RepoPath,
}

/// Reads one go.mod. Entries marked `// indirect` are no dependencies of the module's own.
pub(crate) fn read(file: &SourceFile<'_>) -> (Option<Manifest>, Vec<syntax::SyntaxError>) {
    let (read, errors) = go_mod::read(file.text());
    let Some(folder) = file.path().parent() else {
        return (None, errors);
    };
    let direct = read.requires.iter().filter(|require| !require.indirect);
    let dependencies = direct.map(|require| Dependency {
        ecosystem: Ecosystem::Go,
        name: require.path.value.clone(),
        version: Some(require.version.value.clone()),
        scope: Scope::Runtime,
        location: file.location(require.span),
    });
    let manifest = Manifest {
        folder,
        location: file.location(read.module.as_ref().map_or_else(Default::default, |module| module.span)),
        name: read.module.as_ref().map(|module| last_name(&module.value).to_owned()),
        published: read.module.as_ref().map(|module| module.value.clone()),
        replaced: replaced(file, &read.replaces),
        dependencies: dependencies.collect(),
        ..Manifest::bare(file.path(), Ecosystem::Go, Language::Go)
    };
    (Some(manifest), errors)
}

/// Reads one go.work: what it takes from folders, for all modules below it.
pub(crate) fn read_work(file: &SourceFile<'_>) -> (Vec<Replaced>, Vec<syntax::SyntaxError>) {
    let (read, errors) = go_mod::read_work(file.text());
    (replaced(file, &read.replaces), errors)
}

/// The modules that are taken from folders of the repository.
fn replaced(file: &SourceFile<'_>, replaces: &[go_mod::Replace]) -> Vec<Replaced> {
    let Some(within) = file.path().parent() else { return Vec::new() };
    let local = replaces.iter().filter(|replace| replace.new_path.value.starts_with('.'));
    let taken = local.filter_map(|replace| {
        let folder = within.join(&replace.new_path.value).ok()?;
        Some(Replaced { within: within.clone(), module: replace.old_path.value.clone(), folder })
    });
    taken.collect()
}

/// The last segment of a module path that is no major version: `x/orders/v2` is `orders`.
fn last_name(path: &str) -> &str {
    let is_version = |name: &str| {
        name.strip_prefix('v').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    };
    path.rsplit('/').find(|name| !is_version(name)).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_major_version_is_no_name() {
        assert_eq!(last_name("forge.example/shop/orders/v2"), "orders");
        assert_eq!(last_name("orders"), "orders");
        assert_eq!(last_name("forge.example/v"), "v");
    }
}
