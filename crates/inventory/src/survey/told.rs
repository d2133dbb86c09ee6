//! Source files that were not parsed and that settle what others leave open of topics.

use std::collections::BTreeMap;

use contracts::plan::Language;
use rayon::prelude::*;
use source_tree::{RepoPath, SourceTree};

use super::Reading;
use crate::{
    family::family,
    source_file::SourceFile,
    topic::{Constant, Passed, Wanted},
    usage,
};

/// How often what was found may leave something open in turn.
const ROUNDS_MAX: usize = 3;

/// What files of one family of languages leave open: none binds a name for another.
type Open = BTreeMap<Language, Wanted>;

/// Reads of the files that could tell of topics those that tell what is wanted.
pub(super) fn read(readings: &mut [Reading], tree: &dyn SourceTree) {
    let mut open = Open::new();
    for reading in readings.iter() {
        let Some((_, language)) = &reading.source else { continue };
        let wanted = open.entry(family(*language)).or_default();
        reading.usages.iter().flat_map(|(usage, _)| &usage.named).for_each(|named| wanted.add(named));
        wanted.add_told(&reading.constants, &reading.passed);
    }
    for _ in 0..ROUNDS_MAX {
        open.retain(|_, wanted| !wanted.is_empty());
        if open.is_empty() {
            return;
        }
        let untold = readings.par_iter_mut().filter(|reading| reading.could_tell);
        let found: Vec<_> =
            untold.filter_map(|reading| Some((of_file(reading, tree, &open)?, reading))).collect();
        open.clear();
        for ((language, constants, passed), reading) in found {
            open.entry(language).or_default().add_told(&constants, &passed);
            reading.could_tell = false;
            (reading.constants, reading.passed) = (constants, passed);
        }
    }
}

/// What a file tells of topics, if it tells what is wanted. One that vanished meanwhile was told of already.
fn of_file(
    reading: &Reading,
    tree: &dyn SourceTree,
    open: &Open,
) -> Option<(Language, Vec<Constant>, Vec<Passed>)> {
    let (path, language): &(RepoPath, Language) = reading.source.as_ref()?;
    let wanted = open.get(&family(*language))?;
    let bytes = tree.read(path).ok()?;
    let text = syntax::text::decode(&bytes)?;
    let told = || usage::read_told(&SourceFile::new(path, &text), *language);
    wanted.is_told_by(&text).then(told).map(|(constants, passed)| (family(*language), constants, passed))
}
