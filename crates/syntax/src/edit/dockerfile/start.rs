//! What starts a stage, with words in front of it.

use super::{
    File,
    command::{self, Found},
};
use crate::{
    dockerfile::{Form, Instruction, Stage},
    edit::Edits,
    shell,
    span::{Spanned, SyntaxError},
};

/// Puts words in front of the command that starts a stage.
pub(super) fn edits(file: &File<'_>, stage: &Stage, words: &[String]) -> Result<Edits, SyntaxError> {
    let Some(start) = started(stage) else {
        return Err(SyntaxError::new(stage.span, "the stage does not say how it starts"));
    };
    if words.is_empty() {
        return Ok(Edits::none());
    }
    match &start.form {
        Form::Exec(items) => match command::script_of(items) {
            Some(script) => in_script(file, script, words),
            None => in_list(file, items, words),
        },
        Form::Shell(said) => in_shell(file, stage, said, words),
    }
}

/// The instruction that says what starts: the last `ENTRYPOINT`, to which `CMD` is no more than arguments, or the last `CMD`.
fn started(stage: &Stage) -> Option<&Instruction> {
    let last = |keyword: &str| stage.instructions.iter().rfind(|found| found.keyword == keyword);
    // An empty list takes back what was said before.
    let says = |found: &&Instruction| match &found.form {
        Form::Exec(items) => !items.is_empty(),
        Form::Shell(said) => !said.value.trim().is_empty(),
    };
    last("ENTRYPOINT").filter(says).or_else(|| last("CMD").filter(says))
}

/// `["app"]`: the words come first, parted as those that are there.
fn in_list(file: &File<'_>, items: &[Spanned<String>], words: &[String]) -> Result<Edits, SyntaxError> {
    let there = items.iter().map(|item| &item.value).take(words.len()).eq(words);
    let Some(first) = items.first().filter(|_| !there) else { return Ok(Edits::none()) };
    if words.iter().any(|word| word.contains(char::is_control)) {
        return Err(SyntaxError::new(first.span, "the words to put in front cannot be written"));
    }
    let between = items.get(1).and_then(|second| file.text.get(first.span.end..second.span.start));
    let between = between.filter(|between| !between.contains('\n')).unwrap_or(", ");
    let text: String = words.iter().map(|word| format!("{}{between}", json(word))).collect();
    Ok(Edits::insertion(first.span.start, text))
}

fn json(word: &str) -> String {
    format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\""))
}

/// `["sh", "-c", "exec app"]`.
fn in_script(file: &File<'_>, script: &Spanned<String>, words: &[String]) -> Result<Edits, SyntaxError> {
    let error = |why: &str| SyntaxError::new(script.span, why);
    let written = file.text[script.span.range()].trim_matches('"');
    if written != script.value {
        return Err(error("the script that starts is written with escapes"));
    }
    let found = command::find(written, words).map_err(error)?;
    Ok(put(script.span.start + 1, found, words))
}

/// `exec app`.
fn in_shell(
    file: &File<'_>,
    stage: &Stage,
    said: &Spanned<String>,
    words: &[String],
) -> Result<Edits, SyntaxError> {
    let error = |why: &str| SyntaxError::new(said.span, why);
    if !runs_in_sh(stage) {
        return Err(error("the stage does not start in a shell that is known"));
    }
    let written = &file.text[said.span.range()];
    if said.value.starts_with('[') {
        return Err(error("the words that start are no JSON"));
    }
    // Lines that are continued read alike for the shell, but not where comments stand between them or another sign continues.
    if !reads_alike(written, &said.value) {
        return Err(error("the lines that start are not parted as a shell would part them"));
    }
    let found = command::find(written, words).map_err(error)?;
    Ok(put(said.span.start, found, words))
}

fn put(from: usize, found: Found, words: &[String]) -> Edits {
    match found {
        Found::There => Edits::none(),
        Found::At(at) => Edits::insertion(from + at, format!("{} ", words.join(" "))),
    }
}

/// Whether `SHELL` leaves it at one that reads as `sh` does.
fn runs_in_sh(stage: &Stage) -> bool {
    match stage.instructions.iter().rfind(|found| found.keyword == "SHELL").map(|found| &found.form) {
        Some(Form::Exec(words)) => words.first().is_some_and(|word| command::is_shell(&word.value)),
        Some(Form::Shell(_)) => false,
        None => true,
    }
}

fn reads_alike(one: &str, other: &str) -> bool {
    let ((one, _), (other, _)) = (shell::read(one), shell::read(other));
    let words = |script: &shell::Script| -> Vec<Vec<String>> {
        let of = |command: &shell::Command| command.words.iter().map(|word| word.value.clone()).collect();
        script.commands().map(of).collect()
    };
    one.lines.len() == other.lines.len() && words(&one) == words(&other)
}

/// The instruction as it would read with the words, as far as that is known.
pub(super) fn shown(text: &str, stage: Option<&Stage>, words: &[String]) -> String {
    let plain = words.join(" ");
    let Some(start) = stage.and_then(started) else { return format!("CMD {plain}") };
    let keyword = &text[start.keyword_span.range()];
    match &start.form {
        Form::Exec(items) => {
            let all: Vec<String> =
                words.iter().chain(items.iter().map(|item| &item.value)).map(|word| json(word)).collect();
            format!("{keyword} [{}]", all.join(", "))
        }
        Form::Shell(said) => format!("{keyword} {plain} {}", said.value),
    }
}
