//! Operators without operands that pile up. Behind each mistake the parser reduces all that are open once more, which is no
//! step of its own: what piles up high may hold few mistakes only.

/// How many open operators may be reduced once more, all mistakes together.
const REDUCED_MAX: usize = 250_000;

/// Words that stand in front of an operand as operators do.
const PREFIXES: [&str; 6] = ["await", "delete", "new", "not", "typeof", "void"];

/// How many mistakes the parser may meet in a text; as many as there are where operators do not pile up. People pile up three
/// or four, and more in rows and pictures of characters in comments, with which hundreds of mistakes are no trouble.
pub(super) fn mistakes_max(text: &str) -> Option<usize> {
    let mut piles = Piles::default();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let word = bytes[at..].iter().take_while(|byte| is_of_word(**byte)).count();
        let token = &bytes[at..at + word.max(1)];
        at += token.len();
        match token {
            [byte] if byte.is_ascii_whitespace() => {}
            [b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'"' | b'\'' | b'`'] => piles.end(),
            _ if word == 0 || PREFIXES.iter().any(|prefix| prefix.as_bytes() == token) => piles.open += 1,
            _ => piles.end(),
        }
    }
    piles.end();
    (piles.squares > REDUCED_MAX).then(|| (REDUCED_MAX / piles.highest.max(1)).max(1))
}

fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || !byte.is_ascii()
}

#[derive(Default)]
struct Piles {
    /// How many operators the pile has that is open, and the highest one.
    open: usize,
    highest: usize,
    /// What reducing each pile once for each of its operators would cost.
    squares: usize,
}

impl Piles {
    fn end(&mut self) {
        self.highest = self.highest.max(self.open);
        self.squares = self.squares.saturating_add(self.open.saturating_mul(self.open));
        self.open = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_piles_nothing_up() {
        for text in ["a = -b + !c", &"x => -x;\n".repeat(20_000), ""] {
            assert_eq!(mistakes_max(text), None);
        }
        let rows = format!("// {}\nf();\n", "-".repeat(76));
        assert_eq!(mistakes_max(&rows.repeat(40)), None);
        assert_eq!(
            mistakes_max(&rows.repeat(1000)),
            Some(3164),
            "they are many, and so are the mistakes that may be"
        );
    }

    #[test]
    fn the_higher_the_pile_the_fewer_the_mistakes() {
        assert_eq!(mistakes_max(&"+>".repeat(1000)), Some(125));
        assert_eq!(mistakes_max(&"void > ".repeat(50_000)), Some(2));
        assert_eq!(mistakes_max(&"+> ".repeat(2_000_000)), Some(1));
    }
}
