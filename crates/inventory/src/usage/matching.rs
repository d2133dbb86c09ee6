//! Compares an outline with the entries that could apply to it.

use std::collections::BTreeSet;

use contracts::plan::Language;
use syntax::{
    Span,
    source::{Call, Outline, Value},
};

use super::{names::Names, table::Entry};
use crate::{
    facts::Usage,
    pattern::matches,
    source_file::SourceFile,
    topic::{Expression, Reader},
};

/// How many usages of one file are kept: a generated file can hold any number.
const USAGES_MAX: usize = 64;

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
    calls(outline, &names, entries, &mut found);
    annotations(outline, &names, entries, &mut found);
    types(outline, &names, entries, &mut found);
    imports(outline, entries, &mut found);
    texts(file, outline, entries, &mut found);
    quoted(file, entries, &mut found);
    found.sort_by_key(|found| (found.span, found.entry.does, &found.entry.library));
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
    unseen.take(USAGES_MAX).map(usage).collect()
}

/// The first of the names that one of the patterns fits.
fn fitting(patterns: &[String], candidates: &[String]) -> Option<String> {
    let fits = |name: &&String| patterns.iter().any(|pattern| matches(pattern, name));
    candidates.iter().find(fits).cloned()
}

fn calls<'e>(outline: &Outline, names: &Names<'_>, entries: &[&'e Entry], found: &mut Found<'e>) {
    let entries: Vec<&&Entry> = entries.iter().filter(|entry| !entry.calls.is_empty()).collect();
    if entries.is_empty() {
        return;
    }
    let reader = Reader::of(outline);
    for call in &outline.calls {
        let candidates = names.resolve(&call.callee);
        for entry in &entries {
            let Some(of) = fitting(&entry.calls, &candidates).filter(|_| says(call, entry)) else { continue };
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
        _ => false,
    }
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

/// Texts in quotes, wherever they stand: compared, looked up, added. What stands behind a comment sign does not count.
fn quoted<'e>(file: &SourceFile<'_>, entries: &[&'e Entry], found: &mut Found<'e>) {
    for entry in entries {
        for word in &entry.quoted {
            let stands =
                file.text().match_indices(word.as_str()).find(|(at, _)| is_quoted(file.text(), *at, word));
            if let Some((start, _)) = stands {
                let span = Span::new(start, start + word.len());
                found.push(Match { span, entry, named: Vec::new(), of: String::new() });
                break;
            }
        }
    }
}

fn is_quoted(text: &str, at: usize, word: &str) -> bool {
    let quote = |c: Option<char>| c.filter(|c| matches!(c, '"' | '\'' | '`'));
    let before = quote(text[..at].chars().next_back());
    if before.is_none() || before != quote(text[at + word.len()..].chars().next()) {
        return false;
    }
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    !line.contains("//") && !line.contains('#') && !line.trim_start().starts_with('*')
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
