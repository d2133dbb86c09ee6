//! What the tests of all readers share: where spans may be, and texts that went wrong.

use std::fmt::Debug;

use proptest::{prelude::*, sample::Index};

use crate::{
    node::Node,
    span::{Span, Spanned},
};

/// All spans inside a value, found in what `Debug` prints of it: no field can be forgotten.
pub(crate) fn spans(value: &impl Debug) -> Vec<Span> {
    let printed = format!("{value:?}");
    let numbers = |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok();
    let found = printed.split("Span { start: ").skip(1).filter_map(|rest| {
        let (start, rest) = rest.split_once(", end: ")?;
        Some(Span::new(numbers(start)?, numbers(rest)?))
    });
    found.collect()
}

/// Checks that every span inside a value is a stretch of the text, on character boundaries.
pub(crate) fn check_spans(text: &str, value: &impl Debug) -> Result<(), TestCaseError> {
    for span in spans(value) {
        prop_assert!(text.get(span.range()).is_some(), "{span:?} is no stretch of {text:?} in {value:?}");
    }
    Ok(())
}

/// What is written at a span.
pub(crate) fn slice(text: &str, span: Span) -> &str {
    &text[span.range()]
}

/// Checks that a value reads as what is written at its span.
pub(crate) fn check_written(text: &str, value: &Spanned<String>) -> Result<(), TestCaseError> {
    prop_assert_eq!(slice(text, value.span), &value.value);
    Ok(())
}

/// How many nodes a tree has.
pub(crate) fn size(node: &Node) -> usize {
    let items: usize = node.items().iter().map(size).sum();
    let entries: usize = node.entries().iter().map(|entry| size(&entry.value)).sum();
    1 + items + entries
}

/// How deep a tree is.
pub(crate) fn depth(node: &Node) -> usize {
    let items = node.items().iter().map(depth).max().unwrap_or_default();
    let entries = node.entries().iter().map(|entry| depth(&entry.value)).max().unwrap_or_default();
    1 + items.max(entries)
}

/// A change to a text.
#[derive(Debug, Clone)]
enum Change {
    Insert(Index, String),
    Remove(Index, Index),
    Repeat(Index, Index),
}

/// `text` after some changes: pieces of `alphabet` inserted, stretches removed and repeated.
pub(crate) fn damaged(
    text: &'static str,
    alphabet: &'static [&'static str],
) -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => proptest::sample::select(alphabet).prop_map(ToOwned::to_owned), 1 => any::<char>().prop_map(String::from)];
    let change = prop_oneof![
        (any::<Index>(), piece).prop_map(|(at, piece)| Change::Insert(at, piece)),
        (any::<Index>(), any::<Index>()).prop_map(|(start, end)| Change::Remove(start, end)),
        (any::<Index>(), any::<Index>()).prop_map(|(start, end)| Change::Repeat(start, end)),
    ];
    proptest::collection::vec(change, 1..6)
        .prop_map(move |changes| changes.iter().fold(text.to_owned(), apply))
}

fn apply(mut text: String, change: &Change) -> String {
    let offset = |index: &Index| text.floor_char_boundary(index.index(text.len() + 1));
    match change {
        Change::Insert(at, piece) => text.insert_str(offset(at), piece),
        Change::Remove(start, end) => {
            let (start, end) = (offset(start), offset(end));
            // Short: what is left shall still be much like the text.
            let end = text.floor_char_boundary(end.clamp(start, start + 12).min(text.len()));
            text.replace_range(start..end, "");
        }
        Change::Repeat(start, end) => {
            let (start, end) = (offset(start), offset(end));
            let piece = text[start.min(end)..start.max(end)].to_owned();
            text.insert_str(end, &piece);
        }
    }
    text
}
