//! What starts a program, and with which options and environment.

use std::collections::BTreeMap;

use super::{
    Argument, Invocation, Script, Statement, StatementKind, Value, ValueKind, reference, variable::variables,
    walk::walk,
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
const OPTIONS: [&str; 13] = [
    "mainClass",
    "main",
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

/// How many settings may come from variables: one may be named often.
const FROM_VARIABLES_MAX: usize = 10_000;

/// Every setting of how the programs of a script are started, in the order of the text: of `application`, of
/// tasks that run something (`bootRun`), of images (`bootBuildImage`, `jib`) and of jars' `attributes`.
#[must_use]
pub fn applications(script: &Script) -> Vec<Setting> {
    let known: BTreeMap<String, &Value> =
        variables(script).into_iter().map(|variable| (variable.name, variable.value)).collect();
    let mut reader =
        Reader { path: Vec::new(), known, left: FROM_VARIABLES_MAX, looked_up: false, found: Vec::new() };
    walk(&script.statements, &mut |statement, within| reader.statement(statement, within));
    reader.found
}

struct Reader<'s> {
    /// The blocks around the setting that is read, and its name.
    path: Vec<String>,
    known: BTreeMap<String, &'s Value>,
    /// How many settings may still come from variables.
    left: usize,
    /// Whether what is read is the value of a variable.
    looked_up: bool,
    found: Vec<Setting>,
}

fn is_option(name: &str) -> bool {
    OPTIONS.contains(&name)
}

fn is_pairs(name: &str) -> bool {
    PAIRS.contains(&name)
}

impl Reader<'_> {
    fn statement(&mut self, statement: &Statement, within: &[String]) {
        let own = statement.path.as_slice();
        match &statement.kind {
            StatementKind::Assignment(assignment) if assignment.target.chain.is_empty() => {
                self.assigned(own, within, &assignment.value);
            }
            StatementKind::Call(call) => self.called(own, within, call),
            _ => {}
        }
    }

    fn assigned(&mut self, own: &[String], within: &[String], value: &Value) {
        match own {
            [.., name] if is_option(name) => {
                self.path = [within, own].concat();
                self.option(value);
            }
            [.., name] if is_pairs(name) => {
                self.path = [within, own].concat();
                self.pairs(value);
            }
            // `environment["A"] = "b"`
            [front @ .., key] if front.last().is_some_and(|name| is_pairs(name)) => {
                self.path = [within, front].concat();
                self.pair(key, value);
            }
            _ => {}
        }
    }

    fn called(&mut self, own: &[String], within: &[String], call: &Invocation) {
        let setters = own.iter().rev().take_while(|name| SETTERS.contains(&name.as_str())).count();
        let own = &own[..own.len() - setters];
        if let Some(name) = own.last().filter(|name| is_option(name) || is_pairs(name)) {
            self.path = [within, own].concat();
            self.arguments(name, &call.arguments);
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
            ValueKind::Name(_) => self.variable(value, Self::option),
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

    /// Reads the value of the variable that a value names. What that names in turn is not looked up.
    fn variable(&mut self, value: &Value, read: impl Fn(&mut Self, &Value)) {
        if self.looked_up || self.left == 0 {
            return;
        }
        if let Some(value) = reference::of_value(value).and_then(|name| self.known.get(&name).copied()) {
            self.looked_up = true;
            read(self, value);
            self.looked_up = false;
        }
    }

    fn push(&mut self, text: Option<String>, span: Span) {
        let Some(text) = text else { return };
        if self.looked_up {
            match self.left.checked_sub(1) {
                Some(left) => self.left = left,
                None => return,
            }
        }
        self.found.push(Setting { path: self.path.clone(), text, span });
    }
}

/// What a closure returns texts with.
const LISTING: [&str; 4] = ["listOf", "return", "arrayListOf", "asList"];
