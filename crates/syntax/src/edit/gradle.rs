//! Gradle's scripts in Groovy and Kotlin: statements are put into the blocks where they belong.

mod block;
mod section;
#[cfg(test)]
mod tests;
mod there;
mod trivia;

use super::{
    Edited, Edits, Lines, Refusal, indentation,
    indented::indented,
    settled::{all, settled},
};
use crate::{
    gradle::{self, Dialect, Script},
    span::{Span, SyntaxError},
};

/// A statement that a script shall hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The block at the script's top in which it stands: `dependencies`. None: it is a block of its own at the script's end.
    pub block: Option<String>,
    /// How it is written: lines that end with `\n`, the first without indent, by spaces, the same for each step.
    pub text: String,
    /// By what it is there already, besides a statement that is written the same: any of these.
    pub known_by: Vec<Known>,
    /// The configurations in which a dependency counts as there; any where none is named.
    pub configurations: Vec<String>,
}

/// By what a statement is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// A dependency on this module in any notation, whatever its version, also as a platform.
    Module {
        /// The module's group.
        group: String,
        /// The module's name.
        name: String,
    },
    /// An accessor of a version catalog, of a library or a plugin: `libs.spring.kafka`, `libs.plugins.spring.boot`.
    Catalog(String),
    /// A plugin of this id.
    Plugin(String),
    /// A block, variable, task or configuration of this name: `application`, `val agent`, `tasks.register("agent")`.
    Name(String),
}

impl Statement {
    /// A statement of a block.
    pub fn of(block: impl Into<String>, text: impl Into<String>) -> Self {
        Self { block: Some(block.into()), ..Self::alone(text) }
    }

    /// A block of its own.
    pub fn alone(text: impl Into<String>) -> Self {
        Self { block: None, text: text.into(), known_by: Vec::new(), configurations: Vec::new() }
    }

    /// The same, with one more thing by which it is there already.
    #[must_use]
    pub fn known_by(mut self, known: Known) -> Self {
        self.known_by.push(known);
        self
    }
}

/// A statement that reads as one.
struct Checked<'s> {
    statement: &'s Statement,
    /// What it is called: its configuration, if it is a dependency.
    path: Vec<String>,
    /// Each statement that is written there, without white space.
    written: Vec<String>,
}

/// Inserts statements: a dependency behind the last one of its configuration, anything else at the end of its block. A block
/// that is missing comes where convention has it: `plugins` first of all that may come first, `dependencies` behind
/// `repositories`. Blocks for other projects and for the build itself are not those of the script.
///
/// # Errors
/// When the script does not read without mistakes, when nothing may stand where a block belongs, when a plugin is there but
/// not applied, or when a statement to insert does not read as one.
pub fn insert(text: &str, dialect: Dialect, statements: &[Statement]) -> Edited {
    let lines = shown(text, statements);
    settled(text, &lines, |text| {
        plan(text, dialect, statements).map_err(|error| Refusal::new(error.message, &lines).at(error.span))
    })
}

fn plan(text: &str, dialect: Dialect, statements: &[Statement]) -> Result<Edits, SyntaxError> {
    let (script, errors) = gradle::read_as(text, dialect);
    if let Some(error) = errors.into_iter().next() {
        return Err(error);
    }
    let mut missing: Vec<Checked<'_>> = Vec::new();
    let there = there::There::new(text, &script);
    for statement in statements {
        let checked = checked(statement, dialect)?;
        let asked = missing.iter().any(|other| is_same(other.statement, statement));
        if !asked && !there.holds(&checked)? {
            missing.push(checked);
        }
    }
    let file =
        File { text, dialect, script: &script, lines: Lines::of(text), step: indentation(text, "    ") };
    let (blocks, ends) = by_block(&missing);
    let mut edits = Vec::new();
    let mut sections = section::Sections::default();
    for (name, wanted) in blocks {
        match block::edits(&file, name, &wanted) {
            Some(found) => edits.extend(found),
            None => sections.add(&file, name, &wanted)?,
        }
    }
    sections.add_ends(&file, &ends);
    edits.extend(sections.edits(&file));
    all(edits).map_err(|error| SyntaxError::new(Span::new(0, text.len()), error.to_string()))
}

/// A script that is edited.
struct File<'a> {
    text: &'a str,
    dialect: Dialect,
    script: &'a Script,
    lines: Lines<'a>,
    /// By what it indents one step.
    step: &'a str,
}

impl File<'_> {
    /// The lines of a statement.
    fn written(&self, wanted: &Checked<'_>, indent: &str) -> Vec<String> {
        indented(wanted.statement.text.trim_end(), indent, self.step)
    }
}

fn is_same(one: &Statement, other: &Statement) -> bool {
    let known = !one.known_by.is_empty() && one.known_by == other.known_by;
    one.block == other.block && (known || one.text == other.text)
}

fn checked(statement: &Statement, dialect: Dialect) -> Result<Checked<'_>, SyntaxError> {
    let (script, errors) = gradle::read_as(&statement.text, dialect);
    let first = script.statements.first().filter(|_| errors.is_empty());
    let Some(first) = first else {
        return Err(SyntaxError::new(Span::default(), "the statement to insert does not read as one"));
    };
    let written =
        script.statements.iter().map(|found| squeezed(&statement.text[found.span.range()])).collect();
    Ok(Checked { statement, path: first.path.clone(), written })
}

/// A text without white space.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The statements of each block, the blocks in the order of convention; and those that stand alone.
fn by_block<'m, 's>(
    missing: &'m [Checked<'s>],
) -> (Vec<(&'s str, Vec<&'m Checked<'s>>)>, Vec<&'m Checked<'s>>) {
    let mut blocks: Vec<(&str, Vec<&Checked<'_>>)> = Vec::new();
    let mut ends = Vec::new();
    for wanted in missing {
        let Some(name) = wanted.statement.block.as_deref() else {
            ends.push(wanted);
            continue;
        };
        match blocks.iter_mut().find(|(other, _)| *other == name) {
            Some((_, statements)) => statements.push(wanted),
            None => blocks.push((name, vec![wanted])),
        }
    }
    blocks.sort_by_key(|(name, _)| section::rank(name).unwrap_or(u8::MAX));
    (blocks, ends)
}

/// Statements as a person would write them into a script that lacks their blocks.
fn shown(text: &str, statements: &[Statement]) -> String {
    let (step, end) = (indentation(text, "    "), Lines::of(text).ending);
    let mut lines: Vec<String> = Vec::new();
    for (at, statement) in statements.iter().enumerate() {
        let block = statement.block.as_deref();
        let goes_on = at > 0 && block.is_some() && statements[at - 1].block.as_deref() == block;
        if goes_on {
            lines.pop();
        }
        let indent = if block.is_some() { step } else { "" };
        lines.extend(block.filter(|_| !goes_on).map(|name| format!("{name} {{")));
        lines.extend(indented(statement.text.trim_end(), indent, step));
        lines.extend(block.map(|_| "}".to_owned()));
    }
    lines.join(end)
}
