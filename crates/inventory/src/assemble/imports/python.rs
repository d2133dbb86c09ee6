//! Where the files lie that Python imports.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Bound,
};

use contracts::plan::Language;
use source_tree::RepoPath;

use super::Imports;
use crate::{facts::Ecosystem, manifest::Manifest};

/// How many packages a name may be handed on by: a hostile repository may make a circle.
const HANDED_ON_MAX: usize = 8;

/// The file that says what a package hands on.
const INIT: &str = "__init__.py";

/// Files with what they import, by path.
type Files<'a> = BTreeMap<&'a str, &'a Imports>;

/// The files of Python of a repository, by what they are imported as.
pub(crate) struct PythonPaths<'a> {
    files: Files<'a>,
    /// What a name may begin with that is of the repository: most names are not, and are told by this alone.
    beginnings: BTreeSet<&'a str>,
    /// The folders from which packages that are installed are named, by the first word of those names.
    installed: BTreeMap<&'a str, BTreeSet<RepoPath>>,
}

impl<'a> PythonPaths<'a> {
    /// Those of all files; the manifests say which folders are installed.
    pub(crate) fn new(imports: &'a [Imports], manifests: &[Manifest]) -> Self {
        let of_python = imports.iter().filter(|imports| imports.language == Language::Python);
        let files: Files<'_> = of_python.map(|imports| (imports.file.as_str(), imports)).collect();
        let beginnings = files.keys().flat_map(|file| file.split('/')).map(stem).collect();
        let mut installed: BTreeMap<&str, BTreeSet<RepoPath>> = BTreeMap::new();
        for manifest in manifests.iter().filter(|manifest| manifest.ecosystem == Ecosystem::Python) {
            for root in
                [Some(manifest.folder.clone()), manifest.folder.join("src").ok()].into_iter().flatten()
            {
                for word in words_below(&files, &root) {
                    installed.entry(word).or_default().insert(root.clone());
                }
            }
        }
        Self { files, beginnings, installed }
    }

    /// The files that a file imports by one name (see [`super::scan::python`]); none where it is not of the repository.
    pub(super) fn file(&self, name: &str, from: &RepoPath) -> Option<RepoPath> {
        self.handed_on(name, from, HANDED_ON_MAX)
    }

    fn handed_on(&self, name: &str, from: &RepoPath, left: usize) -> Option<RepoPath> {
        let mut parts = name.split(':');
        let place = self.place(parts.next()?, from)?;
        let Some(item) = parts.next() else { return self.completed(&place) };
        let init = place.join(INIT).ok().filter(|init| self.files.contains_key(init.as_str()));
        let given = init.as_ref().filter(|_| left > 0).and_then(|init| self.given(init, item, left - 1));
        given.or_else(|| self.completed(&place.join(item).ok()?)).or_else(|| self.completed(&place))
    }

    /// Where what a package hands on under a name comes from.
    fn given(&self, init: &RepoPath, item: &str, left: usize) -> Option<RepoPath> {
        let names = &self.files.get(init.as_str())?.names;
        let name = names.iter().find(|name| name.split(':').skip(1).last() == Some(item))?;
        self.handed_on(name, init, left)
    }

    /// The path that a dotted name means, without an ending: of a file or of a package.
    fn place(&self, name: &str, from: &RepoPath) -> Option<RepoPath> {
        let rest = name.trim_start_matches('.');
        let below = rest.replace('.', "/");
        let dots = name.len() - rest.len();
        if dots > 0 {
            return from.ancestors().nth(dots - 1)?.join(&below).ok();
        }
        let first = rest.split('.').next()?;
        if !self.beginnings.contains(first) {
            return None;
        }
        let mut near = from.ancestors().filter_map(|root| root.join(&below).ok());
        let near = near.find(|place| self.is_there(place));
        near.or_else(|| {
            let roots = self.installed.get(first)?;
            // One of several that are called alike is not known to be meant.
            let root = roots.first().filter(|_| roots.len() == 1)?;
            root.join(&below).ok().filter(|place| self.is_there(place))
        })
    }

    fn is_there(&self, place: &RepoPath) -> bool {
        self.completed(place).is_some() || beneath(&self.files, place).next().is_some()
    }

    fn completed(&self, place: &RepoPath) -> Option<RepoPath> {
        let file = RepoPath::new(&format!("{place}.py")).ok();
        let init = place.join(INIT).ok();
        [init, file].into_iter().flatten().find(|file| self.files.contains_key(file.as_str()))
    }
}

/// A file's or folder's name as it is imported.
fn stem(name: &str) -> &str {
    name.strip_suffix(".py").unwrap_or(name)
}

/// What the names of files begin with that are imported from a folder.
fn words_below<'a>(files: &Files<'a>, root: &RepoPath) -> BTreeSet<&'a str> {
    let depth = root.segments().count();
    beneath(files, root).filter_map(|file| file.split('/').nth(depth)).map(stem).collect()
}

/// The files that lie in a folder, at any depth.
fn beneath<'a>(files: &Files<'a>, folder: &RepoPath) -> impl Iterator<Item = &'a str> {
    let beginning = if folder.is_root() { String::new() } else { format!("{folder}/") };
    let from = files.range::<str, _>((Bound::Included(beginning.as_str()), Bound::Unbounded));
    from.map(|(file, _)| *file).take_while(move |file| file.starts_with(&beginning))
}
