//! Variables of a stage.

use super::{File, place};
use crate::{
    dockerfile::Stage,
    edit::{EditError, Edits},
    span::{Span, Spanned, SyntaxError},
};

/// A variable with its value.
type Pair = (Spanned<String>, Spanned<String>);

/// Sets a variable in a stage: to the one value, or so that it holds each of several.
pub(super) fn edits(
    file: &File<'_>,
    index: usize,
    name: &str,
    values: &[&str],
    joined_by: Option<&str>,
) -> Result<Edits, SyntaxError> {
    if !is_name(name) || values.iter().any(|value| value.contains(['\n', '\r'])) {
        return Err(file.error("the variable to set cannot be written"));
    }
    let (stages, stage) = (&file.read.stages, &file.read.stages[index]);
    let own = set(stage, name);
    let there = own.map(|(_, pair)| pair).or_else(|| inherited(stages, index, name));
    let is_there = |value: &str| there.is_some_and(|(_, there)| holds(&there.value, value, joined_by));
    let mut missing: Vec<&str> = Vec::new();
    for value in values {
        if !missing.contains(value) && !is_there(value) {
            missing.push(value);
        }
    }
    if missing.is_empty() {
        return Ok(Edits::none());
    }
    let separator = joined_by.unwrap_or_default();
    let wanted = missing.join(separator);
    let Some(there) = there else { return Ok(new(file, stage, name, &wanted)) };
    if joined_by.is_none() {
        return Err(SyntaxError::new(there.1.span, format!("`{name}` is set to something else")));
    }
    // What is run later while the stage is built would see the value before what it names is there.
    let runs = |at: usize| stage.instructions[at..].iter().any(|found| found.keyword == "RUN");
    match own {
        Some((at, pair)) if !runs(at) => joined(file, pair, separator, &wanted),
        _ => Ok(new(file, stage, name, &format!("${{{name}}}{separator}{wanted}"))),
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// The last value that a stage sets a variable to, with the index of the instruction.
fn set<'s>(stage: &'s Stage, name: &str) -> Option<(usize, &'s Pair)> {
    stage
        .instructions
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, found)| found.keyword == "ENV")
        .find_map(|(at, found)| found.pairs.iter().rfind(|(key, _)| key.value == name).map(|pair| (at, pair)))
}

/// The value that a stage has from the stage that it starts from.
fn inherited<'s>(stages: &'s [Stage], mut index: usize, name: &str) -> Option<&'s Pair> {
    loop {
        let base = &stages[index].base.value;
        let is_base =
            |stage: &Stage| stage.name.as_ref().is_some_and(|own| own.value.eq_ignore_ascii_case(base));
        index = stages[..index].iter().position(is_base)?;
        if let Some((_, pair)) = set(&stages[index], name) {
            return Some(pair);
        }
    }
}

/// Whether a value is what is wanted, or holds it among others.
fn holds(value: &str, wanted: &str, joined_by: Option<&str>) -> bool {
    let among = |separator: &str| {
        let parts = |value: &str| format!("{separator}{value}{separator}");
        parts(value).contains(&parts(wanted))
    };
    value == wanted || joined_by.is_some_and(among)
}

fn new(file: &File<'_>, stage: &Stage, name: &str, value: &str) -> Edits {
    let line = file.in_case(&line(name, value, file.escape));
    place::insertion(file, stage, place::of_start(stage), &[line])
}

/// The instruction that sets a variable.
pub(super) fn line(name: &str, value: &str, escape: char) -> String {
    format!("ENV {name}={}", quoted(value, escape))
}

/// A value, in quotes where it needs some.
fn quoted(value: &str, escape: char) -> String {
    let plain = !value.is_empty() && !value.contains(special(escape));
    if plain { value.to_owned() } else { format!("\"{}\"", escaped(value, '"', escape)) }
}

/// What cannot stand without quotes.
fn special(escape: char) -> impl Fn(char) -> bool {
    move |c| c.is_whitespace() || matches!(c, '"' | '\'') || c == escape
}

/// A text to be put between double quotes.
fn escaped(text: &str, quote: char, escape: char) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        out.extend((c == quote || c == escape).then_some(escape));
        out.push(c);
    }
    out
}

/// Adds to a value what it lacks, in the quotes that it has.
fn joined(file: &File<'_>, pair: &Pair, separator: &str, wanted: &str) -> Result<Edits, SyntaxError> {
    let (key, value) = pair;
    let (span, written) = (value.span, &file.text[value.span.range()]);
    let refused = || SyntaxError::new(span, "it is not clear how the value could be added to");
    let with = if value.value.is_empty() { wanted.to_owned() } else { format!("{separator}{wanted}") };
    if file.text.get(key.span.end..span.start) != Some("=") {
        // `ENV name value`: all of the line is the value.
        let plain = !written.is_empty() && !wanted.contains(['"', '\'', file.escape]);
        return if plain { Ok(Edits::insertion(span.end, with)) } else { Err(refused()) };
    }
    if written.is_empty() {
        return Ok(Edits::insertion(span.end, quoted(&with, file.escape)));
    }
    match enclosing(written, file.escape) {
        Some('"') => Ok(Edits::insertion(span.end - 1, escaped(&with, '"', file.escape))),
        Some(_) if with.contains('\'') => Err(refused()),
        Some(_) => Ok(Edits::insertion(span.end - 1, with)),
        None if !with.contains(special(file.escape)) => Ok(Edits::insertion(span.end, with)),
        None if written.contains(special(file.escape)) => {
            Ok(Edits::insertion(span.end, bare(&with, file.escape)))
        }
        None => in_quotes(span, &escaped(&with, '"', file.escape)).map_err(|_| refused()),
    }
}

/// The quote that a written value as a whole stands in.
fn enclosing(written: &str, escape: char) -> Option<char> {
    let quote = written.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let mut chars = written.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        if c == quote {
            return (at + 1 == written.len()).then_some(quote);
        }
        if c == escape && quote == '"' {
            chars.next();
        }
    }
    None
}

/// A text without quotes, each character that would need some escaped.
fn bare(text: &str, escape: char) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        out.extend(special(escape)(c).then_some(escape));
        out.push(c);
    }
    out
}

/// Puts a plain value with what is added to it in quotes.
fn in_quotes(span: Span, added: &str) -> Result<Edits, EditError> {
    Edits::insertion(span.start, "\"").with(Edits::insertion(span.end, format!("{added}\"")))
}
