//! Compares an outline with the entries that could apply to it.

use std::collections::BTreeSet;

use contracts::plan::Language;
use syntax::{
    Span,
    source::{Outline, Value},
};

use super::{names::Names, table::Entry, topic};
use crate::{facts::Usage, pattern::matches, source_file::SourceFile};

/// How many usages of one file are kept: a generated file can hold any number.
const USAGES_MAX: usize = 64;

/// What the file does, by place; of equal usages at one place the first.
pub(super) fn usages(
    file: &SourceFile<'_>,
    outline: &Outline,
    language: Language,
    entries: &[&Entry],
) -> Vec<Usage> {
    let names = Names::of(outline, language);
    let mut found: Vec<(Span, &Entry, Option<String>)> = Vec::new();
    calls(outline, &names, entries, &mut found);
    annotations(outline, &names, entries, &mut found);
    types(outline, &names, entries, &mut found);
    imports(outline, entries, &mut found);
    texts(file, outline, entries, &mut found);
    found.sort_by_key(|(span, entry, _)| (*span, entry.does, &entry.library));
    let mut seen = BTreeSet::new();
    let unseen =
        found.into_iter().filter(|(span, entry, _)| seen.insert((*span, entry.does, &entry.library)));
    let usage = |(span, entry, topic): (Span, &Entry, Option<String>)| Usage {
        kind: entry.does,
        library: entry.library.clone(),
        topic,
        location: file.location(span),
    };
    unseen.take(USAGES_MAX).map(usage).collect()
}

type Found<'e> = Vec<(Span, &'e Entry, Option<String>)>;

fn fits(patterns: &[String], candidates: &[String]) -> bool {
    patterns.iter().any(|pattern| candidates.iter().any(|name| matches(pattern, name)))
}

fn calls<'e>(outline: &Outline, names: &Names<'_>, entries: &[&'e Entry], found: &mut Found<'e>) {
    let entries: Vec<&&Entry> = entries.iter().filter(|entry| !entry.calls.is_empty()).collect();
    if entries.is_empty() {
        return;
    }
    for call in &outline.calls {
        let candidates = names.resolve(&call.callee);
        for entry in entries.iter().filter(|entry| fits(&entry.calls, &candidates)) {
            let topic = entry.topic.as_ref().and_then(|place| topic::of_call(call, place, outline));
            found.push((head(call.span, &call.callee), entry, topic));
        }
    }
}

/// A call may go over many lines: its name is what is shown.
fn head(span: Span, callee: &str) -> Span {
    Span::new(span.start, span.end.min(span.start + callee.len()))
}

fn annotations<'e>(outline: &Outline, names: &Names<'_>, entries: &[&'e Entry], found: &mut Found<'e>) {
    for annotation in &outline.annotations {
        let candidates = names.resolve(&annotation.name);
        for entry in entries.iter().filter(|entry| fits(&entry.annotations, &candidates)) {
            let topic = entry.topic.as_ref();
            let topic = topic.and_then(|place| topic::of_arguments(&annotation.arguments, place, outline));
            found.push((annotation.span, entry, topic));
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
        for entry in entries.iter().filter(|entry| fits(&entry.types, &candidates)) {
            found.push((span, entry, None));
        }
    }
}

fn imports<'e>(outline: &Outline, entries: &[&'e Entry], found: &mut Found<'e>) {
    for import in outline.imports.iter().filter(|import| !import.type_only) {
        let taken = import.names.iter().map(|taken| format!("{}.{}", import.path, taken.name));
        let names: Vec<String> = std::iter::once(import.path.clone()).chain(taken).collect();
        for entry in entries.iter().filter(|entry| fits(&entry.imports, &names)) {
            found.push((import.span, entry, None));
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
            found.push((Span::new(start, span.end.min(start + 1).max(start)), entry, None));
        }
    }
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
