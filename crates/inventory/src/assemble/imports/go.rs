//! Where the packages lie that Go imports.

use std::collections::BTreeMap;

use source_tree::RepoPath;

use crate::manifest::{Manifest, go::Replaced};

/// The Go modules of a repository.
pub(crate) struct GoPaths<'a> {
    /// Folders by module path; of a repository that holds copies, several.
    modules: BTreeMap<&'a str, Vec<&'a RepoPath>>,
    replaced: Vec<&'a Replaced>,
}

impl<'a> GoPaths<'a> {
    /// Those of these manifests; go.work may take further ones from folders.
    pub(crate) fn new(manifests: &'a [Manifest], workspaces: &'a [Replaced]) -> Self {
        let mut modules: BTreeMap<&str, Vec<&RepoPath>> = BTreeMap::new();
        for manifest in manifests {
            if let Some(path) = &manifest.published {
                modules.entry(path).or_default().push(&manifest.folder);
            }
        }
        let own = manifests.iter().flat_map(|manifest| &manifest.replaced);
        Self { modules, replaced: own.chain(workspaces).collect() }
    }

    /// The folder of a package that a file imports; none when it lies in no module of the repository.
    pub(super) fn folder(&self, name: &str, file: &RepoPath) -> Option<RepoPath> {
        let mut module = Some(name);
        while let Some(path) = module {
            if let Some(folder) = self.module(path, file) {
                return folder.join(name[path.len()..].trim_start_matches('/')).ok();
            }
            module = path.rsplit_once('/').map(|(shorter, _)| shorter);
        }
        None
    }

    fn module(&self, path: &str, file: &RepoPath) -> Option<&'a RepoPath> {
        let replaced =
            self.replaced.iter().find(|taken| taken.module == path && file.is_within(&taken.within));
        if let Some(taken) = replaced {
            return Some(&taken.folder);
        }
        // Of copies the nearest is meant.
        let folders = self.modules.get(path)?;
        folders.iter().max_by_key(|folder| shared(folder, file)).copied()
    }
}

/// How many folders two paths begin with alike.
fn shared(one: &RepoPath, other: &RepoPath) -> usize {
    one.segments().zip(other.segments()).take_while(|(one, other)| one == other).count()
}
