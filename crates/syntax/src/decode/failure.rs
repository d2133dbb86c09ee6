//! The error while it is on its way out: place and path are added as it passes.

use std::fmt::{self, Display};

use serde::de::{Error, Expected, Unexpected};

use super::DecodeError;
use crate::span::Span;

/// How many characters of a person's text a message repeats.
const QUOTED_MAX: usize = 60;

/// How many names a help lists.
const LISTED_MAX: usize = 20;

/// Part of the path to a value.
#[derive(Debug)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

/// What kind of mistake: it decides how the path is told.
#[derive(Debug)]
enum Kind {
    /// About a key: the path leads to what holds it.
    Key,
    /// About a value: the path leads to it.
    Value,
}

/// A mistake, its place not yet complete.
#[derive(Debug)]
pub(super) struct Failure {
    kind: Kind,
    message: String,
    help: Option<String>,
    span: Option<Span>,
    /// Steps to the mistake, the innermost first.
    path: Vec<Step>,
}

impl Failure {
    fn new(kind: Kind, message: String, help: Option<String>) -> Self {
        Self { kind, message, help, span: None, path: Vec::new() }
    }

    pub(super) fn about_value(message: impl Into<String>) -> Self {
        Self::new(Kind::Value, message.into(), None)
    }

    pub(super) fn twice(key: &str) -> Self {
        let help = Some("keep one of them".to_owned());
        Self::new(Kind::Key, format!("the key {} stands twice", quoted(key)), help)
    }

    /// Says where, unless something further in has said so.
    pub(super) fn at(mut self, span: Span) -> Self {
        self.span.get_or_insert(span);
        self
    }

    /// Says through which key or element it came.
    pub(super) fn below(mut self, step: Step) -> Self {
        self.path.push(step);
        self
    }

    pub(super) fn into_error(self, whole: Span) -> DecodeError {
        let path = path(&self.path);
        let message = match self.kind {
            _ if path.is_empty() => self.message,
            Kind::Key => format!("{} in `{path}`", self.message),
            Kind::Value => format!("`{path}`: {}", self.message),
        };
        DecodeError { span: self.span.unwrap_or(whole), message, help: self.help }
    }
}

fn path(steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps.iter().rev() {
        match step {
            Step::Index(index) => path.push_str(&format!("[{index}]")),
            Step::Key(key) if path.is_empty() => path.push_str(&shortened(key)),
            Step::Key(key) => path.extend([".", &shortened(key)]),
        }
    }
    path
}

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

impl Error for Failure {
    fn custom<T: Display>(message: T) -> Self {
        Self::about_value(message.to_string())
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let wanted = wanted(expected);
        let is_scalar = matches!(
            unexpected,
            Unexpected::Bool(_) | Unexpected::Signed(_) | Unexpected::Unsigned(_) | Unexpected::Float(_)
        );
        let help = (is_scalar && wanted.contains("string")).then(|| "put it in quotes".to_owned());
        Self::new(Kind::Value, format!("expected {wanted}, found {}", found(unexpected)), help)
    }

    fn invalid_value(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::about_value(format!("expected {}, found {}", wanted(expected), found(unexpected)))
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::about_value(format!("expected {}, found {length} of them", wanted(expected)))
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::new(
            Kind::Value,
            format!("unknown value {}", quoted(variant)),
            advice(variant, expected, "known values"),
        )
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::new(Kind::Key, format!("unknown key {}", quoted(field)), advice(field, expected, "known keys"))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(Kind::Key, format!("the key `{field}` is missing"), None)
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::twice(field)
    }
}

/// The name that was probably meant, or else all names.
fn advice(written: &str, known: &[&str], what: &str) -> Option<String> {
    let near = (1 + written.chars().count() / 4).min(3);
    let distances =
        known.iter().map(|name| (strsim::damerau_levenshtein(&lower(written), &lower(name)), name));
    // Comparing costs the product of both lengths.
    let nearest =
        if written.len() > QUOTED_MAX { None } else { distances.min_by_key(|(distance, _)| *distance) };
    match nearest {
        _ if known.is_empty() => None,
        Some((distance, name)) if distance <= near => Some(format!("did you mean `{name}`?")),
        _ if known.len() > LISTED_MAX => Some(format!("{what}: {}, ...", known[..LISTED_MAX].join(", "))),
        _ => Some(format!("{what}: {}", known.join(", "))),
    }
}

/// Lower case, with `-` and `_` alike: `Max-Depth` is as near to `max_depth` as can be.
fn lower(name: &str) -> String {
    name.to_lowercase().replace('-', "_")
}

fn quoted(text: &str) -> String {
    format!("`{}`", shortened(text))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(QUOTED_MAX) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}

/// What was wanted, in the words of who writes a file.
fn wanted(expected: &dyn Expected) -> String {
    let text = expected.to_string();
    match text.as_str() {
        "a sequence" => "a list".to_owned(),
        _ if text.starts_with("struct ") => "a map".to_owned(),
        _ if text.starts_with("tuple ") => "a list".to_owned(),
        _ => text,
    }
}

fn found(unexpected: Unexpected<'_>) -> String {
    match unexpected {
        Unexpected::Bool(value) => format!("`{value}`"),
        Unexpected::Signed(value) => format!("the number `{value}`"),
        Unexpected::Unsigned(value) => format!("the number `{value}`"),
        Unexpected::Float(value) => format!("the number `{value}`"),
        Unexpected::Str(text) => format!("the text {}", quoted(text)),
        Unexpected::Unit => "nothing".to_owned(),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "a map".to_owned(),
        other => other.to_string(),
    }
}
