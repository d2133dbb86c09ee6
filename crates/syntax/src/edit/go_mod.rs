//! Requires modules in go.mod.

mod place;
#[cfg(test)]
mod tests;
mod version;

use std::cmp::Ordering;

use self::place::Places;
use super::{Edit, Edited, Edits, Lines, Refusal, mark::behind_mark};
use crate::{
    go_mod::{self, GoMod, Require},
    span::Span,
};

/// A module that packages of the file's module import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    /// The module's path.
    pub path: String,
    /// The least version.
    pub version: String,
}

/// Requires the modules that a go.mod does not require in the same or a newer version. What is required already for
/// others alone loses the mark that says so (`// indirect`); an older version gives way where `raise` says so.
///
/// # Errors
/// When the file is no sound go.mod, when a version is no full version, when a module is required in an older version that is not to
/// be raised, and when a module to be written is replaced or excluded.
pub fn require(text: &str, wanted: &[Module], raise: bool) -> Edited {
    behind_mark(text, |text| {
        let lines = wanted.iter().map(|wanted| format!("require {} {}", wanted.path, wanted.version));
        let lines = lines.collect::<Vec<_>>().join("\n");
        edit(text, wanted, raise).map_err(|refusal| Refusal { lines, ..refusal })
    })
}

fn edit(text: &str, wanted: &[Module], raise: bool) -> Edited {
    let (file, errors) = go_mod::read(text);
    if let Some(error) = errors.first() {
        return Err(Refusal::new("the file is no sound go.mod", "").at(error.span));
    }
    let (mut changes, mut missing) = (Vec::new(), Vec::new());
    for wanted in newest(wanted)? {
        match file.requires.iter().find(|required| required.path.value == wanted.path) {
            Some(required) => {
                let found = improve(text, required, wanted, raise)?;
                if !found.is_empty() {
                    free(&file, wanted)?;
                }
                changes.extend(found);
            }
            None => {
                free(&file, wanted)?;
                missing.push(wanted);
            }
        }
    }
    let placed = if missing.is_empty() { Edits::none() } else { Places::of(text, &file)?.insert(missing)? };
    changes.into_iter().try_fold(placed, |edits, change| {
        let change = Edits::replacement(change.span, change.text);
        edits.with(change).map_err(|error| Refusal::new(error.to_string(), ""))
    })
}

/// Each module once, in the newest version that is asked for.
fn newest(wanted: &[Module]) -> Result<Vec<&Module>, Refusal> {
    let mut newest: Vec<&Module> = Vec::new();
    for wanted in wanted {
        if !is_word(&wanted.path) || !is_word(&wanted.version) {
            return Err(Refusal::new("what is to be required is no module", ""));
        }
        match newest.iter_mut().find(|other| other.path == wanted.path) {
            Some(other) if compare(&other.version, &wanted.version, None)? == Ordering::Less => {
                *other = wanted
            }
            Some(_) => {}
            None => {
                compare(&wanted.version, &wanted.version, None)?;
                newest.push(wanted);
            }
        }
    }
    Ok(newest)
}

/// Whether a go.mod can hold a text without quotes.
fn is_word(text: &str) -> bool {
    let sign = |c: char| c.is_whitespace() || "()\"`,".contains(c);
    !text.is_empty() && !text.contains(sign) && !text.contains("//")
}

fn compare(one: &str, other: &str, span: Option<Span>) -> Result<Ordering, Refusal> {
    version::compare(one, other).ok_or_else(|| {
        let odd = if version::compare(one, one).is_none() { one } else { other };
        let why = format!("`{odd}` is no full version");
        Refusal { span, ..Refusal::new(why, "") }
    })
}

/// What must change about a requirement that is there.
fn improve(text: &str, required: &Require, wanted: &Module, raise: bool) -> Result<Vec<Edit>, Refusal> {
    let mut edits = Vec::new();
    let version = &required.version;
    if version.value != wanted.version
        && compare(&version.value, &wanted.version, Some(version.span))? == Ordering::Less
    {
        if !raise {
            let why = format!("`{} {}` is older than {}", wanted.path, version.value, wanted.version);
            return Err(Refusal::new(why, "").at(required.span));
        }
        edits.push(Edit { span: version.span, text: wanted.version.clone() });
    }
    edits.extend(required.indirect.then(|| Edit { span: mark(text, version.span.end), text: String::new() }));
    Ok(edits)
}

/// What says behind a version that it is required for others: the whole comment, or its begin.
fn mark(text: &str, version: usize) -> Span {
    let end = Lines::of(text).end(version);
    let rest = &text[version..end];
    let mut comment = rest.find("//").map_or("", |at| &rest[at + "//".len()..]).trim_start();
    let start = end - comment.len();
    while go_mod::is_indirect(comment) {
        comment = comment.split_once(';').map_or("", |(_, more)| more).trim_start();
    }
    if comment.is_empty() { Span::new(version, end) } else { Span::new(start, end - comment.len()) }
}

/// Refuses what the file says more about than that it is required.
fn free(file: &GoMod, wanted: &Module) -> Result<(), Refusal> {
    let replaced = file.replaces.iter().find(|replaced| replaced.old_path.value == wanted.path);
    let excluded = file.excludes.iter().find(|excluded| excluded.path.value == wanted.path);
    let found = replaced.map(|replaced| ("replaced", replaced.span));
    match found.or_else(|| excluded.map(|excluded| ("excluded", excluded.span))) {
        Some((what, span)) => Err(Refusal::new(format!("{} is {what}", wanted.path), "").at(span)),
        None => Ok(()),
    }
}
