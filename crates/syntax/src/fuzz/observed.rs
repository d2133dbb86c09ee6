//! What a reader gave, seen through what `Debug` prints of it: no field can be forgotten.

use std::fmt::{self, Debug, Write as _};

use super::Seen;
use crate::span::{LineIndex, Span, SyntaxError};

/// How much may be printed of a result, with nothing read and for each byte read. The aliases of one YAML document may
/// make sixty thousand nodes, and names of sbt's builds are handed to each project.
const PRINTED: (usize, usize) = (64 * 1024 * 1024, 4_000);

/// How deep nesting is told apart.
const DEPTH_MAX: u32 = 12;

/// Where in what is printed we are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Plain,
    /// Between these quotes, behind a backslash or not.
    Quoted(u8, bool),
}

/// How much of `Span { start: 1, end: 2 }` was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Nothing,
    Name,
    Start,
    From(usize),
    End(usize),
}

/// Gathers what one reading gives.
#[derive(Debug)]
pub(super) struct Observed<'t> {
    text: &'t str,
    place: Place,
    word: Vec<u8>,
    part: Part,
    before: u32,
    depth: u32,
    quoted: u32,
    features: Vec<u32>,
    printed: usize,
    digest: u64,
    broken: Option<String>,
}

impl<'t> Observed<'t> {
    /// Nothing yet of what is read in `text`.
    pub(super) fn of(text: &'t str) -> Self {
        Self {
            text,
            place: Place::Plain,
            word: Vec::new(),
            part: Part::Nothing,
            before: 0,
            depth: 0,
            quoted: 0,
            features: Vec::new(),
            printed: 0,
            digest: FNV.0,
            broken: None,
        }
    }

    /// Adds all of a value; its spans are stretches of the text.
    pub(super) fn add(&mut self, value: &impl Debug) {
        if write!(self, "{value:?};").is_err() && self.broken.is_none() {
            self.broken = Some("what was read cannot be printed".to_owned());
        }
    }

    /// Adds what a reader gave with its mistakes, whose places can be told in lines.
    pub(super) fn add_read(&mut self, (value, errors): &(impl Debug, Vec<SyntaxError>)) {
        if errors.len() > self.text.len() + 1 {
            self.broken = Some(format!("{} mistakes in {} bytes", errors.len(), self.text.len()));
        }
        let lines = LineIndex::new(self.text);
        for error in errors.iter().take(100) {
            let (line, column) = lines.line_column(error.span.start);
            if error.message.is_empty() || lines.offset(line, column) != error.span.start {
                self.broken = Some(format!("no place or no words of a mistake: {error:?}"));
            }
        }
        self.add(value);
        self.add(errors);
    }

    /// What was seen, or what must not be.
    pub(super) fn finish(mut self) -> Result<Seen, String> {
        if let Some(broken) = self.broken {
            return Err(broken);
        }
        self.features.sort_unstable();
        let runs = self.features.chunk_by(|a, b| a == b);
        let features = runs.filter_map(|run| Some(mixed(*run.first()?, run.len().ilog2()))).collect();
        Ok(Seen { features, digest: self.digest, printed: self.printed })
    }

    fn byte(&mut self, byte: u8) {
        self.digest = (self.digest ^ u64::from(byte)).wrapping_mul(FNV.1);
        match self.place {
            Place::Quoted(quote, false) if byte == quote => {
                self.features.push(mixed(self.before, 1_000 + (self.quoted + 1).ilog2()));
                self.place = Place::Plain;
            }
            Place::Quoted(quote, behind) => {
                self.quoted += 1;
                self.place = Place::Quoted(quote, byte == b'\\' && !behind);
            }
            Place::Plain if byte.is_ascii_alphanumeric() || byte == b'_' => self.word.push(byte),
            Place::Plain => {
                self.end_word();
                match byte {
                    b'"' | b'\'' => (self.place, self.quoted) = (Place::Quoted(byte, false), 0),
                    b'[' | b'{' | b'(' => self.depth += 1,
                    b']' | b'}' | b')' => self.depth = self.depth.saturating_sub(1),
                    _ => {}
                }
            }
        }
    }

    fn end_word(&mut self) {
        let Some(first) = self.word.first() else { return };
        let number = first.is_ascii_digit().then(|| str::from_utf8(&self.word).ok()?.parse().ok()).flatten();
        self.part = match (self.part, number, self.word.as_slice()) {
            (_, None, b"Span") => Part::Name,
            (Part::Name, None, b"start") => Part::Start,
            (Part::Start, Some(start), _) => Part::From(start),
            (Part::From(start), None, b"end") => Part::End(start),
            (Part::End(start), Some(end), _) => {
                self.check(Span::new(start, end));
                Part::Nothing
            }
            _ => Part::Nothing,
        };
        if number.is_none() && self.part == Part::Nothing {
            let word = self.word.iter().fold(0, |hash, byte| mixed(hash, u32::from(*byte)));
            self.features.push(mixed(mixed(self.before, word), self.depth.min(DEPTH_MAX)));
            self.before = word;
        }
        self.word.clear();
    }

    fn check(&mut self, span: Span) {
        if self.text.get(span.range()).is_none() && self.broken.is_none() {
            self.broken = Some(format!("{span:?} is no stretch of a text of {} bytes", self.text.len()));
        }
    }
}

impl fmt::Write for Observed<'_> {
    fn write_str(&mut self, printed: &str) -> fmt::Result {
        self.printed += printed.len();
        if self.printed > PRINTED.0 + PRINTED.1 * self.text.len() {
            self.broken = Some(format!("{} bytes make more than {} bytes", self.text.len(), self.printed));
            return Err(fmt::Error);
        }
        printed.bytes().for_each(|byte| self.byte(byte));
        Ok(())
    }
}

/// Basis and prime of the hash FNV-1a.
const FNV: (u64, u64) = (0xcbf2_9ce4_8422_2325, 0x0000_0100_0000_01b3);

fn mixed(hash: u32, with: u32) -> u32 {
    (hash ^ with).wrapping_mul(0x9e37_79b1).rotate_left(13)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Spanned;

    fn seen(text: &str, value: &impl Debug) -> Result<Seen, String> {
        let mut observed = Observed::of(text);
        observed.add(value);
        observed.finish()
    }

    #[test]
    fn a_span_outside_the_text_or_inside_a_character_is_told() {
        assert!(seen("aé", &[Span::new(0, 3)]).is_ok());
        for span in [Span::new(0, 2), Span::new(1, 4), Span::new(1, 0)] {
            assert!(seen("aé", &Some(span)).unwrap_err().contains("no stretch"), "{span:?}");
        }
    }

    #[test]
    fn what_only_looks_like_a_span_is_none() {
        let told = "\"\\ Span { start: 7, end: 9 }".to_owned();
        assert!(seen("a", &(told, '"', Spanned::new('\'', Span::new(0, 1)))).is_ok());
        assert!(seen("a", &('"', Spanned::new("'", Span::new(0, 2)))).is_err());
    }

    #[test]
    fn features_tell_kinds_and_nesting_apart_but_not_texts() {
        let features = |value: &dyn Debug| seen("a", &value).unwrap().features;
        assert_eq!(features(&Some("ab")), features(&Some("cd")));
        assert_ne!(features(&Some(true)), features(&Some(false)));
        assert_ne!(features(&Some(true)), features(&Some(Some(true))));
        assert_ne!(seen("a", &"ab").unwrap().digest, seen("a", &"cd").unwrap().digest);
    }
}
