//! Numbers that look random and are the same in every run.

/// SplitMix64.
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

impl Dice {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `sides`; 0 where there are none.
    pub(super) fn roll(&mut self, sides: usize) -> usize {
        let sides = sides.max(1) as u64;
        usize::try_from(self.next() % sides).unwrap_or_default()
    }

    /// Any byte.
    pub(super) fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[0]
    }

    /// One of these.
    pub(super) fn of<T: Copy>(&mut self, choices: &[T]) -> Option<T> {
        choices.get(self.roll(choices.len())).copied()
    }

    /// A stretch of `length` bytes, mostly short.
    pub(super) fn stretch(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.roll(length + 1);
        let longest = if self.roll(4) == 0 { length } else { 16 };
        start..(start + self.roll(longest + 1)).min(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers_below_the_sides() {
        let rolls = |seed| {
            let mut dice = Dice::new(seed);
            (0..50).map(|_| dice.roll(6)).collect::<Vec<_>>()
        };
        assert_eq!(rolls(1), rolls(1));
        assert_ne!(rolls(1), rolls(2));
        assert!(rolls(1).iter().all(|roll| *roll < 6) && (0..6).all(|side| rolls(1).contains(&side)));
        assert_eq!(Dice::new(1).of::<u8>(&[]), None);
    }
}
