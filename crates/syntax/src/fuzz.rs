//! What the readers are fuzzed with: a [`Target`] for each, which reads any bytes and tells what must not be.
//!
//! Two use it: the test that replays `corpus/` and `cargo xtask fuzz`, which looks for more. A target holds each reader
//! to what the crate promises: no panic, spans inside the text and on character boundaries, the same result each time,
//! and a result whose size is bounded.

mod observed;
mod targets;
mod tokens;

use crate::text;

use observed::Observed;
pub use targets::TARGETS;

/// A reader, as it is fuzzed.
#[derive(Debug)]
pub struct Target {
    /// Its name, and that of its folder in `corpus/`.
    pub name: &'static str,
    /// For how many minutes of one processor it is fuzzed.
    pub minutes: u64,
    /// Pieces of its format, which mutations are made of.
    pub tokens: &'static [&'static [&'static str]],
    read: fn(&str, &mut Observed<'_>),
}

/// What one input made a reader give.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// Which parts of a result there were, how nested and roughly how often, as numbers: an input with a number that no
    /// other has is worth keeping. It stands in for the coverage of code, for which stable Rust offers no hook.
    pub features: Vec<u32>,
    /// The hash of all of it.
    pub digest: u64,
    /// How much there was, as bytes of what `Debug` prints.
    pub printed: usize,
}

impl Target {
    /// The target of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        TARGETS.iter().find(|target| target.name == name)
    }

    /// Reads `bytes` twice, as the product decodes and reads them.
    ///
    /// # Errors
    /// The promise that the reader breaks. A panic is not caught.
    pub fn check(&self, bytes: &[u8]) -> Result<Seen, String> {
        let Some(text) = text::decode(bytes) else { return Ok(Seen::default()) };
        let first = self.observe(&text)?;
        let second = self.observe(&text)?;
        if first == second { Ok(first) } else { Err("two readings differ".to_owned()) }
    }

    fn observe(&self, text: &str) -> Result<Seen, String> {
        let mut observed = Observed::of(text);
        (self.read)(text, &mut observed);
        observed.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_have_names_of_their_own() {
        for (index, target) in TARGETS.iter().enumerate() {
            assert!(TARGETS[..index].iter().all(|other| other.name != target.name), "{}", target.name);
            assert!(std::ptr::eq(Target::named(target.name).unwrap(), target));
        }
    }

    #[test]
    fn what_is_no_text_is_nothing() {
        assert_eq!(Target::named("json").unwrap().check(b"{\0}"), Ok(Seen::default()));
    }
}
