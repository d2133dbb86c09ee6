//! Readers of build manifests: what a module is called and what it declares.

pub(crate) mod dbt;
pub(crate) mod go;
pub(crate) mod gradle;
pub(crate) mod maven;
pub(crate) mod nest;
pub(crate) mod npm;
pub(crate) mod python;
pub(crate) mod setup;

use contracts::{Position, Span, plan::Language};
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
    /// What a Gradle script says of other projects.
    pub(crate) gradle: Option<gradle::Build>,
    /// The manifests inside the repository that handed something down.
    pub(crate) inherited: Vec<RepoPath>,
}

/// Where a parent should lie, and what it should be called there.
#[derive(Debug, Clone)]
pub(crate) struct ParentManifest {
    pub(crate) path: RepoPath,
    pub(crate) name: Option<String>,
}

/// Where a file begins.
const FIRST_CHARACTER: Span = Span {
    start: Position { line: 1, column: 1 },
    end: Position { line: 1, column: 1 },
    start_byte: 0,
    end_byte: 0,
};

impl Manifest {
    /// A manifest of which nothing is known but where it stands: what a reader fills in, or what is left of one
    /// that could not be read.
    pub(crate) fn bare(path: &RepoPath, ecosystem: Ecosystem, language: Language) -> Self {
        Self {
            folder: path.parent().unwrap_or_else(RepoPath::root),
            path: path.clone(),
            location: Location { path: path.clone(), span: FIRST_CHARACTER },
            ecosystem,
            language,
            name: None,
            aggregator: false,
            dependencies: Vec::new(),
            build_lines: Vec::new(),
            command: None,
            parent: None,
            gradle: None,
            inherited: Vec::new(),
        }
    }

    /// Its own file and those it inherits from.
    pub(crate) fn files(&self) -> impl Iterator<Item = RepoPath> {
        std::iter::once(self.path.clone()).chain(self.inherited.iter().cloned())
    }
}
