//! Which commit a revision is. Names and steps (`main~2^`) are followed, each step bounded; what looks things up in
//! settings, in the reflog or in messages (`@{upstream}`, `HEAD@{1}`, `:/text`) is refused: a pipeline has none of them.

use std::collections::HashSet;

use gix::{
    ObjectId, Repository,
    hash::Prefix,
    objs::{CommitRefIter, Kind, TagRefIter},
    refs::{PartialNameRef, TargetRef},
};

use super::{
    error::{RevisionError, shown, why},
    objects,
    steps::{self, Step},
};

/// Bytes of a revision's text; git's own names are bounded by what a file's path may be.
const LENGTH_MAX: usize = 4096;
/// Tags of tags and references to references, at most.
const DEPTH_MAX: usize = 16;
/// Commits that an ambiguous prefix names in its error.
const CANDIDATES_SHOWN: usize = 5;

/// The commit that `revision` is.
pub(super) fn commit(repository: &Repository, revision: &str) -> Result<ObjectId, RevisionError> {
    Asked { repository, revision }.commit()
}

/// The folder of a commit's files.
pub(super) fn tree_of(repository: &Repository, commit: ObjectId) -> Result<ObjectId, RevisionError> {
    let said = read(repository, commit, Kind::Commit)?;
    CommitRefIter::from_bytes(&said, commit.kind()).tree_id().map_err(|error| broken(commit, why(&error)))
}

struct Asked<'a> {
    repository: &'a Repository,
    revision: &'a str,
}

impl Asked<'_> {
    fn commit(&self) -> Result<ObjectId, RevisionError> {
        self.check()?;
        if self.revision.contains("@{") || self.revision.starts_with(":/") || self.revision.contains("^{/") {
            let why =
                "it is looked up in settings, in the reflog or in messages, which only `git rev-parse` does";
            return Err(self.malformed(why));
        }
        let (base, steps) = steps::parse(self.revision).map_err(|why| self.malformed(why))?;
        let mut commit = self.peeled(self.base(base)?)?;
        for step in steps {
            commit = self.stepped(commit, step)?;
        }
        Ok(commit)
    }

    /// Refuses what can be no revision before anything is looked up.
    fn check(&self) -> Result<(), RevisionError> {
        let why = if self.revision.is_empty() {
            "it is empty"
        } else if self.revision.len() > LENGTH_MAX {
            "it is too long"
        } else if self.revision.starts_with('-') {
            "it begins with a dash, as an option does"
        } else if self.revision.contains(char::is_control) {
            "it holds a control character"
        } else {
            return Ok(());
        };
        Err(self.malformed(why))
    }

    /// What the part before `~` and `^` names.
    fn base(&self, name: &str) -> Result<ObjectId, RevisionError> {
        // All digits of an id are an object even where a reference has this name, as for git.
        if let Ok(id) = ObjectId::from_hex(name.as_bytes()) {
            return Ok(id);
        }
        if let Some(id) = self.reference(if name == "@" { "HEAD" } else { name })? {
            return Ok(id);
        }
        // What `git describe` makes ends in the commit's digits.
        let described = name.rsplit_once("-g").map(|(_, digits)| digits);
        for digits in [Some(name), described].into_iter().flatten() {
            if let Some(id) = self.prefixed(digits)? {
                return Ok(id);
            }
        }
        Err(self.unknown())
    }

    /// What a reference leads to: `main`, `origin/main`, `refs/tags/v1`, `HEAD`.
    fn reference(&self, name: &str) -> Result<Option<ObjectId>, RevisionError> {
        let mut next = name.to_owned();
        for depth in 0..DEPTH_MAX {
            // A name that the file system refuses names nothing.
            let name = <&PartialNameRef>::try_from(next.as_str())
                .ok()
                .filter(|_| next.split('/').all(|n| n.len() < 256));
            let Some(name) = name else { return Ok(None) };
            let found = self.repository.try_find_reference(name);
            let found = found.map_err(|error| self.broken_reference(&next, why(&error)))?;
            let Some(found) = found else {
                return if depth == 0 { Ok(None) } else { Err(self.unborn(&next)) };
            };
            match found.target() {
                TargetRef::Object(id) => return Ok(Some(id.to_owned())),
                TargetRef::Symbolic(target) => next = target.as_bstr().to_string(),
            }
        }
        Err(self.broken_reference(name, "it leads from reference to reference without end".to_owned()))
    }

    /// The commit whose id begins with these digits.
    fn prefixed(&self, digits: &str) -> Result<Option<ObjectId>, RevisionError> {
        let Ok(prefix) = Prefix::from_hex(digits) else { return Ok(None) };
        let mut found = HashSet::new();
        let looked = self.repository.objects.lookup_prefix(prefix, Some(&mut found));
        looked.map_err(|error| RevisionError::Broken {
            what: "the repository's objects".to_owned(),
            why: why(&error),
        })?;
        let mut found: Vec<ObjectId> = found.into_iter().collect();
        found.sort_unstable();
        // As git does: what is no commit is no candidate, unless there is nothing else.
        let commits: Vec<ObjectId> = found.iter().copied().filter(|id| self.peeled(*id).is_ok()).collect();
        match commits.as_slice() {
            [] => Ok(found.first().copied()),
            [only] => Ok(Some(*only)),
            _ => Err(self.ambiguous(commits.iter().map(ToString::to_string))),
        }
    }

    /// The commit of a tag, or of a tag of a tag.
    fn peeled(&self, start: ObjectId) -> Result<ObjectId, RevisionError> {
        let mut id = start;
        for _ in 0..DEPTH_MAX {
            match self.kind(id)? {
                Kind::Commit => return Ok(id),
                Kind::Tag => id = self.tagged(id)?,
                kind => return Err(self.no_commit(&kind.to_string())),
            }
        }
        Err(self.no_commit("tag of tags without end"))
    }

    fn kind(&self, id: ObjectId) -> Result<Kind, RevisionError> {
        match self.repository.try_find_header(id) {
            Ok(Some(header)) => Ok(header.kind()),
            Ok(None) => Err(self.unknown()),
            Err(error) => Err(broken(id, why(&error))),
        }
    }

    fn tagged(&self, tag: ObjectId) -> Result<ObjectId, RevisionError> {
        let said = read(self.repository, tag, Kind::Tag)?;
        TagRefIter::from_bytes(&said, tag.kind()).target_id().map_err(|error| broken(tag, why(&error)))
    }

    fn stepped(&self, start: ObjectId, step: Step) -> Result<ObjectId, RevisionError> {
        match step {
            Step::Parent(number) => self.parent(start, number),
            Step::Ancestor(count) => (0..count).try_fold(start, |commit, _| self.parent(commit, 1)),
        }
    }

    /// The parent of a commit, counted from one. In a shallow clone it may be named and not be there.
    fn parent(&self, commit: ObjectId, number: usize) -> Result<ObjectId, RevisionError> {
        let said = read(self.repository, commit, Kind::Commit)?;
        let parent =
            CommitRefIter::from_bytes(&said, commit.kind()).parent_ids().nth(number.saturating_sub(1));
        let parent = parent.ok_or_else(|| self.unknown())?;
        self.kind(parent).map(|_| parent)
    }

    fn unknown(&self) -> RevisionError {
        let shallow = self.repository.is_shallow().unwrap_or_default();
        RevisionError::Unknown { revision: shown(self.revision), shallow }
    }

    fn malformed(&self, why: &'static str) -> RevisionError {
        RevisionError::Malformed { revision: shown(self.revision), why }
    }

    fn no_commit(&self, kind: &str) -> RevisionError {
        RevisionError::NoCommit { revision: shown(self.revision), kind: kind.to_owned() }
    }

    fn unborn(&self, branch: &str) -> RevisionError {
        RevisionError::Unborn { revision: shown(self.revision), branch: shown(branch) }
    }

    fn ambiguous(&self, candidates: impl Iterator<Item = String>) -> RevisionError {
        let candidates = candidates.take(CANDIDATES_SHOWN).collect();
        RevisionError::Ambiguous { revision: shown(self.revision), candidates }
    }

    fn broken_reference(&self, name: &str, why: String) -> RevisionError {
        RevisionError::Broken { what: format!("the reference `{}`", shown(name)), why }
    }
}

fn read(repository: &Repository, id: ObjectId, kind: Kind) -> Result<Vec<u8>, RevisionError> {
    objects::said(repository, id, kind).map_err(|why| broken(id, why))
}

fn broken(id: ObjectId, why: String) -> RevisionError {
    RevisionError::Broken { what: format!("the object {id}"), why }
}
