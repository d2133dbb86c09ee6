//! The rows of `data/lineage.toml`.

use aho_corasick::AhoCorasick;
use serde::Deserialize;
use source_tree::RepoPath;

use super::{LineageOf, line, said};
use crate::selection;

/// How many lines above a line are looked at for the key or section it stands under.
const ABOVE_MAX: usize = 200;

/// How many lines above a line of source are looked at for the call it stands in.
const CALL_LINES_MAX: usize = 5;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sign: Vec<Sign>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Does {
    Wires,
    Switches,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Asks {
    Assigned,
    True,
    Command,
    Opens,
    Ends,
    Any,
}

/// One row.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sign {
    pub(super) name: String,
    pub(super) of: LineageOf,
    does: Does,
    words: Vec<String>,
    value: Asks,
    section: Option<String>,
    file: Option<String>,
    #[serde(default)]
    language: bool,
}

impl Sign {
    pub(super) fn disables(&self) -> bool {
        self.does == Does::Switches
    }

    /// Words of which every file with this sign holds one; none where its name tells.
    fn needles(&self) -> Vec<&str> {
        match (&self.section, &self.file) {
            (_, Some(_)) => Vec::new(),
            (Some(section), None) => vec![section],
            (None, None) => self.words.iter().map(String::as_str).collect(),
        }
    }

    /// Whether its file must be called like this one, and is.
    fn is_of(&self, path: &RepoPath) -> bool {
        let stem = path.file_name().trim_start_matches('.').split('.').next();
        self.file.as_deref().is_some_and(|name| stem == Some(name))
    }
}

/// Why the table cannot be used.
#[derive(Debug, Clone, thiserror::Error)]
#[error("data/lineage.toml: {0}")]
pub(super) struct LineageTableError(String);

/// All rows, and the one search that tells whether any could apply.
#[derive(Debug)]
pub(super) struct Table {
    signs: Vec<Sign>,
    search: AhoCorasick,
}

/// A line among those of its file.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) path: &'a RepoPath,
    pub(super) lines: &'a [&'a str],
    pub(super) at: usize,
}

impl<'a> Line<'a> {
    fn code(self) -> &'a str {
        self.lines.get(self.at).map(|text| line::code(text).trim_end()).unwrap_or_default()
    }

    fn below(self) -> &'a str {
        Self { at: self.at + 1, ..self }.code()
    }

    /// Whether it stands in a section of an INI file, or directly under a key of YAML.
    fn stands_under(self, section: &str) -> bool {
        let own = line::indent(self.code());
        for above in self.lines[..self.at].iter().rev().take(ABOVE_MAX) {
            let code = line::code(above).trim_end();
            let body = code.trim();
            if body.starts_with('[') && body.ends_with(']') && body.len() > 1 {
                return body[1..body.len() - 1].trim() == section;
            }
            if !body.is_empty() && line::indent(code) < own {
                return body.strip_suffix(':').is_some_and(|key| key.trim_matches(['"', '\'']) == section);
            }
        }
        false
    }

    /// Whether it stands in source, and what stands at this place of it is handed to something that logs or prints.
    fn is_only_said(self, place: usize) -> bool {
        if selection::language(self.path).is_none() {
            return false;
        }
        let code = self.code();
        let lines_above = if said::goes_on(code) { CALL_LINES_MAX } else { 0 };
        let first = self.at.saturating_sub(lines_above);
        let above = self.lines[first..self.at].iter().map(|text| line::code(text));
        said::is_said(above.chain([&code[..place]]))
    }

    /// The value of a variable of Kubernetes, whose name stands in this line: `- name: X` above `value: Y`.
    fn of_pod(self) -> Option<String> {
        self.code().trim_start().trim_start_matches("- ").trim_start().strip_prefix("name:")?;
        let below = self.below().trim_start();
        if below.starts_with("valueFrom:") {
            return Some("valueFrom".to_owned());
        }
        let value = below.strip_prefix("value:")?.trim().trim_matches(['"', '\'']);
        (!value.is_empty()).then(|| value.to_owned())
    }
}

impl Table {
    pub(super) fn builtin() -> Result<Self, LineageTableError> {
        let (root, errors) = syntax::toml::read(include_str!("../../data/lineage.toml"));
        if let Some(error) = errors.into_iter().next() {
            return Err(LineageTableError(error.message));
        }
        let root = root.ok_or_else(|| LineageTableError("it is empty".to_owned()))?;
        let file: File =
            syntax::decode::from_node(&root).map_err(|error| LineageTableError(error.message))?;
        let needles: Vec<&str> = file.sign.iter().flat_map(Sign::needles).collect();
        let search = AhoCorasick::new(needles).map_err(|error| LineageTableError(error.to_string()))?;
        Ok(Self { search, signs: file.sign })
    }

    /// Whether a file holds any word of the table.
    pub(super) fn may_apply(&self, path: &RepoPath, text: &str) -> bool {
        self.search.is_match(text) || self.signs.iter().any(|sign| sign.is_of(path))
    }

    /// The rows that fit a line.
    pub(super) fn signs<'t>(&'t self, line: Line<'t>) -> impl Iterator<Item = &'t Sign> {
        let code = line.code();
        self.signs.iter().filter(move |sign| !code.is_empty() && fits(sign, line, code))
    }
}

fn fits(sign: &Sign, line: Line<'_>, code: &str) -> bool {
    let mut words = sign.words.iter();
    let Some((place, word)) = words.find_map(|word| Some((line::position(code, word)?, word))) else {
        return false;
    };
    if sign.language && selection::language(line.path).is_none() {
        return false;
    }
    let top = place == 0;
    let in_file = sign.file.is_none() || (top && sign.is_of(line.path));
    let begins = place == line::indent(code);
    let within = || sign.section.as_ref().is_none_or(|section| begins && line.stands_under(section));
    in_file && holds(sign.value, line, code, place, word) && within() && !line.is_only_said(place)
}

fn holds(asks: Asks, line: Line<'_>, code: &str, place: usize, word: &str) -> bool {
    let value = || line::assigned(code, place, word).or_else(|| line.of_pod());
    match asks {
        Asks::Any => true,
        Asks::Ends => {
            let behind = &code[place + word.len()..];
            behind.is_empty() || behind.starts_with(['"', '\'', '`', '?'])
        }
        Asks::Assigned => value().is_some(),
        Asks::True => value().is_some_and(|value| line::is_true(&value)),
        Asks::Command => line::is_command(code, place, word),
        Asks::Opens => {
            code[place + word.len()..].trim() == ":" && line::indent(line.below()) > line::indent(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_that_ships_is_sound() {
        let table = Table::builtin().unwrap();
        assert!(table.signs.iter().all(|sign| !sign.words.is_empty()));
        let telling = |needle: &str| needle.len() >= 6 && needle != "transport";
        assert!(table.signs.iter().flat_map(Sign::needles).all(telling), "a needle selects every file");
    }
}
