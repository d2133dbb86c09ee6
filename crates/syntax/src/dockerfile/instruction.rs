//! One instruction: its flags, its form, its pairs.

use super::{Form, Instruction, Stage, lines::Logical, words};
use crate::{
    json,
    node::Value,
    span::{Span, Spanned, SyntaxError},
};

/// What an instruction may be called, `FROM` aside.
pub(super) const KEYWORDS: [&str; 17] = [
    "ADD",
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "RUN",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
];

/// Those that take flags.
const WITH_FLAGS: [&str; 4] = ["ADD", "COPY", "HEALTHCHECK", "RUN"];

/// Those that may be a JSON list.
const WITH_EXEC_FORM: [&str; 8] =
    ["ADD", "CMD", "COPY", "ENTRYPOINT", "HEALTHCHECK", "RUN", "SHELL", "VOLUME"];

/// Reads an instruction other than `FROM`.
pub(super) fn read(line: &Logical, keyword: String) -> Instruction {
    let mut start = line.arguments;
    let mut flags = Vec::new();
    if WITH_FLAGS.contains(&keyword.as_str()) {
        (flags, start) = take_flags(line, start);
    }
    if keyword == "HEALTHCHECK" {
        start = behind_word(line, start, "CMD");
    }
    let exec = WITH_EXEC_FORM.contains(&keyword.as_str()).then(|| exec_form(line, start)).flatten();
    let form = exec.unwrap_or_else(|| shell_form(line, start));
    let pairs = match keyword.as_str() {
        "ENV" | "LABEL" => pairs(line),
        "ARG" => assignments(line),
        _ => Vec::new(),
    };
    Instruction { keyword, keyword_span: line.keyword_span, form, flags, pairs, span: span(line) }
}

/// Reads `FROM [--platform=...] IMAGE [AS NAME]`.
pub(super) fn stage(line: &Logical) -> Result<Stage, SyntaxError> {
    let (_, start) = take_flags(line, line.arguments);
    let words = words_from(line, start);
    let (base, name) = match words.as_slice() {
        [base] => (base, None),
        [base, keyword, name] if keyword.value.eq_ignore_ascii_case("as") => (base, Some(name.clone())),
        _ => return Err(SyntaxError::new(span(line), "expected `FROM IMAGE` or `FROM IMAGE AS NAME`")),
    };
    Ok(Stage { base: base.clone(), name, instructions: Vec::new(), span: span(line) })
}

fn span(line: &Logical) -> Span {
    let end = line.joined.span(0, line.joined.text().len()).end;
    Span::new(line.keyword_span.start, line.bodies.as_ref().map_or(end, |bodies| bodies.span.end))
}

fn words_from(line: &Logical, start: usize) -> Vec<Spanned<String>> {
    let text = &line.joined.text()[start..];
    let words = words::split(text, line.escape).into_iter();
    words
        .map(|word| {
            Spanned::new(
                text[word.range.clone()].to_owned(),
                line.joined.span(start + word.range.start, start + word.range.end),
            )
        })
        .collect()
}

/// The flags in front, and where the rest starts. A lone `--` ends them.
fn take_flags(line: &Logical, start: usize) -> (Vec<Spanned<String>>, usize) {
    let text = &line.joined.text()[start..];
    if !text.starts_with("--") {
        return (Vec::new(), start);
    }
    let words = words_from(line, start);
    let count = words
        .iter()
        .position(|word| !word.value.starts_with("--") || word.value == "--")
        .unwrap_or(words.len());
    let rest = if words.get(count).is_some_and(|word| word.value == "--") { count + 1 } else { count };
    let rest = words::split(text, line.escape).get(rest).map_or(text.len(), |word| word.range.start);
    (words.into_iter().take(count).collect(), start + rest)
}

fn behind_word(line: &Logical, start: usize, word: &str) -> usize {
    let text = &line.joined.text()[start..];
    let is_word = text.get(..word.len()).is_some_and(|first| first.eq_ignore_ascii_case(word));
    let rest = if is_word { &text[word.len()..] } else { text };
    if is_word && rest.starts_with(char::is_whitespace) {
        start + text.len() - rest.trim_start().len()
    } else {
        start
    }
}

fn exec_form(line: &Logical, start: usize) -> Option<Form> {
    let text = &line.joined.text()[start..];
    if !text.starts_with('[') {
        return None;
    }
    let Value::Array(items) = json::strict(text)?.value else { return None };
    let words = items.into_iter().map(|item| {
        let span = line.joined.span(start + item.span.start, start + item.span.end);
        match item.value {
            Value::String(word) => Some(Spanned::new(word, span)),
            _ => None,
        }
    });
    words.collect::<Option<Vec<_>>>().map(Form::Exec)
}

fn shell_form(line: &Logical, start: usize) -> Form {
    let text = line.joined.text();
    let mut said = Spanned::new(text[start..].to_owned(), line.joined.span(start, text.len()));
    if let Some(bodies) = &line.bodies {
        said.value.push('\n');
        said.value.push_str(&bodies.value);
        said.span.end = bodies.span.end;
    }
    Form::Shell(said)
}

/// The pairs of `ENV` and `LABEL`: `key=value ...`, or one `key value` with blanks in the value.
fn pairs(line: &Logical) -> Vec<(Spanned<String>, Spanned<String>)> {
    let text = &line.joined.text()[line.arguments..];
    let Some(first) = words::split(text, line.escape).into_iter().next() else { return Vec::new() };
    if text[first.range.clone()].contains('=') {
        return assignments(line);
    }
    let value = text.len() - text[first.range.end..].trim_start().len();
    vec![(spanned(line, first.range.start, first.range.end), spanned(line, value, text.len()))]
}

/// `key=value ...`; a word without `=` is a key with an empty value.
fn assignments(line: &Logical) -> Vec<(Spanned<String>, Spanned<String>)> {
    let text = &line.joined.text()[line.arguments..];
    let words = words::split(text, line.escape).into_iter();
    words
        .map(|word| {
            let (start, end) = (word.range.start, word.range.end);
            let equals = text[word.range].find('=').map(|at| start + at);
            let value = equals.map_or(end, |at| at + 1);
            (spanned(line, start, equals.unwrap_or(end)), spanned(line, value, end))
        })
        .collect()
}

/// Bytes of the arguments without quotes; the span keeps them.
fn spanned(line: &Logical, start: usize, end: usize) -> Spanned<String> {
    let text = &line.joined.text()[line.arguments..];
    let span = line.joined.span(line.arguments + start, line.arguments + end);
    Spanned::new(words::unquoted(&text[start..end], line.escape), span)
}
