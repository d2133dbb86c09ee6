//! Readers of build manifests: what a module is called and what it declares.

pub(crate) mod go;
pub(crate) mod maven;
pub(crate) mod npm;
pub(crate) mod python;

use contracts::plan::Language;
use source_tree::RepoPath;

use crate::facts::{Dependency, Ecosystem, Location, WiringLine};

/// What one manifest says.
#[derive(Debug, Clone)]
pub(crate) struct Manifest {
    /// The folder of the module it speaks of.
    pub(crate) folder: RepoPath,
    pub(crate) path: RepoPath,
    /// The line that names the module.
    pub(crate) location: Location,
    pub(crate) ecosystem: Ecosystem,
    /// The language when nothing else tells.
    pub(crate) language: Language,
    pub(crate) name: Option<String>,
    /// Whether it only gathers other modules.
    pub(crate) aggregator: bool,
    pub(crate) dependencies: Vec<Dependency>,
    pub(crate) build_lines: Vec<WiringLine>,
    pub(crate) command: Option<Location>,
    /// The manifest it inherits from (a Maven parent).
    pub(crate) parent: Option<ParentManifest>,
    /// The manifests inside the repository that handed something down.
    pub(crate) inherited: Vec<RepoPath>,
}

/// Where a parent should lie, and what it should be called there.
#[derive(Debug, Clone)]
pub(crate) struct ParentManifest {
    pub(crate) path: RepoPath,
    pub(crate) name: Option<String>,
}

impl Manifest {
    /// Its own file and those it inherits from.
    pub(crate) fn files(&self) -> impl Iterator<Item = RepoPath> {
        std::iter::once(self.path.clone()).chain(self.inherited.iter().cloned())
    }
}
