//! What settings scripts say: which projects there are, and where they lie.

use super::{Assignment, Invocation, Script, Statement, StatementKind, Value, ValueKind, walk::walk};
use crate::span::Spanned;

/// A project that lies elsewhere than its path says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectFolder {
    /// The project's path: `:a`.
    pub project: Spanned<String>,
    /// Its folder, from that of the settings script; what is put into it as `${..}`.
    pub folder: Spanned<String>,
}

/// Folders that a project's folder is told from.
const ROOTS: [&str; 8] = [
    "${rootDir}",
    "${settingsDir}",
    "${rootProject.projectDir}",
    "${rootProject.rootDir}",
    "${projectDir}",
    "${settings.settingsDir}",
    "${settings.rootDir}",
    "${project.rootDir}",
];

/// The paths of the projects that a settings script includes, as written: `:modules:kafka`, `modules:kafka`.
#[must_use]
pub fn includes(script: &Script) -> Vec<Spanned<String>> {
    of_calls(script, &["include", "settings.include"])
}

/// The folders of the builds that a settings script includes (`includeBuild`), as written.
#[must_use]
pub fn included_builds(script: &Script) -> Vec<Spanned<String>> {
    of_calls(script, &["includeBuild", "settings.includeBuild"])
}

/// The texts of all calls of these names that stand in no block but those of settings.
fn of_calls(script: &Script, names: &[&str]) -> Vec<Spanned<String>> {
    let mut found = Vec::new();
    walk(&script.statements, &mut |statement, within| {
        let outside = within.iter().all(|name| matches!(name.as_str(), "pluginManagement" | "settings"));
        if let Some(call) =
            statement.call().filter(|_| outside && names.iter().any(|name| statement.is(name)))
        {
            call.positional().for_each(|value| texts(value, &mut found));
        }
    });
    found
}

/// The texts of a value: of a list those of its elements.
pub(super) fn texts(value: &Value, found: &mut Vec<Spanned<String>>) {
    match &value.kind {
        ValueKind::Text(_) => found.extend(value.written().map(|text| Spanned::new(text, value.span))),
        ValueKind::List(values) | ValueKind::Other(values) => {
            values.iter().for_each(|value| texts(value, found));
        }
        ValueKind::Call { path, call } if path.is_empty() || value.items().next().is_some() => {
            call.positional().for_each(|value| texts(value, found));
        }
        _ => {}
    }
}

/// The projects whose folder is set: `project(":a").projectDir = file("b")`.
#[must_use]
pub fn project_folders(script: &Script) -> Vec<ProjectFolder> {
    let mut found = Vec::new();
    walk(&script.statements, &mut |statement, _| {
        if let StatementKind::Assignment(assignment) = &statement.kind {
            found.extend(project_folder(statement, assignment));
        }
    });
    found
}

fn project_folder(statement: &Statement, assignment: &Assignment) -> Option<ProjectFolder> {
    let Invocation { chain, .. } = &assignment.target;
    let moved = statement.name() == "project" && chain.last()?.name.value == "projectDir";
    let project = assignment.target.positional().next().filter(|_| moved)?;
    let folder = last_text(&assignment.value)?;
    let root = ROOTS.iter().find_map(|root| folder.value.strip_prefix(root));
    let relative = root.map_or(folder.value.as_str(), |rest| rest.trim_start_matches('/')).to_owned();
    Some(ProjectFolder {
        project: Spanned::new(project.written()?, project.span),
        folder: Spanned::new(relative, folder.span),
    })
}

/// `'b'`, `file('b')`, `new File(rootDir, 'b')`.
fn last_text(value: &Value) -> Option<Spanned<String>> {
    let inner = match value.call() {
        Some((_, call)) => call.positional().last()?,
        None => value,
    };
    match inner.kind {
        ValueKind::Text(_) => Some(Spanned::new(inner.written()?, inner.span)),
        _ => None,
    }
}

/// The name of the build: `rootProject.name = "shop"`.
#[must_use]
pub fn root_project_name(script: &Script) -> Option<Spanned<String>> {
    let mut found = None;
    walk(&script.statements, &mut |statement, _| {
        if let StatementKind::Assignment(assignment) = &statement.kind
            && statement.is("rootProject.name")
        {
            found = assignment.value.written().map(|name| Spanned::new(name, assignment.value.span));
        }
    });
    found
}
