//! Imports of Scala: `a.b.C`, `a.b.{C, D => E}`, `a.b._`, `a.b.*`, `a.b.given`, `a as b`, several after each other.

use tree_sitter::Node;

use crate::source::{Import, ImportedName, dialect::children, field::InField as _, walk::Walk};

/// The beginning of paths that no other import is put in front of.
const ROOT: &str = "_root_";

pub(super) fn import<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let mut reading = Reading::default();
    for part in node.children(&mut node.walk()) {
        match part.kind() {
            "," => reading.finish(walk, node),
            "identifier" | "operator_identifier" => reading.path.push(walk.text(part).trim_matches('`')),
            "namespace_selectors" => children(part).into_iter().for_each(|one| reading.select(walk, one)),
            kind if kind.starts_with("namespace_") || kind.ends_with("_identifier") => {
                reading.select(walk, part);
            }
            _ => {}
        }
    }
    reading.finish(walk, node);
}

/// One path with what is taken out of it.
#[derive(Default)]
struct Reading<'t> {
    path: Vec<&'t str>,
    names: Vec<ImportedName>,
    all: bool,
    selects: bool,
}

impl<'t> Reading<'t> {
    fn select(&mut self, walk: &Walk<'t>, node: Node<'t>) {
        self.selects = true;
        match node.kind() {
            // Names come with `given` that nobody writes.
            "namespace_wildcard" => self.all |= walk.text(node) != "given",
            "arrow_renamed_identifier" | "as_renamed_identifier" => self.rename(walk, node),
            "identifier" | "operator_identifier" => {
                let name = walk.text(node).trim_matches('`').to_owned();
                self.names.push(ImportedName { name, alias: None });
            }
            _ => {}
        }
    }

    /// `A => B`, `A as B`; `A => _` hides a name.
    fn rename(&mut self, walk: &Walk<'t>, node: Node<'t>) {
        let Some((name, alias)) = node.in_field("name").zip(node.in_field("alias")) else { return };
        if alias.kind() != "wildcard" {
            let plain = |node| walk.text(node).trim_matches('`').to_owned();
            self.names.push(ImportedName { name: plain(name), alias: Some(plain(alias)) });
        }
    }

    /// Notes what was read so far: names and a wildcard as an import each.
    fn finish(&mut self, walk: &mut Walk<'t>, node: Node<'t>) {
        let reading = std::mem::take(self);
        let path =
            reading.path.iter().skip_while(|part| **part == ROOT).copied().collect::<Vec<_>>().join(".");
        let span = walk.span(node);
        if !path.is_empty() && (!reading.names.is_empty() || !reading.selects) {
            walk.import(Import { path: path.clone(), names: reading.names, span, ..Import::default() });
        }
        if reading.all && !path.is_empty() {
            walk.import(Import { path, wildcard: true, span, ..Import::default() });
        }
    }
}
