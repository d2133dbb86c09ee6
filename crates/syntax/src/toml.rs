//! TOML.

pub(crate) mod layout;

use toml_edit::{ArrayOfTables, Document, InlineTable, Item, Key, Table, Value as Toml};

use crate::{
    node::{Entry, Node, Value},
    span::{Span, Spanned, SyntaxError},
};

/// Reads a TOML file: always an object. Dotted keys and tables are nested objects, an array of tables is a
/// list, dates and times are text. After a mistake, what precedes it is read where that stands on its own:
/// up to the line of the mistake, or else up to the table that holds it.
#[must_use]
pub fn read(text: &str) -> (Option<Node>, Vec<SyntaxError>) {
    let error = match parse(text) {
        Ok(node) => return (Some(node), Vec::new()),
        Err(error) => error,
    };
    let line = text[..error.span.start].rfind('\n').map_or(0, |at| at + 1);
    let table = text[..line].rfind("\n[").map_or(0, |at| at + 1);
    let before = [line, table].into_iter().filter(|end| *end > 0).find_map(|end| parse(&text[..end]).ok());
    (before, vec![error])
}

fn parse(text: &str) -> Result<Node, SyntaxError> {
    let document = Document::parse(text).map_err(|error| {
        let range = error.span().unwrap_or(text.len()..text.len());
        let start = text.floor_char_boundary(range.start);
        let end = text.ceil_char_boundary(range.end).max(start);
        SyntaxError::new(Span::new(start, end), error.message().replace('\n', ", "))
    })?;
    let (value, _) = table(text, document.as_table());
    Ok(Node { span: Span::new(0, text.len()), value })
}

fn item(text: &str, item: &Item, fallback: Span) -> Option<Node> {
    match item {
        Item::None => None,
        Item::Value(value) => Some(self::value(text, value, fallback)),
        Item::Table(inner) => {
            let (value, span) = table(text, inner);
            Some(Node { span: span.or(inner.span().map(Into::into)).unwrap_or(fallback), value })
        }
        Item::ArrayOfTables(array) => Some(array_of_tables(text, array, fallback)),
    }
}

/// A table's entries, and the span from its first to the end of its last.
fn table(text: &str, table: &Table) -> (Value, Option<Span>) {
    let keyed = table.iter().filter_map(|(name, item)| Some((table.key(name)?, item)));
    let entries: Vec<Entry> = keyed
        .filter_map(|(key, value)| {
            let key = spanned(key);
            let value = item(text, value, key.span)?;
            Some(Entry { key, value })
        })
        .collect();
    let span = extent(&entries);
    (Value::Object(entries), span)
}

/// From the first entry to the end of the last.
fn extent(entries: &[Entry]) -> Option<Span> {
    let start = entries.iter().map(|entry| entry.key.span.start).min()?;
    let end = entries.iter().map(|entry| entry.value.span.end.max(entry.key.span.end)).max()?;
    Some(Span::new(start, end))
}

fn array_of_tables(text: &str, array: &ArrayOfTables, fallback: Span) -> Node {
    let items: Vec<Node> = array
        .iter()
        .map(|element| {
            let header: Span = element.span().map_or(fallback, Into::into);
            let (value, span) = table(text, element);
            Node { span: span.unwrap_or(header), value }
        })
        .collect();
    let start = items.iter().map(|item| item.span.start).min().unwrap_or(fallback.start);
    let end = items.iter().map(|item| item.span.end).max().unwrap_or(fallback.end);
    Node { span: Span::new(start, end), value: Value::Array(items) }
}

fn value(text: &str, value: &Toml, fallback: Span) -> Node {
    let span = value.span().map_or(fallback, Span::from);
    let value = match value {
        Toml::String(string) => Value::String(string.value().clone()),
        Toml::Integer(integer) => Value::Integer(*integer.value()),
        Toml::Float(float) if float.value().is_finite() => Value::Float(*float.value()),
        Toml::Boolean(boolean) => Value::Bool(*boolean.value()),
        Toml::Float(_) | Toml::Datetime(_) => Value::String(text[span.range()].to_owned()),
        Toml::Array(array) => Value::Array(array.iter().map(|item| self::value(text, item, span)).collect()),
        Toml::InlineTable(table) => return inline_table(text, table, span),
    };
    Node { span, value }
}

fn inline_table(text: &str, table: &InlineTable, span: Span) -> Node {
    let keyed = table.iter().filter_map(|(name, value)| Some((table.key(name)?, value)));
    let entries: Vec<Entry> = keyed
        .map(|(key, value)| Entry { key: spanned(key), value: self::value(text, value, span) })
        .collect();
    // A dotted key makes tables that have no brackets.
    let span = if table.is_dotted() { extent(&entries).unwrap_or(span) } else { span };
    Node { span, value: Value::Object(entries) }
}

fn spanned(key: &Key) -> Spanned<String> {
    Spanned::new(key.get().to_owned(), key.span().map_or_else(Span::default, Into::into))
}

#[cfg(test)]
mod tests;
