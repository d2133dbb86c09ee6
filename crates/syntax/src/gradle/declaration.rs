//! `val`, `var` and `def`.

use super::{Assignment, Block, Invocation, Statement, StatementKind, Value, ValueKind, parser::Parser};
use crate::span::Span;

/// Reads a declaration; `val`, `var` or `def` is next.
pub(super) fn declaration(parser: &mut Parser<'_>) -> Statement {
    let start = parser.start();
    parser.skip(1);
    if let Some(length) = parser.is_sign(0, "<").then(|| parser.type_arguments(0)).flatten() {
        parser.skip(length);
    }
    if parser.is_sign(0, "(") {
        return several(parser, start);
    }
    skip_receiver(parser);
    let path_span = parser.ahead(0).map_or_else(Span::default, |token| token.span);
    let path = vec![parser.name(0)];
    parser.skip(1);
    if parser.is_sign(0, "(") && parser.same_line() {
        return method(parser, start, path_span);
    }
    if parser.take(":") {
        parser.skip_type();
    }
    let delegated = parser.word(0) == "by" && parser.is_name(0);
    let value = if delegated || parser.is_sign(0, "=") {
        parser.skip(1);
        match parser.assigned() {
            // `by project`: where it is looked up is no value.
            Value { kind: ValueKind::Name(_), span } if delegated => nothing(span.start),
            value => value,
        }
    } else {
        nothing(parser.end())
    };
    let kind = StatementKind::Assignment(Assignment {
        declared: true,
        added: false,
        target: Invocation::default(),
        value,
    });
    Statement { path, path_span, span: Span::new(start, parser.end()), kind }
}

/// No value: `def x`, `val x: String`.
fn nothing(at: usize) -> Value {
    Value { kind: ValueKind::Other(Vec::new()), span: Span::new(at, at) }
}

/// The type in front of a name, as in `def String x` and `val Project.x`.
fn skip_receiver(parser: &mut Parser<'_>) {
    while parser.is_name(0) {
        let next = parser.ahead(1).is_some_and(|token| !token.line_break);
        if next && parser.is_sign(1, ".") && parser.is_name(2) {
            parser.skip(2);
        } else if next && parser.is_name(1) && !matches!(parser.word(1), "by" | "get") {
            parser.skip(1);
        } else {
            return;
        }
    }
}

/// `val (a, b) = ..`: the names have no single value.
fn several(parser: &mut Parser<'_>, start: usize) -> Statement {
    parser.skip_balanced();
    let value = if parser.take("=") { parser.assigned() } else { nothing(parser.end()) };
    let span = Span::new(start, parser.end());
    Statement {
        path: Vec::new(),
        path_span: Span::new(start, start),
        span,
        kind: StatementKind::Value(value),
    }
}

/// `def name(parameters) { .. }`.
fn method(parser: &mut Parser<'_>, start: usize, path_span: Span) -> Statement {
    parser.skip_balanced();
    let blocks: Vec<Block> = parser.is_sign(0, "{").then(|| parser.block()).into_iter().collect();
    let span = Span::new(start, parser.end());
    Statement { path: vec!["def".to_owned()], path_span, span, kind: StatementKind::Control(blocks) }
}
