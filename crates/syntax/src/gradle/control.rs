//! What runs blocks under conditions, and what defines types and functions.

use super::{
    Block, Statement, StatementKind, Value, ValueKind, expression::Place, parser::Parser, statement,
};
use crate::span::Span;

/// Words that go on with a control structure.
const GOES_ON: [&str; 3] = ["else", "catch", "finally"];

/// Words that define a type or a function.
const DEFINES: [&str; 6] = ["class", "interface", "enum", "trait", "fun", "object"];

impl Parser<'_> {
    /// A control structure or a definition, if one is next.
    pub(super) fn control(&mut self) -> Option<Statement> {
        if !self.is_name(0) {
            return None;
        }
        let word = self.word(0);
        let starts = match word {
            "if" | "for" | "while" | "switch" => self.is_sign(1, "("),
            "when" => self.is_sign(1, "(") || self.is_sign(1, "{"),
            "try" | "do" => self.is_sign(1, "{"),
            _ => false,
        };
        let defines = DEFINES.contains(&word)
            && (self.is_name(1) || (matches!(word, "fun" | "object") && (self.is_sign(1, "<"))));
        if !starts && !defines {
            return None;
        }
        let (start, path) = (self.start(), vec![self.name(0)]);
        let path_span = Span::new(start, start + word.len());
        let blocks = if starts { self.branches() } else { self.definition() };
        let span = Span::new(start, self.end());
        Some(Statement { path, path_span, span, kind: StatementKind::Control(blocks) })
    }

    /// The branches of a control structure; its first word is next.
    pub(super) fn branches(&mut self) -> Vec<Block> {
        let inside = std::mem::replace(&mut self.inside, false);
        let mut blocks = Vec::new();
        loop {
            let word = self.word(0);
            self.skip(1);
            while self.word(0) == "if" && self.is_name(0) {
                self.skip(1);
            }
            if self.is_sign(0, "(") {
                self.skip_balanced();
            }
            blocks.extend(self.branch());
            if word == "do" && self.word(0) == "while" && self.is_sign(1, "(") {
                self.skip(1);
                self.skip_balanced();
            }
            // `if (a) b; else c`
            if self.is_sign(0, ";") && self.word(1) == "else" {
                self.skip(1);
            }
            if !(self.is_name(0) && GOES_ON.contains(&self.word(0)) && !self.is_sign(1, "->")) {
                break;
            }
        }
        self.inside = inside;
        blocks
    }

    /// A block, or one statement in place of it.
    fn branch(&mut self) -> Option<Block> {
        if self.is_sign(0, "{") {
            return Some(self.block());
        }
        if self.is_done() || matches!(self.word(0), "}" | ")" | "]" | "," | ";") {
            return None;
        }
        let statement = self.deeper(Self::statement).flatten()?;
        let span = statement.span;
        Some(Block { statements: vec![statement], span })
    }

    /// The body of a type or function: a block, or what stands behind `=`.
    fn definition(&mut self) -> Vec<Block> {
        self.skip(1);
        loop {
            let line_ends = self.ahead(0).is_none_or(|token| token.line_break);
            match self.word(0) {
                "{" => return vec![self.block()],
                "=" => {
                    self.skip(1);
                    let value = self.expression(Place::Right);
                    return value.map(|(value, span)| of_one(value, span)).into_iter().collect();
                }
                "}" | ";" => return Vec::new(),
                _ if line_ends => return Vec::new(),
                _ => self.skip_balanced(),
            }
        }
    }

    /// A control structure where a value is expected: the values are those of its blocks.
    pub(super) fn control_value(&mut self) -> Option<Value> {
        let start = self.start();
        let value = match self.word(0) {
            "if" | "switch" if self.is_sign(1, "(") => self.branches(),
            "when" if self.is_sign(1, "(") || self.is_sign(1, "{") => self.branches(),
            "try" if self.is_sign(1, "{") => self.branches(),
            "object" if self.is_sign(1, ":") => self.definition(),
            _ => return None,
        };
        let closures = value.into_iter().map(|block| {
            let span = block.span;
            Value { kind: ValueKind::Closure(block), span }
        });
        let kind = ValueKind::Other(closures.collect());
        Some(Value { kind, span: Span::new(start, self.end()) })
    }
}

fn of_one(value: Value, path_span: Span) -> Block {
    let span = value.span;
    Block { statements: vec![statement::of_value(value, path_span)], span }
}
