//! From the syntax tree to statements.

mod expression;

use tree_sitter::{Node, Tree};

use super::{
    ERRORS_MAX, Script,
    value::{Definition, Statement},
};
use crate::span::{Span, SyntaxError};

/// How deep expressions may stand inside each other; a long chain of calls is as deep.
const DEPTH_MAX: usize = 256;

/// The stack that one more level may need, and how much is taken when it is not there.
const STACK: (usize, usize) = (64 * 1024, 1024 * 1024);

/// Reads a part of a file whose syntax tree is known, and that begins at this offset.
pub(super) fn read(text: &str, base: usize, tree: &Tree, into: &mut (Script, Vec<SyntaxError>)) {
    let (script, errors) = (&mut into.0, std::mem::take(&mut into.1));
    let mut reader = Reader { text, base, depth: 0, imported: Vec::new(), errors };
    if tree.root_node().has_error() {
        reader.mistakes(tree);
    }
    script.statements.extend(reader.statements(tree.root_node()));
    script.imported.extend(reader.imported);
    into.1 = reader.errors;
}

struct Reader<'t> {
    text: &'t str,
    /// Where the text begins in its file.
    base: usize,
    depth: usize,
    imported: Vec<String>,
    errors: Vec<SyntaxError>,
}

fn children(node: Node) -> Vec<Node> {
    node.named_children(&mut node.walk()).filter(|child| !child.is_extra()).collect()
}

fn first(node: Node) -> Option<Node> {
    children(node).into_iter().next()
}

fn field<'t>(node: Node<'t>, name: &str) -> Option<Node<'t>> {
    node.child_by_field_name(name)
}

impl<'t> Reader<'t> {
    fn span(&self, node: Node) -> Span {
        let range = self.range(node);
        Span::new(self.base + range.start, self.base + range.end)
    }

    fn range(&self, node: Node) -> std::ops::Range<usize> {
        let start = self.text.floor_char_boundary(node.start_byte());
        start..self.text.floor_char_boundary(node.end_byte()).max(start)
    }

    fn written(&self, node: Node) -> &'t str {
        &self.text[self.range(node)]
    }

    fn name(&self, node: Node) -> String {
        self.written(node).trim_matches('`').to_owned()
    }

    fn error(&mut self, span: Span, message: &str) {
        if self.errors.len() < ERRORS_MAX {
            self.errors.push(SyntaxError::new(span, message));
        }
    }

    /// Tells what the parser could not read, without recursion: trees are as deep as texts are long.
    fn mistakes(&mut self, tree: &Tree) {
        let mut cursor = tree.walk();
        loop {
            let node = cursor.node();
            let wrong = node.is_error() || node.is_missing();
            if wrong {
                self.error(self.span(node), "this could not be read");
            }
            let mut on =
                (!wrong && node.has_error() && cursor.goto_first_child()) || cursor.goto_next_sibling();
            while !on {
                if !cursor.goto_parent() {
                    return;
                }
                on = cursor.goto_next_sibling();
            }
        }
    }

    fn statements(&mut self, node: Node<'t>) -> Vec<Statement> {
        children(node).into_iter().filter_map(|child| self.statement(child)).collect()
    }

    fn statement(&mut self, node: Node<'t>) -> Option<Statement> {
        match node.kind() {
            "import_declaration" => {
                self.import(node);
                None
            }
            "object_definition" | "package_object" => {
                let name = self.name(field(node, "name")?);
                let body = field(node, "body")?;
                let statements = self.deeper(node, |reader| reader.statements(body))?;
                Some(Statement::Object { name, statements })
            }
            "val_definition" | "var_definition" => self.definition(node, field(node, "pattern")?, "value"),
            "function_definition" => self.definition(node, field(node, "name")?, "body"),
            kind if kind.ends_with("_definition") || kind.ends_with("_declaration") => None,
            "package_clause" | "self_type" => None,
            _ => Some(Statement::Value(self.value(node))),
        }
    }

    /// Of an import of everything, the object.
    fn import(&mut self, node: Node<'t>) {
        let parts = children(node);
        if let [.., object, all] = parts[..]
            && all.kind() == "namespace_wildcard"
        {
            self.imported.push(self.name(object));
        }
    }

    fn definition(&mut self, node: Node<'t>, name: Node<'t>, value: &str) -> Option<Statement> {
        if !name.kind().ends_with("identifier") {
            return None;
        }
        let lists = children(node).into_iter().filter(|child| child.kind() == "parameters");
        let listed = lists.flat_map(children).filter_map(|found| field(found, "name"));
        let parameters = listed.map(|found| self.name(found)).collect();
        let value = self.value(field(node, value)?);
        Some(Statement::Definition(Definition {
            name: self.name(name),
            parameters,
            value,
            span: self.span(name),
        }))
    }

    /// Reads what stands one level deeper, unless that is too deep.
    fn deeper<T>(&mut self, node: Node<'t>, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth == DEPTH_MAX {
            self.error(self.span(node), "this is nested too deep");
            return None;
        }
        self.depth += 1;
        let found = stacker::maybe_grow(STACK.0, STACK.1, || read(self));
        self.depth -= 1;
        Some(found)
    }
}
