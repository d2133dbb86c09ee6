//! The dependencies that a script declares.

use super::{
    Invocation, Notation, Script, Statement, Value, ValueKind,
    notation::{self, Found},
    value::named,
    walk::walk,
};
use crate::span::{Span, Spanned};

/// A dependency as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredDependency {
    /// The configuration it is added to: `implementation`, `testImplementation`; `mavenBom` and `dependency` of
    /// Spring's dependency management.
    pub configuration: String,
    /// What is depended on.
    pub notation: Notation,
    /// The blocks around it, the outermost first and `dependencies` left out: `subprojects`, `allprojects`,
    /// `project(:a)`, `buildscript`, `constraints`, `dependencyManagement` and `imports`, `commonMain`. Branches
    /// and loops are no blocks.
    pub within: Vec<String>,
    /// The whole statement; where one statement declares several, what is written of this one.
    pub span: Span,
}

/// What may be called among dependencies and declares none.
const NO_CONFIGURATIONS: [&str; 14] = [
    "println",
    "print",
    "exclude",
    "because",
    "modules",
    "components",
    "attributesSchema",
    "artifactTypes",
    "registerTransform",
    "constraints",
    "apply",
    "return",
    "require",
    "repeat",
];

/// Every dependency of a script, in the order of the text.
#[must_use]
pub fn dependencies(script: &Script) -> Vec<DeclaredDependency> {
    let mut found = Vec::new();
    walk(&script.statements, &mut |statement, within| {
        let Some(call) = statement.call() else { return };
        let (front, name) = match statement.path.split_last() {
            Some((name, front)) => (front, name.as_str()),
            None => return,
        };
        let around: Vec<&str> = within.iter().chain(front).map(String::as_str).collect();
        if holds_dependencies(&around, name) {
            found.extend(declared(statement, call, name, &around));
        }
    });
    found
}

/// Whether what stands in these blocks under this name is a dependency.
fn holds_dependencies(around: &[&str], name: &str) -> bool {
    match around {
        [.., "dependencies"] | [.., "dependencies", "constraints"] => !NO_CONFIGURATIONS.contains(&name),
        [.., "dependencyManagement", "imports"] => name == "mavenBom",
        _ => false,
    }
}

fn declared(
    statement: &Statement,
    call: &Invocation,
    name: &str,
    around: &[&str],
) -> Vec<DeclaredDependency> {
    let within: Vec<String> =
        around.iter().filter(|name| **name != "dependencies").map(|name| (*name).to_owned()).collect();
    let (configuration, notations) = match name {
        "add" => match added(call) {
            Some(added) => added,
            None => return Vec::new(),
        },
        "dependencySet" => ("dependency".to_owned(), dependency_set(call)),
        "mavenBom" => {
            (name.to_owned(), notation::of_call(call).into_iter().map(notation::platform).collect())
        }
        _ => (name.to_owned(), notation::of_call(call)),
    };
    let several = notations.len() > 1;
    let of = |found: Found| DeclaredDependency {
        configuration: configuration.clone(),
        notation: found.value,
        within: within.clone(),
        span: if several { found.span } else { statement.span },
    };
    notations.into_iter().map(of).collect()
}

/// `add("implementation", "a:b:1")`.
fn added(call: &Invocation) -> Option<(String, Vec<Found>)> {
    let (first, rest) = call.arguments.split_first()?;
    Some((first.value.written()?, notation::of_arguments(rest)))
}

/// `dependencySet(group: 'a', version: '1') { entry 'b' }`.
fn dependency_set(call: &Invocation) -> Vec<Found> {
    let text = |name: &str| named(&call.arguments, name).and_then(Value::written);
    let joined = call.positional().next().and_then(Value::written);
    let (group, version) = match (text("group"), joined) {
        (Some(group), _) => (group, text("version")),
        (None, Some(joined)) => match joined.split_once(':') {
            Some((group, version)) => (group.to_owned(), Some(version.to_owned())),
            None => (joined, None),
        },
        (None, None) => return Vec::new(),
    };
    let entries = call.block.iter().flat_map(|block| &block.statements);
    let names = entries
        .filter(|entry| entry.is("entry"))
        .filter_map(Statement::call)
        .flat_map(Invocation::positional);
    names
        .filter(|value| matches!(value.kind, ValueKind::Text(_)))
        .filter_map(|value| {
            let (name, group, version) = (value.written()?, group.clone(), version.clone());
            Some(Spanned::new(Notation::Coordinates { group, name, version }, value.span))
        })
        .collect()
}
