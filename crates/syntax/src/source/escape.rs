//! Escapes in text.

use std::{iter::Peekable, str::Chars};

/// What an unknown escape such as `\d` means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// The character alone.
    Dropped,
    /// Both characters.
    Kept,
}

/// Resolves the escapes of a text: those of C, `\xhh`, `\uhhhh`, `\u{..}`, `\Uhhhhhhhh`, octal numbers, and
/// a line end, which is nothing. An escape of half a character counts as an unknown character.
pub(crate) fn resolve(text: &str, unknown: Unknown) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(next) = rest.next() {
        if next == '\\' {
            escape(&mut rest, unknown, &mut resolved);
        } else {
            resolved.push(next);
        }
    }
    resolved
}

fn escape(rest: &mut Peekable<Chars>, unknown: Unknown, resolved: &mut String) {
    let Some(sign) = rest.next() else {
        resolved.push('\\');
        return;
    };
    match sign {
        'n' => resolved.push('\n'),
        't' => resolved.push('\t'),
        'r' => resolved.push('\r'),
        'b' => resolved.push('\u{8}'),
        'f' => resolved.push('\u{c}'),
        'v' => resolved.push('\u{b}'),
        'a' if unknown == Unknown::Kept => resolved.push('\u{7}'),
        '\n' => {}
        '\r' => {
            rest.next_if_eq(&'\n');
        }
        '0'..='7' => resolved.push(octal(sign, rest)),
        'x' => resolved.push(hexadecimal(rest, 2)),
        'u' => resolved.push(utf16(rest)),
        'U' => resolved.push(hexadecimal(rest, 8)),
        '\\' | '\'' | '"' | '`' | '$' => resolved.push(sign),
        _ => {
            if unknown == Unknown::Kept {
                resolved.push('\\');
            }
            resolved.push(sign);
        }
    }
}

fn octal(first: char, rest: &mut Peekable<Chars>) -> char {
    let mut number = first.to_digit(8).unwrap_or_default();
    for _ in 0..2 {
        let Some(digit) = rest.next_if(|next| next.is_digit(8)).and_then(|next| next.to_digit(8)) else {
            break;
        };
        number = number * 8 + digit;
    }
    character(number)
}

fn hexadecimal(rest: &mut Peekable<Chars>, digits: usize) -> char {
    character(number(rest, digits))
}

fn number(rest: &mut Peekable<Chars>, digits: usize) -> u32 {
    let mut number = 0_u32;
    for _ in 0..digits {
        let Some(digit) = rest.next_if(char::is_ascii_hexdigit).and_then(|next| next.to_digit(16)) else {
            break;
        };
        number = number.saturating_mul(16).saturating_add(digit);
    }
    number
}

/// `\uhhhh`, two of them for a character that UTF-16 writes in two, or `\u{..}`.
fn utf16(rest: &mut Peekable<Chars>) -> char {
    if rest.next_if_eq(&'{').is_some() {
        let number = number(rest, 8);
        rest.next_if_eq(&'}');
        return character(number);
    }
    let high = number(rest, 4);
    let mut behind = rest.clone();
    let pair = (0xd800..0xdc00).contains(&high) && behind.next() == Some('\\') && behind.next() == Some('u');
    let low = if pair { number(&mut behind, 4) } else { 0 };
    if !(0xdc00..0xe000).contains(&low) {
        return character(high);
    }
    *rest = behind;
    character(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00))
}

fn character(number: u32) -> char {
    char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escapes_are_resolved() {
        let resolved = |text| resolve(text, Unknown::Dropped);
        assert_eq!(resolved(r#"a\tb\n\"\\\'\`\$"#), "a\tb\n\"\\'`$");
        assert_eq!(resolved(r"\x41\u0042\u{43}\U00000044\105\0"), "ABCDE\0");
        assert_eq!(resolved(r"\ud83d\ude00 \ud83d"), "😀 \u{fffd}");
        assert_eq!(resolved("a\\\r\nb\\\nc"), "abc");
        assert_eq!(resolved(r"\d"), "d");
        assert_eq!(resolve(r"\d\", Unknown::Kept), r"\d\");
    }

    proptest! {
        #[test]
        fn text_without_escapes_stays_and_nothing_panics(text in r"[^\\]{0,40}", any in r"[\\xuU{}0-9a-f😀]{0,40}") {
            prop_assert_eq!(resolve(&text, Unknown::Dropped), text);
            prop_assert!(resolve(&any, Unknown::Kept).len() <= 3 * any.len());
        }
    }
}
