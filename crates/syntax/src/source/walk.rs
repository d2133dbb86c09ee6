//! The one walk over a syntax tree: what it knows at a place, what it found so far, and its bounds.

use tree_sitter::{Node, Tree};

use super::field::InField as _;

use super::{
    Outline, Target,
    dialect::{Dialect, Rule},
};
use crate::span::{Span, SyntaxError};

/// How many items and values are read from one file.
const MAX_ITEMS: usize = 200_000;

/// How many places the parser could not read are told.
const MAX_ERRORS: usize = 8;

/// The state of a walk.
pub(super) struct Walk<'t> {
    pub(super) text: &'t str,
    pub(super) dialect: &'static Dialect,
    pub(super) outline: Outline,
    /// Nodes that are something else than their kind says, such as calls that something else was made of.
    pub(super) taken: Vec<usize>,
    /// Annotations that stand in front of what they belong to.
    pub(super) pending: Vec<usize>,
    /// What the annotations up to an offset belong to.
    pub(super) place: Option<(usize, Target)>,
    scopes: Vec<Scope>,
    errors: Vec<SyntaxError>,
    left: usize,
    /// Whether the beginning of a long chain was left out.
    pub(super) shortened: Option<Span>,
}

/// What a stretch of the text up to an offset stands in.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    pub(super) end: usize,
    pub(super) function: Option<usize>,
    pub(super) owner: Option<String>,
}

impl<'t> Walk<'t> {
    pub(super) fn new(text: &'t str, dialect: &'static Dialect) -> Self {
        Self {
            text,
            dialect,
            outline: Outline::default(),
            taken: Vec::new(),
            pending: Vec::new(),
            place: None,
            scopes: Vec::new(),
            errors: Vec::new(),
            left: MAX_ITEMS,
            shortened: None,
        }
    }

    /// Walks the tree, parents before children, without recursion: trees are as deep as texts are long.
    pub(super) fn read(mut self, tree: &'t Tree, rules: &[Option<Rule>]) -> (Outline, Vec<SyntaxError>) {
        self.shebang();
        let broken = tree.root_node().has_error();
        let mut cursor = tree.walk();
        loop {
            let node = cursor.node();
            if broken && (node.is_error() || node.is_missing()) {
                self.misread(node);
            }
            if let Some(Some(rule)) = rules.get(usize::from(node.kind_id())) {
                self.leave_scopes(node.start_byte());
                rule(&mut self, node);
            }
            let mut on = cursor.goto_first_child() || cursor.goto_next_sibling();
            while !on {
                if !cursor.goto_parent() {
                    return self.finish();
                }
                on = cursor.goto_next_sibling();
            }
        }
    }

    fn finish(mut self) -> (Outline, Vec<SyntaxError>) {
        if let Some(span) = self.shortened {
            self.errors.push(SyntaxError::new(span, "chain of calls too long: its beginning is left out"));
        }
        if self.left == 0 {
            let end = self.text.len();
            let message =
                format!("more than {MAX_ITEMS} declarations, calls and values: the rest is left out");
            self.errors.push(SyntaxError::new(Span::new(end, end), message));
        }
        self.errors.sort_by_key(|error| error.span);
        (self.outline, self.errors)
    }

    fn shebang(&mut self) {
        let start = self.text.len() - self.text.trim_start_matches('\u{feff}').len();
        if self.text[start..].starts_with("#!") {
            let line = self.text[start..].lines().next().unwrap_or_default();
            self.outline.starts.push(Span::new(start, start + line.len()));
        }
    }

    /// Tells a place that the parser could not read, once for what is inside it and touches it.
    fn misread(&mut self, node: Node<'t>) {
        let span = self.span(node);
        let seen = self.errors.last().is_some_and(|last| span.start <= last.span.end);
        if seen || self.errors.len() >= MAX_ERRORS {
            return;
        }
        let message = if node.is_missing() {
            format!("`{}` is missing", node.kind())
        } else {
            "this could not be read".to_owned()
        };
        self.errors.push(SyntaxError::new(span, message));
    }

    /// Whether one more item or value may be read.
    pub(super) fn afford(&mut self) -> bool {
        self.left = self.left.saturating_sub(1);
        self.left > 0
    }

    /// Where a node stands.
    pub(super) fn span(&self, node: Node) -> Span {
        self.stretch(node.start_byte(), node.end_byte())
    }

    /// From one offset to another.
    pub(super) fn stretch(&self, start: usize, end: usize) -> Span {
        let start = self.text.floor_char_boundary(start);
        Span::new(start, self.text.floor_char_boundary(end).max(start))
    }

    /// What is written at a node.
    pub(super) fn text(&self, node: Node) -> &'t str {
        &self.text[self.span(node).range()]
    }

    /// What is written at a node without white space.
    pub(super) fn compact(&self, node: Node) -> String {
        self.text(node).split_whitespace().collect()
    }

    /// What is written at the node of a field.
    pub(super) fn field(&self, node: Node<'t>, field: &str) -> Option<String> {
        node.in_field(field).map(|found| self.text(found).to_owned())
    }

    /// Where the walk is.
    pub(super) fn scope(&self) -> Scope {
        self.scopes.last().cloned().unwrap_or_default()
    }

    /// Takes what follows, up to the scope's end, to stand in it.
    pub(super) fn enter(&mut self, scope: Scope) {
        self.scopes.push(scope);
    }

    fn leave_scopes(&mut self, offset: usize) {
        while self.scopes.last().is_some_and(|scope| scope.end <= offset) {
            self.scopes.pop();
        }
    }

    /// Marks a node for the rule of its kind: a call that something else was made of, a variable that is constant.
    pub(super) fn take(&mut self, node: Node) {
        self.taken.push(node.id());
    }

    /// Whether a node was taken; asked once for each.
    pub(super) fn is_taken(&mut self, node: Node) -> bool {
        let found = self.taken.iter().rposition(|id| *id == node.id());
        found.map(|at| self.taken.swap_remove(at)).is_some()
    }
}
