//! Plain text of SARIF messages.

/// Text in which no bracket begins an embedded link (SARIF 2.1.0, section 3.11.6). Braces are placeholders only in messages
/// with arguments (section 3.11.5), and ours have none.
pub(crate) fn text(text: &str) -> String {
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_no_links() {
        assert_eq!(text(r"[a](1) \"), r"\[a\](1) \\");
    }
}
