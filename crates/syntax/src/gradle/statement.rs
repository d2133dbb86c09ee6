//! Statements.

use super::{
    Assignment, Invocation, Statement, StatementKind, Value, ValueKind, declaration, expression::Place,
    parser::Parser,
};
use crate::span::Span;

/// Words in front of declarations that change nothing here.
const MODIFIERS: [&str; 16] = [
    "private",
    "public",
    "protected",
    "internal",
    "static",
    "final",
    "abstract",
    "open",
    "override",
    "lateinit",
    "const",
    "inline",
    "data",
    "sealed",
    "suspend",
    "operator",
];

/// Signs that assign.
const ASSIGNS: [&str; 6] = ["=", "+=", "-=", "*=", "/=", "<<"];

impl Parser<'_> {
    /// All statements of a script. A `}` without a block is an error and passed over.
    pub(super) fn script(&mut self) -> Vec<Statement> {
        let mut statements = self.statements();
        while !self.is_done() {
            let start = self.start();
            self.skip(1);
            self.error(Span::new(start, self.end()), "no block is open here");
            statements.append(&mut self.statements());
        }
        statements
    }

    /// Statements up to a `}` or the end.
    pub(super) fn statements(&mut self) -> Vec<Statement> {
        let mut statements = Vec::new();
        while !self.is_done() && !self.is_sign(0, "}") {
            let start = self.start();
            let before = self.errors.len();
            statements.extend(self.deeper(Self::statement).flatten());
            // Whatever came: something was taken.
            if self.start() == start && !self.is_done() {
                self.stray(before);
            }
        }
        statements
    }

    /// Passes over a token that starts no statement.
    fn stray(&mut self, errors: usize) {
        let (start, word) = (self.start(), self.word(0));
        self.skip(1);
        if matches!(word, ")" | "]") && self.errors.len() == errors {
            self.error(Span::new(start, self.end()), &format!("no bracket is open in front of `{word}`"));
        }
    }

    /// One statement; none where only separators stand.
    pub(super) fn statement(&mut self) -> Option<Statement> {
        while self.take(";") || self.take("->") || self.take(":") {}
        self.skip_annotations();
        let start = self.start();
        while MODIFIERS.contains(&self.word(0)) && self.is_name(1) {
            self.skip(1);
        }
        let mut statement = match self.word(0) {
            "import" | "package" if self.is_name(1) => self.names_only(),
            "val" | "var" | "def" if self.is_name(1) || self.is_sign(1, "(") || self.is_sign(1, "<") => {
                declaration::declaration(self)
            }
            _ => match self.control() {
                Some(control) => control,
                None => self.expression_statement()?,
            },
        };
        statement.span.start = start;
        Some(statement)
    }

    /// `@Suppress("x")`, `@file:Suppress("x")`.
    fn skip_annotations(&mut self) {
        while self.is_sign(0, "@") && self.is_name(1) {
            self.skip(2);
            while (self.is_sign(0, ":") || self.is_sign(0, ".")) && self.is_name(1) {
                self.skip(2);
            }
            if self.is_sign(0, "(") && self.same_line() {
                self.skip_balanced();
            }
        }
    }

    /// `import a.b.*`: the rest of the line.
    fn names_only(&mut self) -> Statement {
        let start = self.start();
        let path = vec![self.name(0)];
        let path_span = self.ahead(0).map_or_else(Span::default, |token| token.span);
        self.skip(1);
        while self.ahead(0).is_some_and(|token| !token.line_break) && !matches!(self.word(0), ";" | "}") {
            self.skip(1);
        }
        Statement { path, path_span, span: Span::new(start, self.end()), kind: StatementKind::Other }
    }

    /// A call, a value, or an assignment to either.
    fn expression_statement(&mut self) -> Option<Statement> {
        let start = self.start();
        let (value, path_span) = self.expression(Place::Statement)?;
        if !self.same_line() || !ASSIGNS.contains(&self.word(0)) {
            return Some(of_value(value, path_span));
        }
        let added = !self.is_sign(0, "=");
        self.skip(1);
        let assigned = self.assigned();
        let span = Span::new(start, self.end());
        let (path, path_span, target, declared) = target(value, path_span);
        let kind = StatementKind::Assignment(Assignment { declared, added, target, value: assigned });
        Some(Statement { path, path_span, span, kind })
    }

    /// The value behind a `=`; of `a = b = c` the last.
    pub(super) fn assigned(&mut self) -> Value {
        loop {
            let start = self.start();
            let value = self.expression(Place::Right).map(|(value, _)| value);
            if !(self.same_line() && self.take("=")) || self.is_done() {
                return value.unwrap_or_else(|| self.unread(start));
            }
        }
    }
}

/// A value as a statement.
pub(super) fn of_value(value: Value, path_span: Span) -> Statement {
    let span = value.span;
    match value.kind {
        ValueKind::Name(path) => {
            Statement { path, path_span, span, kind: StatementKind::Call(Invocation::default()) }
        }
        ValueKind::Call { path, call } => {
            Statement { path, path_span, span, kind: StatementKind::Call(call) }
        }
        _ => Statement { path: Vec::new(), path_span, span, kind: StatementKind::Value(value) },
    }
}

/// What is assigned to: its path, where that stands, what follows it, and whether it is declared here.
fn target(value: Value, path_span: Span) -> (Vec<String>, Span, Invocation, bool) {
    match value.kind {
        ValueKind::Name(path) => (path, path_span, Invocation::default(), false),
        // `String version = '1'` reads as a call of `String` with `version`.
        ValueKind::Call { path, call } => match declared_name(&call) {
            Some((name, span)) => (vec![name], span, Invocation::default(), true),
            None => (path, path_span, call, false),
        },
        _ => (Vec::new(), path_span, Invocation::default(), false),
    }
}

fn declared_name(call: &Invocation) -> Option<(String, Span)> {
    let [argument] = call.arguments.as_slice() else { return None };
    let ValueKind::Name(path) = &argument.value.kind else { return None };
    let plain = argument.name.is_none() && call.block.is_none() && call.chain.is_empty();
    // `project(name).x = ..` has a chain; `name(x) = ..` is nothing.
    match path.as_slice() {
        [name] if plain => Some((name.clone(), argument.value.span)),
        _ => None,
    }
}
