//! A new input from one or two old ones.

use super::dice::Dice;

/// No input made here is longer.
pub(super) const LENGTH_MAX: usize = 64 * 1024;

/// Characters that stand where readers expect others: wide, combining, invisible, breaking lines or no character at all.
const STRANGE: [&[u8]; 10] = [
    "é".as_bytes(),
    "😀".as_bytes(),
    "\u{feff}".as_bytes(),
    "\u{2028}".as_bytes(),
    "\u{85}".as_bytes(),
    "\u{a0}".as_bytes(),
    "e\u{301}".as_bytes(),
    "\u{202e}".as_bytes(),
    b"\xff",
    b"\xf0\x9f",
];

const NUMBERS: [&[u8]; 8] =
    [b"0", b"-1", b"255", b"65536", b"2147483648", b"9223372036854775808", b"1e999", b"0.0000001"];

/// `input` after some changes, with parts of `other` and tokens of the format.
pub(super) fn mutate(input: &[u8], other: &[u8], tokens: &[&str], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..=[0, 1, 2, 3, 6][dice.roll(5)] {
        change(&mut bytes, other, tokens, dice);
        bytes.truncate(LENGTH_MAX);
    }
    bytes
}

fn change(bytes: &mut Vec<u8>, other: &[u8], tokens: &[&str], dice: &mut Dice) {
    let stretch = dice.stretch(bytes.len());
    let at = stretch.start;
    let token = dice.of(tokens).unwrap_or_default().as_bytes();
    match dice.roll(13) {
        0 => put(bytes, at..at, token),
        1 => put(bytes, stretch, token),
        2 => drop(bytes.drain(stretch)),
        3 => {
            let part = bytes[stretch].to_vec();
            let to = dice.roll(bytes.len() + 1);
            put(bytes, to..to, &part);
        }
        4 => {
            let part = dice.stretch(other.len());
            put(bytes, stretch, &other[part]);
        }
        5 => put(bytes, at..at, dice.of(&STRANGE).unwrap_or_default()),
        6 => put(bytes, stretch, dice.of(&NUMBERS).unwrap_or_default()),
        7 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << dice.roll(8);
            }
        }
        8 => put(bytes, at..at, &[dice.byte()]),
        9 => bytes.truncate(at),
        10 => repeat(bytes, stretch, dice),
        11 => wrap(bytes, stretch, token, tokens, dice),
        _ => lines(bytes, dice),
    }
}

fn put(bytes: &mut Vec<u8>, place: std::ops::Range<usize>, new: &[u8]) {
    bytes.splice(place, new.iter().copied());
}

/// A part, some times more: mostly few times, as many are for the bombs.
fn repeat(bytes: &mut Vec<u8>, stretch: std::ops::Range<usize>, dice: &mut Dice) {
    let times = if dice.roll(20) == 0 { 200 } else { 8 };
    let times = dice.roll(times).min(4_096 / stretch.len().max(1));
    let part = bytes[stretch.clone()].repeat(times);
    put(bytes, stretch.end..stretch.end, &part);
}

/// A token in front of a part, and another behind it: what opens and closes comes in pairs.
fn wrap(
    bytes: &mut Vec<u8>,
    stretch: std::ops::Range<usize>,
    token: &[u8],
    tokens: &[&str],
    dice: &mut Dice,
) {
    let behind = dice.of(tokens).unwrap_or_default().as_bytes();
    put(bytes, stretch.end..stretch.end, behind);
    put(bytes, stretch.start..stretch.start, token);
}

/// A line elsewhere.
fn lines(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    let (from, to) = (dice.roll(lines.len()), dice.roll(lines.len()));
    if !lines.is_empty() {
        let line = lines[from].clone();
        lines.insert(to, line);
    }
    *bytes = lines.concat();
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_inputs_and_none_is_too_long() {
        let made = |seed| {
            let mut dice = Dice::new(seed);
            let mut bytes = b"a: [b, c]\nd: e\n".to_vec();
            for _ in 0..3_000 {
                bytes = mutate(&bytes, b"other: {x: y}\n", &["- ", "&a "], &mut dice);
                assert!(bytes.len() <= LENGTH_MAX);
            }
            bytes
        };
        assert_eq!(made(1), made(1));
    }

    #[test]
    fn something_comes_of_nothing() {
        let mut dice = Dice::new(3);
        let made: BTreeSet<Vec<u8>> = (0..500).map(|_| mutate(b"", b"", &[], &mut dice)).collect();
        assert!(made.len() > 50, "{} inputs", made.len());
        for part in STRANGE.iter().chain(&NUMBERS) {
            assert!(made.iter().any(|input| input.starts_with(part)), "{part:?}");
        }
    }
}
