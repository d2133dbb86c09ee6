//! Compares an outline with the entries that could apply to it.

use std::collections::{BTreeMap, BTreeSet};

use contracts::plan::Language;
use syntax::{
    Span,
    source::{self, Call, Outline, Value},
};

use super::{names::Names, table::Entry};
use crate::{
    facts::{Usage, UsageKind},
    pattern::matches,
    source_file::SourceFile,
    topic::{Expression, Reader},
};

/// How many usages of one kind and library are kept of one file: a generated file can hold any number.
const USAGES_MAX: usize = 32;

/// How many calls of one file are compared further once so many fitted.
const FOUND_MAX: usize = 4096;

/// An entry that fits, and where.
struct Match<'e> {
    span: Span,
    entry: &'e Entry,
    named: Vec<Expression>,
    /// What the entry fits, in full.
    of: String,
}

type Found<'e> = Vec<Match<'e>>;

/// What the file does, by place; of equal usages at one place the first.
pub(super) fn usages(
    file: &SourceFile<'_>,
    outline: &Outline,
    language: Language,
    entries: &[&Entry],
) -> Vec<Usage> {
    let names = Names::of(outline, language);
    let mut found: Found<'_> = Vec::new();
    calls(file, outline, &names, entries, &mut found);
    annotations(outline, &names, entries, &mut found);
    types(outline, &names, entries, &mut found);
    imports(outline, entries, &mut found);
    texts(file, outline, entries, &mut found);
    quoted(file, entries, &mut found);
    // Of equals, what names a topic tells more.
    found.sort_by_key(|found| (found.span, found.entry.does, &found.entry.library, found.named.is_empty()));
    let mut seen = BTreeSet::new();
    let unseen =
        found.into_iter().filter(|found| seen.insert((found.span, found.entry.does, &found.entry.library)));
    let usage = |found: Match<'_>| Usage {
        kind: found.entry.does,
        library: found.entry.library.clone(),
        of: found.of,
        named: found.named,
        names: Vec::new(),
        location: file.location(found.span),
    };
    let mut kept: BTreeMap<(UsageKind, &str), usize> = BTreeMap::new();
    let kept = unseen.filter(|found| {
        let count = kept.entry((found.entry.does, &found.entry.library)).or_default();
        *count += 1;
        *count <= USAGES_MAX
    });
    kept.map(usage).collect()
}

/// The first of the names that one of the patterns fits.
fn fitting(patterns: &[String], candidates: &[String]) -> Option<String> {
    let fits = |name: &&String| patterns.iter().any(|pattern| matches(pattern, name));
    candidates.iter().find(fits).cloned()
}

fn calls<'e>(
    file: &SourceFile<'_>,
    outline: &Outline,
    names: &Names<'_>,
    entries: &[&'e Entry],
    found: &mut Found<'e>,
) {
    let entries: Vec<&&Entry> = entries.iter().filter(|entry| !entry.calls.is_empty()).collect();
    if entries.is_empty() {
        return;
    }
    let reader = Reader::of(outline);
    for call in &outline.calls {
        if found.len() >= FOUND_MAX {
            return;
        }
        let candidates = names.resolve(&call.callee);
        for entry in &entries {
            let Some(of) = fitting(&entry.calls, &candidates)
                .filter(|_| says(call, entry) && fits_around(file, call, entry))
            else {
                continue;
            };
            let named =
                entry.topic.as_ref().map(|place| reader.topics(&call.arguments, place, call.function));
            let (span, named) = (head(call.span, &call.callee), named.unwrap_or_default());
            found.push(Match { span, entry, named, of });
        }
    }
}

/// Whether the first argument of a call says what the entry asks for.
fn says(call: &Call, entry: &Entry) -> bool {
    let Some(pattern) = &entry.argument else { return true };
    match call.positional(0) {
        Some(Value::Text(text) | Value::Template(text)) => matches(pattern, text),
        Some(Value::Bool(truth)) => pattern == if *truth { "true" } else { "false" },
        // What a setting or variable switches on is on until somebody says otherwise.
        Some(_) => pattern == "true",
        None => false,
    }
}

/// How much of a call is looked at for words that it must not hold.
const CALL_MAX: usize = 400;

/// Whether a call holds none of the words that make it something else.
fn fits_around(file: &SourceFile<'_>, call: &Call, entry: &Entry) -> bool {
    if entry.without_in_call.is_empty() {
        return true;
    }
    let bytes = &file.text().as_bytes()[call.span.range()];
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(CALL_MAX)]);
    !entry.without_in_call.iter().any(|word| text.contains(word.as_str()))
}

/// A call may go over many lines: its name is what is shown.
fn head(span: Span, callee: &str) -> Span {
    Span::new(span.start, span.end.min(span.start + callee.len()))
}

fn annotations<'e>(outline: &Outline, names: &Names<'_>, entries: &[&'e Entry], found: &mut Found<'e>) {
    let entries: Vec<&&Entry> = entries.iter().filter(|entry| !entry.annotations.is_empty()).collect();
    if entries.is_empty() {
        return;
    }
    let reader = Reader::of(outline);
    for annotation in &outline.annotations {
        let candidates = names.resolve(&annotation.name);
        for entry in &entries {
            let Some(of) = fitting(&entry.annotations, &candidates) else { continue };
            let named = entry.topic.as_ref().map(|place| reader.topics(&annotation.arguments, place, None));
            found.push(Match { span: annotation.span, entry, named: named.unwrap_or_default(), of });
        }
    }
}

fn types<'e>(outline: &Outline, names: &Names<'_>, entries: &[&'e Entry], found: &mut Found<'e>) {
    let entries: Vec<&&Entry> = entries.iter().filter(|entry| !entry.types.is_empty()).collect();
    if entries.is_empty() {
        return;
    }
    let bound =
        outline.bindings.iter().filter_map(|binding| Some((binding.type_name.as_ref()?, binding.span)));
    let parameters = outline.functions.iter().flat_map(|function| {
        let types = function.parameters.iter().filter_map(|parameter| parameter.type_name.as_ref());
        types.map(|name| (name, function.name.span))
    });
    let supertypes =
        outline.types.iter().flat_map(|of| of.supertypes.iter().map(|name| (name, of.name.span)));
    for (name, span) in bound.chain(parameters).chain(supertypes) {
        let candidates = names.resolve(name);
        for entry in &entries {
            if let Some(of) = fitting(&entry.types, &candidates) {
                found.push(Match { span, entry, named: Vec::new(), of });
            }
        }
    }
}

fn imports<'e>(outline: &Outline, entries: &[&'e Entry], found: &mut Found<'e>) {
    for import in outline.imports.iter().filter(|import| !import.type_only) {
        let taken = import.names.iter().map(|taken| format!("{}.{}", import.path, taken.name));
        let names: Vec<String> = std::iter::once(import.path.clone()).chain(taken).collect();
        for entry in entries {
            if let Some(of) = fitting(&entry.imports, &names) {
                found.push(Match { span: import.span, entry, named: Vec::new(), of });
            }
        }
    }
}

/// Texts and names that stand as a value somewhere: in a call, a binding, an annotation. Never in a comment.
fn texts<'e>(file: &SourceFile<'_>, outline: &Outline, entries: &[&'e Entry], found: &mut Found<'e>) {
    for entry in entries.iter().filter(|entry| !entry.texts.is_empty()) {
        let called = outline.calls.iter().flat_map(|call| &call.arguments);
        let annotated = outline.annotations.iter().flat_map(|annotation| &annotation.arguments);
        let arguments = called.chain(annotated).map(|argument| (argument.span, &argument.value));
        let bound =
            outline.bindings.iter().filter_map(|binding| Some((binding.span, binding.value.as_ref()?)));
        for (span, _) in arguments.chain(bound).filter(|(_, value)| holds(value, &entry.texts)) {
            let at = entry.texts.iter().find_map(|text| file.text()[span.range()].find(text.as_str()));
            let start = span.start + at.unwrap_or(0);
            let span = Span::new(start, span.end.min(start + 1).max(start));
            found.push(Match { span, entry, named: Vec::new(), of: String::new() });
        }
    }
}

/// Texts in quotes, wherever they stand: compared, looked up, added. Comments and prose do not count.
fn quoted<'e>(file: &SourceFile<'_>, entries: &[&'e Entry], found: &mut Found<'e>) {
    if file.text().len() > source::MAX_TEXT {
        return;
    }
    for entry in entries.iter().filter(|entry| !entry.quoted.is_empty()) {
        let mut begin = 0;
        for line in file.text().split_inclusive('\n') {
            let at = entry.quoted.iter().find_map(|word| Some((is_quoted(line, word)?, word)));
            if let Some((at, word)) = at {
                let span = Span::new(begin + at, begin + at + word.len());
                found.push(Match { span, entry, named: Vec::new(), of: String::new() });
                break;
            }
            begin += line.len();
        }
    }
}

/// Where a word stands in quotes as code has it: nothing but a sign or the line's end follows.
fn is_quoted(line: &str, word: &str) -> Option<usize> {
    let code = line.len() - line.trim_start().len();
    if line[code..].starts_with(['*', '#']) {
        return None;
    }
    let comment = line.find("//").unwrap_or(line.len());
    let mut found = line[..comment].match_indices(word).map(|(at, _)| at).take(8);
    found.find(|at| {
        let before = line[..*at].chars().next_back().filter(|c| matches!(c, '"' | '\''));
        let mut behind = line[at + word.len()..].chars();
        let closed = before.is_some() && before == behind.next();
        let sign = behind.find(|c| !matches!(c, ' ' | '\t')).is_none_or(|c| !c.is_alphanumeric());
        closed && sign
    })
}

fn holds(value: &Value, texts: &[String]) -> bool {
    match value {
        Value::Text(text) | Value::Template(text) | Value::Name(text) => {
            texts.iter().any(|wanted| wanted == text)
        }
        Value::List(values) | Value::Alternatives(values) => values.iter().any(|value| holds(value, texts)),
        Value::Object(entries) => {
            entries.iter().any(|(key, value)| texts.iter().any(|wanted| wanted == key) || holds(value, texts))
        }
        _ => false,
    }
}
