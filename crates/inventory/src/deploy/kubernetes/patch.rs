//! Patches of Kustomize: lists of operations, and patches written inside a kustomization.

use syntax::{Node, yaml};

use super::{
    Workload,
    config_map::{self, ConfigMaps},
    lines::{self, Lines},
    pod, template, words, workload, workloads,
};
use crate::facts::Role;

/// What has no kind: a list of operations, or a kustomization, which may leave it out.
pub(super) fn without_kind(document: &Node, lines: &mut Lines<'_>) -> Vec<Workload> {
    let mut found = inline(document, lines);
    found.extend(config_map::generated(document, lines));
    found.extend(operations(document, lines));
    found
}

/// A list of JSON Patch operations; none of any other list.
fn operations(list: &Node, lines: &mut Lines<'_>) -> Option<Workload> {
    let first = list.items().first().filter(|first| first.get("op").is_some())?;
    let mut images = Vec::new();
    for operation in list.items().iter().filter(|operation| adds(operation)) {
        let (Some(path), Some(value)) =
            (operation.get("path").and_then(Node::as_str), operation.get("value"))
        else {
            continue;
        };
        let segments: Vec<String> = path.split('/').skip(1).map(unescaped).collect();
        apply(lines, &segments, value, &mut images);
    }
    Some(workload("Patch".to_owned(), None, images, first, lines))
        .filter(|patch| !patch.deployment.lines.is_empty())
}

fn adds(operation: &Node) -> bool {
    matches!(operation.get("op").and_then(Node::as_str), Some("add" | "replace"))
}

/// A slash in a key is written `~1`, a tilde `~0`.
fn unescaped(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}

fn apply(lines: &mut Lines<'_>, path: &[String], value: &Node, images: &mut Vec<super::Image>) {
    let maps = ConfigMaps::default();
    let parts: Vec<&str> = path.iter().map(String::as_str).collect();
    match parts.as_slice() {
        [.., "annotations"] => pod::of_map(lines, "annotation", value),
        [.., "annotations", name] => {
            let text = lines.written(value).unwrap_or_default();
            lines.note("annotation", name, &text, value.span);
        }
        [.., "env"] => pod::environment(lines, &maps, value),
        [.., "env", _] => pod::variable(lines, &maps, value),
        [.., "command" | "args"] => {
            let text = words(lines, value);
            lines.push(Role::Start, text, value.span);
        }
        [.., "command" | "args", _] => {
            let text = lines.written(value).unwrap_or_default();
            lines.push(Role::Start, text, value.span);
        }
        [.., "initContainers", _] => pod::init_container(lines, value),
        [.., "containers", _] => pod::container(lines, &maps, value, images),
        [.., "image"] => images.extend(lines.image(value)),
        _ => {}
    }
}

/// The patches that a kustomization holds as text. Their lines stand where the text stands.
pub(super) fn inline(kustomization: &Node, lines: &mut Lines<'_>) -> Vec<Workload> {
    let keys = ["patches", "patchesStrategicMerge", "patchesJson6902"];
    let mut found = Vec::new();
    for patch in keys.iter().flat_map(|key| pod::all(kustomization, key)).flat_map(Node::items) {
        let text = patch.get("patch").unwrap_or(patch);
        let Some(written) = lines.nested(text) else { continue };
        let target = patch.at(&["target", "name"]).and_then(|name| lines.written(name));
        let held = lines.within(&written, text.span, |lines| of_text(&written, lines));
        let mut held = held.unwrap_or_default();
        for workload in &mut held {
            workload.name = workload.name.take().or_else(|| lines::plain(target.as_deref()?));
        }
        found.append(&mut held);
    }
    found
}

fn of_text(text: &str, lines: &mut Lines<'_>) -> Vec<Workload> {
    let text = template::blank(text);
    let (documents, _) = yaml::read(&text);
    // A kustomization in a patch is none.
    let patches =
        documents.iter().filter(|patch| patch.get("kind").and_then(Node::as_str) != Some("Kustomization"));
    patches.flat_map(|patch| workloads(patch, &ConfigMaps::default(), lines)).collect()
}
