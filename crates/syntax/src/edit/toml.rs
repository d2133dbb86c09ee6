//! Adds entries to tables of TOML, and items to its arrays.

mod array;
mod quote;
mod table;
#[cfg(test)]
mod tests;

use super::{Edited, Refusal, mark::behind_mark};
use crate::{
    node::Node,
    span::Span,
    toml::{self, layout::Layout},
};

pub(super) use quote::{key, string};
pub(super) use table::shown;

/// A key and its value, to be written into a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key, without quotes.
    pub key: String,
    /// The value as TOML writes it, in one line: `"1.0"`.
    pub value: String,
}

/// Adds the entries whose keys a table does not hold, behind its last one. A table that has no header yet gets one at the
/// end of the file, or behind the first of `siblings` that is there.
///
/// # Errors
/// When the file is no sound TOML, or when the table is written in a way that a header or a line cannot be added to: in
/// braces, with dotted keys, with `[[...]]`.
pub fn insert(text: &str, table: &[&str], entries: &[Entry], siblings: &[&[&str]]) -> Edited {
    behind_mark(text, |text| {
        let file = File::read(text).map_err(|refusal| Refusal { lines: shown(table, entries), ..refusal })?;
        file.insert(table, entries, siblings)
    })
}

/// Adds the texts that an array of texts does not hold, behind its last one and quoted as that. An array that is not
/// there becomes an entry of its table, as [`insert`] adds it.
///
/// # Errors
/// As [`insert`], and when the value is no array.
pub fn append(text: &str, path: &[&str], items: &[String]) -> Edited {
    behind_mark(text, |text| {
        let file =
            File::read(text).map_err(|refusal| Refusal { lines: array::shown(path, items), ..refusal })?;
        file.append(path, items)
    })
}

/// A sound file.
pub(super) struct File<'a> {
    pub(super) text: &'a str,
    pub(super) root: Node,
    layout: Layout<'a>,
}

impl<'a> File<'a> {
    /// Reads a file.
    ///
    /// # Errors
    /// When it is no sound TOML; the refusal holds no lines yet.
    pub(super) fn read(text: &'a str) -> Result<Self, Refusal> {
        let unsound = |span: Option<Span>| Refusal { span, ..Refusal::new("the file is no sound TOML", "") };
        let (root, errors) = toml::read(text);
        if let Some(error) = errors.first() {
            return Err(unsound(Some(error.span)));
        }
        let (root, layout) = root.zip(Layout::read(text)).ok_or_else(|| unsound(None))?;
        Ok(Self { text, root, layout })
    }
}
