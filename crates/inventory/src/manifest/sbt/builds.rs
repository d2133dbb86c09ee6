//! Which files are of one build: a root has a folder `project`, or the topmost `.sbt` file lies in it.

use std::collections::{BTreeMap, BTreeSet};

use source_tree::RepoPath;
use syntax::sbt;

use super::File;

/// The folder of what a build is itself built with.
const META: &str = "project";

/// The files of one build.
#[derive(Debug)]
pub(super) struct Build<'a> {
    pub(super) root: RepoPath,
    pub(super) files: Vec<Member<'a>>,
}

/// A file of a build, and what it is in it.
#[derive(Debug)]
pub(super) struct Member<'a> {
    pub(super) file: &'a File,
    /// Its folder, from the root.
    folder: String,
    defines: bool,
}

impl Member<'_> {
    pub(super) fn as_read(&self) -> sbt::File<'_> {
        sbt::File { folder: &self.folder, defines: self.defines, script: &self.file.script }
    }
}

/// Whether a file lies in the folder of what a build is built with. Below a source root, folders are packages.
pub(crate) fn is_meta(path: &RepoPath) -> bool {
    let folder = path.parent();
    folder.is_some_and(|folder| folder.file_name() == META && folder.segments().all(|name| name != "src"))
}

/// Whether a file is a Scala file that defines what a build uses.
pub(crate) fn is_definition(path: &RepoPath) -> bool {
    path.extension() == "scala" && is_meta(path)
}

/// The root that the folder `project` of a file shows; none for what builds the build of a build.
fn shown(file: &File) -> Option<RepoPath> {
    let root = file.path.parent().filter(|_| is_meta(&file.path))?.parent()?;
    (root.file_name() != META).then_some(root)
}

/// The builds of a repository.
pub(super) fn of(files: &[File]) -> Vec<Build<'_>> {
    let shown_roots: BTreeSet<RepoPath> = files.iter().filter_map(shown).collect();
    let scripts = files.iter().filter(|file| file.path.extension() == "sbt" && !is_meta(&file.path));
    let folders: BTreeSet<RepoPath> = scripts.clone().filter_map(|file| file.path.parent()).collect();
    let root_of = |folder: &RepoPath| {
        let above = || std::iter::successors(Some(folder.clone()), RepoPath::parent);
        let topmost = || above().filter(|folder| folders.contains(folder)).last();
        above().find(|folder| shown_roots.contains(folder)).or_else(topmost)
    };
    let mut members: BTreeMap<RepoPath, Vec<Member<'_>>> = BTreeMap::new();
    for file in scripts {
        let Some(folder) = file.path.parent() else { continue };
        let Some(root) = root_of(&folder) else { continue };
        let folder = below(&folder, &root);
        members.entry(root).or_default().push(Member { file, folder, defines: false });
    }
    for file in files.iter().filter(|file| is_definition(&file.path)) {
        // What only defines builds nothing.
        if let Some(members) = shown(file).and_then(|root| members.get_mut(&root)) {
            members.push(Member { file, folder: String::new(), defines: true });
        }
    }
    members.into_iter().map(|(root, files)| Build { root, files }).collect()
}

/// The path from one folder to another below it.
fn below(folder: &RepoPath, root: &RepoPath) -> String {
    let above = root.segments().filter(|name| *name != ".").count();
    folder.segments().filter(|name| *name != ".").skip(above).collect::<Vec<_>>().join("/")
}
