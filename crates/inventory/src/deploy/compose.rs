//! Compose files: the services that are built from this repository.

use source_tree::RepoPath;
use syntax::{Entry, Node, yaml};

use super::Deploy;
use crate::{
    facts::{Deployment, Role, WiringLine},
    source_file::SourceFile,
};

/// Reads one compose file. A service that only pulls an image is infrastructure and left out.
pub(crate) fn read(file: &SourceFile<'_>) -> (Vec<Deploy>, Vec<syntax::SyntaxError>) {
    let (documents, errors) = yaml::read(file.text());
    let Some(folder) = file.path().parent() else {
        return (Vec::new(), errors);
    };
    let services =
        documents.first().and_then(|root| root.get("services")).map(Node::entries).unwrap_or_default();
    (services.iter().filter_map(|service| deploy(file, &folder, service)).collect(), errors)
}

fn deploy(file: &SourceFile<'_>, folder: &RepoPath, service: &Entry) -> Option<Deploy> {
    let lines = wiring(file, &service.value);
    let deployment =
        Deployment { path: file.path().clone(), location: file.location(service.key.span), lines };
    Some(Deploy { folder: built_folder(folder, service.value.get("build")?)?, deployment })
}

/// The folder that is built: that of the Dockerfile when one is named, since a context is often the
/// root of many services, else the context.
fn built_folder(folder: &RepoPath, build: &Node) -> Option<RepoPath> {
    let context = build.as_str().or_else(|| build.get("context")?.as_str()).unwrap_or(".");
    let context = folder.join(context).ok()?;
    match build.get("dockerfile").and_then(Node::as_str) {
        Some(dockerfile) => context
            .join(dockerfile)
            .ok()?
            .parent()
            .filter(|inner| inner.is_within(&context))
            .or(Some(context)),
        None => Some(context),
    }
}

fn wiring(file: &SourceFile<'_>, service: &Node) -> Vec<WiringLine> {
    let line = |role, text, node: &Node| WiringLine { role, text, location: file.location(node.span) };
    let mut lines = Vec::new();
    for key in ["entrypoint", "command"] {
        if let Some(node) = service.get(key) {
            let words: Vec<String> = node.items().iter().filter_map(Node::scalar).collect();
            lines.push(line(Role::Start, node.scalar().unwrap_or_else(|| words.join(" ")), node));
        }
    }
    let environment = service.get("environment");
    for entry in environment.map(Node::entries).unwrap_or_default() {
        let value = entry.value.scalar().unwrap_or_default();
        let span = syntax::Span::new(entry.key.span.start, entry.value.span.end.max(entry.key.span.end));
        lines.push(WiringLine {
            role: Role::Environment,
            text: format!("{}={value}", entry.key.value),
            location: file.location(span),
        });
    }
    for item in environment.map(Node::items).unwrap_or_default() {
        lines.push(line(Role::Environment, item.scalar().unwrap_or_default(), item));
    }
    lines
}
