//! The inputs that are worth mutating: each made a reader give something that none before it did.

use std::{collections::HashSet, fs, io, path::Path};

use syntax::fuzz::Seen;

use super::dice::Dice;

/// How many inputs are kept: more would each be taken too seldom.
const ENTRIES_MAX: usize = 4_000;

/// How long an input may be that is kept, and how much a reader may make of it: what is larger costs as much time as a
/// hundred others, and shows little that they do not.
const LENGTH_MAX: usize = 8 * 1024;
const PRINTED_MAX: usize = 100 * 1024;

/// The corpus of one run.
#[derive(Debug, Default)]
pub(super) struct Corpus {
    entries: Vec<Vec<u8>>,
    features: HashSet<u32>,
}

impl Corpus {
    /// Keeps an input that shows something new. True when it did.
    pub(super) fn offer(&mut self, input: &[u8], seen: &Seen) -> bool {
        let before = self.features.len();
        self.features.extend(&seen.features);
        let small = input.len() <= LENGTH_MAX && seen.printed <= PRINTED_MAX;
        let new = small && self.features.len() > before && self.entries.len() < ENTRIES_MAX;
        if new {
            self.entries.push(input.to_vec());
        }
        new
    }

    /// One of the inputs, late ones more often: they show what is not yet looked into.
    pub(super) fn pick(&self, dice: &mut Dice) -> &[u8] {
        let newest = dice.roll(3) == 0;
        let from = if newest { self.entries.len() - self.entries.len().div_ceil(8) } else { 0 };
        let index = from + dice.roll(self.entries.len().saturating_sub(from));
        self.entries.get(index).map_or(&[], Vec::as_slice)
    }

    pub(super) const fn len(&self) -> usize {
        self.entries.len()
    }
}

/// The files of a folder, by name; none where it is not there.
pub(super) fn files(folder: &Path) -> io::Result<Vec<Vec<u8>>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    paths.iter().filter(|path| path.is_file()).map(fs::read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_shows_something_new_is_kept() {
        let mut corpus = Corpus::default();
        let seen = |features: &[u32]| Seen { features: features.to_vec(), ..Seen::default() };
        assert!(corpus.offer(b"a", &seen(&[1, 2])));
        assert!(!corpus.offer(b"b", &seen(&[2])));
        assert!(corpus.offer(b"c", &seen(&[2, 3])));
        let mut dice = Dice::new(1);
        let picked: HashSet<&[u8]> = (0..50).map(|_| corpus.pick(&mut dice)).collect();
        assert_eq!(picked, HashSet::from([&b"a"[..], b"c"]));
        assert_eq!(Corpus::default().pick(&mut dice), b"");
    }
}
