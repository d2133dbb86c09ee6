//! Pods: their containers, what prepares them, and their annotations.

use syntax::{Entry, Node, Span};

use super::{Image, command, config_map::ConfigMaps, lines::Lines};
use crate::facts::Role;

/// Labels that switch something on, as annotations do.
const WORKING_LABELS: [&str; 2] = ["admission.datadoghq.com/", "sidecar.opentelemetry.io/"];

/// Reads a pod, or the template of one.
pub(super) fn read(lines: &mut Lines<'_>, maps: &ConfigMaps<'_>, pod: &Node, images: &mut Vec<Image>) {
    annotations(lines, pod);
    for spec in all(pod, "spec") {
        for init in all(spec, "initContainers").flat_map(Node::items) {
            init_container(lines, init);
        }
        for container in all(spec, "containers").flat_map(Node::items) {
            self::container(lines, maps, container, images);
        }
    }
}

/// The values of all entries of an object with this key: the branches of a template may repeat it.
pub(super) fn all<'n>(node: &'n Node, key: &str) -> impl Iterator<Item = &'n Node> {
    node.entries().iter().filter(move |entry| entry.key.value == key).map(|entry| &entry.value)
}

/// From a key to the end of its value.
pub(super) fn whole(entry: &Entry) -> Span {
    Span::new(entry.key.span.start, entry.value.span.end.max(entry.key.span.end))
}

/// The annotations in the metadata of a resource or a pod template, and the labels that work like them.
pub(super) fn annotations(lines: &mut Lines<'_>, resource: &Node) {
    for metadata in all(resource, "metadata") {
        all(metadata, "annotations").for_each(|notes| of_map(lines, "annotation", notes));
        for entry in all(metadata, "labels").flat_map(Node::entries) {
            if WORKING_LABELS.iter().any(|prefix| entry.key.value.starts_with(prefix)) {
                note(lines, "label", entry);
            }
        }
    }
}

/// A map of annotations.
pub(super) fn of_map(lines: &mut Lines<'_>, what: &str, notes: &Node) {
    notes.entries().iter().for_each(|entry| note(lines, what, entry));
}

fn note(lines: &mut Lines<'_>, what: &str, entry: &Entry) {
    let value = lines.written(&entry.value).unwrap_or_default();
    lines.note(what, &lines.key(entry), &value, whole(entry));
}

/// Reads a container: its image, its command and its environment.
pub(super) fn container(
    lines: &mut Lines<'_>,
    maps: &ConfigMaps<'_>,
    container: &Node,
    images: &mut Vec<Image>,
) {
    images.extend(all(container, "image").filter_map(|image| lines.image(image)));
    command(lines, container, Role::Start, "");
    all(container, "env").for_each(|env| environment(lines, maps, env));
    for source in all(container, "envFrom").flat_map(Node::items) {
        maps.give_all(lines, source);
    }
}

/// An init container puts something beside the program before it starts.
pub(super) fn init_container(lines: &mut Lines<'_>, container: &Node) {
    let image = container.get("image").and_then(|image| lines.written(image)).unwrap_or_default();
    command(lines, container, Role::Build, &format!("initContainer {image}"));
}

/// Variables: a list of names and values, or a map.
pub(super) fn environment(lines: &mut Lines<'_>, maps: &ConfigMaps<'_>, env: &Node) {
    for item in env.items() {
        variable(lines, maps, item);
    }
    for entry in env.entries() {
        let value = lines.written(&entry.value).or_else(|| lines.written(entry.value.get("value")?));
        lines.variable(&lines.key(entry), &value.unwrap_or_default(), whole(entry));
    }
}

/// One variable of a list. What comes from elsewhere is empty, unless it is in the same file.
pub(super) fn variable(lines: &mut Lines<'_>, maps: &ConfigMaps<'_>, item: &Node) {
    let Some(name) = item.get("name").and_then(|name| lines.written(name)) else { return };
    let own: Vec<String> = all(item, "value").filter_map(|value| lines.written(value)).collect();
    let elsewhere = || maps.value(lines, item.at(&["valueFrom", "configMapKeyRef"])?);
    if own.is_empty() {
        let value = elsewhere().unwrap_or_default();
        lines.variable(&name, &value, item.span);
    }
    own.iter().for_each(|value| lines.variable(&name, value, item.span));
}
