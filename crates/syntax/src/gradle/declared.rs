//! The views with the fewest cases: modules, entries of the catalog `libs`, projects.

use super::{Notation as Written, PluginReference, Script, StatementKind, Value, ValueKind, walk::walk};
use crate::span::{Span, Spanned};

pub use super::includes;

/// A dependency as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    /// The configuration it is added to: `implementation`, `testImplementation`.
    pub configuration: String,
    /// What is depended on.
    pub notation: Notation,
    /// Whether it only brings versions: `platform(..)`, a constraint.
    pub platform: bool,
    /// The blocks around its `dependencies`, the outermost first: `subprojects`, `buildscript`.
    pub within: Vec<String>,
    /// The statement.
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

/// Every dependency of a script on a module, a catalog's entry or a project.
#[must_use]
pub fn dependencies(script: &Script) -> Vec<Dependency> {
    let found = super::dependencies(script).into_iter();
    found
        .filter_map(|found| {
            let (notation, platform) = notation(found.notation)?;
            let constraint = found.within.last().is_some_and(|name| name == "constraints");
            Some(Dependency {
                configuration: found.configuration,
                notation,
                platform: platform || constraint,
                within: found.within,
                span: found.span,
            })
        })
        .collect()
}

/// The notation, and whether it is a platform.
fn notation(written: Written) -> Option<(Notation, bool)> {
    match written {
        Written::Coordinates { group, name, version } => {
            Some((Notation::Module { group, name, version }, false))
        }
        Written::Catalog(accessor) => {
            Some((Notation::Catalog(accessor.strip_prefix("libs.").unwrap_or(&accessor).to_owned()), false))
        }
        Written::Project(path) => Some((Notation::Project(path), false)),
        Written::Platform(inner) => notation(*inner).map(|(inner, _)| (inner, true)),
        Written::Name(_) | Written::Other => None,
    }
}

/// Every plugin of a script.
#[must_use]
pub fn plugins(script: &Script) -> Vec<Plugin> {
    let found = super::plugins(script).into_iter();
    found
        .map(|plugin| Plugin {
            id: match plugin.reference {
                PluginReference::Catalog(accessor) => {
                    accessor.strip_prefix("libs.plugins.").unwrap_or(&accessor).to_owned()
                }
                PluginReference::Id(id) | PluginReference::Class(id) => id,
            },
            applied: plugin.applied && !plugin.within.iter().any(|name| is_of_others(name)),
            span: plugin.span,
        })
        .collect()
}

/// Blocks whose content is for other projects than that of the script.
fn is_of_others(name: &str) -> bool {
    matches!(name, "subprojects" | "configure") || name.starts_with("project(")
}

/// The texts that are assigned to a name or given to it, wherever that stands: `rootProject.name`, `mainClass`.
#[must_use]
pub fn assigned(script: &Script, name: &str) -> Vec<Spanned<String>> {
    let mut found = Vec::new();
    walk(&script.statements, &mut |statement, _| {
        let path = statement.path.join(".");
        if path != name && !path.strip_suffix(name).is_some_and(|rest| rest.ends_with('.')) {
            return;
        }
        match &statement.kind {
            StatementKind::Assignment(assignment) => super::settings::texts(&assignment.value, &mut found),
            StatementKind::Call(call) if call.block.is_none() => {
                call.positional().for_each(|value| super::settings::texts(value, &mut found));
            }
            _ => {}
        }
    });
    found
}

/// The texts of a script's variables: `ext.kafkaVersion = '3'`, `val kafkaVersion = "3"`, `set("x", "3")`.
#[must_use]
pub fn variables(script: &Script) -> Vec<(String, String)> {
    let texts = |value: &Value| matches!(value.kind, ValueKind::Text(_)).then(|| value.written()).flatten();
    let found = super::variables(script).into_iter();
    found.filter_map(|variable| Some((variable.name, texts(variable.value)?))).collect()
}
