//! How a TOML file writes its tables, which [`super::read`] makes equal: what an editor must know.

use toml_edit::{Document, Item, Table};

use crate::span::Span;

/// The tables of a file as they are written.
pub(crate) struct Layout<'a> {
    document: Document<&'a str>,
    /// In the order of the text. The first is the file's own table, which has no header.
    pub(crate) sections: Vec<Section>,
}

/// A header and what is written below it.
pub(crate) struct Section {
    pub(crate) path: Vec<String>,
    /// With its brackets; empty where there is none.
    pub(crate) header: Span,
    /// Keys and values, in the order of the text. Of a dotted key, its last part.
    pub(crate) entries: Vec<(Span, Span)>,
}

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Not at all: what is there can be added to by a header.
    Absent,
    /// With a header of its own, or as the file itself.
    Headed,
    /// With dotted keys.
    Dotted,
    /// As one of several with `[[...]]`, or inside of one.
    Repeated,
    /// As a value behind `=`: a table in braces, or something else.
    Value,
}

impl<'a> Layout<'a> {
    /// The layout of a file; none where it is no sound TOML.
    pub(crate) fn read(text: &'a str) -> Option<Self> {
        let document = Document::parse(text).ok()?;
        let mut sections = Vec::new();
        collect(document.as_table(), &mut Vec::new(), &mut sections);
        sections.sort_by_key(|section| section.header.start);
        Some(Self { document, sections })
    }

    /// How a table is written.
    pub(crate) fn form(&self, path: &[&str]) -> Form {
        let mut table = self.document.as_table();
        for key in path {
            table = match table.get(key) {
                None | Some(Item::None) => return Form::Absent,
                Some(Item::Table(inner)) if inner.is_dotted() => return Form::Dotted,
                Some(Item::Table(inner)) => inner,
                Some(Item::ArrayOfTables(_)) => return Form::Repeated,
                Some(Item::Value(_)) => return Form::Value,
            };
        }
        if table.is_implicit() { Form::Absent } else { Form::Headed }
    }

    /// The section of a table with a header of its own.
    pub(crate) fn section(&self, path: &[&str]) -> Option<&Section> {
        let headed = self.form(path) == Form::Headed;
        self.sections.iter().find(|section| headed && section.path == path)
    }
}

fn collect(table: &Table, path: &mut Vec<String>, sections: &mut Vec<Section>) {
    let mut entries = Vec::new();
    own(table, path, &mut entries, sections);
    if !table.is_implicit() {
        entries.sort_unstable();
        let header = table.span().map(Span::from).unwrap_or_default();
        sections.push(Section { path: path.clone(), header, entries });
    }
}

/// What is written below the same header: dotted keys belong to it, tables with headers do not.
fn own(table: &Table, path: &mut Vec<String>, entries: &mut Vec<(Span, Span)>, sections: &mut Vec<Section>) {
    for (name, item) in table {
        path.push(name.to_owned());
        match item {
            Item::None => {}
            Item::Value(value) => {
                let key = table.key(name).and_then(toml_edit::Key::span);
                entries.extend(key.zip(value.span()).map(|(key, value)| (key.into(), value.into())));
            }
            Item::Table(inner) if inner.is_dotted() => own(inner, path, entries, sections),
            Item::Table(inner) => collect(inner, path, sections),
            Item::ArrayOfTables(array) => array.iter().for_each(|inner| collect(inner, path, sections)),
        }
        path.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::slice;

    const SAMPLE: &str =
        "a = 1\nb.c = '2'\n[t] # c\nx = 1\ny.z = 2\n[t.u]\n[[r]]\nk = 1\n[[r]]\n[r.s]\n[v.w]\n";

    #[test]
    fn sections_hold_what_is_written_below_their_headers() {
        let layout = Layout::read(SAMPLE).unwrap();
        let told = |section: &Section| {
            let keys: Vec<&str> = section.entries.iter().map(|(key, _)| slice(SAMPLE, *key)).collect();
            format!("{} {} {}", section.path.join("."), slice(SAMPLE, section.header), keys.join(","))
        };
        assert_eq!(
            layout.sections.iter().map(told).collect::<Vec<_>>(),
            ["  a,c", "t [t] x,z", "t.u [t.u] ", "r [[r]] k", "r [[r]] ", "r.s [r.s] ", "v.w [v.w] "]
        );
    }

    #[test]
    fn forms_of_tables_are_told_apart() {
        let layout = Layout::read(SAMPLE).unwrap();
        for (path, form) in [
            (&["t"][..], Form::Headed),
            (&[], Form::Headed),
            (&["t", "u"], Form::Headed),
            (&["t", "y"], Form::Dotted),
            (&["b"], Form::Dotted),
            (&["a"], Form::Value),
            (&["a", "b"], Form::Value),
            (&["r"], Form::Repeated),
            (&["r", "s"], Form::Repeated),
            (&["v"], Form::Absent),
            (&["v", "w"], Form::Headed),
            (&["n", "m"], Form::Absent),
        ] {
            assert_eq!(layout.form(path), form, "{path:?}");
        }
    }
}
