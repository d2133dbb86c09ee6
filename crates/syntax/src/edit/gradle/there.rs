//! What of a script is there already.

use std::collections::HashMap;

use super::{Checked, Known, squeezed};
use crate::{
    gradle::{
        DeclaredDependency, Notation, Plugin, PluginReference, Script, Statement, Value, ValueKind, declared,
        dependencies, interpolate, plugins, walk,
    },
    span::SyntaxError,
};

/// Calls that name what they make or configure.
const NAMING: [&str; 7] =
    ["named", "register", "create", "getByName", "maybeCreate", "findByName", "registering"];

/// What a script declares for its own project.
pub(super) struct There<'a> {
    text: &'a str,
    script: &'a Script,
    dependencies: Vec<DeclaredDependency>,
    plugins: Vec<Plugin>,
    variables: HashMap<String, String>,
}

impl<'a> There<'a> {
    pub(super) fn new(text: &'a str, script: &'a Script) -> Self {
        let own = |within: &[String]| within.is_empty();
        Self {
            text,
            script,
            dependencies: dependencies(script).into_iter().filter(|found| own(&found.within)).collect(),
            plugins: plugins(script).into_iter().filter(|found| own(&found.within)).collect(),
            variables: declared::variables(script).into_iter().collect(),
        }
    }

    /// Whether a statement is there; an error where what is there makes it wrong.
    pub(super) fn holds(&self, wanted: &Checked<'_>) -> Result<bool, SyntaxError> {
        for known in &wanted.statement.known_by {
            let found = match known {
                Known::Module { .. } => self.has_dependency(wanted, known),
                Known::Catalog(_) => self.has_dependency(wanted, known) || self.has_plugin(known)?,
                Known::Plugin(_) => self.has_plugin(known)?,
                Known::Name(name) => self.has_name(wanted, name),
            };
            if found {
                return Ok(true);
            }
        }
        Ok(self.is_written(wanted))
    }

    fn has_dependency(&self, wanted: &Checked<'_>, known: &Known) -> bool {
        let counts = &wanted.statement.configurations;
        self.dependencies.iter().any(|found| {
            (counts.is_empty() || counts.contains(&found.configuration)) && self.is(&found.notation, known)
        })
    }

    fn is(&self, notation: &Notation, known: &Known) -> bool {
        match (notation, known) {
            (Notation::Platform(inner), _) => self.is(inner, known),
            (Notation::Coordinates { group, name, .. }, Known::Module { group: of, name: called }) => {
                self.read(group) == *of && self.read(name) == *called
            }
            (Notation::Catalog(accessor), Known::Catalog(wanted)) => accessor == wanted,
            _ => false,
        }
    }

    /// A text with the script's variables put in.
    fn read(&self, text: &str) -> String {
        if !text.contains("${") {
            return text.to_owned();
        }
        interpolate(text, &|name| self.variables.get(name).cloned())
    }

    fn has_plugin(&self, known: &Known) -> Result<bool, SyntaxError> {
        let is = |plugin: &&Plugin| match (&plugin.reference, known) {
            (PluginReference::Id(id), Known::Plugin(wanted)) => id == wanted,
            (PluginReference::Catalog(accessor), Known::Catalog(wanted)) => accessor == wanted,
            _ => false,
        };
        let mut held_back = None;
        for plugin in self.plugins.iter().filter(is) {
            if plugin.applied {
                return Ok(true);
            }
            held_back = Some(plugin.span);
        }
        let message = "the plugin is there and not applied";
        held_back.map_or(Ok(false), |span| Err(SyntaxError::new(span, message)))
    }

    /// Whether a name is taken at the script's top, in the block that is meant, or among tasks and configurations.
    fn has_name(&self, wanted: &Checked<'_>, name: &str) -> bool {
        let block = wanted.statement.block.as_deref();
        let mut found = false;
        walk(&self.script.statements, &mut |statement, within| {
            let here = match within {
                [] => true,
                [around] => block == Some(around) || matches!(around.as_str(), "tasks" | "configurations"),
                _ => false,
            };
            found |= here && is_called(statement, name);
        });
        found
    }

    /// Whether it is written there the same.
    fn is_written(&self, wanted: &Checked<'_>) -> bool {
        let block = wanted.statement.block.as_deref();
        let top = self.script.statements.iter();
        let there: Vec<&Statement> = match block {
            None => top.collect(),
            Some(name) => top.filter(|found| found.is(name)).flat_map(inner).collect(),
        };
        let is_there =
            |code: &String| there.iter().any(|found| squeezed(&self.text[found.span.range()]) == *code);
        wanted.written.iter().all(is_there)
    }
}

/// The statements of a block.
pub(super) fn inner(statement: &Statement) -> &[Statement] {
    statement.call().and_then(|call| call.block.as_ref()).map_or(&[], |block| &block.statements)
}

fn is_called(statement: &Statement, name: &str) -> bool {
    if statement.is(name) {
        return true;
    }
    let Some(first) = statement.call().and_then(|call| call.arguments.first()) else { return false };
    match statement.name() {
        "task" => is_named(&first.value, name),
        word if NAMING.contains(&word) => first.value.text().is_some_and(|text| text == name),
        _ => false,
    }
}

/// `task name`, `task name(type: Copy)`, `task('name')`.
fn is_named(value: &Value, name: &str) -> bool {
    match &value.kind {
        ValueKind::Name(path) | ValueKind::Call { path, .. } => path.iter().eq([name]),
        _ => value.text().is_some_and(|text| text == name),
    }
}
