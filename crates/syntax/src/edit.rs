//! Edits of a text over its bytes, and what the editors of single formats share.
//!
//! An editor is a function from the original text and what is wanted to [`Edits`], or to a [`Refusal`] where the text cannot
//! be edited safely. It only inserts wherever that is enough; what is there already is no edit; it writes with the line
//! endings, indentation and quotes that it finds.

pub mod application;
pub mod catalog;
pub mod compose;
pub mod dockerfile;
mod environment;
pub mod go_mod;
pub mod gradle;
mod indented;
pub mod kubernetes;
mod lines;
mod list;
mod mark;
pub mod package_json;
pub mod pom;
pub mod properties;
pub mod pyproject;
pub mod requirements;
mod settled;
#[cfg(test)]
mod testing;
pub mod toml;
pub mod yaml;

use crate::span::Span;

pub use lines::{Lines, indentation};

/// One edit: the bytes of a span give way to a text. An empty span is a place where something is inserted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What gives way.
    pub span: Span,
    /// What comes in its place.
    pub text: String,
}

/// Edits of one text that do not touch the same bytes, in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edits(Vec<Edit>);

/// Why edits do not fit together, or do not fit a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// Two edits want the same bytes.
    #[error("bytes {} to {} and bytes {} to {} are edited by two edits", first.start, first.end, second.start, second.end)]
    Overlap {
        /// The one that was there.
        first: Span,
        /// The one that came.
        second: Span,
    },
    /// An edit lies outside of the text, or inside of a character.
    #[error("bytes {} to {} are no stretch of the text", .0.start, .0.end)]
    Outside(Span),
}

/// Why a file is left alone, and what a person can write into it instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct Refusal {
    /// Where the trouble is; none where it is the file as a whole.
    pub span: Option<Span>,
    /// Why: a sentence fragment in lower case.
    pub why: String,
    /// The exact lines to add, as the file would hold them.
    pub lines: String,
}

impl Refusal {
    /// A file that is left alone as a whole.
    pub fn new(why: impl Into<String>, lines: impl Into<String>) -> Self {
        Self { span: None, why: why.into(), lines: lines.into() }
    }

    /// The same, with the place of the trouble.
    #[must_use]
    pub fn at(self, span: Span) -> Self {
        Self { span: Some(span), ..self }
    }
}

/// What an editor yields: edits, none where nothing is to be done, or why the file is left alone.
pub type Edited = Result<Edits, Refusal>;

impl Edits {
    /// Nothing is edited.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// A text is inserted at a byte.
    #[must_use]
    pub fn insertion(at: usize, text: impl Into<String>) -> Self {
        Self::replacement(Span::new(at, at), text)
    }

    /// A text comes in the place of a span.
    #[must_use]
    pub fn replacement(span: Span, text: impl Into<String>) -> Self {
        Self(vec![Edit { span, text: text.into() }])
    }

    /// Adds others, which may stand anywhere else. What is inserted at the same place follows what is there already.
    ///
    /// # Errors
    /// When an edit of the one touches bytes that an edit of the other replaces. Nothing is added then.
    pub fn with(mut self, others: Self) -> Result<Self, EditError> {
        for edit in others.0 {
            let at = self.0.partition_point(|other| key(other) <= key(&edit));
            let clash =
                [at.checked_sub(1), Some(at)].into_iter().flatten().filter_map(|near| self.0.get(near));
            if let Some(other) = clash.into_iter().find(|other| overlap(other.span, edit.span)) {
                return Err(EditError::Overlap { first: other.span, second: edit.span });
            }
            self.0.insert(at, edit);
        }
        Ok(self)
    }

    /// Whether nothing is edited.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The edits, in the order of the text.
    #[must_use]
    pub fn as_slice(&self) -> &[Edit] {
        &self.0
    }

    /// The stretches that give way to others; none where everything is inserted.
    pub fn replaced(&self) -> impl Iterator<Item = Span> + '_ {
        self.0.iter().map(|edit| edit.span).filter(|span| span.start < span.end)
    }

    /// The text with all edits in it.
    ///
    /// # Errors
    /// When an edit lies outside of the text or inside of a character of it.
    pub fn apply(&self, text: &str) -> Result<String, EditError> {
        let mut edited =
            String::with_capacity(text.len() + self.0.iter().map(|edit| edit.text.len()).sum::<usize>());
        let mut at = 0;
        for Edit { span, text: new } in &self.0 {
            let kept = text.get(at..span.start).filter(|_| text.get(span.range()).is_some());
            edited.push_str(kept.ok_or(EditError::Outside(*span))?);
            edited.push_str(new);
            at = span.end;
        }
        edited.push_str(text.get(at..).ok_or(EditError::Outside(Span::new(at, at)))?);
        Ok(edited)
    }

    /// The edits of the edited text that give the original back.
    ///
    /// # Errors
    /// As [`Edits::apply`].
    pub fn reversed(&self, text: &str) -> Result<Self, EditError> {
        let (mut reversed, mut inserted, mut removed) = (Vec::new(), 0, 0);
        for Edit { span, text: new } in &self.0 {
            let old = text.get(span.range()).ok_or(EditError::Outside(*span))?;
            let start = span.start + inserted - removed;
            reversed.push(Edit { span: Span::new(start, start + new.len()), text: old.to_owned() });
            inserted += new.len();
            removed += old.len();
        }
        Ok(Self(reversed))
    }
}

/// Where an edit stands among others: insertions in front of what is replaced from there on.
fn key(edit: &Edit) -> (usize, usize) {
    (edit.span.start, edit.span.end)
}

/// Whether two edits want the same bytes. Insertions at one place do not, nor at the borders of what is replaced.
fn overlap(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn edits_compose_in_any_order_and_overlapping_ones_are_refused() {
        let (tail, head) = (Edits::insertion(3, "!"), Edits::replacement(Span::new(0, 2), "xy"));
        for edits in [tail.clone().with(head.clone()), head.clone().with(tail)] {
            assert_eq!(edits.unwrap().apply("abc").unwrap(), "xyc!");
        }
        let over = Edits::replacement(Span::new(1, 3), "z");
        assert_eq!(
            head.clone().with(over),
            Err(EditError::Overlap { first: Span::new(0, 2), second: Span::new(1, 3) })
        );
        assert!(head.clone().with(Edits::insertion(1, "z")).is_err(), "it stands in what is replaced");
        assert!(head.with(Edits::insertion(2, "z")).is_ok(), "it stands behind it");
    }

    #[test]
    fn what_is_inserted_at_one_place_keeps_its_order() {
        let edits = Edits::insertion(1, "1").with(Edits::insertion(1, "2")).unwrap();
        assert_eq!(edits.apply("ab").unwrap(), "a12b");
    }

    #[test]
    fn what_fits_no_text_is_refused() {
        assert!(Edits::insertion(4, "x").apply("abc").is_err());
        assert!(Edits::insertion(1, "x").apply("é").is_err());
        assert!(Edits::replacement(Span::new(0, 1), "x").reversed("é").is_err());
    }

    fn edits() -> impl Strategy<Value = Vec<(usize, usize, String)>> {
        proptest::collection::vec((0..30_usize, 0..4_usize, "[a-zé]{0,4}"), 0..8)
    }

    proptest! {
        #[test]
        fn reversed_edits_give_the_original_back(text in "[a-zé\n]{0,30}", wanted in edits()) {
            let mut all = Edits::none();
            for (start, length, new) in wanted {
                let edit = Edits::replacement(Span::new(start, start + length), new);
                all = all.clone().with(edit).unwrap_or(all);
            }
            if let Ok(edited) = all.apply(&text) {
                prop_assert_eq!(all.reversed(&text).unwrap().apply(&edited).unwrap(), text);
            }
        }
    }
}
