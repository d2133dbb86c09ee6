//! Values of Helm charts: what they set for the containers, wherever it stands.

use std::collections::BTreeMap;

use syntax::{Entry, Node, SyntaxError, yaml};

use super::{Image, Workload, command, config_map::ConfigMaps, lines::Lines, pod, template};
use crate::{
    deploy::script,
    facts::{Deployment, Role, WiringLine},
    source_file::SourceFile,
};

/// Keys of variables, in lower case without signs.
const ENVIRONMENT: [&str; 11] = [
    "env",
    "envs",
    "envvars",
    "environment",
    "environmentvariables",
    "extraenv",
    "extraenvs",
    "extraenvvars",
    "additionalenv",
    "additionalenvs",
    "containerenv",
];

/// Keys of pod annotations; plain `annotations` counts where it does not belong to something else.
const ANNOTATIONS: [&str; 5] =
    ["podannotations", "deploymentannotations", "annotations", "extraannotations", "additionalannotations"];

/// Keys of options of a runtime.
const OPTIONS: [&str; 8] = [
    "javaopts",
    "javaoptions",
    "javatooloptions",
    "jvmopts",
    "jvmoptions",
    "jvmargs",
    "nodeoptions",
    "extrajavaopts",
];

/// Keys of init containers.
const INIT: [&str; 2] = ["initcontainers", "extrainitcontainers"];

/// Keys that name a part of every component and none of them.
const GENERIC: [&str; 18] = [
    "global",
    "default",
    "defaults",
    "common",
    "base",
    "deployment",
    "deployments",
    "container",
    "containers",
    "pod",
    "app",
    "application",
    "main",
    "spec",
    "config",
    "workload",
    "controller",
    "image",
];

/// Things beside the pods, whose annotations say nothing of them.
const BESIDE: [&str; 9] = [
    "ingress",
    "service",
    "serviceaccount",
    "route",
    "persistence",
    "metrics",
    "servicemonitor",
    "hpa",
    "secret",
];

/// What stands under one name.
#[derive(Default)]
struct Part {
    lines: Vec<WiringLine>,
    images: Vec<Image>,
}

/// Reads the values of a chart: a workload of kind `Values` for each component that sets something, by name,
/// first what holds for all, without a name.
pub(crate) fn read_values(file: &SourceFile<'_>) -> (Vec<Workload>, Vec<SyntaxError>) {
    let text = template::blank(file.text());
    let (documents, mut errors) = yaml::read(&text);
    let mut lines = Lines::new(file);
    let mut parts = BTreeMap::new();
    documents.iter().for_each(|document| walk(&mut lines, document, None, &mut parts));
    errors.extend(lines.left_out());
    (parts.into_iter().filter_map(|(name, part)| as_workload(file, name, part)).collect(), errors)
}

fn as_workload(file: &SourceFile<'_>, name: Option<String>, mut part: Part) -> Option<Workload> {
    part.lines.sort_by_key(|line| line.location.span.start_byte);
    let first = part.lines.first().map(|line| &line.location);
    let location = first.or_else(|| part.images.first().map(|image| &image.location))?.clone();
    let deployment = Deployment { path: file.path().clone(), location, lines: part.lines };
    Some(Workload { kind: "Values".to_owned(), name, images: part.images, maps: Vec::new(), deployment })
}

/// Reads one object and what is nested in it; a reader of YAML bounds how deep that is.
fn walk(lines: &mut Lines<'_>, node: &Node, name: Option<&str>, parts: &mut BTreeMap<Option<String>, Part>) {
    let beside = name.is_some_and(|name| BESIDE.contains(&folded(name).as_str()));
    let mut nested = Vec::new();
    let mut images = Vec::new();
    command(lines, node, Role::Start, "");
    for entry in node.entries() {
        if !setting(lines, entry, beside, &mut images) {
            nested.push(entry);
        }
    }
    let own = lines.take();
    if !own.is_empty() || !images.is_empty() {
        let part = parts.entry(name.map(str::to_owned)).or_default();
        part.lines.extend(own);
        part.images.append(&mut images);
    }
    for entry in nested {
        let key = folded(&entry.key.value);
        let part = if GENERIC.contains(&key.as_str()) { name } else { Some(entry.key.value.as_str()) };
        // What probes and hooks run is not what the container starts.
        if !key.ends_with("probe") && key != "lifecycle" {
            walk(lines, &entry.value, part, parts);
        }
    }
    for item in node.items() {
        walk(lines, item, item.get("name").and_then(Node::as_str).or(name), parts);
    }
}

/// Reads an entry that sets something; whether it does.
fn setting(lines: &mut Lines<'_>, entry: &Entry, beside: bool, images: &mut Vec<Image>) -> bool {
    let key = folded(&entry.key.value);
    let value = &entry.value;
    match key.as_str() {
        "command" | "args" => true,
        "image" => image(lines, value, images),
        _ if INIT.contains(&key.as_str()) => {
            value.items().iter().for_each(|init| pod::init_container(lines, init));
            true
        }
        _ if ENVIRONMENT.contains(&key.as_str()) => {
            given(lines, value, environment);
            true
        }
        _ if ANNOTATIONS.contains(&key.as_str()) => {
            if !(beside && key == "annotations") {
                given(lines, value, |lines, notes| pod::of_map(lines, "annotation", notes));
            }
            true
        }
        _ if OPTIONS.contains(&key.as_str()) || script::wires(&entry.key.value) => option(lines, entry),
        _ => false,
    }
}

fn option(lines: &mut Lines<'_>, entry: &Entry) -> bool {
    let words = super::words(lines, &entry.value);
    if !words.is_empty() {
        lines.variable(&entry.key.value, &words, pod::whole(entry));
    }
    !words.is_empty()
}

/// Variables, also in groups: `env: {open: {NAME: value}}`.
fn environment(lines: &mut Lines<'_>, env: &Node) {
    let is_group = |value: &Node| {
        !value.entries().is_empty() && value.get("value").is_none() && value.get("valueFrom").is_none()
    };
    if env.entries().iter().any(|entry| is_group(&entry.value) || !entry.value.items().is_empty()) {
        env.entries().iter().for_each(|entry| environment(lines, &entry.value));
    } else {
        pod::environment(lines, &ConfigMaps::default(), env);
    }
}

/// Reads a value that many charts allow to be a template, written as one text.
fn given(lines: &mut Lines<'_>, value: &Node, read: impl Fn(&mut Lines<'_>, &Node)) {
    let Some(text) = lines.nested(value) else { return read(lines, value) };
    lines.within(&text, value.span, |lines| {
        yaml::read(&template::blank(&text)).0.iter().for_each(|document| read(lines, document));
    });
}

/// An image: one text, or its parts. Whether it is one: components may be called image too.
fn image(lines: &Lines<'_>, value: &Node, images: &mut Vec<Image>) -> bool {
    let named = ["repository", "repo", "name"].iter().find_map(|key| value.get(key));
    let found = lines.image(named.unwrap_or(value));
    let is_image = named.is_some() || found.is_some();
    images.extend(found);
    is_image
}

/// A key in lower case without signs: `extra_env`, `extra-env` and `extraEnv` are the same.
fn folded(key: &str) -> String {
    key.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}
