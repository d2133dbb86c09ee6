//! XML 1.0.

/// The text without the characters that no XML document may hold (XML 1.0, section 2.2, `Char`).
pub(crate) fn legal(text: &str) -> String {
    let is_legal = |c: &char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(is_legal).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_document_may_hold_is_left_out() {
        assert_eq!(legal("a\u{0}\u{1b}\u{fffe}b\n"), "ab\n");
    }
}
