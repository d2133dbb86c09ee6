//! Objects, each looked at before it is unpacked and checked against its id after: what a broken or hostile repository
//! promises is never believed.

use gix::{
    ObjectId, Repository,
    objs::{Kind, TreeRefIter},
};

use super::error::why;
use crate::tree::ReadError;

/// Bytes of one folder's object, at most: room for half a million names.
const TREE_BYTES_MAX: u64 = 32 * 1024 * 1024;

/// Bytes of a commit or a tag, at most.
const SAID_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// The entries of a folder as git wrote them, or why they cannot be had.
pub(super) fn tree(repository: &Repository, id: ObjectId) -> Result<Vec<u8>, String> {
    content(repository, id, Kind::Tree, TREE_BYTES_MAX).map_err(|error| match error {
        Failure::TooLarge => format!("it has more than {TREE_BYTES_MAX} bytes"),
        Failure::Broken(why) => why,
    })
}

/// Whether a folder can be read from its first to its last entry.
pub(super) fn check_tree(repository: &Repository, id: ObjectId) -> Result<(), String> {
    let entries = tree(repository, id)?;
    let is_sound = TreeRefIter::from_bytes(&entries, id.kind()).all(|entry| entry.is_ok());
    is_sound.then_some(()).ok_or_else(|| format!("the object {id} is broken"))
}

/// The bytes of a file.
pub(super) fn blob(repository: &Repository, id: ObjectId, limit: u64) -> Result<Vec<u8>, ReadError> {
    content(repository, id, Kind::Blob, limit).map_err(|error| match error {
        Failure::TooLarge => ReadError::TooLarge { limit },
        Failure::Broken(why) => ReadError::Broken { why },
    })
}

/// What a commit or a tag says.
pub(super) fn said(repository: &Repository, id: ObjectId, kind: Kind) -> Result<Vec<u8>, String> {
    content(repository, id, kind, SAID_BYTES_MAX).map_err(|error| match error {
        Failure::TooLarge => format!("it has more than {SAID_BYTES_MAX} bytes"),
        Failure::Broken(why) => why,
    })
}

/// How many bytes a file has; none when it cannot be had.
pub(super) fn size(repository: &Repository, id: ObjectId) -> Option<u64> {
    repository
        .try_find_header(id)
        .ok()
        .flatten()
        .filter(|header| header.kind() == Kind::Blob)
        .map(|found| found.size())
}

enum Failure {
    TooLarge,
    Broken(String),
}

fn content(repository: &Repository, id: ObjectId, kind: Kind, limit: u64) -> Result<Vec<u8>, Failure> {
    let broken = |error: gix::Error| Failure::Broken(why(&error));
    let header = repository
        .try_find_header(id)
        .map_err(broken)?
        .ok_or_else(|| Failure::Broken(format!("the object {id} is missing")))?;
    if header.kind() != kind {
        return Err(Failure::Broken(format!("the object {id} is no {kind} but a {}", header.kind())));
    }
    if header.size() > limit {
        return Err(Failure::TooLarge);
    }
    let content = repository.find_object(id).map_err(broken)?.detach().data;
    // Neither the size that a header gives nor the rest of a damaged object has to be true; the id is made of both.
    let is_intact = gix::objs::compute_hash(id.kind(), kind, &content).is_ok_and(|actual| actual == id);
    is_intact.then_some(content).ok_or_else(|| Failure::Broken(format!("the object {id} is damaged")))
}
