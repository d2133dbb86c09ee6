//! The words that stand in every file to which a row applies.
//!
//! A resolved name is put together from pieces that are written in the file: of an import, of a type, of a call. So
//! each segment of a pattern is written somewhere. To look for them costs a hundredth of parsing the file.

use std::collections::BTreeMap;

use memchr::memmem::Finder;

use super::Entry;

/// The shortest word that is looked for: shorter ones are in every file.
const WORD_MIN: usize = 3;

/// For each row the words of each of its patterns.
#[derive(Debug)]
pub(super) struct Words {
    finders: Vec<Finder<'static>>,
    /// By row and pattern, indices into `finders`.
    rows: Vec<Vec<Vec<usize>>>,
}

impl Words {
    pub(super) fn of(entries: &[Entry]) -> Self {
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        let mut finders = Vec::new();
        let mut rows = Vec::with_capacity(entries.len());
        for entry in entries {
            let patterns = entry.patterns().map(|pattern| {
                let segments = pattern.split(['.', '*', '(', ')']).filter(|word| word.len() >= WORD_MIN);
                let index = |word| {
                    *known.entry(word).or_insert_with(|| {
                        finders.push(Finder::new(word).into_owned());
                        finders.len() - 1
                    })
                };
                segments.map(index).collect()
            });
            rows.push(patterns.collect());
        }
        Self { finders, rows }
    }
}

/// Which of the words stand in one text: each is looked for at most once.
pub(super) struct Present<'a> {
    words: &'a Words,
    text: &'a [u8],
    looked: BTreeMap<usize, bool>,
}

impl<'a> Present<'a> {
    pub(super) fn of(words: &'a Words, text: &'a str) -> Self {
        Self { words, text: text.as_bytes(), looked: BTreeMap::new() }
    }

    /// Whether all words of one of a row's patterns stand in the text.
    pub(super) fn may_hold(&mut self, row: usize) -> bool {
        let words = self.words;
        words.rows[row].iter().any(|pattern| pattern.iter().all(|word| self.stands(*word)))
    }

    fn stands(&mut self, word: usize) -> bool {
        let (finders, text) = (&self.words.finders, self.text);
        *self.looked.entry(word).or_insert_with(|| finders[word].find(text).is_some())
    }
}
