//! How much two files are alike: how many bytes stand in both, counted in pieces that end where a line does, or after 64
//! bytes. The order of pieces has no say. This is git's measure, which also takes binary files.

use std::collections::{HashMap, hash_map::Entry};

use gix::{ObjectId, Repository};

use super::super::objects;

/// What two equal files have.
const SCORE_ALL: u64 = 60_000;
/// What a renamed file has at least: half.
pub(super) const SCORE_MIN: u64 = SCORE_ALL / 2;
/// What it has at least where its name alone speaks for it: three quarters.
pub(super) const SCORE_BASENAME: u64 = SCORE_ALL / 4 * 3;

/// Bytes that are taken apart, at most.
const BYTES_MAX: u64 = 256 * 1024 * 1024;
/// Pieces that are compared, at most: some seconds.
const COMPARED_MAX: u64 = 2_000_000_000;

const PIECE_LENGTH_MAX: u32 = 64;

/// The files of both sides, taken apart as far as they were asked for.
pub(super) struct Contents<'a> {
    repositories: [&'a Repository; 2],
    limits: [u64; 2],
    sizes: [HashMap<ObjectId, Option<u64>>; 2],
    pieces: [HashMap<ObjectId, Option<Pieces>>; 2],
    bytes_left: u64,
    compared_left: u64,
    complete: bool,
}

impl<'a> Contents<'a> {
    /// Earlier and later side, and the bytes of one file that are read there, at most.
    pub(super) fn new(repositories: [&'a Repository; 2], limits: [u64; 2]) -> Self {
        Self {
            repositories,
            limits,
            sizes: Default::default(),
            pieces: Default::default(),
            bytes_left: BYTES_MAX,
            compared_left: COMPARED_MAX,
            complete: true,
        }
    }

    /// Whether everything that was asked for could be compared.
    pub(super) fn is_complete(&self) -> bool {
        self.complete
    }

    /// How much of `from`, of the earlier side, stands in `to`; 0 when it cannot be enough.
    pub(super) fn score(&mut self, from: ObjectId, to: ObjectId) -> u64 {
        let (Some(old), Some(new)) = (self.size(0, from), self.size(1, to)) else {
            self.complete = false;
            return 0;
        };
        let (small, large) = (old.min(new), old.max(new));
        if small == 0 || large > small.saturating_mul(SCORE_ALL / SCORE_MIN) {
            return 0;
        }
        if !self.take_apart(0, from, old) || !self.take_apart(1, to, new) {
            self.complete = false;
            return 0;
        }
        let [old, new] = &self.pieces;
        let (Some(Some(old)), Some(Some(new))) = (old.get(&from), new.get(&to)) else { return 0 };
        let Some(left) = self.compared_left.checked_sub((old.0.len() + new.0.len()) as u64) else {
            self.complete = false;
            return 0;
        };
        self.compared_left = left;
        old.shared_bytes(new) * SCORE_ALL / large
    }

    fn size(&mut self, side: usize, id: ObjectId) -> Option<u64> {
        *self.sizes[side].entry(id).or_insert_with(|| objects::size(self.repositories[side], id))
    }

    /// Whether the pieces are there.
    fn take_apart(&mut self, side: usize, id: ObjectId, size: u64) -> bool {
        let entry = match self.pieces[side].entry(id) {
            Entry::Occupied(known) => return known.get().is_some(),
            Entry::Vacant(entry) => entry,
        };
        let Some(left) = self.bytes_left.checked_sub(size) else { return false };
        self.bytes_left = left;
        let content = objects::blob(self.repositories[side], id, self.limits[side]).ok();
        entry.insert(content.as_deref().map(Pieces::of)).is_some()
    }
}

/// The pieces of a file: their hashes, sorted, and how many bytes each stands for.
struct Pieces(Vec<(u64, u32)>);

impl Pieces {
    fn of(content: &[u8]) -> Self {
        // As git does: a checkout on Windows differs from others in nothing that counts.
        let is_text = !content.iter().take(8000).any(|byte| *byte == 0);
        let mut pieces = Vec::new();
        let (mut hash, mut length) = (Hash::new(), 0);
        for (index, byte) in content.iter().enumerate() {
            if is_text && *byte == b'\r' && content.get(index + 1) == Some(&b'\n') {
                continue;
            }
            hash.add(*byte);
            length += 1;
            if length == PIECE_LENGTH_MAX || *byte == b'\n' {
                pieces.push((hash.0, length));
                (hash, length) = (Hash::new(), 0);
            }
        }
        if length > 0 {
            pieces.push((hash.0, length));
        }
        pieces.sort_unstable();
        pieces.dedup_by(|next, first| {
            let same = next.0 == first.0;
            if same {
                first.1 = first.1.saturating_add(next.1);
            }
            same
        });
        pieces.shrink_to_fit();
        Self(pieces)
    }

    fn shared_bytes(&self, other: &Self) -> u64 {
        let (mut mine, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0;
        while let (Some((my_hash, my_bytes)), Some((their_hash, their_bytes))) = (mine.peek(), theirs.peek())
        {
            if my_hash == their_hash {
                shared += u64::from(*my_bytes.min(their_bytes));
            }
            let (forward_mine, forward_theirs) = (my_hash <= their_hash, their_hash <= my_hash);
            mine.next_if(|_| forward_mine);
            theirs.next_if(|_| forward_theirs);
        }
        shared
    }
}

/// FNV-1a: the same on every machine.
struct Hash(u64);

impl Hash {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(a: &str, b: &str) -> u64 {
        Pieces::of(a.as_bytes()).shared_bytes(&Pieces::of(b.as_bytes()))
    }

    #[test]
    fn what_stands_in_both_is_counted_in_lines() {
        assert_eq!(shared("one\ntwo\nthree\n", "three\none\nfour\n"), 10, "in any order");
        assert_eq!(shared("one\none\n", "one\n"), 4, "as often as it stands in both");
        assert_eq!(shared("one\r\ntwo\r\n", "one\ntwo\n"), 8, "whatever ends a line");
        assert_eq!(shared("one", "one\n"), 0);
        assert_eq!(shared("", "one\n"), 0);
    }
}
