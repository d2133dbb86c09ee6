//! Applications of platforms that make the pods themselves.

use syntax::Node;

use super::{Image, Workload, config_map::ConfigMaps, kind, lines::Lines, name, pod, workload};
use crate::facts::Role;

/// What a resource says of its pods in words of its own.
pub(super) fn of_spec(lines: &mut Lines<'_>, resource: &Node, kind: &str, images: &mut Vec<Image>) {
    match kind {
        _ if kind::is_nais(resource) => {
            pod::annotations(lines, resource);
            pod::all(resource, "spec").for_each(|spec| nais(lines, spec, images));
        }
        "FlinkDeployment" => pod::all(resource, "spec").for_each(|spec| flink(lines, spec, images)),
        "SparkApplication" => pod::all(resource, "spec").for_each(|spec| spark(lines, spec, images)),
        _ => {}
    }
}

/// NAIS: image, command and environment of the only container stand in the spec; the platform attaches an
/// agent when it is asked to, Java's when no runtime is named.
fn nais(lines: &mut Lines<'_>, spec: &Node, images: &mut Vec<Image>) {
    pod::container(lines, &ConfigMaps::default(), spec, images);
    let Some(auto) = spec.at(&["observability", "autoInstrumentation"]) else { return };
    let Some(enabled) = auto.get("enabled").and_then(|enabled| lines.written(enabled)) else { return };
    let runtime = auto.get("runtime").and_then(|runtime| lines.written(runtime));
    let runtime = runtime.unwrap_or_else(|| "java".to_owned());
    let text = format!("annotation nais.autoInstrumentation={enabled} runtime={runtime}");
    lines.push(Role::Environment, text, auto.span);
}

/// Flink's operator: the options of its JVMs stand in the configuration.
fn flink(lines: &mut Lines<'_>, spec: &Node, images: &mut Vec<Image>) {
    images.extend(pod::all(spec, "image").filter_map(|image| lines.image(image)));
    for entry in pod::all(spec, "flinkConfiguration").flat_map(Node::entries) {
        if entry.key.value.starts_with("env.") || entry.key.value.starts_with("containerized.") {
            let value = lines.written(&entry.value).unwrap_or_default();
            lines.variable(&entry.key.value, &value, pod::whole(entry));
        }
    }
}

/// Spark's operator: driver and executors have options and environments of their own.
fn spark(lines: &mut Lines<'_>, spec: &Node, images: &mut Vec<Image>) {
    images.extend(pod::all(spec, "image").filter_map(|image| lines.image(image)));
    for part in ["driver", "executor"].into_iter().flat_map(|key| pod::all(spec, key)) {
        pod::container(lines, &ConfigMaps::default(), part, images);
        pod::all(part, "annotations").for_each(|notes| pod::of_map(lines, "annotation", notes));
        for options in part.entries().iter().filter(|entry| entry.key.value == "javaOptions") {
            let value = lines.written(&options.value).unwrap_or_default();
            lines.variable("javaOptions", &value, pod::whole(options));
        }
    }
}

/// Clowder: a `ClowdApp` has many deployments and jobs, each with a pod of one container.
pub(super) fn clowd_app(app: &Node, maps: &ConfigMaps<'_>, lines: &mut Lines<'_>) -> Vec<Workload> {
    let Some(spec) = app.get("spec") else { return Vec::new() };
    let parts = ["deployments", "jobs"].into_iter().filter_map(|key| spec.get(key)).flat_map(Node::items);
    let whole = name(lines, app);
    let mut found = Vec::new();
    for part in parts {
        let mut images = Vec::new();
        pod::annotations(lines, part);
        for pod in pod::all(part, "podSpec") {
            pod::container(lines, maps, pod, &mut images);
            pod::all(pod, "initContainers")
                .flat_map(Node::items)
                .for_each(|init| pod::init_container(lines, init));
        }
        let own = part.get("name").and_then(|name| lines.written(name));
        let name = match (&whole, own) {
            (Some(whole), Some(own)) => Some(format!("{whole}-{own}")),
            (whole, own) => own.or_else(|| whole.clone()),
        };
        found.push(workload("ClowdApp".to_owned(), name, images, part, lines));
    }
    found
}
