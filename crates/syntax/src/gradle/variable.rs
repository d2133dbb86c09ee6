//! The variables and properties that a script sets.

use super::{Argument, Invocation, Script, Statement, StatementKind, Value, ValueKind, walk::walk};
use crate::span::Span;

/// How deep maps may stand in the map of a variable.
const DEPTH_MAX: usize = 4;

/// How long the name of a map may be whose entries are variables too.
const LENGTH_MAX: usize = 256;

/// A variable or property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable<'s> {
    /// Its name as [`reference()`](super::reference()) tells names: `kafkaVersion`; `versions.kafka` of an entry of a map.
    pub name: String,
    /// What it is set to.
    pub value: &'s Value,
    /// The whole statement.
    pub span: Span,
}

/// Names in front of a property that tell where it is kept.
const KEPT_IN: [&str; 6] = ["ext", "extra", "project", "rootProject", "gradle", "allprojects"];

/// Properties of a project that are set by a call as well: `version '1'`.
const CALLED: [&str; 2] = ["group", "version"];

/// Every variable of a script, in the order of the text: `val x = ..`, `def x = ..`, `ext.x = ..`,
/// `ext { x = .. }`, `extra["x"] = ..`, `ext.set("x", ..)`, `val x by extra(..)`, and what is assigned outside of
/// all blocks. The entries of maps are variables too.
#[must_use]
pub fn variables(script: &Script) -> Vec<Variable<'_>> {
    let mut found = Vec::new();
    walk(&script.statements, &mut |statement, within| {
        if let Some((name, value)) = set(statement, within) {
            add(&mut found, name, value, statement.span, 0);
        }
    });
    found
}

fn add<'s>(found: &mut Vec<Variable<'s>>, name: String, value: &'s Value, span: Span, depth: usize) {
    if depth < DEPTH_MAX && name.len() < LENGTH_MAX {
        for Argument { name: key, value } in value.entries() {
            if let Some(key) = key {
                add(found, format!("{name}.{}", key.value), value, span, depth + 1);
            }
        }
    }
    found.push(Variable { name, value, span });
}

fn set<'s>(statement: &'s Statement, within: &[String]) -> Option<(String, &'s Value)> {
    let kept = within.last().is_some_and(|name| matches!(name.as_str(), "ext" | "extra"));
    match &statement.kind {
        StatementKind::Assignment(assignment) => {
            let name = assigned(&statement.path)?;
            let shown = assignment.declared || kept || within.is_empty() || name.len() < statement.path.len();
            let plain = assignment.target.chain.is_empty() && !name.is_empty();
            (shown && plain).then(|| (name.join("."), delegated(&assignment.value)))
        }
        StatementKind::Call(call) => by_call(statement, call, kept, within.is_empty()),
        _ => None,
    }
}

/// A name without what tells where it is kept.
fn assigned(path: &[String]) -> Option<&[String]> {
    let (_, front) = path.split_last()?;
    let kept = front.iter().take_while(|name| KEPT_IN.contains(&name.as_str())).count();
    Some(&path[kept..])
}

/// `extra("3")` and `extra { "3" }` stand for the value in them.
fn delegated(value: &Value) -> &Value {
    let Some((path, call)) = value.call() else { return value };
    if !path.last().is_some_and(|name| matches!(name.as_str(), "extra" | "lazy")) {
        return value;
    }
    let last = call.block.as_ref().and_then(|block| block.statements.last());
    let returned = last.and_then(|statement| match &statement.kind {
        StatementKind::Value(value) => Some(value),
        _ => None,
    });
    call.positional().next().or(returned).unwrap_or(value)
}

/// `set("x", ..)`, `extra.set("x", ..)`, `version '1'`.
fn by_call<'s>(
    statement: &Statement,
    call: &'s Invocation,
    kept: bool,
    outside: bool,
) -> Option<(String, &'s Value)> {
    let mut values = call.positional();
    let first = values.next()?;
    if statement.name() == "set" {
        let owned = statement.path.iter().any(|name| matches!(name.as_str(), "ext" | "extra"));
        let value = values.next().filter(|_| kept || owned)?;
        return Some((first.text()?, value));
    }
    let called = outside && CALLED.iter().any(|name| statement.is(name));
    (called && matches!(first.kind, ValueKind::Text(_))).then(|| (statement.name().to_owned(), first))
}
