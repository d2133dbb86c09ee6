//! What a module's own files reach, by imports.

use std::collections::{BTreeMap, BTreeSet};

use contracts::plan::Language;
use source_tree::RepoPath;

use super::{Imports, Paths, unit};

/// How many steps all modules together may go: a hostile repository may make any graph.
const STEPS_MAX: usize = 2_000_000;

/// Files and packages with what they import.
pub(crate) struct Graph {
    to: BTreeMap<RepoPath, BTreeSet<RepoPath>>,
    names: BTreeMap<RepoPath, BTreeSet<String>>,
    steps_left: usize,
}

/// What was reached from some files.
#[derive(Debug, Default)]
pub(crate) struct Reached {
    /// The files and packages, those it began at too.
    pub(crate) units: BTreeSet<RepoPath>,
    /// What they import from outside.
    pub(crate) names: BTreeSet<String>,
    /// Whether it went to the end: no step was left for more.
    pub(crate) whole: bool,
}

impl Graph {
    /// The graph of all files.
    pub(crate) fn new(imports: &[Imports], paths: &Paths<'_>) -> Self {
        let mut to: BTreeMap<RepoPath, BTreeSet<RepoPath>> = BTreeMap::new();
        let mut names: BTreeMap<RepoPath, BTreeSet<String>> = BTreeMap::new();
        for Imports { file, language, names: imported } in imports {
            let from = unit(file, *language);
            for name in imported {
                let place = match language {
                    Language::Go => paths.go.folder(name, file),
                    Language::Python => paths.python.file(name, file),
                    _ => paths.node.file(name, file),
                };
                match place {
                    Some(place) => {
                        to.entry(from.clone()).or_default().insert(place);
                    }
                    // Only Go names what it requires by the beginnings of what it imports.
                    None if *language == Language::Go => {
                        names.entry(from.clone()).or_default().insert(name.clone());
                    }
                    None => {}
                }
            }
        }
        Self { to, names, steps_left: STEPS_MAX }
    }

    /// What can be reached from these.
    pub(crate) fn reach(&mut self, from: &BTreeSet<RepoPath>) -> Reached {
        let mut reached = Reached { units: from.clone(), names: BTreeSet::new(), whole: false };
        let mut open: Vec<RepoPath> = from.iter().cloned().collect();
        while let Some(next) = open.pop() {
            if let Some(names) = self.names.get(&next) {
                let Some(left) = self.steps_left.checked_sub(names.len()) else { return reached };
                self.steps_left = left;
                reached.names.extend(names.iter().cloned());
            }
            for place in self.to.get(&next).into_iter().flatten() {
                let Some(left) = self.steps_left.checked_sub(1) else { return reached };
                self.steps_left = left;
                if reached.units.insert(place.clone()) {
                    open.push(place.clone());
                }
            }
        }
        reached.whole = true;
        reached
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_cut_says_so() {
        let path = |name: &str| RepoPath::new(name).unwrap();
        let to = |name: &str| BTreeSet::from([path(name)]);
        let reach = |steps_left| {
            let to = BTreeMap::from([(path("a"), to("b")), (path("b"), to("c"))]);
            Graph { to, names: BTreeMap::new(), steps_left }.reach(&BTreeSet::from([path("a")]))
        };
        assert!(reach(2).whole);
        let cut = reach(1);
        assert!(!cut.whole && !cut.units.contains(&path("c")), "{cut:?}");
    }
}
