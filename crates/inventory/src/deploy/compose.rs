//! Compose files: their services, what these take over from others, and the files of variables they name.

mod settle;

use source_tree::RepoPath;
use syntax::{Entry, Node, yaml};

use super::{Build, script};
use crate::{
    facts::{Role, WiringLine},
    location::Location,
    source_file::SourceFile,
};

pub(crate) use settle::settle;

/// What one compose file says.
#[derive(Debug, Clone)]
pub(crate) struct File {
    path: RepoPath,
    services: Vec<Service>,
    /// Other compose files that it takes in or whose services it extends.
    pub(crate) references: Vec<RepoPath>,
}

/// A service.
#[derive(Debug, Clone)]
struct Service {
    name: String,
    location: Location,
    build: Option<Build>,
    lines: Vec<WiringLine>,
    /// The service that it extends, and its file.
    extends: Option<(RepoPath, String)>,
    env_files: Vec<RepoPath>,
}

impl File {
    /// The files of variables that its services name.
    pub(crate) fn env_files(&self) -> impl Iterator<Item = &RepoPath> {
        self.services.iter().flat_map(|service| &service.env_files)
    }
}

/// Reads one compose file.
pub(crate) fn read(file: &SourceFile<'_>) -> (Option<File>, Vec<syntax::SyntaxError>) {
    let (documents, errors) = yaml::read(file.text());
    let found = documents.first().zip(file.path().parent()).map(|(root, folder)| {
        let entries = root.get("services").map(Node::entries).unwrap_or_default();
        let services: Vec<Service> = entries.iter().map(|entry| service(file, &folder, entry)).collect();
        let extended = services.iter().filter_map(|service| service.extends.as_ref()).map(|(path, _)| path);
        let mut references: Vec<RepoPath> = extended.cloned().collect();
        let included = root.get("include").map(Node::items).unwrap_or_default();
        references.extend(included.iter().flat_map(|item| paths(&folder, item.get("path").unwrap_or(item))));
        references.retain(|path| path != file.path());
        File { path: file.path().clone(), services, references }
    });
    (found, errors)
}

fn service(file: &SourceFile<'_>, folder: &RepoPath, entry: &Entry) -> Service {
    let service = &entry.value;
    let extends = service.get("extends").and_then(|extends| {
        let name = extends.as_str().or_else(|| extends.get("service")?.as_str())?;
        let other = extends.get("file").and_then(Node::as_str);
        let path = other.map_or_else(|| Some(file.path().clone()), |other| folder.join(other).ok())?;
        Some((path, name.to_owned()))
    });
    Service {
        name: entry.key.value.clone(),
        location: file.location(entry.key.span),
        build: service.get("build").and_then(|build| self::build(folder, build)),
        lines: wiring(file, service),
        extends,
        env_files: service.get("env_file").map(|files| paths(folder, files)).unwrap_or_default(),
    }
}

/// One path, or a list of paths or of objects with a path.
fn paths(folder: &RepoPath, node: &Node) -> Vec<RepoPath> {
    let listed = node.items().iter().map(|item| item.get("path").unwrap_or(item));
    listed.chain([node]).filter_map(|path| folder.join(path.as_str()?).ok()).collect()
}

/// The folder that is built: that of the Dockerfile when one is named, since a context is often the
/// root of many services, else the context.
fn build(folder: &RepoPath, build: &Node) -> Option<Build> {
    let context = build.as_str().or_else(|| build.get("context")?.as_str()).unwrap_or(".");
    let context = folder.join(context).ok()?;
    let named = build.get("dockerfile").and_then(Node::as_str);
    let dockerfile = context.join(named.unwrap_or("Dockerfile")).ok();
    let inner = dockerfile.as_ref().and_then(RepoPath::parent).filter(|inner| inner.is_within(&context));
    let arguments = build.get("args");
    let listed = arguments.map(Node::items).unwrap_or_default().iter().filter_map(Node::scalar);
    let listed = listed.filter_map(|item| Some(item.split_once('=')?.1.to_owned()));
    let mapped = arguments.map(Node::entries).unwrap_or_default();
    Some(Build {
        folder: inner.filter(|_| named.is_some()).unwrap_or_else(|| context.clone()),
        target: build.get("target").and_then(Node::scalar),
        arguments: mapped.iter().filter_map(|entry| entry.value.scalar()).chain(listed).collect(),
        context,
        dockerfile,
    })
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

/// Reads a file of variables: those that may wire something.
pub(crate) fn read_variables(file: &SourceFile<'_>) -> Vec<WiringLine> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in file.text().split_inclusive('\n') {
        let content = line.trim();
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        let assignment = content.strip_prefix("export ").unwrap_or(content).split_once('=');
        let Some((name, value)) = assignment.filter(|(name, _)| script::wires(name.trim())) else { continue };
        let value = value.trim();
        let inner = |quote| value.strip_prefix(quote)?.strip_suffix(quote);
        let value = inner('"').or_else(|| inner('\'')).unwrap_or(value);
        found.push(WiringLine {
            role: Role::Environment,
            text: format!("{}={value}", name.trim()),
            location: file.location(syntax::Span::new(start, start + content.len())),
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn every_variable_lies_in_its_file(text in "(OTEL_A|export |=|\"|'| |\n|\r\n|é|#){0,40}") {
            let path = RepoPath::new("a.env").unwrap();
            for line in read_variables(&SourceFile::new(&path, &text)) {
                let span = line.location.span;
                let written = text.get(span.start_byte as usize..span.end_byte as usize).unwrap();
                assert!(written.contains("OTEL_"));
            }
        }
    }
}
