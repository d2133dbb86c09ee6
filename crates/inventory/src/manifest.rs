//! Readers of build manifests: what a module is called and what it declares.

pub(crate) mod conda;
pub(crate) mod databricks;
pub(crate) mod dbt;
pub(crate) mod go;
pub(crate) mod gradle;
pub(crate) mod included;
pub(crate) mod installed;
pub(crate) mod maven;
pub(crate) mod nest;
pub(crate) mod npm;
pub(crate) mod profiles;
pub(crate) mod python;
pub(crate) mod sbt;
pub(crate) mod setup;
pub(crate) mod setup_cfg;
pub(crate) mod tsconfig;

use contracts::plan::Language;
use source_tree::RepoPath;

use crate::{
    facts::{Dependency, Ecosystem, WiringLine},
    location::Location,
    ownership::Ownership,
};

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
    /// Whether it packs its folder as one package (Python).
    pub(crate) packaged: bool,
    /// Whether it gathers packages of npm, beside what it may be itself.
    pub(crate) workspace: bool,
    pub(crate) dependencies: Vec<Dependency>,
    pub(crate) build_lines: Vec<WiringLine>,
    /// Scripts by name, which run only where a deploy file says so (npm).
    pub(crate) scripts: Vec<(String, WiringLine)>,
    pub(crate) command: Option<Location>,
    /// The manifest it inherits from (a Maven parent).
    pub(crate) parent: Option<ParentManifest>,
    /// The name under which others require it, where that is not its own name.
    pub(crate) published: Option<String>,
    /// Go modules that are taken from folders.
    pub(crate) replaced: Vec<go::Replaced>,
    /// Maven's profiles, until it is known which are active.
    pub(crate) profiles: Vec<profiles::Profile>,
    /// Requirements files that it takes over.
    pub(crate) includes: Vec<RepoPath>,
    /// Requirements files that only bound its versions.
    pub(crate) constraints: Vec<RepoPath>,
    /// What a Gradle script says of other projects.
    pub(crate) gradle: Option<gradle::Build>,
    /// The folders of the projects of the same build that it depends on (sbt).
    pub(crate) projects: Vec<RepoPath>,
    /// The manifests inside the repository that handed something down.
    pub(crate) inherited: Vec<RepoPath>,
    /// Who made it, and what it says of its tier.
    pub(crate) ownership: Option<Ownership>,
}

/// Where a parent should lie, and what it should be called there.
#[derive(Debug, Clone)]
pub(crate) struct ParentManifest {
    pub(crate) path: RepoPath,
    pub(crate) name: Option<String>,
}

impl Manifest {
    /// A manifest of which nothing is known but where it stands: what a reader fills in, or what is left of one
    /// that could not be read.
    pub(crate) fn bare(path: &RepoPath, ecosystem: Ecosystem, language: Language) -> Self {
        Self {
            folder: path.parent().unwrap_or_else(RepoPath::root),
            path: path.clone(),
            location: Location::beginning(path),
            ecosystem,
            language,
            name: None,
            aggregator: false,
            packaged: false,
            workspace: false,
            dependencies: Vec::new(),
            build_lines: Vec::new(),
            scripts: Vec::new(),
            command: None,
            parent: None,
            published: None,
            replaced: Vec::new(),
            profiles: Vec::new(),
            includes: Vec::new(),
            constraints: Vec::new(),
            gradle: None,
            projects: Vec::new(),
            inherited: Vec::new(),
            ownership: None,
        }
    }

    /// Its own file and those it inherits from.
    pub(crate) fn files(&self) -> impl Iterator<Item = RepoPath> {
        std::iter::once(self.path.clone()).chain(self.inherited.iter().cloned())
    }
}
