//! Which files a later revision has under another name, as git's own rename detection tells them: equal content first, then
//! what kept its file name, then whatever is most alike. Each file is taken apart once, so that a comparison costs little,
//! and everything is bounded; gix's own tracker compares whole files pair by pair and keeps them all.

mod similarity;

use std::collections::{BTreeMap, HashMap, HashSet};

use gix::ObjectId;

use self::similarity::{Contents, SCORE_BASENAME, SCORE_MIN};
use super::{
    RevisionTree,
    listing::{Committed, Walk},
};
use crate::{repo_path::RepoPath, tree::TreeError};

/// A file that has another path in the later revision.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rename {
    /// Its path in the earlier revision's tree.
    pub from: RepoPath,
    /// Its path in the later revision's tree.
    pub to: RepoPath,
}

/// The files that were renamed between two revisions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Renames {
    /// Sorted by the earlier path; no path stands twice on one side.
    pub files: Vec<Rename>,
    /// Whether everything was compared. Otherwise there may be more: a folder could not be read or was too large to be
    /// listed, too many files came and went, or they were too large to be compared.
    pub complete: bool,
}

/// Pairs that are compared, at most: the square of git's own `diff.renameLimit`.
const PAIRS_MAX: usize = 1000 * 1000;
/// Files of one side that are compared, at most.
const CANDIDATES_MAX: usize = 10_000;
/// Best sources that are kept for each file, as git keeps them.
const BEST_KEPT: usize = 4;

/// The files that git considers renamed between two revisions: at least half of their content is the same. Copies are none.
/// Only what lies in both trees is seen: a file that left a tree's folder was not renamed. Attributes and `diff.*` settings
/// have no say.
///
/// # Errors
/// When a repository can no longer be opened.
pub fn renames(base: &RevisionTree, head: &RevisionTree) -> Result<Renames, TreeError> {
    let (old, new) = (base.walk()?, head.walk()?);
    let complete = old.is_whole && new.is_whole;
    let mut search = Search::between(&old, &new, complete);
    search.by_identity();
    search.by_similarity(base, head)?;
    let mut files: Vec<Rename> = search.found.into_iter().map(|(from, to)| Rename { from, to }).collect();
    files.sort();
    Ok(Renames { files, complete: search.complete })
}

/// Files that are gone and files that are new, as far as nothing is known about them.
struct Search {
    gone: Vec<Committed>,
    new: Vec<Committed>,
    found: Vec<(RepoPath, RepoPath)>,
    complete: bool,
}

impl Search {
    fn between(old: &Walk, new: &Walk, complete: bool) -> Self {
        Self { gone: only_in(old, new), new: only_in(new, old), found: Vec::new(), complete }
    }

    /// Files with the very same content; of several sources the first with the same name, or the first.
    fn by_identity(&mut self) {
        let mut sources: HashMap<ObjectId, Vec<usize>> = HashMap::new();
        // From the end, so that the first is taken off first.
        for (index, file) in self.gone.iter().enumerate().rev() {
            sources.entry(file.id).or_default().push(index);
        }
        let mut pairs = Vec::new();
        for (to, file) in self.new.iter().enumerate() {
            let Some(sources) = sources.get_mut(&file.id) else { continue };
            let named = sources.iter().rposition(|from| same_name(&self.gone[*from], file));
            let from = named.map(|place| sources.remove(place)).or_else(|| sources.pop());
            pairs.extend(from.map(|from| (from, to)));
        }
        self.settle(&pairs);
    }

    fn by_similarity(&mut self, base: &RevisionTree, head: &RevisionTree) -> Result<(), TreeError> {
        if self.gone.is_empty() || self.new.is_empty() {
            return Ok(());
        }
        if self.gone.len().max(self.new.len()) > CANDIDATES_MAX {
            self.complete = false;
            return Ok(());
        }
        let complete = base.handle.with(|old| {
            head.handle.with(|new| {
                let limits = [base.limits.file_bytes_max, head.limits.file_bytes_max];
                let mut contents = Contents::new([old, new], limits);
                self.by_name(&mut contents);
                let all = self.by_likeness(&mut contents);
                all && contents.is_complete()
            })
        })??;
        self.complete &= complete;
        Ok(())
    }

    /// Files whose name is the only one of its kind on both sides, and which are very much alike.
    fn by_name(&mut self, contents: &mut Contents<'_>) {
        let (gone, new) = (by_unique_name(&self.gone), by_unique_name(&self.new));
        let both = gone.iter().filter_map(|(name, from)| Some(((*from)?, (*new.get(name)?)?)));
        let pairs: Vec<(usize, usize)> = both
            .filter(|(from, to)| contents.score(self.gone[*from].id, self.new[*to].id) >= SCORE_BASENAME)
            .collect();
        self.settle(&pairs);
    }

    /// Whatever is most alike; false when there are too many files for that.
    fn by_likeness(&mut self, contents: &mut Contents<'_>) -> bool {
        if self.gone.len().saturating_mul(self.new.len()) > PAIRS_MAX {
            return false;
        }
        let mut pairs: Vec<Pair> = Vec::new();
        for (to, file) in self.new.iter().enumerate() {
            let mut best: Vec<Pair> = Vec::new();
            for (from, source) in self.gone.iter().enumerate() {
                let score = contents.score(source.id, file.id);
                if score >= SCORE_MIN {
                    best.push(Pair { score, same_name: same_name(source, file), from, to });
                }
            }
            best.sort_by(Pair::best_first);
            pairs.extend(best.into_iter().take(BEST_KEPT));
        }
        pairs.sort_by(Pair::best_first);
        let (mut sources, mut targets) = (HashSet::new(), HashSet::new());
        pairs.retain(|pair| {
            let is_free = !sources.contains(&pair.from) && !targets.contains(&pair.to);
            if is_free {
                sources.insert(pair.from);
                targets.insert(pair.to);
            }
            is_free
        });
        self.settle(&pairs.iter().map(|pair| (pair.from, pair.to)).collect::<Vec<_>>());
        true
    }

    /// Takes pairs out of what is still looked for.
    fn settle(&mut self, pairs: &[(usize, usize)]) {
        let found =
            pairs.iter().map(|(from, to)| (self.gone[*from].path.clone(), self.new[*to].path.clone()));
        self.found.extend(found);
        let (sources, targets): (HashSet<usize>, HashSet<usize>) = pairs.iter().copied().unzip();
        self.gone = without(std::mem::take(&mut self.gone), &sources);
        self.new = without(std::mem::take(&mut self.new), &targets);
    }
}

/// Two files and how much they are alike.
struct Pair {
    score: u64,
    same_name: bool,
    from: usize,
    to: usize,
}

impl Pair {
    fn best_first(&self, other: &Self) -> std::cmp::Ordering {
        (other.score, other.same_name).cmp(&(self.score, self.same_name))
    }
}

/// The files whose path the other revision has not, not even as a link or a submodule.
fn only_in(walk: &Walk, other: &Walk) -> Vec<Committed> {
    let skipped: HashSet<&str> = other.skipped.iter().map(|skipped| skipped.path.as_str()).collect();
    let is_gone = |file: &&Committed| {
        let there = other.files.binary_search_by(|committed| committed.path.cmp(&file.path)).is_ok();
        !there && !skipped.contains(file.path.as_str())
    };
    walk.files.iter().filter(is_gone).cloned().collect()
}

/// The files by their names; none where several have the same.
fn by_unique_name(files: &[Committed]) -> BTreeMap<&str, Option<usize>> {
    let mut named = BTreeMap::new();
    for (index, file) in files.iter().enumerate() {
        named.entry(file.path.file_name()).and_modify(|only| *only = None).or_insert(Some(index));
    }
    named
}

fn same_name(a: &Committed, b: &Committed) -> bool {
    a.path.file_name() == b.path.file_name()
}

fn without(files: Vec<Committed>, taken: &HashSet<usize>) -> Vec<Committed> {
    files.into_iter().enumerate().filter(|(index, _)| !taken.contains(index)).map(|(_, file)| file).collect()
}
