//! Dependencies.

use super::{object, quoted, root};
use crate::{
    edit::{
        Edited, Edits, Refusal, indentation,
        list::{List, Style},
        mark::behind_mark,
    },
    node::Node,
    span::Span,
};

/// Where what a package needs when it runs may be written.
const NEEDED: [&str; 3] = ["dependencies", "optionalDependencies", "peerDependencies"];

/// Adds packages and the ranges of their versions to the dependencies, unless a package needs them already. They come
/// where the alphabet puts them, or behind all in a file that does not keep to it.
///
/// # Errors
/// When the file is no sound JSON or holds no object, when a key stands twice or for something else than an object, and
/// when a package is among those for development, from where it has to move.
pub fn add_dependencies(text: &str, wanted: &[(&str, &str)]) -> Edited {
    behind_mark(text, |text| {
        let shown = |refusal| Refusal { lines: shown(wanted), ..refusal };
        let root = root(text).map_err(shown)?;
        add(text, &root, wanted).map_err(shown)
    })
}

/// The entries for a person to write.
fn shown(wanted: &[(&str, &str)]) -> String {
    let entries = wanted.iter().map(|(name, range)| format!("{}: {}", quoted(name), quoted(range)));
    entries.collect::<Vec<_>>().join(",\n")
}

fn add(text: &str, root: &Node, wanted: &[(&str, &str)]) -> Edited {
    let mut known = Vec::new();
    for key in NEEDED {
        let entries = object(root, key)?.map(Node::entries).unwrap_or_default();
        known.extend(entries.iter().map(|entry| entry.key.value.as_str()));
    }
    let mut missing: Vec<(&str, &str)> = Vec::new();
    for new in wanted {
        let there = known.contains(&new.0) || missing.iter().any(|(name, _)| *name == new.0);
        missing.extend((!there).then_some(*new));
    }
    if missing.is_empty() {
        return Ok(Edits::none());
    }
    let development = object(root, "devDependencies")?.map(Node::entries).unwrap_or_default();
    let moves = development.iter().find(|entry| missing.iter().any(|(name, _)| *name == entry.key.value));
    if let Some(entry) = moves {
        let why = format!("`{}` is in devDependencies and has to move to dependencies", entry.key.value);
        return Err(Refusal::new(why, "").at(entry.key.span));
    }
    let writer = Writer::of(text, root);
    match object(root, "dependencies")? {
        Some(dependencies) => writer.extend(dependencies, missing),
        None => Ok(writer.create(root, &missing)),
    }
}

/// How a file writes its objects.
struct Writer<'a> {
    text: &'a str,
    /// Between a key and its value.
    colon: &'a str,
    style: Style<'a>,
}

impl<'a> Writer<'a> {
    fn of(text: &'a str, root: &Node) -> Self {
        let entries = root.entries();
        let between = |from: usize, to: usize, sign: &str| {
            let written = &text[from..to];
            (written.trim() == sign && !written.contains('\n')).then_some(written)
        };
        let colon =
            entries.first().and_then(|entry| between(entry.key.span.end, entry.value.span.start, ":"));
        let colon = colon.unwrap_or(": ");
        let style = Style {
            comment: "//",
            comma: if colon == ":" { "," } else { ", " },
            step: indentation(text, "  "),
            opens: text[root.span.range()].contains('\n'),
            trailing: false,
        };
        Self { text, colon, style }
    }

    fn list(&self, object: &Node) -> List<'a> {
        let items =
            object.entries().iter().map(|entry| Span::new(entry.key.span.start, entry.value.span.end));
        List { text: self.text, span: object.span, items: items.collect(), style: self.style }
    }

    fn entry(&self, (name, range): &(&str, &str)) -> String {
        format!("{}{}{}", quoted(name), self.colon, quoted(range))
    }

    fn extend(&self, object: &Node, mut missing: Vec<(&str, &str)>) -> Edited {
        let names: Vec<&str> = object.entries().iter().map(|entry| entry.key.value.as_str()).collect();
        let list = self.list(object);
        if !names.is_sorted() {
            return Ok(list.append(&missing.iter().map(|new| self.entry(new)).collect::<Vec<_>>()));
        }
        missing.sort_unstable();
        let at = |(name, _): &(&str, &str)| names.partition_point(|other| other < name);
        let runs = missing.chunk_by(|one, other| at(one) == at(other));
        runs.filter_map(|run| Some((at(run.first()?), run))).try_fold(Edits::none(), |edits, (at, run)| {
            let new: Vec<String> = run.iter().map(|new| self.entry(new)).collect();
            edits.with(list.insert(at, &new)).map_err(|error| Refusal::new(error.to_string(), ""))
        })
    }

    /// Behind what is needed for development, or the scripts; else at the end.
    fn create(&self, root: &Node, missing: &[(&str, &str)]) -> Edits {
        let position = |key| root.entries().iter().position(|entry| entry.key.value == key);
        let before = position("devDependencies").or_else(|| position("scripts"));
        let at = before.map_or(root.entries().len(), |before| before + 1);
        let list = self.list(root);
        let entries = missing.iter().map(|new| self.entry(new));
        let block = if self.style.opens {
            let outer = match list.items.first() {
                Some(first) => list.indent(*first),
                None => self.style.step.to_owned(),
            };
            let ending = crate::edit::Lines::of(self.text).ending;
            let lines = entries.map(|entry| format!("{outer}{}{entry}", self.style.step)).collect::<Vec<_>>();
            format!("{{{ending}{}{ending}{outer}}}", lines.join(&format!(",{ending}")))
        } else {
            format!("{{{}}}", entries.collect::<Vec<_>>().join(self.style.comma))
        };
        list.insert(at, &[format!("\"dependencies\"{}{block}", self.colon)])
    }
}
