//! How dependencies are written.

use super::{
    Argument, Invocation, Part, Statement, Value, ValueKind,
    value::{named, written},
};
use crate::span::{Span, Spanned};

/// What is depended on. Texts hold what is put into them as `${..}` (see [`super::interpolate`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notation {
    /// A module of a repository.
    Coordinates {
        /// Its group.
        group: String,
        /// Its name.
        name: String,
        /// Its version, if one is written.
        version: Option<String>,
    },
    /// The accessor of a library or bundle of a version catalog: `libs.spring.kafka`, `libs.bundles.kafka`.
    Catalog(String),
    /// Another project of the build: `:modules:kafka`. Of an accessor (`projects.modules.kafkaClient`) the path
    /// with dashes for capitals: `:modules:kafka-client`.
    Project(String),
    /// What only brings versions: `platform(..)`, `enforcedPlatform(..)`, `mavenBom`.
    Platform(Box<Self>),
    /// A variable or constant that holds the coordinates.
    Name(String),
    /// Anything else: files, `gradleApi()`.
    Other,
}

/// Calls around a notation that say how it is used.
const WRAPPERS: [&str; 7] =
    ["testFixtures", "create", "variantOf", "provider", "dependency", "module", "asDependency"];

/// A notation and where it is written.
pub(super) type Found = Spanned<Notation>;

/// What the arguments of a configuration name.
pub(super) fn of_call(call: &Invocation) -> Vec<Found> {
    let mut found = of_arguments(&call.arguments);
    if let (Some(wanted), [Spanned { value: Notation::Coordinates { version: version @ None, .. }, .. }]) =
        (call.block.as_ref().and_then(|block| rich_version(&block.statements)), found.as_mut_slice())
    {
        *version = Some(wanted);
    }
    found
}

/// Arguments: one map, three texts, or notations.
pub(super) fn of_arguments(arguments: &[Argument]) -> Vec<Found> {
    let span = |first: &Value, last: &Value| Span::new(first.span.start, last.span.end);
    if let (Some(found), [first, .., last]) = (of_map(arguments), arguments) {
        return vec![Spanned::new(found, span(&first.value, &last.value))];
    }
    let values: Vec<&Value> =
        arguments.iter().filter(|argument| argument.name.is_none()).map(|argument| &argument.value).collect();
    match values.as_slice() {
        [group, name, rest @ ..] if !has_colon(group) && is_text(name) => {
            let written = |value: &Value| value.written().unwrap_or_default();
            let version = rest.first().and_then(|value| value.written());
            let found = Notation::Coordinates { group: written(group), name: written(name), version };
            vec![Spanned::new(found, span(group, name))]
        }
        values => values.iter().flat_map(|value| of_value(value)).collect(),
    }
}

fn is_text(value: &Value) -> bool {
    matches!(value.kind, ValueKind::Text(_))
}

/// Whether a value is something else than a group alone.
fn has_colon(value: &Value) -> bool {
    !is_text(value) || value.written().is_none_or(|text| text.contains(':'))
}

/// `group: 'a', name: 'b', version: 'c'`.
fn of_map(entries: &[Argument]) -> Option<Notation> {
    let text = |name: &str| {
        let value = named(entries, name)?;
        value.written().or_else(|| value.name().map(|name| format!("${{{name}}}")))
    };
    Some(Notation::Coordinates { group: text("group")?, name: text("name")?, version: text("version") })
}

fn of_value(value: &Value) -> Vec<Found> {
    let one = |notation| vec![Spanned::new(notation, value.span)];
    match &value.kind {
        ValueKind::Text(parts) => one(of_text(parts)),
        ValueKind::Name(path) => one(of_name(path)),
        ValueKind::Map(entries) => one(of_map(entries).unwrap_or(Notation::Other)),
        ValueKind::List(items) => items.iter().flat_map(of_value).collect(),
        ValueKind::Call { path, call } => of_called(value, path, call),
        ValueKind::Closure(_) => Vec::new(),
        ValueKind::Other(values) => {
            let mut found: Vec<Found> = values.iter().flat_map(of_value).collect();
            found.retain(|found| matches!(found.value, Notation::Coordinates { .. } | Notation::Catalog(_)));
            if found.is_empty() { one(Notation::Other) } else { found }
        }
        ValueKind::Number(_) | ValueKind::Bool(_) => one(Notation::Other),
    }
}

/// `group:name:version:classifier@type`; a colon inside `${..}` parts nothing.
fn of_text(parts: &[Part]) -> Notation {
    if let [Part::Expression(expression)] = parts {
        return super::reference(&expression.value).map_or(Notation::Other, Notation::Name);
    }
    let mut segments = vec![Vec::new()];
    for part in parts {
        match part {
            Part::Text(text) => {
                for (index, piece) in text.split('@').next().unwrap_or_default().split(':').enumerate() {
                    if index > 0 {
                        segments.push(Vec::new());
                    }
                    push(&mut segments, Part::Text(piece.to_owned()));
                }
                if text.contains('@') {
                    break;
                }
            }
            Part::Expression(_) => push(&mut segments, part.clone()),
        }
    }
    let mut segments = segments.iter().map(|parts| written(parts));
    let is_word =
        |text: &String| !text.is_empty() && (text.contains("${") || !text.contains([' ', '/', '\n']));
    match (segments.next().filter(is_word), segments.next().filter(is_word)) {
        (Some(group), Some(name)) => {
            let version = segments.next().filter(|version| !version.is_empty());
            Notation::Coordinates { group, name, version }
        }
        _ => Notation::Other,
    }
}

fn push(segments: &mut [Vec<Part>], part: Part) {
    if let Some(last) = segments.last_mut() {
        last.push(part);
    }
}

fn of_name(path: &[String]) -> Notation {
    match path {
        [first, rest @ ..] if first == "projects" && !rest.is_empty() => {
            Notation::Project(rest.iter().map(|name| format!(":{}", dashed(name))).collect())
        }
        path if is_catalog(path) => Notation::Catalog(without_owner(path).join(".")),
        path => Notation::Name(path.join(".")),
    }
}

fn without_owner(path: &[String]) -> &[String] {
    match path {
        [owner, rest @ ..] if matches!(owner.as_str(), "rootProject" | "project") => rest,
        path => path,
    }
}

/// A catalog is called `libs`, or by a name that ends so.
pub(super) fn is_catalog(path: &[String]) -> bool {
    let path = without_owner(path);
    path.len() > 1 && path.first().is_some_and(|name| name == "libs" || name.ends_with("Libs"))
}

/// `kafkaClient` as the project `kafka-client`.
fn dashed(name: &str) -> String {
    let mut dashed = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            dashed.push('-');
        }
        dashed.push(c.to_ascii_lowercase());
    }
    dashed
}

fn of_called(value: &Value, path: &[String], call: &Invocation) -> Vec<Found> {
    let one = |notation| vec![Spanned::new(notation, value.span)];
    let Some(last) = path.last() else { return of_arguments(&call.arguments) };
    match last.as_str() {
        "project" => one(of_project(call)),
        "platform" | "enforcedPlatform" => of_arguments(&call.arguments).into_iter().map(platform).collect(),
        "kotlin" => one(of_kotlin(call)),
        name if WRAPPERS.contains(&name) => of_arguments(&call.arguments),
        _ if is_catalog(path) => one(of_catalog(path, call)),
        _ if value.items().next().is_some() => value.items().flat_map(of_value).collect(),
        _ => one(Notation::Other),
    }
}

/// The same as a platform.
pub(super) fn platform(found: Found) -> Found {
    Spanned::new(Notation::Platform(Box::new(found.value)), found.span)
}

/// `project(":a")`, `project(path: ':a', configuration: 'b')`.
fn of_project(call: &Invocation) -> Notation {
    let path = call.named("path").or_else(|| call.positional().next()).and_then(Value::written);
    path.map_or(Notation::Other, Notation::Project)
}

/// `kotlin("stdlib", "1.9.0")`.
fn of_kotlin(call: &Invocation) -> Notation {
    let mut texts = call.positional().map(Value::written);
    match texts.next().flatten() {
        Some(name) => Notation::Coordinates {
            group: "org.jetbrains.kotlin".to_owned(),
            name: format!("kotlin-{name}"),
            version: texts.next().flatten(),
        },
        None => Notation::Other,
    }
}

/// `libs.spring.kafka.get()`, `libs.findLibrary("spring-kafka").get()`.
fn of_catalog(path: &[String], call: &Invocation) -> Notation {
    let path = without_owner(path);
    let Some((last, front)) = path.split_last() else { return Notation::Other };
    let asked = call.positional().next().and_then(Value::written).map(|alias| alias.replace(['-', '_'], "."));
    match (last.as_str(), asked) {
        ("findLibrary", Some(alias)) => Notation::Catalog(format!("{}.{alias}", front.join("."))),
        ("findBundle", Some(alias)) => Notation::Catalog(format!("{}.bundles.{alias}", front.join("."))),
        ("get" | "asProvider", None) => Notation::Catalog(front.join(".")),
        (_, None) => Notation::Catalog(path.join(".")),
        _ => Notation::Other,
    }
}

/// `version { strictly("1.0") }`.
fn rich_version(statements: &[Statement]) -> Option<String> {
    let block = statements.iter().find(|statement| statement.is("version"))?.call()?.block.as_ref()?;
    let wanted = |name: &str| {
        let statement = block.statements.iter().find(|statement| statement.is(name))?;
        statement.call()?.positional().next()?.written()
    };
    ["strictly", "require", "prefer"].into_iter().find_map(wanted)
}
