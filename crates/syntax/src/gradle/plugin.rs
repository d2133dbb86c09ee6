//! The plugins that a script asks for.

use super::{
    Argument, Invocation, Link, Script, Statement, Value, ValueKind, notation, value::named, walk::walk,
};
use crate::span::{Span, Spanned};

/// A plugin that a script asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plugin {
    /// Which.
    pub reference: PluginReference,
    /// Its version, if one is written; what is put into it as `${..}`.
    pub version: Option<String>,
    /// Whether it is applied, and not only put on the path of the build (`apply false`, `pluginManagement`).
    pub applied: bool,
    /// The blocks around it, `plugins` left out: `subprojects`, `pluginManagement`.
    pub within: Vec<String>,
    /// The whole statement.
    pub span: Span,
}

/// How a plugin is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PluginReference {
    /// By its id; `kotlin("jvm")` is `org.jetbrains.kotlin.jvm`.
    Id(String),
    /// By the accessor of a version catalog: `libs.plugins.spring.boot`.
    Catalog(String),
    /// By its class: `apply plugin: ServicePlugin`.
    Class(String),
}

/// Every plugin of a script, in the order of the text.
#[must_use]
pub fn plugins(script: &Script) -> Vec<Plugin> {
    let mut found = Vec::new();
    walk(&script.statements, &mut |statement, within| {
        let Some(call) = statement.call() else { return };
        let around: Vec<&str> = within.iter().map(String::as_str).collect();
        match around.as_slice() {
            ["plugins"] | ["pluginManagement", "plugins"] => found.extend(requested(statement, call, within)),
            _ => found.extend(applied(statement, call, within)),
        }
    });
    found
}

/// A line of `plugins { .. }`.
fn requested(statement: &Statement, call: &Invocation, within: &[String]) -> Option<Plugin> {
    let reference = match statement.path.as_slice() {
        [name] if matches!(name.as_str(), "id" | "alias" | "kotlin" | "embeddedKotlin") => {
            asked(name, call.positional().next()?)?
        }
        [name] if call.arguments.is_empty() && call.block.is_none() => PluginReference::Id(name.clone()),
        _ => return None,
    };
    let text = |name: &str| call.link(name).and_then(first_text);
    let held_back = text("apply").is_some_and(|applied| applied == "false");
    Some(Plugin {
        reference,
        version: text("version"),
        applied: !held_back && within.len() == 1,
        within: without_plugins(within),
        span: statement.span,
    })
}

fn without_plugins(within: &[String]) -> Vec<String> {
    within.iter().filter(|name| *name != "plugins").cloned().collect()
}

fn first_text(link: &Link) -> Option<String> {
    let value = &link.arguments.first()?.value;
    value.written().or_else(|| super::reference::of_value(value).map(|name| format!("${{{name}}}")))
}

fn asked(word: &str, value: &Value) -> Option<PluginReference> {
    if let Some(accessor) = accessor(value) {
        return Some(PluginReference::Catalog(accessor));
    }
    let id = value.written()?;
    let kotlin = matches!(word, "kotlin" | "embeddedKotlin");
    Some(PluginReference::Id(if kotlin { format!("org.jetbrains.kotlin.{id}") } else { id }))
}

/// `libs.plugins.spring.boot`, also behind `.get().pluginId`.
fn accessor(value: &Value) -> Option<String> {
    let path = match &value.kind {
        ValueKind::Name(path) | ValueKind::Call { path, .. } => path,
        _ => return None,
    };
    let end =
        path.iter().position(|name| matches!(name.as_str(), "get" | "asProvider")).unwrap_or(path.len());
    notation::is_catalog(path).then(|| path[..end].join("."))
}

/// `apply plugin: 'a'`, `apply(plugin = "a")`, `apply<A>()`, `apply { plugin("a") }`, `plugins.apply("a")`.
fn applied<'s>(statement: &'s Statement, call: &'s Invocation, within: &[String]) -> Option<Plugin> {
    let value = match statement.path.as_slice() {
        [name] | [_, name] if name == "apply" => named(&call.arguments, "plugin").or_else(|| in_map(call)),
        _ => None,
    };
    let by_path =
        ["plugins.apply", "pluginManager.apply", "project.plugins.apply", "project.pluginManager.apply"];
    let value = value.or_else(|| {
        let named = by_path.iter().any(|path| statement.is(path));
        named.then(|| call.positional().next()).flatten()
    });
    let plugin = |value: &Value, span| Plugin {
        reference: of_applied(value),
        version: None,
        applied: true,
        within: without_plugins(within),
        span,
    };
    let value = value.or_else(|| if statement.is("apply") { in_block(call) } else { None })?;
    Some(plugin(value, statement.span))
}

/// `apply(mapOf("plugin" to "a"))`, `apply([plugin: 'a'])`.
fn in_map(call: &Invocation) -> Option<&Value> {
    named(call.positional().next()?.entries(), "plugin")
}

fn in_block(call: &Invocation) -> Option<&Value> {
    let mut statements = call.block.as_ref()?.statements.iter();
    statements.find(|statement| statement.is("plugin"))?.call()?.positional().next()
}

fn of_applied(value: &Value) -> PluginReference {
    if let Some(accessor) = accessor(value) {
        return PluginReference::Catalog(accessor);
    }
    match (value.written(), value.name()) {
        (Some(id), _) => PluginReference::Id(id),
        (None, Some(class)) => PluginReference::Class(class),
        (None, None) => PluginReference::Class(String::new()),
    }
}

/// The scripts that a script applies (`apply from: "gradle/kafka.gradle"`), as written.
#[must_use]
pub fn applied_scripts(script: &Script) -> Vec<Spanned<String>> {
    let mut found = Vec::new();
    walk(&script.statements, &mut |statement, _| {
        let call = statement.call().filter(|_| statement.name() == "apply");
        found.extend(
            call.and_then(|call| from(&call.arguments).or_else(|| from(call.positional().next()?.entries()))),
        );
    });
    found
}

fn from(arguments: &[Argument]) -> Option<Spanned<String>> {
    let value = named(arguments, "from")?;
    let text = value.written().or_else(|| {
        let (_, call) = value.call()?;
        call.positional().filter_map(Value::written).last()
    });
    Some(Spanned::new(text?, value.span))
}
