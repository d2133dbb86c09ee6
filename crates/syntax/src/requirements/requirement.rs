//! One requirement: PEP 508, and what pip takes beside it (addresses, paths).

use std::ops::Range;

use super::{Requirement, lines::Line};
use crate::span::Spanned;

/// Endings of archives that pip installs from.
const ARCHIVES: [&str; 7] = [".whl", ".tar.gz", ".tar.bz2", ".tar.xz", ".tgz", ".tar", ".zip"];

/// Reads one requirement, as a pyproject.toml holds it; `offset` is where `text` starts in its file. None
/// when it is none.
#[must_use]
pub fn requirement(text: &str, offset: usize) -> Option<Requirement> {
    let line = Line::at(offset, text)?;
    parse(line.text())?.map(|found| found.place(&line, 0, false))
}

/// A project's name by PEP 503: lower case, runs of `-`, `_` and `.` as one `-`.
#[must_use]
pub fn normalize(name: &str) -> String {
    let mut normalized = String::with_capacity(name.len());
    for c in name.chars() {
        let c = if matches!(c, '-' | '_' | '.') { '-' } else { c.to_ascii_lowercase() };
        if c != '-' || !normalized.ends_with('-') {
            normalized.push(c);
        }
    }
    normalized
}

/// A requirement whose place in the file is not known yet.
pub(super) struct Found<'a> {
    /// The name's bytes in the text.
    name: Range<usize>,
    normalized: String,
    text: &'a str,
    extras: Vec<String>,
    specifier: Option<String>,
    marker: Option<String>,
    url: Option<String>,
}

impl Found<'_> {
    /// The requirement, whose text starts at byte `start` of `line`.
    pub(super) fn place(self, line: &Line, start: usize, editable: bool) -> Requirement {
        let name = self.text[self.name.clone()].to_owned();
        Requirement {
            name: Spanned::new(name, line.span(start + self.name.start, start + self.name.end)),
            normalized: self.normalized,
            extras: self.extras,
            specifier: self.specifier,
            marker: self.marker,
            url: self.url,
            editable,
            hashed: false,
            // With its option, where it has one.
            span: line.span(0, start + self.text.len()),
        }
    }
}

/// None when the text is no requirement; Some(None) when it names nothing but the folder itself.
pub(super) fn parse(text: &str) -> Option<Option<Found<'_>>> {
    if is_location(text) {
        return located(text);
    }
    let name_end = text.find(|c: char| !is_name_char(c)).unwrap_or(text.len());
    let name = &text[..name_end];
    if !is_name(name) {
        return None;
    }
    let (extras, rest) = extras(&text[name_end..])?;
    let mut found = named(text, 0..name_end, extras);
    if let Some(address) = rest.strip_prefix('@') {
        let (url, marker) =
            address.split_once(" ;").or_else(|| address.split_once("; ")).unwrap_or((address, ""));
        found.url = filled(url);
        found.marker = filled(marker);
        return found.url.is_some().then_some(Some(found));
    }
    let (versions, marker) = rest.split_once(';').unwrap_or((rest, ""));
    let versions = versions.trim();
    let versions =
        versions.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(versions).trim();
    if !versions.is_empty() && !versions.split(',').all(|part| is_version_clause(part.trim())) {
        return None;
    }
    found.specifier = filled(versions);
    found.marker = filled(marker);
    Some(Some(found))
}

fn named(text: &str, name: Range<usize>, extras: Vec<String>) -> Found<'_> {
    let normalized = normalize(&text[name.clone()]);
    Found { name, normalized, text, extras, specifier: None, marker: None, url: None }
}

fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}

/// Letters and digits, with `-`, `_` and `.` between them.
fn is_name(name: &str) -> bool {
    let edge = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    name.chars().all(is_name_char) && edge(name.chars().next()) && edge(name.chars().next_back())
}

/// The extras at the start of what follows a name, and the rest.
fn extras(text: &str) -> Option<(Vec<String>, &str)> {
    let text = text.trim_start();
    let Some(inner) = text.strip_prefix('[') else { return Some((Vec::new(), text)) };
    let (list, rest) = inner.split_once(']')?;
    let extras: Vec<String> =
        list.split(',').map(str::trim).filter(|extra| !extra.is_empty()).map(ToOwned::to_owned).collect();
    extras.iter().all(|extra| is_name(extra)).then(|| (extras, rest.trim_start()))
}

fn is_version_clause(clause: &str) -> bool {
    let operators = ["===", "==", "~=", "!=", "<=", ">=", "<", ">"];
    let version = operators.iter().find_map(|operator| clause.strip_prefix(operator));
    version.is_some_and(|version| !version.trim().is_empty() && !version.trim().contains(char::is_whitespace))
        // A trailing comma is allowed.
        || clause.is_empty()
}

/// Whether a text is a path or an address, not a name.
fn is_location(text: &str) -> bool {
    let first = text.split([' ', '\t', ';']).next().unwrap_or(text);
    let scheme = first.find("://").is_some_and(|at| !first[..at].contains(['@', '[']));
    let path = first.starts_with(['.', '/', '~'])
        || first.contains('\\')
        || (first.contains('/') && !first.contains('@'));
    scheme || first.starts_with("file:") || path || ARCHIVES.iter().any(|ending| first.ends_with(ending))
}

fn located(text: &str) -> Option<Option<Found<'_>>> {
    let (location, marker) = text.split_once(" ;").or_else(|| text.split_once("; ")).unwrap_or((text, ""));
    let location = location.trim_end();
    let mut found = egg(text, location).or_else(|| unnamed(text, location));
    if let Some(found) = &mut found {
        found.url = Some(location.to_owned());
        found.marker = filled(marker);
    }
    Some(found)
}

/// An address that says its name: `...#egg=name[extra]`.
fn egg<'a>(text: &'a str, location: &'a str) -> Option<Found<'a>> {
    let fragment = location.find('#')?;
    let start = fragment + location[fragment..].find("egg=")? + "egg=".len();
    let rest = &location[start..];
    let length = rest.find(|c: char| !is_name_char(c)).unwrap_or(rest.len());
    let (extras, _) = extras(&rest[length..]).unwrap_or_default();
    is_name(&rest[..length]).then(|| named(text, start..start + length, extras))
}

/// A path or an address without a name: its last segment tells, up to the version.
fn unnamed<'a>(text: &'a str, location: &str) -> Option<Found<'a>> {
    let path = location.split(['#', '?']).next().unwrap_or(location);
    let (path, extras) = path.split_once('[').map_or((path, Vec::new()), |(path, _)| {
        (path, extras(&location[path.len()..]).unwrap_or_default().0)
    });
    let last = path.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next()?;
    let last = last.split_once('@').map_or(last, |(name, _)| name);
    let name = archive_name(last.strip_suffix(".git").unwrap_or(last));
    is_name(name).then(|| Found { normalized: normalize(name), ..named(text, 0..location.len(), extras) })
}

/// `orders-1.2-py3-none-any.whl` and `orders-1.2.tar.gz` are `orders`.
fn archive_name(file: &str) -> &str {
    let Some(stem) = ARCHIVES.iter().find_map(|ending| file.strip_suffix(ending)) else { return file };
    if file.ends_with(".whl") {
        return stem.split('-').next().unwrap_or(stem);
    }
    stem.rsplit_once('-')
        .filter(|(_, version)| version.starts_with(|c: char| c.is_ascii_digit()))
        .map_or(stem, |(name, _)| name)
}
