//! What starts a program, and with which options and environment.

use std::collections::BTreeMap;

use super::{
    Argument, Invocation, Link, Script, Statement, StatementKind, Value, ValueKind, reference,
    variable::variables, walk::walk,
};
use crate::span::Span;

/// A setting of how a program is started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The blocks around it and its name: `application`, `mainClass`; `tasks`, `bootRun`, `jvmArgs`.
    pub path: Vec<String>,
    /// Its text; one `NAME=value` of an environment or of system properties; what is put in as `${..}`.
    pub text: String,
    /// Where the text stands: of a variable where that is set.
    pub span: Span,
}

/// Settings of one text or a list of texts.
const OPTIONS: [&str; 12] = [
    "mainClass",
    "mainClassName",
    "applicationDefaultJvmArgs",
    "jvmArgs",
    "allJvmArgs",
    "jvmFlags",
    "jvmArgumentProviders",
    "args",
    "entrypoint",
    "entryPoint",
    "defaultJvmOpts",
    "argsProviders",
];

/// Settings of names and values.
const PAIRS: [&str; 6] =
    ["environment", "environmentVariables", "env", "systemProperty", "systemProperties", "attributes"];

/// Calls behind a setting that set or add to it.
const SETTERS: [&str; 6] = ["set", "add", "addAll", "put", "putAll", "value"];

/// Every setting of how the programs of a script are started, in the order of the text: of `application`, of
/// tasks that run something (`bootRun`), of images (`bootBuildImage`, `jib`) and of jars' `attributes`.
#[must_use]
pub fn applications(script: &Script) -> Vec<Setting> {
    let known: BTreeMap<String, &Value> =
        variables(script).into_iter().map(|variable| (variable.name, variable.value)).collect();
    let mut found = Vec::new();
    walk(&script.statements, &mut |statement, within| settings(statement, within, &known, &mut found));
    found
}

fn settings(
    statement: &Statement,
    within: &[String],
    known: &BTreeMap<String, &Value>,
    found: &mut Vec<Setting>,
) {
    let full: Vec<String> = within.iter().chain(&statement.path).cloned().collect();
    let mut reader = Reader { path: Vec::new(), known, found };
    match &statement.kind {
        StatementKind::Assignment(assignment) if assignment.target.chain.is_empty() => {
            reader.assigned(full, &assignment.value);
        }
        StatementKind::Call(call) => reader.called(full, call),
        _ => {}
    }
}

struct Reader<'r> {
    path: Vec<String>,
    known: &'r BTreeMap<String, &'r Value>,
    found: &'r mut Vec<Setting>,
}

fn is_option(name: &str) -> bool {
    OPTIONS.contains(&name)
}

fn is_pairs(name: &str) -> bool {
    PAIRS.contains(&name)
}

impl Reader<'_> {
    fn assigned(&mut self, path: Vec<String>, value: &Value) {
        match path.as_slice() {
            [.., name] if is_option(name) => {
                self.path = path;
                self.option(value);
            }
            [.., name] if is_pairs(name) => {
                self.path = path;
                self.pairs(value);
            }
            // `environment["A"] = "b"`
            [front @ .., key] if front.last().is_some_and(|name| is_pairs(name)) => {
                let key = key.clone();
                self.path = front.to_vec();
                self.pair(&key, value);
            }
            _ => {}
        }
    }

    fn called(&mut self, mut path: Vec<String>, call: &Invocation) {
        while path.last().is_some_and(|name| SETTERS.contains(&name.as_str())) {
            path.pop();
        }
        let Some(name) = path.last().cloned() else { return };
        self.path = path;
        self.arguments(&name, &call.arguments);
        // `environment.put("A", "b")` of a call: `manifest.attributes(..)`, `env("A").set("b")`.
        for Link { name: link, arguments, .. } in &call.chain {
            if is_option(&link.value) || is_pairs(&link.value) {
                self.path.push(link.value.clone());
                self.arguments(&link.value, arguments);
                self.path.pop();
            }
        }
    }

    fn arguments(&mut self, name: &str, arguments: &[Argument]) {
        if is_option(name) {
            arguments.iter().for_each(|argument| self.option(&argument.value));
        } else if is_pairs(name) {
            let positional: Vec<&Value> = arguments
                .iter()
                .filter(|argument| argument.name.is_none())
                .map(|argument| &argument.value)
                .collect();
            if let [key, value] = positional.as_slice()
                && let Some(key) = key.written()
            {
                self.pair(&key, value);
                return;
            }
            self.entries(arguments);
            positional.into_iter().for_each(|value| self.pairs(value));
        }
    }

    fn entries(&mut self, entries: &[Argument]) {
        for Argument { name, value } in entries {
            if let Some(name) = name {
                self.pair(&name.value, value);
            }
        }
    }

    /// The texts of a value: of its elements, of what its closures return, of the variable it names.
    fn option(&mut self, value: &Value) {
        match &value.kind {
            ValueKind::Text(_) => self.push(value.written(), value.span),
            ValueKind::List(values) | ValueKind::Other(values) => {
                values.iter().for_each(|value| self.option(value));
            }
            ValueKind::Name(_) => self.variable(value, |reader, value| reader.option(value)),
            ValueKind::Call { path, call } => {
                if path.is_empty() || value.items().next().is_some() || call.block.is_some() {
                    call.positional().for_each(|value| self.option(value));
                }
                call.chain.iter().flat_map(|link| &link.arguments).for_each(|link| self.option(&link.value));
                call.block.iter().for_each(|block| self.returned(&block.statements));
            }
            ValueKind::Closure(block) => self.returned(&block.statements),
            ValueKind::Map(_) | ValueKind::Number(_) | ValueKind::Bool(_) => {}
        }
    }

    fn returned(&mut self, statements: &[Statement]) {
        for statement in statements {
            match &statement.kind {
                StatementKind::Value(value) => self.option(value),
                StatementKind::Call(call) if LISTING.contains(&statement.name()) => {
                    call.positional().for_each(|value| self.option(value));
                }
                _ => {}
            }
        }
    }

    fn pairs(&mut self, value: &Value) {
        self.entries(value.entries());
        self.variable(value, |reader, value| reader.entries(value.entries()));
    }

    fn pair(&mut self, key: &str, value: &Value) {
        // What else a jar's manifest says starts nothing.
        let starts =
            !self.path.ends_with(&["attributes".to_owned()]) || matches!(key, "Main-Class" | "Start-Class");
        let text = value.written().or_else(|| reference::of_value(value).map(|name| format!("${{{name}}}")));
        if starts {
            self.push(text.map(|text| format!("{key}={text}")), value.span);
        }
    }

    /// Reads the value of the variable that a value names. It is not looked up in turn.
    fn variable(&mut self, value: &Value, read: impl Fn(&mut Reader<'_>, &Value)) {
        let Some(value) = reference::of_value(value).and_then(|name| self.known.get(&name).copied()) else {
            return;
        };
        let nothing = BTreeMap::new();
        read(&mut Reader { path: self.path.clone(), known: &nothing, found: self.found }, value);
    }

    fn push(&mut self, text: Option<String>, span: Span) {
        let path = self.path.clone();
        self.found.extend(text.map(|text| Setting { path, text, span }));
    }
}

/// What a closure returns texts with.
const LISTING: [&str; 4] = ["listOf", "return", "arrayListOf", "asList"];
