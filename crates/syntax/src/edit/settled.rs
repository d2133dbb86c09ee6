//! What editors promise of their own work.

use super::{EditError, Edited, Edits, Refusal};

/// Runs an editor and then again over what it made of the text: where that would change anything or is refused, the file
/// was not understood well enough, and it is left alone.
pub(crate) fn settled(text: &str, lines: &str, editor: impl Fn(&str) -> Edited) -> Edited {
    let edits = editor(text)?;
    if edits.is_empty() {
        return Ok(edits);
    }
    let again = edits.apply(text).ok().map(|edited| editor(&edited));
    match again {
        Some(Ok(again)) if again.is_empty() => Ok(edits),
        _ => Err(Refusal::new("the edited file would not read as it should", lines)),
    }
}

/// Edits of one text as one, in the order in which they are given.
pub(crate) fn all(edits: impl IntoIterator<Item = Edits>) -> Result<Edits, EditError> {
    edits.into_iter().try_fold(Edits::none(), Edits::with)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_that_is_not_found_again_is_refused() {
        let editor = |text: &str| {
            let there = text.contains("b;");
            Ok(if there { Edits::none() } else { Edits::insertion(text.len(), "b") })
        };
        assert_eq!(settled("b;", "b", editor), Ok(Edits::none()));
        assert_eq!(settled("a", "the lines", editor).unwrap_err().lines, "the lines");
    }
}
