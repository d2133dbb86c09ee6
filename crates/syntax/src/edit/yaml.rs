//! Entries and items that are added to collections of YAML, in block style and in flow style.
//!
//! What is added stands behind the last entry, in its indentation. Collections that an alias stands for are left alone: an
//! edit would change every other place that refers to them.

use super::{Edited, Edits, Lines, Refusal, indentation};
use crate::{
    node::{Node, Value},
    span::{Span, SyntaxError},
};

/// What is added to a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// A key with a value of one line, written as it is.
    Scalar(String),
    /// A key with a mapping of further entries.
    Mapping(Vec<(String, Added)>),
    /// A key with a list of mappings or scalars.
    List(Vec<Added>),
}

/// How block style looks in one text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style<'a> {
    text: &'a str,
    lines: Lines<'a>,
    step: &'a str,
    /// Whether a list stands deeper than its key.
    deep_lists: bool,
}

impl<'a> Style<'a> {
    /// The style of a text; tabs indent nothing in YAML.
    pub(super) fn of(text: &'a str) -> Self {
        let step = indentation(text, "  ");
        let step = if step.contains('\t') { "  " } else { step };
        Self { text, lines: Lines::of(text), step, deep_lists: deep_lists(text) }
    }

    /// The lines of an entry, as a block at no indentation.
    fn entry(&self, key: &str, added: &Added, out: &mut Vec<String>, indent: &str) {
        match added {
            Added::Scalar(value) => out.push(format!("{indent}{}: {value}", scalar(key))),
            Added::Mapping(entries) => {
                out.push(format!("{indent}{}:", scalar(key)));
                let deeper = format!("{indent}{}", self.step);
                entries.iter().for_each(|(key, added)| self.entry(key, added, out, &deeper));
            }
            Added::List(items) => {
                out.push(format!("{indent}{}:", scalar(key)));
                let deeper =
                    if self.deep_lists { format!("{indent}{}", self.step) } else { indent.to_owned() };
                items.iter().for_each(|item| self.item(item, out, &deeper));
            }
        }
    }

    /// The lines of an item of a list.
    fn item(&self, item: &Added, out: &mut Vec<String>, indent: &str) {
        let from = out.len();
        match item {
            Added::Scalar(value) => out.push(format!("{indent}- {value}")),
            Added::Mapping(entries) => {
                let deeper = format!("{indent}  ");
                entries.iter().for_each(|(key, added)| self.entry(key, added, out, &deeper));
                if let Some(first) = out.get_mut(from) {
                    first.replace_range(indent.len()..indent.len() + 1, "-");
                }
            }
            Added::List(_) => {}
        }
    }

    /// Adds entries to a mapping.
    pub(super) fn add_to_mapping(&self, mapping: &Node, entries: &[(String, Added)]) -> Edited {
        if entries.is_empty() {
            return Ok(Edits::none());
        }
        let written = |indent: &str| {
            let mut out = Vec::new();
            entries.iter().for_each(|(key, added)| self.entry(key, added, &mut out, indent));
            out
        };
        if self.is_flow(mapping) {
            let flow: Vec<String> =
                entries.iter().map(|(key, added)| format!("{}: {}", scalar(key), flow(added))).collect();
            return self.add_to_flow(mapping, &flow);
        }
        let indent = self.indent_of(mapping).ok_or_else(|| self.refusal(mapping, &written("")))?;
        Ok(self.behind(mapping.span, &written(&indent)))
    }

    /// Adds items to a list.
    pub(super) fn add_to_list(&self, list: &Node, items: &[Added]) -> Edited {
        if items.is_empty() {
            return Ok(Edits::none());
        }
        let written = |indent: &str| {
            let mut out = Vec::new();
            items.iter().for_each(|item| self.item(item, &mut out, indent));
            out
        };
        if self.is_flow(list) {
            return self.add_to_flow(list, &items.iter().map(flow).collect::<Vec<_>>());
        }
        let dash = list.items().first().and_then(|item| self.text[..item.span.start].rfind('-'));
        let indent = dash.and_then(|at| self.blank_before(at));
        let indent = indent.ok_or_else(|| self.refusal(list, &written("")))?;
        Ok(self.behind(list.span, &written(indent)))
    }

    /// Adds a value to a key that has none: `environment:` and nothing behind it.
    pub(super) fn fill(&self, key: Span, added: &Added) -> Edited {
        let indent = self.blank_before(key.start).map(str::to_owned);
        let mut out = Vec::new();
        self.entry("", added, &mut out, indent.as_deref().unwrap_or_default());
        let lines = out.get(1..).unwrap_or_default();
        let rest = &self.text[key.end..self.lines.end(key.end)];
        let empty = rest
            .trim_start()
            .strip_prefix(':')
            .is_some_and(|rest| rest.trim().is_empty() || rest.trim_start().starts_with('#'));
        if indent.is_none() || !empty {
            return Err(
                Refusal::new("it has no place of its own for what is added", lines.join("\n")).at(key)
            );
        }
        Ok(self.behind(key, lines))
    }

    /// Into a text that holds nothing but comments, at its end.
    pub(super) fn begin(&self, entries: &[(String, Added)]) -> Edited {
        let mut out = Vec::new();
        entries.iter().for_each(|(key, added)| self.entry(key, added, &mut out, ""));
        let at = self.text.len();
        Ok(Edits::insertion(at, self.lines.whole(at, &out)))
    }

    /// Whole lines behind the one in which a span ends.
    fn behind(&self, span: Span, lines: &[String]) -> Edits {
        // A block of text ends with the end of its last line.
        let last = if span.end > span.start { span.end - 1 } else { span.end };
        let at = self.lines.next(self.text.floor_char_boundary(last));
        Edits::insertion(at, self.lines.whole(at, lines))
    }

    /// Inside of `{}` and `[]`, in front of what closes them.
    fn add_to_flow(&self, node: &Node, added: &[String]) -> Edited {
        let written = &self.text[node.span.range()];
        let inner = written[..written.len() - 1].trim_end();
        let at = node.span.start + inner.len();
        // A comment would swallow what follows it on its line.
        if inner.contains('#') {
            return Err(self.refusal(node, added));
        }
        let joined = added.join(", ");
        let text = match inner.chars().next_back() {
            Some('{' | '[') if written.starts_with('{') && inner.len() == 1 => format!(" {joined} "),
            Some('{' | '[') => joined,
            Some(',') => format!(" {joined}"),
            _ => format!(", {joined}"),
        };
        Ok(Edits::insertion(at, text))
    }

    /// Whether a collection stands in brackets. A block list begins where its first item does, be that in brackets itself.
    fn is_flow(&self, node: &Node) -> bool {
        let first = match &node.value {
            Value::Array(items) => items.first().map(|item| item.span.start),
            Value::Object(entries) => {
                entries.iter().map(|entry| entry.key.span.start).find(|at| *at >= node.span.start)
            }
            _ => None,
        };
        self.text[node.span.range()].starts_with(['{', '[']) && first != Some(node.span.start)
    }

    /// The white space in front of the keys of a block mapping; the first may stand behind the dash of a list.
    fn indent_of(&self, mapping: &Node) -> Option<String> {
        let own = mapping.entries().iter().filter(|entry| {
            mapping.span.start <= entry.key.span.start && entry.key.span.end <= mapping.span.end
        });
        let first = own.map(|entry| entry.key.span.start).min()?;
        let line = &self.text[self.lines.start(first)..first];
        let before = line.strip_prefix('\u{feff}').unwrap_or(line);
        let blank = before.chars().all(|c| c == ' ' || c == '-');
        blank.then(|| " ".repeat(before.len()))
    }

    /// What stands in front of a byte on its line, where that is nothing but blanks.
    fn blank_before(&self, at: usize) -> Option<&'a str> {
        let before = &self.text[self.lines.start(at)..at];
        before.chars().all(|c| c == ' ').then_some(before)
    }

    fn refusal(&self, node: &Node, lines: &[String]) -> Refusal {
        Refusal::new("its notation leaves no safe place for what is added", lines.join("\n")).at(node.span)
    }
}

/// Whether lists stand deeper than their keys, as the first list behind a key shows.
fn deep_lists(text: &str) -> bool {
    let blank = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let mut key = None;
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#')) {
        if let Some(of_key) = key.filter(|_| line.trim_start().starts_with("- ")) {
            return blank(line) > of_key;
        }
        let bare = line.trim_start().trim_start_matches("- ");
        key = bare.trim_end().ends_with(':').then(|| line.len() - bare.len());
    }
    true
}

/// A value on one line, in flow style where it is a collection.
fn flow(added: &Added) -> String {
    match added {
        Added::Scalar(value) => value.clone(),
        Added::Mapping(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(key, added)| format!("{}: {}", scalar(key), flow(added))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Added::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
    }
}

/// A text as a scalar: plain where it reads as itself everywhere, else in double quotes.
#[must_use]
pub fn scalar(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./=@+".contains(c);
    let odd = text.is_empty()
        || text.contains(|c| !plain(c) && c != ':' && c != ' ')
        || text.starts_with([' ', '=', '@', ':'])
        || text.ends_with([' ', ':'])
        || text.contains(": ")
        || text.starts_with("- ")
        || text == "-"
        || text.starts_with("---")
        || text.starts_with("...")
        || reads_as_something_else(text);
    if odd { format!("{text:?}") } else { text.to_owned() }
}

/// Whether a plain scalar would be a number, a boolean or nothing, for this reader or for one of YAML 1.1.
fn reads_as_something_else(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let word =
        matches!(&*lower, "null" | "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n" | ".nan" | "=");
    let number = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'))
        && text.chars().all(|c| c.is_ascii_hexdigit() || "+-._:xoeE".contains(c));
    word || number || lower.contains(".inf")
}

/// The lines of entries, as they would stand at the top of a file.
#[must_use]
pub fn lines(entries: &[(String, Added)]) -> String {
    let style = Style::of("");
    let mut out = Vec::new();
    entries.iter().for_each(|(key, added)| style.entry(key, added, &mut out, ""));
    out.join("\n")
}

/// Refuses a text that the reader could not read to its end: what it did not see might be anything.
pub(super) fn whole(errors: &[SyntaxError], lines: &str) -> Result<(), Refusal> {
    match errors.first() {
        Some(error) => {
            Err(Refusal::new(format!("it cannot be read: {}", error.message), lines).at(error.span))
        }
        None => Ok(()),
    }
}

/// Whether a value is written in the place where its key says it is: what an alias stands for is written elsewhere.
pub(super) fn is_own(key: Span, value: &Node) -> bool {
    matches!(value.value, Value::Null) || value.span.start >= key.end
}
