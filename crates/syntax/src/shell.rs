//! Start scripts: shell scripts, the lines of a Procfile, the shell form of a Dockerfile's instructions.
//!
//! Nothing is run and nothing expanded: `$NAME`, `${NAME:-default}` and `$(command)` stay as they are written.
//! Functions and branches are read as if all of them ran.

mod command;
mod nesting;
mod token;
mod word;

use crate::{
    span::{Span, Spanned, SyntaxError},
    text,
};

/// A script.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Script {
    /// Its lines, continued ones joined, without those that say nothing.
    pub lines: Vec<Line>,
}

/// A logical line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// Its commands, parted by `;`, `&`, `&&`, `||`, `|` and brackets.
    pub commands: Vec<Command>,
    /// From its first word to its last.
    pub span: Span,
}

/// A command, or assignments alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Command {
    /// What it assigns: `A=b`, `export A=b`, `A=b java`, `env A=b java`.
    pub assignments: Vec<Assignment>,
    /// Its words without quotes: without assignments in front, `env`, words of the grammar (`then`, `do`) and
    /// redirections. Empty when it only assigns.
    pub words: Vec<Spanned<String>>,
    /// From its first word to its last.
    pub span: Span,
}

/// An assignment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assignment {
    /// The variable.
    pub name: Spanned<String>,
    /// The value without quotes; of an array all of it with its parentheses.
    pub value: Spanned<String>,
    /// Whom it is for.
    pub scope: Scope,
    /// Whether the value is added to the one before (`+=`).
    pub added: bool,
}

/// Whom an assignment is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The script itself: `A=b`.
    #[default]
    Script,
    /// Everything that the script starts from here on: `export A=b`.
    Exported,
    /// The one command behind it: `A=b java`.
    Command,
}

/// A process of a Procfile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Process {
    /// Its name: `web`.
    pub name: Spanned<String>,
    /// What starts it.
    pub line: Line,
}

impl Script {
    /// All its commands, in the order of the text.
    pub fn commands(&self) -> impl Iterator<Item = &Command> {
        self.lines.iter().flat_map(|line| &line.commands)
    }

    /// All its assignments, in the order of the text.
    pub fn assignments(&self) -> impl Iterator<Item = &Assignment> {
        self.commands().flat_map(|command| &command.assignments)
    }
}

/// Reads a script. A quote or bracket that is never closed is an error and stands for itself; the bodies of
/// here-documents are passed over.
#[must_use]
pub fn read(text: &str) -> (Script, Vec<SyntaxError>) {
    let (tokens, errors) = word::tokens(text, 0);
    (Script { lines: command::lines(tokens) }, errors)
}

/// Reads a Procfile: `name: command`, one a line. Other lines are errors and passed over.
#[must_use]
pub fn procfile(text: &str) -> (Vec<Process>, Vec<SyntaxError>) {
    let mut processes = Vec::new();
    let mut errors = Vec::new();
    for (start, line) in text::lines(text) {
        let content = line.trim();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        let start = start + line.len() - line.trim_start().len();
        match content.split_once(':').filter(|(name, _)| is_process_name(name)) {
            Some((name, _)) => {
                let end = start + name.len();
                let (tokens, mut found) = word::tokens(&text[..start + content.len()], end + 1);
                errors.append(&mut found);
                let name = Spanned::new(name.to_owned(), Span::new(start, end));
                processes
                    .extend(command::lines(tokens).into_iter().next().map(|line| Process { name, line }));
            }
            None => {
                let span = Span::new(start, start + content.len());
                errors.push(SyntaxError::new(span, "expected `name: command`"));
            }
        }
    }
    (processes, errors)
}

fn is_process_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

#[cfg(test)]
mod tests;
