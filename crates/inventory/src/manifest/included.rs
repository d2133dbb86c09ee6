//! Requirements files that take over others (`-r`), or only bound their versions by them (`-c`).

use std::collections::{BTreeMap, BTreeSet};

use source_tree::RepoPath;

use super::{Manifest, python::scope_of};
use crate::facts::{Dependency, Scope};

/// How many files one file may take over; more is a mistake or malice.
const FILES_MAX: usize = 16;

/// How many dependencies all files together may take over.
const DEPENDENCIES_MAX: usize = 200_000;

/// Gives each file what it takes over from another folder, or from a file that nothing but this selects. What lies in
/// its own folder is of the same module anyway.
pub(crate) fn settle(manifests: &mut [Manifest]) {
    let taken: BTreeSet<RepoPath> =
        manifests.iter().flat_map(|manifest| manifest.includes.iter().cloned()).collect();
    let bounding: BTreeSet<RepoPath> =
        manifests.iter().flat_map(|manifest| manifest.constraints.iter().cloned()).collect();
    for manifest in &mut *manifests {
        if bounding.contains(&manifest.path) && !taken.contains(&manifest.path) {
            manifest.dependencies.clear();
        }
    }
    let declared: BTreeMap<RepoPath, Manifest> = manifests
        .iter()
        .filter(|manifest| taken.contains(&manifest.path))
        .map(|manifest| (manifest.path.clone(), manifest.clone()))
        .collect();
    let mut left = DEPENDENCIES_MAX;
    for manifest in manifests.iter_mut().filter(|manifest| !manifest.includes.is_empty()) {
        let scope = scope_of(manifest.path.file_name());
        for path in reached(manifest, &declared) {
            let other = &declared[&path];
            if other.folder == manifest.folder && !other.aggregator {
                continue;
            }
            let given = other.dependencies.iter().take(left).map(|found| within(found, scope));
            manifest.dependencies.extend(given);
            left -= other.dependencies.len().min(left);
            manifest.inherited.push(path);
        }
    }
}

/// What is only developed with brings nothing that runs.
fn within(found: &Dependency, scope: Scope) -> Dependency {
    let scope = if scope == Scope::Development { scope } else { found.scope };
    Dependency { scope, ..found.clone() }
}

/// The files that one takes over, directly or not.
fn reached(manifest: &Manifest, declared: &BTreeMap<RepoPath, Manifest>) -> BTreeSet<RepoPath> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&Manifest> = vec![manifest];
    while let Some(next) = open.pop() {
        for path in &next.includes {
            let Some(other) = declared.get(path).filter(|other| other.path != manifest.path) else {
                continue;
            };
            if reached.len() < FILES_MAX && reached.insert(path.clone()) {
                open.push(other);
            }
        }
    }
    reached
}
