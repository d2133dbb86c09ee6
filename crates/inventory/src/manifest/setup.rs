//! setup.py, whose call of `setup` says what is installed, and Pipfile.

use syntax::{
    requirements,
    source::{self, Argument, Call, Value},
};

use super::{
    Manifest,
    python::{dependency, manifest, poetry_table, scope_of_extra},
};
use crate::{facts::Scope, source_file::SourceFile};

/// Reads one setup.py. What is computed there is not known; what is written down is.
pub(crate) fn read_setup(file: &SourceFile<'_>) -> (Option<Manifest>, Vec<syntax::SyntaxError>) {
    let (outline, errors) = source::read(source::Language::Python, file.text());
    let Some(folder) = file.path().parent() else { return (None, errors) };
    let setup = outline.calls.iter().find(|call| call.method() == "setup");
    let name = setup.and_then(|call| call.named("name")).and_then(Value::as_text);
    let span = setup.map_or_else(Default::default, |call| call.span);
    let mut found = manifest(folder, file.path(), file.location(span), name.map(ToOwned::to_owned));
    if let Some(setup) = setup {
        found.dependencies.extend(installed(file, setup));
        let scripts = setup.arguments.iter().find(|argument| names_scripts(argument));
        found.command = scripts.map(|argument| file.location(argument.span));
    }
    (Some(found), errors)
}

fn installed(file: &SourceFile<'_>, setup: &Call) -> Vec<crate::facts::Dependency> {
    let mut found = Vec::new();
    for argument in &setup.arguments {
        match (argument.name.as_deref(), &argument.value) {
            (Some("install_requires"), value) => listed(file, argument, value, Scope::Runtime, &mut found),
            (Some("extras_require"), Value::Object(extras)) => {
                for (name, value) in extras {
                    listed(file, argument, value, scope_of_extra(name), &mut found);
                }
            }
            _ => {}
        }
    }
    found
}

/// A list in code has no places of its own: each text is looked for in its argument.
fn listed(
    file: &SourceFile<'_>,
    argument: &Argument,
    value: &Value,
    scope: Scope,
    found: &mut Vec<crate::facts::Dependency>,
) {
    let Value::List(items) = value else { return };
    for text in items.iter().filter_map(Value::as_text) {
        let within = file.text().get(argument.span.range()).unwrap_or_default();
        let at = argument.span.start + within.find(text).unwrap_or_default();
        if let Some(mut requirement) = requirements::requirement(text, at) {
            requirement.span = syntax::Span::new(at, (at + text.len()).min(argument.span.end.max(at)));
            found.push(dependency(file, &requirement, scope));
        }
    }
}

fn names_scripts(argument: &Argument) -> bool {
    match (argument.name.as_deref(), &argument.value) {
        (Some("scripts"), Value::List(scripts)) => !scripts.is_empty(),
        (Some("entry_points"), Value::Object(groups)) => {
            groups.iter().any(|(group, _)| group == "console_scripts")
        }
        _ => false,
    }
}

/// Reads one Pipfile.
pub(crate) fn read_pipfile(file: &SourceFile<'_>) -> (Option<Manifest>, Vec<syntax::SyntaxError>) {
    let (root, errors) = syntax::toml::read(file.text());
    let found = root.zip(file.path().parent()).map(|(root, folder)| {
        let mut found = manifest(folder, file.path(), file.location(root.span), None);
        for (table, scope) in [("packages", Scope::Runtime), ("dev-packages", Scope::Development)] {
            found
                .dependencies
                .extend(root.get(table).map(|table| poetry_table(file, table, scope)).unwrap_or_default());
        }
        found
    });
    (found, errors)
}
