//! What source files take from each other across the repository: Go packages by folder, files of JavaScript, TypeScript and
//! Python one by one. So a program has what the code does that it is made of, and nothing of its neighbours.

mod go;
mod node;
mod python;
mod reach;
mod scan;

use contracts::plan::Language;
use source_tree::RepoPath;

use crate::source_file::SourceFile;

pub(super) use go::GoPaths;
pub(super) use node::NodePaths;
pub(super) use python::PythonPaths;
pub(super) use reach::{Graph, Reached};

/// Where the names of each language lead.
pub(super) struct Paths<'a> {
    pub(super) go: GoPaths<'a>,
    pub(super) node: NodePaths<'a>,
    pub(super) python: PythonPaths<'a>,
}

/// The names that one file imports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Imports {
    /// The file.
    pub(crate) file: RepoPath,
    /// Its language.
    pub(crate) language: Language,
    /// What it imports, as written, sorted.
    pub(crate) names: Vec<String>,
}

/// What a file imports; none of languages whose modules name all they draw on in their manifests.
pub(crate) fn find(file: &SourceFile<'_>, language: Language) -> Option<Imports> {
    let names = match language {
        Language::Go => scan::go(file.text()),
        Language::Javascript | Language::Typescript => scan::node(file.text()),
        Language::Python => scan::python(file.text()),
        _ => return None,
    };
    Some(Imports { file: file.path().clone(), language, names })
}

/// What is taken as a whole: a package of Go is a folder, elsewhere a file stands for itself.
pub(super) fn unit(file: &RepoPath, language: Language) -> RepoPath {
    let folder = file.parent().filter(|_| language == Language::Go);
    folder.unwrap_or_else(|| file.clone())
}
