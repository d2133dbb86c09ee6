//! Entries into tables.

use super::{Entry, File, key};
use crate::{
    edit::{Edited, Edits, Lines, Refusal},
    node::Node,
    toml::layout::{Form, Section},
};

impl File<'_> {
    /// As [`super::insert`].
    pub(in crate::edit) fn insert(&self, table: &[&str], entries: &[Entry], siblings: &[&[&str]]) -> Edited {
        let present = self.root.at(table).map(Node::entries).unwrap_or_default();
        let mut missing: Vec<Entry> = Vec::new();
        for entry in entries {
            let known = present.iter().any(|other| other.key.value == entry.key)
                || missing.iter().any(|other| other.key == entry.key);
            missing.extend((!known).then(|| entry.clone()));
        }
        if missing.is_empty() {
            return Ok(Edits::none());
        }
        self.write(table, &missing, siblings).map_err(|why| {
            let refusal = Refusal::new(format!("{} {why}", named(table)), shown(table, &missing));
            let span = self.root.at(table).map(|node| node.span);
            Refusal { span, ..refusal }
        })
    }

    /// Whether a table has a header of its own, below which its entries come.
    pub(in crate::edit) fn has_header(&self, table: &[&str]) -> bool {
        self.layout.section(table).is_some()
    }

    fn write(&self, table: &[&str], entries: &[Entry], siblings: &[&[&str]]) -> Result<Edits, &'static str> {
        if let Some(section) = self.layout.section(table) {
            return self.below(section, entries).ok_or("holds nothing yet that its entries could follow");
        }
        // A header below one of `[[...]]` or below dotted keys says something else, or nothing that is allowed.
        let forms = (1..=table.len()).map(|length| self.layout.form(&table[..length]));
        for form in forms {
            match form {
                Form::Absent | Form::Headed => {}
                Form::Dotted => return Err("is written with dotted keys"),
                Form::Repeated => return Err("is written with `[[...]]`"),
                Form::Value => return Err("is written as a value, not with a header"),
            }
        }
        Ok(self.create(table, entries, siblings))
    }

    /// Behind the last entry of a section, or right below its header.
    fn below(&self, section: &Section, entries: &[Entry]) -> Option<Edits> {
        let lines = Lines::of(self.text);
        let last = section.entries.last();
        let only = self.layout.sections.len() == 1;
        let (at, indent) = match last {
            Some((key, value)) => (lines.next(value.end), lines.indent(key.start)),
            None if !section.path.is_empty() => {
                (lines.next(section.header.end), lines.indent(section.header.start))
            }
            None if only => (self.text.len(), ""),
            None => return None,
        };
        let tight = last.is_some_and(|(key, value)| &self.text[key.end..value.start] == "=");
        let equals = if tight { "=" } else { " = " };
        let written =
            entries.iter().map(|entry| format!("{indent}{}{equals}{}", key(&entry.key), entry.value));
        Some(Edits::insertion(at, lines.whole(at, &written.collect::<Vec<_>>())))
    }

    fn create(&self, table: &[&str], entries: &[Entry], siblings: &[&[&str]]) -> Edits {
        let lines = Lines::of(self.text);
        let sibling = siblings.iter().find_map(|sibling| self.layout.section(sibling));
        let (at, followed) = sibling.map_or((self.text.len(), false), |sibling| self.end(sibling));
        let mut written = vec![header(table)];
        written.extend(entries.iter().map(|entry| format!("{} = {}", key(&entry.key), entry.value)));
        let before = self.text[..at].strip_suffix('\n').unwrap_or(&self.text[..at]);
        let above = &before[lines.start(before.len())..];
        if !above.trim().is_empty() {
            written.insert(0, String::new());
        }
        if followed {
            written.push(String::new());
        }
        Edits::insertion(at, lines.whole(at, &written))
    }

    /// Where a section ends, and whether another one begins there: at the comments that belong to its header.
    fn end(&self, section: &Section) -> (usize, bool) {
        let lines = Lines::of(self.text);
        let next = self.layout.sections.iter().find(|next| next.header.start > section.header.start);
        let Some(next) = next else { return (self.text.len(), false) };
        let own = lines.next(section.entries.last().map_or(section.header.end, |(_, value)| value.end));
        let mut at = lines.start(next.header.start);
        while at > own {
            let above = lines.start(at - 1);
            if !self.text[above..at].trim_start().starts_with('#') {
                return (at, true);
            }
            at = above;
        }
        // Comments from the one to the other: nobody can tell whose they are.
        (own, true)
    }
}

fn header(table: &[&str]) -> String {
    format!("[{}]", table.iter().map(|part| key(part)).collect::<Vec<_>>().join("."))
}

fn named(table: &[&str]) -> String {
    if table.is_empty() { "the file's own table".to_owned() } else { header(table) }
}

/// Entries and their header, for a person to write.
pub(in crate::edit) fn shown(table: &[&str], entries: &[Entry]) -> String {
    let header = (!table.is_empty()).then(|| header(table));
    let entries = entries.iter().map(|entry| format!("{} = {}", key(&entry.key), entry.value));
    header.into_iter().chain(entries).collect::<Vec<_>>().join("\n")
}
