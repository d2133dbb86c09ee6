//! Where the files lie that JavaScript and TypeScript import.

use std::collections::{BTreeMap, BTreeSet};

use source_tree::RepoPath;

use crate::{
    facts::Ecosystem,
    manifest::{Manifest, tsconfig::Alias},
};

/// What stands behind a name that leaves it out.
const ENDINGS: [&str; 11] = [
    "",
    ".ts",
    ".tsx",
    ".js",
    ".mjs",
    ".cjs",
    "/index.ts",
    "/index.tsx",
    "/index.js",
    "/src/index.ts",
    "/src/index.js",
];

/// The packages and names of a repository.
pub(crate) struct NodePaths<'a> {
    files: &'a BTreeSet<RepoPath>,
    packages: BTreeMap<&'a str, &'a RepoPath>,
    aliases: Vec<&'a Alias>,
}

impl<'a> NodePaths<'a> {
    /// Those of these manifests and configurations; only `files` can be meant.
    pub(crate) fn new(
        manifests: &'a [Manifest],
        aliases: &'a [Alias],
        files: &'a BTreeSet<RepoPath>,
    ) -> Self {
        let npm = manifests.iter().filter(|manifest| manifest.ecosystem == Ecosystem::Npm);
        let packages = npm.filter_map(|manifest| Some((manifest.name.as_deref()?, &manifest.folder)));
        let mut aliases: Vec<&Alias> = aliases.iter().collect();
        // The nearest configuration counts first, there the longest name.
        aliases.sort_by_key(|alias| {
            std::cmp::Reverse((alias.within.segments().count(), !alias.open, alias.prefix.len()))
        });
        Self { files, packages: packages.collect(), aliases }
    }

    /// The file that another one imports under a name; none when it is not of the repository.
    pub(super) fn file(&self, name: &str, from: &RepoPath) -> Option<RepoPath> {
        if name.starts_with('.') {
            return self.completed(&from.parent()?.join(name).ok()?);
        }
        self.aliased(name, from).or_else(|| self.in_package(name))
    }

    fn aliased(&self, name: &str, from: &RepoPath) -> Option<RepoPath> {
        let mut near = self.aliases.iter().filter(|alias| from.is_within(&alias.within));
        near.find_map(|alias| {
            let rest =
                name.strip_prefix(alias.prefix.as_str()).filter(|rest| alias.open || rest.is_empty())?;
            self.completed(&RepoPath::new(&format!("{}{rest}", alias.target)).ok()?)
        })
    }

    fn in_package(&self, name: &str) -> Option<RepoPath> {
        let parts = if name.starts_with('@') { 2 } else { 1 };
        let end = name.match_indices('/').nth(parts - 1).map_or(name.len(), |(at, _)| at);
        let folder = self.packages.get(&name[..end])?;
        let rest = name[end..].trim_start_matches('/');
        let direct = self.completed(&folder.join(rest).ok()?);
        direct.or_else(|| self.completed(&folder.join("src").ok()?.join(rest).ok()?))
    }

    /// The file that a path without its ending means. Compiled files are written for what they come from.
    fn completed(&self, path: &RepoPath) -> Option<RepoPath> {
        let bare = path.as_str();
        let compiled = bare.strip_suffix(".js").or_else(|| bare.strip_suffix(".mjs"));
        let stems = [Some(bare), compiled].into_iter().flatten();
        stems.flat_map(|stem| ENDINGS.map(|ending| format!("{stem}{ending}"))).find_map(|candidate| {
            let candidate = RepoPath::new(&candidate).ok()?;
            self.files.contains(&candidate).then_some(candidate)
        })
    }
}
