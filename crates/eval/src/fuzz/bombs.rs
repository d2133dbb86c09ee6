//! Inputs of one piece, very often: what nests as deep, and what costs more than in proportion to its length.

/// How long a bomb is.
const LENGTH: usize = 128 * 1024;

/// The bombs of a format: each token alone, behind and inside something sound, and each pair of tokens in turns.
pub(super) fn bombs<'t>(tokens: &'t [&'t str], seed: &'t [u8]) -> impl Iterator<Item = Vec<u8>> + 't {
    let alone = tokens.iter().map(|token| of(token));
    let inside = tokens.iter().map(move |token| {
        let middle = seed.len() / 2;
        [&seed[..middle], &of(token), &seed[middle..]].concat()
    });
    let nested = tokens.iter().zip(tokens.iter().skip(1)).map(|(open, close)| {
        let times = LENGTH / 2 / (open.len() + close.len()).max(1);
        [open.repeat(times), close.repeat(times)].concat().into_bytes()
    });
    let in_turns = tokens.windows(3).map(|three| of(&three.concat()));
    alone.chain(inside).chain(nested).chain(in_turns)
}

fn of(token: &str) -> Vec<u8> {
    token.repeat(LENGTH / token.len().max(1)).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_token_is_a_bomb_of_its_own_and_none_is_longer_than_it_may_be() {
        let all: Vec<_> = bombs(&["[", "]", "a: "], b"sound").collect();
        assert_eq!(all.len(), 3 + 3 + 2 + 1);
        assert!(all.iter().all(|bomb| bomb.len() > LENGTH / 3 && bomb.len() <= LENGTH + 5));
    }
}
