//! Redacted text of a bounded length, on one line.

use std::borrow::Cow;

use crate::{redact, scan};

/// Redacts `text`, replaces control characters by spaces, and cuts it to at most `chars_max`
/// characters, the last being `…` when something was cut off.
///
/// A cut never falls inside a marker: it moves in front of it. Characters that turn the direction of
/// text count as control characters.
#[must_use]
pub fn redact_cut(text: &str, chars_max: usize) -> String {
    cut(&redact_line(text), chars_max).into_owned()
}

/// Redacts `text` and puts it on one line, so that it can neither tell a secret, drive a terminal nor begin a line of its own.
#[must_use]
pub fn redact_line(text: &str) -> String {
    let line = on_one_line(&redact(text));
    // A value on the line after its name is beside it now.
    redact(&line).into_owned()
}

/// The text on one line: each character that [`drives`] what shows it becomes a space.
#[must_use]
pub fn on_one_line(text: &str) -> String {
    text.chars().map(|c| if drives(c) { ' ' } else { c }).collect()
}

/// Whether a character drives what shows it rather than being shown: control characters, line and
/// paragraph separators, and what turns the direction of text, so that a name can look like another.
#[must_use]
pub fn drives(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{feff}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn cut(text: &str, chars_max: usize) -> Cow<'_, str> {
    if text.char_indices().nth(chars_max).is_none() {
        return Cow::Borrowed(text);
    }
    let Some(kept) = chars_max.checked_sub(1) else {
        return Cow::Borrowed("");
    };
    let mut end = text.char_indices().nth(kept).map_or(text.len(), |(at, _)| at);
    if let Some(marker) =
        scan::markers(text).into_iter().find(|marker| marker.start < end && end < marker.end)
    {
        end = marker.start;
    }
    Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "password=hunter2 ok";

    /// Text that fits is not marked as cut.
    #[test]
    fn text_that_fits_stays() {
        assert_eq!(redact_cut("a short line", 12), "a short line");
    }

    /// The limit counts characters, not bytes, and includes the ellipsis.
    #[test]
    fn text_too_long_is_cut_to_characters() {
        assert_eq!(redact_cut("äöüäöü", 4), "äöü…");
        assert_eq!(redact_cut("abc", 1), "…");
        assert_eq!(redact_cut("abc", 0), "");
    }

    /// A secret is known by its whole shape, so cutting comes second.
    #[test]
    fn redaction_comes_before_the_cut() {
        assert_eq!(redact_cut(SECRET, 40), "password=[redacted:secret] ok");
    }

    /// Half a marker would read like text of the source.
    #[test]
    fn a_cut_never_falls_inside_a_marker() {
        for chars_max in 10..=26 {
            assert_eq!(redact_cut(SECRET, chars_max), "password=…", "{chars_max}");
        }
        assert_eq!(redact_cut(SECRET, 27), "password=[redacted:secret]…");
    }

    /// One line in, one line out: nothing can forge a second line or turn the text around.
    #[test]
    fn control_characters_become_spaces() {
        assert_eq!(redact_cut("a\nb\tc\u{1b}[1md\u{202e}e", 40), "a b c [1md e");
    }

    /// What a line break kept apart is judged again once it is a space.
    #[test]
    fn a_value_on_the_next_line_is_redacted_too() {
        assert_eq!(redact_cut("password:\nhunter2", 40), "password: [redacted:secret]");
    }
}
