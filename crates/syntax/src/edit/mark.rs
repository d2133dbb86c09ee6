//! Files that begin with a byte order mark.

use super::{Edit, Edited, Edits};
use crate::span::Span;

const MARK: &str = "\u{feff}";

/// Runs an editor on what follows a byte order mark, as readers see it: nothing is ever written in front of the mark.
pub(super) fn behind_mark(text: &str, editor: impl FnOnce(&str) -> Edited) -> Edited {
    let Some(rest) = text.strip_prefix(MARK) else { return editor(text) };
    let shifted = |span: Span| Span::new(span.start + MARK.len(), span.end + MARK.len());
    match editor(rest) {
        Ok(Edits(edits)) => {
            let edits = edits.into_iter().map(|Edit { span, text }| Edit { span: shifted(span), text });
            Ok(Edits(edits.collect()))
        }
        Err(mut refusal) => {
            refusal.span = refusal.span.map(shifted);
            Err(refusal)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Refusal;

    #[test]
    fn places_are_those_of_the_file_with_its_mark() {
        let edits = behind_mark("\u{feff}ab", |rest| Ok(Edits::insertion(rest.len(), "c")));
        assert_eq!(edits.unwrap().apply("\u{feff}ab").unwrap(), "\u{feff}abc");
        let refusal = behind_mark("\u{feff}ab", |_| Err(Refusal::new("no", "").at(Span::new(0, 2))));
        assert_eq!(refusal.unwrap_err().span, Some(Span::new(3, 5)));
    }

    #[test]
    fn a_file_without_a_mark_is_given_as_it_is() {
        let edits = behind_mark("ab", |rest| Ok(Edits::insertion(rest.len(), "c")));
        assert_eq!(edits, Ok(Edits::insertion(2, "c")));
    }
}
