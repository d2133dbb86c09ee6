//! The row of tokens that is being read, and what all parts of the grammar need of it.

use super::{
    Block, Value, ValueKind,
    token::{Kind, Token},
};
use crate::span::{Span, SyntaxError};

/// How deep blocks, brackets and operators may stand inside each other.
const DEPTH_MAX: usize = 64;

/// How many tokens are looked at to tell type arguments and parameters of a closure.
const AHEAD_MAX: usize = 40;

/// Words between two values that are no infix calls.
const OPERATORS: [&str; 7] = ["in", "is", "as", "instanceof", "else", "by", "implements"];

/// A reader of tokens.
pub(super) struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    /// Index of the next token.
    at: usize,
    depth: usize,
    /// Whether line ends mean nothing: inside `(..)` and `[..]`.
    pub(super) inside: bool,
    pub(super) errors: Vec<SyntaxError>,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str, tokens: Vec<Token>, errors: Vec<SyntaxError>) -> Self {
        Self { text, tokens, at: 0, depth: 0, inside: false, errors }
    }

    /// The `n`th token from here.
    pub(super) fn ahead(&self, n: usize) -> Option<&Token> {
        self.tokens.get(self.at + n)
    }

    /// The `n`th token from here as it is written; empty behind the end.
    pub(super) fn word(&self, n: usize) -> &'a str {
        self.ahead(n).map_or("", |token| &self.text[token.span.range()])
    }

    pub(super) fn is_done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// Where the token taken last ends.
    pub(super) fn end(&self) -> usize {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(0, |token| token.span.end)
    }

    /// Where the next token starts.
    pub(super) fn start(&self) -> usize {
        self.ahead(0).map_or(self.text.len(), |token| token.span.start)
    }

    pub(super) fn skip(&mut self, count: usize) {
        self.at = (self.at + count).min(self.tokens.len());
    }

    pub(super) fn is_sign(&self, n: usize, sign: &str) -> bool {
        self.ahead(n).is_some_and(|token| token.kind == Kind::Sign) && self.word(n) == sign
    }

    pub(super) fn is_name(&self, n: usize) -> bool {
        self.ahead(n).is_some_and(|token| token.kind == Kind::Name)
    }

    pub(super) fn is_text(&self, n: usize) -> bool {
        self.ahead(n).is_some_and(|token| matches!(token.kind, Kind::Text(_)))
    }

    /// Whether the token taken last is a comma.
    pub(super) fn ended_by_comma(&self) -> bool {
        let last = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        last.is_some_and(|token| &self.text[token.span.range()] == ",")
    }

    /// Takes a sign if it is next.
    pub(super) fn take(&mut self, sign: &str) -> bool {
        let is = self.is_sign(0, sign);
        self.at += usize::from(is);
        is
    }

    /// Whether the next token goes on with the line, or line ends mean nothing here.
    pub(super) fn same_line(&self) -> bool {
        self.ahead(0).is_some_and(|token| self.inside || !token.line_break)
    }

    /// A name without its backquotes.
    pub(super) fn name(&self, n: usize) -> String {
        self.word(n).trim_matches('`').to_owned()
    }

    /// Whether the next is a word between two values that is no infix call.
    pub(super) fn is_operator(&self) -> bool {
        OPERATORS.contains(&self.word(0))
    }

    pub(super) fn error(&mut self, span: Span, message: &str) {
        self.errors.push(SyntaxError::new(span, message));
    }

    /// Reads something one level deeper; none when that is too deep, and then what is next is passed over.
    pub(super) fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth >= DEPTH_MAX {
            let start = self.start();
            if !matches!(self.word(0), ")" | "]" | "}") {
                self.skip_balanced();
            }
            self.error(Span::new(start, self.end().max(start)), "this is nested too deep");
            return None;
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        Some(read)
    }

    /// Passes over a bracket with all it holds, or over one other token.
    pub(super) fn skip_balanced(&mut self) {
        let start = self.start();
        let mut braces = Vec::new();
        while !self.is_done() {
            match self.word(0) {
                opening @ ("(" | "[" | "{") => braces.push(opening == "{"),
                // The block around ends before a bracket in it does.
                "}" if braces.last() == Some(&false) => break,
                ")" | "]" | "}" => drop(braces.pop()),
                _ => {}
            }
            self.skip(1);
            if braces.is_empty() {
                return;
            }
        }
        self.error(Span::new(start, (start + 1).min(self.text.len())), "the bracket is not closed");
    }

    /// How many tokens `<..>` takes from the `n`th on; none when it is no list of types.
    pub(super) fn type_arguments(&self, n: usize) -> Option<usize> {
        let mut open = 0_usize;
        for length in 0..AHEAD_MAX {
            match self.word(n + length) {
                "<" => open += 1,
                ">" => open = open.checked_sub(1)?,
                "," | "." | "?" | "*" | "->" | "(" | ")" | "?." | "[" | "]" => {}
                _ if self.is_name(n + length) => {}
                _ => return None,
            }
            if open == 0 {
                return Some(length + 1);
            }
        }
        None
    }

    /// Passes over a type: names, type arguments, function types.
    pub(super) fn skip_type(&mut self) {
        loop {
            match self.word(0) {
                "<" => match self.type_arguments(0) {
                    Some(length) => self.skip(length),
                    None => return,
                },
                "(" if self.same_line() => self.skip_balanced(),
                "." | "?" | "->" | "?." => self.skip(1),
                "[" if self.is_sign(1, "]") => self.skip(2),
                word if self.is_name(0) && self.same_line() && !OPERATORS.contains(&word) => self.skip(1),
                _ => return,
            }
        }
    }

    /// Passes over the parameters that a closure starts with: `project ->`, `(a, b) ->`, `->`.
    pub(super) fn skip_parameters(&mut self) {
        for length in 0..AHEAD_MAX {
            let line_break = length > 0 && self.ahead(length).is_some_and(|token| token.line_break);
            match self.word(length) {
                "->" => return self.skip(length + 1),
                _ if line_break => return,
                "," | ":" | "(" | ")" | "." | "?" | "<" | ">" | "[" | "]" => {}
                _ if self.is_name(length) => {}
                _ => return,
            }
        }
    }

    /// What is read when it was nested too deep.
    pub(super) fn unread(&self, start: usize) -> Value {
        Value { kind: ValueKind::Other(Vec::new()), span: Span::new(start, self.end().max(start)) }
    }

    /// Reads `{ .. }`; the `{` is next.
    pub(super) fn block(&mut self) -> Block {
        let start = self.start();
        let statements = self.deeper(|parser| {
            let inside = std::mem::replace(&mut parser.inside, false);
            parser.skip(1);
            parser.skip_parameters();
            let statements = parser.statements();
            if !parser.take("}") {
                parser.error(Span::new(start, start + 1), "the block is not closed");
            }
            parser.inside = inside;
            statements
        });
        Block { statements: statements.unwrap_or_default(), span: Span::new(start, self.end().max(start)) }
    }
}
