//! What every editor must keep, for its property tests.

use proptest::prelude::*;

use super::Edited;

/// A text as people's editors leave it: with either line ending, with or without a byte order mark and a last line that ends.
pub(crate) fn dressed(text: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    (text, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(text, carriage, mark, ended)| {
        let text = if ended { text } else { text.trim_end_matches('\n').to_owned() };
        let text = if carriage { text.replace('\n', "\r\n") } else { text };
        if mark { format!("\u{feff}{text}") } else { text }
    })
}

/// Runs an editor and holds it to what all of them promise; the edited text, or none where the file is left alone.
///
/// # Panics
/// When it replaces although it should only insert, when deleting what it inserted does not give the original back, when a
/// second run would edit again, when the byte order mark, line endings or the end of the last line have changed.
pub(crate) fn inserted(text: &str, editor: impl Fn(&str) -> Edited) -> Option<String> {
    let edits = editor(text).ok()?;
    assert_eq!(edits.replaced().next(), None, "it only inserts");
    kept(text, editor)
}

/// As [`inserted`], of an editor that may replace.
pub(crate) fn kept(text: &str, editor: impl Fn(&str) -> Edited) -> Option<String> {
    let edits = editor(text).ok()?;
    let edited = edits.apply(text).unwrap();
    let back = edits.reversed(text).unwrap().apply(&edited).unwrap();
    assert_eq!(back, text, "the reverse edits give the original back");
    assert_eq!(editor(&edited), Ok(super::Edits::none()), "a second run changes nothing:\n{edited}");
    assert_eq!(text.starts_with('\u{feff}'), edited.starts_with('\u{feff}'), "the byte order mark stays");
    assert_eq!(edited.matches('\u{feff}').count(), text.matches('\u{feff}').count());
    if !text.trim_start_matches('\u{feff}').is_empty() {
        assert_eq!(
            text.ends_with('\n'),
            edited.ends_with('\n'),
            "the end of the last line stays:\n{edited:?}"
        );
    }
    let bare = |text: &str| text.matches('\n').count() - text.matches("\r\n").count();
    if bare(text) == 0 && text.contains('\n') {
        assert_eq!(bare(&edited), 0, "line endings stay:\n{edited:?}");
    }
    if !text.contains('\r') {
        assert!(!edited.contains('\r'), "line endings stay:\n{edited:?}");
    }
    Some(edited)
}
