//! Gradle's build and settings scripts, in Groovy and in Kotlin.
//!
//! A script is a program; what is written down is read, nothing is run. Both dialects write the same things
//! nearly alike, so one reader takes both. [`read`] gives statements with their values and blocks; the views
//! beside it tell what they declare: [`dependencies`], [`plugins`], [`includes`], [`variables`],
//! [`applications`].

mod application;
mod argument;
mod control;
mod declaration;
pub mod declared;
mod dependency;
mod dialect;
mod escape;
mod expression;
mod interpolation;
mod literal;
mod notation;
mod parser;
mod plugin;
mod postfix;
mod reference;
mod settings;
mod statement;
mod token;
mod value;
mod variable;
mod walk;
mod within;

pub use application::{Setting, applications};
pub use dependency::{DeclaredDependency, dependencies};
pub use dialect::Dialect;
pub use notation::Notation;
pub use plugin::{Plugin, PluginReference, applied_scripts, plugins};
pub use reference::{interpolate, reference};
pub use settings::{ProjectFolder, included_builds, includes, project_folders, root_project_name};
pub use value::{Argument, Block, Invocation, Link, Part, Value, ValueKind};
pub use variable::{Variable, variables};
pub(crate) use walk::walk;

use crate::span::{Span, SyntaxError};

/// A script.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Script {
    /// Its statements, in the order of the text.
    pub statements: Vec<Statement>,
}

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The dotted name it starts with: `tasks`, `named` of `tasks.named("bootRun") { .. }`; what a declaration
    /// declares; the word of a `if`, `for`, `class`. Empty when it starts with anything else.
    pub path: Vec<String>,
    /// Where the name stands.
    pub path_span: Span,
    /// All of it, with its blocks.
    pub span: Span,
    /// What it is.
    pub kind: StatementKind,
}

/// What a statement is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatementKind {
    /// A call, with or without parentheses, arguments or a block; a name alone is one as well.
    Call(Invocation),
    /// `name = value`, `val name = value`, `val name by value`, `name += value`.
    Assignment(Assignment),
    /// What runs its blocks under conditions or later: `if`, `else`, `for`, `try`, `when`, `class`, `fun`. A
    /// branch without braces is a block of one statement.
    Control(Vec<Block>),
    /// A value that stands alone: what a closure returns.
    Value(Value),
    /// What holds no more than names: `import`, `package`.
    Other,
}

/// An assignment or a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Whether the name is declared here: `val`, `var`, `def`, a type.
    pub declared: bool,
    /// Whether the value is added to what was there: `+=`.
    pub added: bool,
    /// What stands behind the statement's path on the left: `(":a").projectDir` of `project(":a").projectDir`.
    pub target: Invocation,
    /// What is assigned; what stands behind `by` of a delegated property.
    pub value: Value,
}

impl Statement {
    /// The call, if it is one.
    #[must_use]
    pub fn call(&self) -> Option<&Invocation> {
        match &self.kind {
            StatementKind::Call(call) => Some(call),
            _ => None,
        }
    }

    /// The last part of its path; empty without one.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    /// Whether its path is this dotted name.
    #[must_use]
    pub fn is(&self, dotted: &str) -> bool {
        self.path.iter().map(String::as_str).eq(dotted.split('.'))
    }
}

/// Reads a script of either dialect, which its text tells. What cannot be understood is [`ValueKind::Other`]
/// with the values that stand in it; the rest is read. Blocks and brackets that are nested too deep are passed
/// over with an error.
#[must_use]
pub fn read(text: &str) -> (Script, Vec<SyntaxError>) {
    read_as(text, Dialect::of(text))
}

/// Reads a script whose dialect is known, as from its file's name.
#[must_use]
pub fn read_as(text: &str, dialect: Dialect) -> (Script, Vec<SyntaxError>) {
    let (tokens, errors) = token::tokens(text, dialect);
    let mut parser = parser::Parser::new(text, tokens, errors);
    let statements = parser.script();
    let mut errors = parser.errors;
    errors.sort_by_key(|error| error.span);
    (Script { statements }, errors)
}

#[cfg(test)]
mod tests;
