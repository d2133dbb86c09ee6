//! Items into arrays.

use super::{Entry, File, string, table};
use crate::{
    edit::{
        Edited, Edits, Refusal, indentation,
        list::{List, Style},
    },
    node::{Node, Value},
    span::Span,
    toml::layout::Form,
};

impl File<'_> {
    /// As [`super::append`].
    pub(in crate::edit) fn append(&self, path: &[&str], items: &[String]) -> Edited {
        let Some((name, table)) = path.split_last() else {
            return Err(Refusal::new("no array is named", shown(path, items)));
        };
        let present = self.root.at(path).map(Node::items).unwrap_or_default();
        let mut missing: Vec<String> = Vec::new();
        for item in items {
            let known = present.iter().any(|other| other.as_str() == Some(item)) || missing.contains(item);
            missing.extend((!known).then(|| item.clone()));
        }
        match self.root.at(path) {
            _ if missing.is_empty() => Ok(Edits::none()),
            None => self.insert(table, &[array(name, &missing)], &[]),
            Some(node)
                if matches!(node.value, Value::Array(_)) && self.layout.form(path) != Form::Repeated =>
            {
                Ok(self.extend(node, &missing))
            }
            Some(node) => {
                let why = format!("{} is no array", path.join("."));
                Err(Refusal::new(why, shown(path, &missing)).at(node.span))
            }
        }
    }

    fn extend(&self, node: &Node, items: &[String]) -> Edits {
        let spans: Vec<Span> = node.items().iter().map(|item| item.span).collect();
        let single = spans.last().is_some_and(|last| self.text[last.range()].starts_with('\''));
        let quote = if single { '\'' } else { '"' };
        let items: Vec<String> = items.iter().map(|item| string(item, quote)).collect();
        let style = Style {
            comment: "#",
            comma: ", ",
            step: indentation(self.text, "    "),
            opens: items.len() > 1,
            trailing: true,
        };
        List { text: self.text, span: node.span, items: spans, style }.append(&items)
    }
}

/// An array in one line.
fn array(name: &str, items: &[String]) -> Entry {
    let items = items.iter().map(|item| string(item, '"')).collect::<Vec<_>>();
    Entry { key: name.to_owned(), value: format!("[{}]", items.join(", ")) }
}

/// An array and the header of its table, for a person to write.
pub(super) fn shown(path: &[&str], items: &[String]) -> String {
    path.split_last().map(|(name, table)| table::shown(table, &[array(name, items)])).unwrap_or_default()
}
