//! What a build script declares: dependencies, plugins, included projects, values.

use super::{Script, Statement, Word, WordKind};
use crate::span::{Span, Spanned};

/// A dependency as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    /// The configuration it is added to: `implementation`, `testImplementation`.
    pub configuration: String,
    /// What is depended on.
    pub notation: Notation,
    /// Whether it only brings versions: `platform(..)`.
    pub platform: bool,
    /// The blocks around its `dependencies`, the outermost first: `subprojects`, `buildscript`.
    pub within: Vec<String>,
    /// The line's words.
    pub span: Span,
}

/// What is depended on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notation {
    /// `group:name`, and the version if one is written.
    Module {
        /// The group.
        group: String,
        /// The name.
        name: String,
        /// The version.
        version: Option<String>,
    },
    /// The accessor of a version catalog behind `libs.`, dots between its parts: `spring.kafka`.
    Catalog(String),
    /// Another project of the build: `:modules:kafka`.
    Project(String),
}

/// A plugin that a script asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plugin {
    /// Its id, or behind `libs.plugins.` its name in the catalog.
    pub id: String,
    /// Whether it is applied to this project, and not only put on the path of the build.
    pub applied: bool,
    /// Where.
    pub span: Span,
}

/// Every dependency of a script.
#[must_use]
pub fn dependencies(script: &Script) -> Vec<Dependency> {
    let mut found = Vec::new();
    walk(&script.statements, &mut Vec::new(), &mut |statement, within| {
        if within.last().is_some_and(|name| name == "dependencies") {
            let outer = &within[..within.len() - 1];
            found.extend(dependency(statement, outer));
        }
    });
    found
}

/// Calls `see` for every statement with the names of the blocks around it.
fn walk<'s>(
    statements: &'s [Statement],
    within: &mut Vec<String>,
    see: &mut impl FnMut(&'s Statement, &[String]),
) {
    for statement in statements {
        see(statement, within);
        if !statement.block.is_empty() {
            within.push(head(statement));
            walk(&statement.block, within, see);
            within.pop();
        }
    }
}

/// The name of a block, with the project it is for: `project(":a")`.
fn head(statement: &Statement) -> String {
    match statement.texts().next() {
        Some(text) if statement.name() == "project" => format!("project({})", text.text),
        _ => statement.name().to_owned(),
    }
}

fn dependency(statement: &Statement, within: &[String]) -> Option<Dependency> {
    let (first, rest) = statement.words.split_first()?;
    if first.kind == WordKind::Sign {
        return None;
    }
    let notation = project(rest).or_else(|| map(rest)).or_else(|| module(rest)).or_else(|| catalog(rest))?;
    Some(Dependency {
        configuration: first.text.clone(),
        notation,
        platform: rest.iter().any(|word| word.kind == WordKind::Name && is_platform(&word.text)),
        within: within.to_vec(),
        span: Span::new(first.span.start, rest.last().map_or(first.span.end, |word| word.span.end)),
    })
}

fn is_platform(name: &str) -> bool {
    matches!(name.rsplit('.').next(), Some("platform" | "enforcedPlatform"))
}

fn project(words: &[Word]) -> Option<Notation> {
    let at = words.iter().position(|word| word.kind == WordKind::Name && word.text == "project")?;
    let path = words[at..].iter().find(|word| word.kind == WordKind::Text)?;
    Some(Notation::Project(path.text.clone()))
}

/// `group: 'a', name: 'b', version: 'c'`, with `=` in Kotlin.
fn map(words: &[Word]) -> Option<Notation> {
    let value = |key: &str| {
        let at = words.iter().position(|word| word.kind == WordKind::Name && word.text == key)?;
        let [sign, value, ..] = &words[at + 1..] else { return None };
        let assigned = sign.kind == WordKind::Sign && matches!(&*sign.text, ":" | "=");
        (assigned && value.kind != WordKind::Sign).then(|| value.text.clone())
    };
    Some(Notation::Module { group: value("group")?, name: value("name")?, version: value("version") })
}

fn module(words: &[Word]) -> Option<Notation> {
    let written = words.iter().find(|word| word.kind == WordKind::Text)?;
    let mut parts = written.text.split('@').next()?.split(':');
    let (group, name) = (parts.next()?, parts.next()?);
    let second = words.iter().filter(|word| word.kind == WordKind::Text).nth(1);
    // `kotlin("x", "1")` is no module; `"a:b"` is.
    let sound = !group.is_empty() && !name.is_empty() && !group.contains(char::is_whitespace);
    let version = parts.next().map(ToOwned::to_owned).or_else(|| second.map(|word| word.text.clone()));
    sound.then(|| Notation::Module { group: group.to_owned(), name: name.to_owned(), version })
}

fn catalog(words: &[Word]) -> Option<Notation> {
    let accessor = words
        .iter()
        .find_map(|word| (word.kind == WordKind::Name).then(|| word.text.strip_prefix("libs."))?)?;
    Some(Notation::Catalog(accessor.trim_end_matches(".get").to_owned()))
}

/// Every plugin of a script.
#[must_use]
pub fn plugins(script: &Script) -> Vec<Plugin> {
    let mut found = Vec::new();
    walk(&script.statements, &mut Vec::new(), &mut |statement, within| {
        if within == ["plugins"] || statement.name() == "apply" {
            found.extend(plugin(statement));
        }
    });
    found
}

fn plugin(statement: &Statement) -> Option<Plugin> {
    let words = &statement.words;
    let text = statement.texts().next().map(|word| word.text.clone());
    let id = match statement.name() {
        "kotlin" => format!("org.jetbrains.kotlin.{}", text?),
        "id" | "apply" => text?,
        "alias" => words.iter().find_map(|word| word.text.strip_prefix("libs.plugins."))?.to_owned(),
        name => name.trim_matches('`').to_owned(),
    };
    let held_back = words.windows(2).any(|pair| pair[0].text == "apply" && pair[1].text == "false");
    Some(Plugin { id, applied: !held_back, span: statement.span })
}

/// The projects that a settings script includes: `:modules:kafka`.
#[must_use]
pub fn includes(script: &Script) -> Vec<Spanned<String>> {
    let mut found = Vec::new();
    walk(&script.statements, &mut Vec::new(), &mut |statement, _| {
        if statement.name() == "include" {
            found.extend(statement.texts().map(|word| Spanned::new(word.text.clone(), word.span)));
        }
    });
    found
}

/// The texts that are assigned to a name, wherever that stands: `rootProject.name`, `mainClass`.
#[must_use]
pub fn assigned(script: &Script, name: &str) -> Vec<Spanned<String>> {
    let mut found = Vec::new();
    walk(&script.statements, &mut Vec::new(), &mut |statement, _| {
        let named = statement.words.iter().any(|word| {
            word.kind == WordKind::Name
                && (word.text == name || word.text.strip_suffix(name).is_some_and(|rest| rest.ends_with('.')))
        });
        if named && statement.block.is_empty() {
            found.extend(statement.texts().map(|word| Spanned::new(word.text.clone(), word.span)));
        }
    });
    found
}

/// The variables of a script: `ext.kafkaVersion = '3'`, `val kafkaVersion = "3"`, `set("x", "3")`.
#[must_use]
pub fn variables(script: &Script) -> Vec<(String, String)> {
    let mut found = Vec::new();
    walk(&script.statements, &mut Vec::new(), &mut |statement, _| {
        found.extend(variable(statement));
    });
    found
}

fn variable(statement: &Statement) -> Option<(String, String)> {
    let words = &statement.words;
    let equals = words.iter().position(|word| word.kind == WordKind::Sign && word.text == "=")?;
    let value = words.get(equals + 1).filter(|word| word.kind == WordKind::Text)?;
    let key = words[..equals].iter().rev().find(|word| word.kind != WordKind::Sign)?;
    let name = key.text.rsplit('.').next().unwrap_or(&key.text);
    Some((name.to_owned(), value.text.clone()))
}
