//! Kubernetes manifests, plain, patched by Kustomize or templated by Helm, and the values of Helm charts.

mod config_map;
mod kind;
mod lines;
mod patch;
mod platform;
mod pod;
mod values;

use syntax::{Node, Span, SyntaxError, yaml};

use super::template;
use crate::{
    facts::{Deployment, Role},
    location::Location,
    source_file::SourceFile,
};
use config_map::ConfigMaps;
use lines::Lines;

pub(crate) use values::read_values;

/// What a manifest runs, or what it says of something that another one runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Workload {
    /// The kind as it is written; `Values` for a chart's values, `Patch` for a patch that names none.
    ///
    /// Some kinds run nothing: an `Instrumentation` sets OpenTelemetry's operator up and has no lines; a
    /// `ConfigMap` has the variables that no workload of its file takes; a `Namespace` has annotations.
    pub(crate) kind: String,
    /// Its name without template actions; of values, the key they stand under.
    pub(crate) name: Option<String>,
    /// The images its containers are made of.
    pub(crate) images: Vec<Image>,
    /// The ConfigMaps, by name, whose variables it takes and that its file does not hold.
    pub(crate) maps: Vec<String>,
    /// What it wires.
    pub(crate) deployment: Deployment,
}

/// An image that a manifest names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Image {
    /// Its name with registry and tag, without template actions.
    pub(crate) name: String,
    /// Where.
    pub(crate) location: Location,
}

/// Reads the workloads of a file, all documents of it. A file that speaks of none costs a search for two words.
pub(crate) fn read(file: &SourceFile<'_>) -> (Vec<Workload>, Vec<SyntaxError>) {
    if !may_speak_of_workloads(file) {
        return (Vec::new(), Vec::new());
    }
    let text = template::blank(file.text());
    let (documents, mut errors) = yaml::read(&text);
    let mut resources = Vec::new();
    documents.iter().for_each(|document| flatten(document, &mut resources));
    let mut lines = Lines::new(file);
    let maps = ConfigMaps::of(&lines, &resources);
    let mut found: Vec<Workload> =
        resources.iter().flat_map(|resource| workloads(resource, &maps, &mut lines)).collect();
    found.extend(maps.untaken(&mut lines));
    errors.extend(lines.left_out());
    (found, errors)
}

fn may_speak_of_workloads(file: &SourceFile<'_>) -> bool {
    let has = |word: &str| file.text().contains(word);
    (has("kind") && ["apiVersion", "metadata", "spec"].into_iter().any(has))
        || (has("op:") && has("path:"))
        || file.path().file_name().starts_with("kustomization.")
}

/// Resources that stand in a `List` or in a `Template` of OpenShift count as documents of their own.
fn flatten<'n>(document: &'n Node, into: &mut Vec<&'n Node>) {
    let held: Vec<&Node> =
        ["items", "objects"].iter().filter_map(|key| document.get(key)).flat_map(Node::items).collect();
    if held.is_empty() {
        into.push(document);
    }
    held.into_iter().for_each(|resource| flatten(resource, into));
}

fn workloads(resource: &Node, maps: &ConfigMaps<'_>, lines: &mut Lines<'_>) -> Vec<Workload> {
    let Some(kind) = resource.get("kind") else {
        return patch::without_kind(resource, lines);
    };
    let written = kind.scalar().unwrap_or_default();
    match written.as_str() {
        "Kustomization" => {
            let mut found = patch::inline(resource, lines);
            found.extend(config_map::generated(resource, lines));
            return found;
        }
        "ClowdApp" => return platform::clowd_app(resource, maps, lines),
        "ConfigMap" => return Vec::new(),
        _ => {}
    }
    let Some(templates) = kind::pod_templates(resource, &written) else { return Vec::new() };
    let mut images = Vec::new();
    if kind::is_annotated(&written, &templates) {
        pod::annotations(lines, resource);
    }
    templates.iter().for_each(|template| pod::read(lines, maps, template, &mut images));
    platform::of_spec(lines, resource, &written, &mut images);
    let workload = workload(written, name(lines, resource), images, kind, lines);
    // Namespaces are everywhere and rarely say something.
    let says_something = |found: &Workload| found.kind != "Namespace" || !found.deployment.lines.is_empty();
    Some(workload).filter(says_something).into_iter().collect()
}

fn workload(
    kind: String,
    name: Option<String>,
    images: Vec<Image>,
    at: &Node,
    lines: &mut Lines<'_>,
) -> Workload {
    let location = lines.location(at.span);
    let deployment = Deployment { path: location.path.clone(), location, lines: lines.take() };
    Workload { kind, name, images, maps: lines.take_maps(), deployment }
}

fn name(lines: &Lines<'_>, resource: &Node) -> Option<String> {
    let written = lines.written(resource.at(&["metadata", "name"])?)?;
    lines::plain(&written)
}

/// The words of a command: a list, or one text.
fn words(lines: &Lines<'_>, node: &Node) -> String {
    let words: Vec<String> = node.items().iter().filter_map(|item| lines.written(item)).collect();
    lines.written(node).unwrap_or_else(|| words.join(" "))
}

/// What a container starts, or an init container prepares: its command and its arguments in one line.
fn command(lines: &mut Lines<'_>, container: &Node, role: Role, before: &str) {
    let said = |key| pod::all(container, key).map(|value| (words(lines, value), value.span));
    let parts: Vec<(String, Span)> =
        said("command").chain(said("args")).filter(|(words, _)| !words.is_empty()).collect();
    let whole = |spans: Span, (_, span): &(String, Span)| {
        Span::new(spans.start.min(span.start), spans.end.max(span.end))
    };
    let place = parts.first().map(|first| parts.iter().fold(first.1, whole));
    let Some(place) = place.or_else(|| Some(container.get("image")?.span)) else { return };
    let text: Vec<&str> = [before].into_iter().chain(parts.iter().map(|(words, _)| words.as_str())).collect();
    let text = text.join(" ").trim().to_owned();
    if !text.is_empty() {
        lines.push(role, text, place);
    }
}

#[cfg(test)]
mod tests;
