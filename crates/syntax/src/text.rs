//! From bytes to text.

/// Reads bytes as UTF-8, a byte order mark dropped, UTF-16 with a mark decoded, broken sequences
/// replaced. None when it is no text: it holds NUL bytes.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<String> {
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => utf8(bytes),
    };
    (!text.contains('\0')).then_some(text)
}

/// Almost every text is sound: to check it as a whole is quicker than to look for what is not.
fn utf8(bytes: &[u8]) -> String {
    str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes).into_owned(), ToOwned::to_owned)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// The lines of a text, each with the offset of its first byte, without its `\n` or `\r\n`.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let at = start;
        start += line.len();
        let line = line.strip_suffix('\n').unwrap_or(line);
        (at, line.strip_suffix('\r').unwrap_or(line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_dropped_and_binary_is_no_text() {
        assert_eq!(decode(b"\xEF\xBB\xBFa").as_deref(), Some("a"));
        assert_eq!(decode(b"\xFF\xFEa\0").as_deref(), Some("a"));
        assert_eq!(decode(b"\xFE\xFF\0a").as_deref(), Some("a"));
        assert_eq!(decode(b"a\xFFb").as_deref(), Some("a\u{FFFD}b"));
        assert_eq!(decode(b"a\0b"), None);
    }

    #[test]
    fn lines_have_their_offsets_and_no_ends() {
        assert_eq!(lines("a\r\n\nbé").collect::<Vec<_>>(), [(0, "a"), (3, ""), (4, "bé")]);
        assert_eq!(lines("a\n").collect::<Vec<_>>(), [(0, "a")]);
    }
}
