//! Dockerfiles: instructions are added to a stage, and words are put in front of what starts.

mod change;
mod command;
mod env;
mod place;
mod start;
#[cfg(test)]
mod tests;

use super::{
    Edit, Edited, Edits, Lines, Refusal,
    settled::{all, settled},
};
use crate::{
    dockerfile::{self, Dockerfile, Form, Instruction, Stage},
    span::{Span, SyntaxError},
};
use place::Place;

pub use change::{Anchor, Change};

/// Makes changes. What is there already stays as it is; everything else is inserted, in the case in which the file writes
/// its instructions.
///
/// # Errors
/// When the file does not read without mistakes or lacks the stage, when a variable is set to something else, when a line to
/// add is no instruction of its kind, and when it is not clear which command starts.
pub fn edit(text: &str, changes: &[Change]) -> Edited {
    let lines = shown(text, changes);
    settled(text, &lines, |text| {
        plan(text, changes).map_err(|error| Refusal::new(error.message, &lines).at(error.span))
    })
}

fn plan(text: &str, changes: &[Change]) -> Result<Edits, SyntaxError> {
    let (read, errors) = dockerfile::read(text);
    if let Some(error) = errors.into_iter().next() {
        return Err(error);
    }
    let file = File::new(text, &read);
    let is_new = |at: usize, change: &Change| {
        !changes[..at].iter().any(|other| other == change || other.joins(change))
    };
    let edits = changes.iter().enumerate().filter(|(at, change)| is_new(*at, change));
    let mut edits = edits.map(|(_, change)| file.change(change, changes)).collect::<Result<Vec<_>, _>>()?;
    // What goes on with the last line comes in front of what ends it.
    edits.sort_by_key(|edits| edits.as_slice().iter().any(|edit| file.ends_last_line(edit)));
    all(edits).map_err(|error| SyntaxError::new(file.whole(), error.to_string()))
}

/// A file that is edited.
struct File<'a> {
    text: &'a str,
    read: &'a Dockerfile,
    lines: Lines<'a>,
    /// The character that escapes.
    escape: char,
    /// Whether it writes its instructions in lower case.
    lower: bool,
}

impl<'a> File<'a> {
    fn new(text: &'a str, read: &'a Dockerfile) -> Self {
        let keywords = read.stages.iter().flat_map(|stage| {
            let from = Span::new(stage.span.start, stage.span.start + "FROM".len());
            stage.instructions.iter().map(|found| found.keyword_span).chain([from])
        });
        let is_lower = |span: &Span| text[span.range()].bytes().all(|byte| byte.is_ascii_lowercase());
        let (lower, upper): (Vec<Span>, Vec<Span>) = keywords.partition(is_lower);
        let lines = Lines::of(text);
        Self { text, read, lines, escape: dockerfile::escape(text), lower: lower.len() > upper.len() }
    }

    fn ends_last_line(&self, edit: &Edit) -> bool {
        edit.span.start == self.text.len() && edit.text.starts_with(self.lines.ending)
    }

    fn whole(&self) -> Span {
        Span::new(0, self.text.len())
    }

    fn error(&self, message: impl Into<String>) -> SyntaxError {
        SyntaxError::new(self.whole(), message)
    }

    fn change(&self, change: &Change, all: &[Change]) -> Result<Edits, SyntaxError> {
        let index = self.stage(change.stage())?;
        let stage = &self.read.stages[index];
        match change {
            Change::Env { name, value, joined_by, .. } => {
                let others = all.iter().filter(|other| change.joins(other)).filter_map(Change::value);
                let values: Vec<&str> = if joined_by.is_some() { others.collect() } else { vec![value] };
                env::edits(self, index, name, &values, joined_by.as_deref())
            }
            Change::Copy { line, otherwise, .. } => {
                self.added(stage, "COPY", line, || place::of_copy(stage, *otherwise))
            }
            Change::Run { line, otherwise, .. } => {
                self.added(stage, "RUN", line, || place::of_run(stage, *otherwise))
            }
            Change::Prefix { words, .. } => start::edits(self, stage, words),
        }
    }

    /// The index of a stage by its name or number; of the last one without.
    fn stage(&self, wanted: Option<&str>) -> Result<usize, SyntaxError> {
        let stages = &self.read.stages;
        let Some(wanted) = wanted else {
            return stages.len().checked_sub(1).ok_or_else(|| self.error("there is no stage"));
        };
        let is =
            |stage: &Stage| stage.name.as_ref().is_some_and(|name| name.value.eq_ignore_ascii_case(wanted));
        let numbered = || wanted.parse().ok().filter(|number| *number < stages.len());
        let found = stages.iter().position(is).or_else(numbered);
        found.ok_or_else(|| self.error(format!("there is no stage `{wanted}`")))
    }

    /// Adds an instruction unless the stage has it.
    fn added(
        &self,
        stage: &Stage,
        keyword: &str,
        line: &str,
        place: impl FnOnce() -> Place,
    ) -> Result<Edits, SyntaxError> {
        let Some(wanted) = instruction(line).filter(|found| found.keyword == keyword) else {
            return Err(self.error(format!("the line to add is no `{keyword}`")));
        };
        if stage.instructions.iter().any(|found| says(found) == says(&wanted)) {
            return Ok(Edits::none());
        }
        let lines: Vec<String> = self.in_case(line.trim()).lines().map(|line| self.continued(line)).collect();
        Ok(place::insertion(self, stage, place(), &lines))
    }

    /// An instruction in the case of the file.
    fn in_case(&self, line: &str) -> String {
        let keyword = line.find(char::is_whitespace).unwrap_or(line.len());
        let (keyword, rest) = line.split_at(keyword);
        if self.lower { keyword.to_ascii_lowercase() + rest } else { keyword.to_ascii_uppercase() + rest }
    }

    /// A line with the character that continues it in this file.
    fn continued(&self, line: &str) -> String {
        match line.strip_suffix('\\') {
            Some(rest) => format!("{rest}{}", self.escape),
            None => line.to_owned(),
        }
    }
}

/// The one instruction that a text is.
fn instruction(line: &str) -> Option<Instruction> {
    let (read, errors) = dockerfile::read(&format!("FROM a\n{}\n", line.trim()));
    let [stage] = read.stages.as_slice() else { return None };
    match stage.instructions.as_slice() {
        [only] if errors.is_empty() => Some(only.clone()),
        _ => None,
    }
}

/// What an instruction says, however it is parted into lines.
fn says(instruction: &Instruction) -> (&str, Vec<&str>, Vec<&str>) {
    let flags = instruction.flags.iter().map(|flag| flag.value.as_str()).collect();
    let words = match &instruction.form {
        Form::Exec(words) => words.iter().map(|word| word.value.as_str()).collect(),
        Form::Shell(text) => text.value.split_whitespace().collect(),
    };
    (&instruction.keyword, flags, words)
}

/// Changes as a person would write them.
fn shown(text: &str, changes: &[Change]) -> String {
    let (read, _) = dockerfile::read(text);
    let file = File::new(text, &read);
    let lines = changes.iter().map(|change| match change {
        Change::Env { name, value, .. } => file.in_case(&env::line(name, value, file.escape)),
        Change::Copy { line, .. } | Change::Run { line, .. } => {
            let lines: Vec<String> = line.trim().lines().map(|line| file.continued(line)).collect();
            file.in_case(&lines.join(file.lines.ending))
        }
        Change::Prefix { words, stage } => {
            let stage = file.stage(stage.as_deref()).ok().map(|index| &read.stages[index]);
            start::shown(text, stage, words)
        }
    });
    lines.collect::<Vec<_>>().join(file.lines.ending)
}
