//! Values: texts, names, calls, lists.

use super::{Statement, reference};
use crate::span::{Span, Spanned};

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// What it is.
    pub kind: ValueKind,
    /// Where, with quotes and brackets.
    pub span: Span,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueKind {
    /// A text in quotes, or texts and names joined by `+`.
    Text(Vec<Part>),
    /// A dotted name: `libs.spring.kafka`.
    Name(Vec<String>),
    /// A call. The path is empty when it is made on a value that is no name; that value is then the one
    /// argument, and the chain tells what is called on it.
    Call {
        /// The dotted name of what is called.
        path: Vec<String>,
        /// What it is called with, and what is called on its result.
        call: Invocation,
    },
    /// `[a, b]`.
    List(Vec<Value>),
    /// `[a: b]`.
    Map(Vec<Argument>),
    /// A number, as written.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
    /// A closure or lambda.
    Closure(Block),
    /// Anything else, with the values that stand in it.
    Other(Vec<Value>),
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// What stands there, escapes resolved.
    Text(String),
    /// What is put in: `kafkaVersion` of `$kafkaVersion` and `${kafkaVersion}`, as written.
    Expression(Spanned<String>),
}

/// What a name is called with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Invocation {
    /// The arguments.
    pub arguments: Vec<Argument>,
    /// The closure behind them.
    pub block: Option<Block>,
    /// What is called on the result, behind a dot or as an infix: `version "1"`, `.apply(false)`.
    pub chain: Vec<Link>,
}

/// A name behind a call, with its own arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The name; `get` of `[index]`, `invoke` of a second pair of parentheses.
    pub name: Spanned<String>,
    /// The arguments.
    pub arguments: Vec<Argument>,
    /// The closure behind them.
    pub block: Option<Block>,
}

/// An argument, or an entry of a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// Its name: `group` of `group: 'a'`, of `group = "a"` and of `"group" to "a"`.
    pub name: Option<Spanned<String>>,
    /// The value.
    pub value: Value,
}

/// Statements in braces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Block {
    /// The statements.
    pub statements: Vec<Statement>,
    /// From brace to brace.
    pub span: Span,
}

impl Value {
    /// A text into which nothing is put.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        self.resolve(&|_| None)
    }

    /// A text as it is written, what is put in as `${..}`; also numbers and booleans.
    #[must_use]
    pub fn written(&self) -> Option<String> {
        match &self.kind {
            ValueKind::Text(parts) => Some(written(parts)),
            ValueKind::Number(number) => Some(number.clone()),
            ValueKind::Bool(value) => Some(value.to_string()),
            _ => None,
        }
    }

    /// A text, number or boolean with what is put in replaced. `lookup` gets the name that each expression
    /// refers to (see [`reference()`](super::reference())); none when it does not know one.
    #[must_use]
    pub fn resolve(&self, lookup: &dyn Fn(&str) -> Option<String>) -> Option<String> {
        let ValueKind::Text(parts) = &self.kind else { return self.written() };
        let of = |part: &Part| match part {
            Part::Text(text) => Some(text.clone()),
            Part::Expression(expression) => lookup(&reference(&expression.value)?),
        };
        parts.iter().map(of).collect()
    }

    /// The dotted name, if it is one.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        match &self.kind {
            ValueKind::Name(path) => Some(path.join(".")),
            _ => None,
        }
    }

    /// Path and call, if it is one.
    #[must_use]
    pub fn call(&self) -> Option<(&[String], &Invocation)> {
        match &self.kind {
            ValueKind::Call { path, call } => Some((path, call)),
            _ => None,
        }
    }

    /// The elements of `[a, b]`, `listOf(a, b)`, `arrayOf(a, b)`, `setOf(a, b)`; none of anything else.
    pub fn items(&self) -> impl Iterator<Item = &Self> {
        let (list, arguments): (&[Self], &[Argument]) = match &self.kind {
            ValueKind::List(items) => (items, &[]),
            ValueKind::Call { path, call } if is_any(path, &LISTS) => (&[], &call.arguments),
            _ => (&[], &[]),
        };
        list.iter().chain(arguments.iter().map(|argument| &argument.value))
    }

    /// The entries of `[a: b]`, `mapOf("a" to b)`; none of anything else.
    #[must_use]
    pub fn entries(&self) -> &[Argument] {
        match &self.kind {
            ValueKind::Map(entries) => entries,
            ValueKind::Call { path, call } if is_any(path, &MAPS) => &call.arguments,
            _ => &[],
        }
    }
}

/// What makes lists and maps in Kotlin.
const LISTS: [&str; 6] = ["listOf", "mutableListOf", "arrayOf", "setOf", "mutableSetOf", "arrayListOf"];
const MAPS: [&str; 4] = ["mapOf", "mutableMapOf", "hashMapOf", "linkedMapOf"];

fn is_any(path: &[String], names: &[&str]) -> bool {
    path.last().is_some_and(|last| names.contains(&last.as_str()))
}

/// The parts of a text as one, what is put in as `${..}`.
pub(super) fn written(parts: &[Part]) -> String {
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Text(part) => text.push_str(part),
            Part::Expression(expression) => {
                text.push_str("${");
                text.push_str(&expression.value);
                text.push('}');
            }
        }
    }
    text
}

impl Invocation {
    /// The values of the arguments without a name.
    pub fn positional(&self) -> impl Iterator<Item = &Value> {
        self.arguments.iter().filter(|argument| argument.name.is_none()).map(|argument| &argument.value)
    }

    /// The value of the argument with this name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Value> {
        named(&self.arguments, name)
    }

    /// The first thing of this name that is called on the result.
    #[must_use]
    pub fn link(&self, name: &str) -> Option<&Link> {
        self.chain.iter().find(|link| link.name.value == name)
    }
}

/// The value of the argument with this name.
pub(super) fn named<'a>(arguments: &'a [Argument], name: &str) -> Option<&'a Value> {
    let is = |argument: &&Argument| argument.name.as_ref().is_some_and(|own| own.value == name);
    arguments.iter().find(is).map(|argument| &argument.value)
}
