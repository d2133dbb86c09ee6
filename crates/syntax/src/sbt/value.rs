//! What the text of a build says, before it is worked out.

use crate::span::Span;

/// An expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) kind: ValueKind,
    pub(super) span: Span,
}

/// What an expression is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ValueKind {
    /// Text, and what is put into it.
    Text(Vec<Part>),
    /// A name; `_` is one.
    Name(String),
    /// `a.b`
    Member(Box<Value>, String),
    /// `f(a)`, with the arguments of all its lists.
    Call(Box<Value>, Vec<Argument>),
    /// `a op b`
    Infix(Box<Value>, String, Box<Value>),
    /// `(a, b)`
    Tuple(Vec<Value>),
    /// `a => b`
    Function(Vec<String>, Box<Value>),
    /// What branches of a condition give.
    Choice(Vec<Value>),
    /// Statements, of which the last tells.
    Block(Vec<Statement>),
    /// Anything else.
    Other,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Text(String),
    Hole(Value),
}

/// An argument of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Argument {
    pub(super) name: Option<String>,
    pub(super) value: Value,
}

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Statement {
    /// `val a = b`, `def a(p) = b`
    Definition(Definition),
    /// `object A { .. }`
    Object { name: String, statements: Vec<Statement> },
    /// A value that stands alone: in an .sbt file a setting.
    Value(Value),
}

/// A name and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Definition {
    pub(super) name: String,
    pub(super) parameters: Vec<String>,
    pub(super) value: Value,
    /// Where its name stands.
    pub(super) span: Span,
}

impl Value {
    /// The expression as a dotted name, if it is one.
    pub(super) fn dotted(&self) -> Option<String> {
        let mut parts = Vec::new();
        let mut at = self;
        loop {
            match &at.kind {
                ValueKind::Name(name) => {
                    parts.push(name.as_str());
                    parts.reverse();
                    return Some(parts.join("."));
                }
                ValueKind::Member(object, name) => {
                    parts.push(name);
                    at = object;
                }
                _ => return None,
            }
        }
    }
}
