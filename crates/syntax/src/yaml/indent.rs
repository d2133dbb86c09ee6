//! Flow collections whose lines stand as far left as their key:
//!
//! ```yaml
//! service:
//!   command: [
//!     "start"
//!   ]
//! ```
//!
//! YAML 1.2 forbids that (section 7.4, `s-flow-line-prefix`), and every reader that people write for allows it.

use std::borrow::Cow;

use crate::span::SyntaxError;

/// Joins the line that a reader gave up at to the line before, when it goes on with a flow collection. Every byte
/// stays where it is. False when the mistake is another.
pub(super) fn join(text: &mut Cow<'_, str>, error: &SyntaxError) -> bool {
    if !error.message.starts_with("invalid indentation") {
        return false;
    }
    let at = text.floor_char_boundary(error.span.start.min(text.len()));
    let Some(line) = text[..at].rfind('\n').filter(|line| goes_on(text, *line)) else {
        return false;
    };
    text.to_mut().replace_range(line..=line, " ");
    true
}

/// Whether what stands around this line end is one flow collection, as far as two lines tell.
fn goes_on(text: &str, line_end: usize) -> bool {
    let before = text[..line_end].rsplit('\n').next().unwrap_or_default().trim_end();
    let after = text[line_end..].trim_start();
    let comment = before.starts_with('#') || before.contains(" #");
    !comment && (after.starts_with([']', '}']) || before.ends_with(['[', '{', ',']))
}
