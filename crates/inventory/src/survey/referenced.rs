//! Files that no name selects and that another file names: read too, and what they name in turn.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use source_tree::RepoPath;

use super::Reading;
use crate::{own_code, selection::FileKind};

/// How often files that were named may name further ones.
const ROUNDS_MAX: usize = 4;

/// Reads what the readings name, as far as it is listed and was not read as such.
pub(super) fn read(
    readings: &mut Vec<Reading>,
    selected: &[(&RepoPath, FileKind)],
    listed: &[&RepoPath],
    read: impl Fn(&RepoPath, FileKind) -> Reading + Sync,
) {
    let listed: BTreeSet<&RepoPath> = listed.iter().copied().collect();
    let known: BTreeMap<&RepoPath, FileKind> = selected.iter().copied().collect();
    let mut done: BTreeSet<(RepoPath, FileKind)> = BTreeSet::new();
    let mut from = 0;
    for _ in 0..ROUNDS_MAX {
        let named: BTreeSet<(RepoPath, FileKind)> = readings[from..].iter().flat_map(names).collect();
        let new = named.into_iter().filter(|(path, kind)| {
            let as_such = known.get(path).is_some_and(|known| known == kind || is_same(*known, *kind));
            listed.contains(path) && !as_such && !own_code::is_foreign(path)
        });
        let new: Vec<(RepoPath, FileKind)> = new.filter(|new| done.insert(new.clone())).collect();
        if new.is_empty() {
            return;
        }
        from = readings.len();
        let found: Vec<Reading> = new.par_iter().map(|(path, kind)| read(path, *kind)).collect();
        readings.extend(found);
    }
}

fn is_same(known: FileKind, named: FileKind) -> bool {
    known == FileKind::Requirements && named == FileKind::IncludedRequirements
}

/// What a file names.
fn names(reading: &Reading) -> Vec<(RepoPath, FileKind)> {
    let requirements = reading.manifest.iter().flat_map(|manifest| manifest.includes.iter().cloned());
    let installed = reading.image.iter().flat_map(|image| {
        let (_, files) = image.installed(None);
        files.into_iter().filter_map(|file| image.folder.join(&file).ok())
    });
    let requirements = requirements.chain(installed).map(|path| (path, FileKind::IncludedRequirements));
    let files = reading.compose.iter();
    let composed =
        files.clone().flat_map(|file| &file.references).map(|path| (path.clone(), FileKind::Compose));
    let variables = files.flat_map(compose_env).map(|path| (path, FileKind::EnvFile));
    requirements.chain(composed).chain(variables).collect()
}

fn compose_env(file: &crate::deploy::compose::File) -> Vec<RepoPath> {
    file.env_files().cloned().collect()
}
