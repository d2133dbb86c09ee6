//! Which resources run something, and where their pods stand.

use syntax::Node;

/// Kinds whose pods stand under `spec.template`.
const TEMPLATED: [&str; 8] = [
    "Deployment",
    "StatefulSet",
    "DaemonSet",
    "Job",
    "ReplicaSet",
    "ReplicationController",
    "DeploymentConfig",
    "Rollout",
];

/// The pod templates of a resource; none of a resource that runs nothing and says nothing of what runs.
/// A kind that is not known counts when containers stand where most kinds have them.
pub(super) fn pod_templates<'n>(resource: &'n Node, kind: &str) -> Option<Vec<&'n Node>> {
    let at = |path: &[&str]| Some(resource.at(path).into_iter().collect());
    match kind {
        _ if TEMPLATED.contains(&kind) => at(&["spec", "template"]),
        "Pod" => Some(vec![resource]),
        "CronJob" => at(&["spec", "jobTemplate", "spec", "template"]),
        "FlinkDeployment" => at(&["spec", "podTemplate"]),
        "SparkApplication" => Some(Vec::new()),
        "Service" if group(resource).starts_with("serving.knative.dev/") => at(&["spec", "template"]),
        "Instrumentation" if group(resource).starts_with("opentelemetry.io/") => Some(Vec::new()),
        "Namespace" => Some(Vec::new()),
        _ if is_nais(resource) => Some(Vec::new()),
        _ => resource.at(&["spec", "template", "spec", "containers"]).and_then(|_| at(&["spec", "template"])),
    }
}

/// Whether its own annotations count beside those of its pods. Those of a namespace hold for what runs in
/// it; a patch may leave the pods out.
pub(super) fn is_annotated(kind: &str, templates: &[&Node]) -> bool {
    let named = matches!(kind, "Namespace" | "CronJob") || TEMPLATED.contains(&kind);
    kind != "Pod" && (named || !templates.is_empty())
}

/// Whether it is an application or a job of the NAIS platform, and not one of Argo CD.
pub(super) fn is_nais(resource: &Node) -> bool {
    let kind = resource.get("kind").and_then(Node::as_str).unwrap_or_default();
    matches!(kind, "Application" | "Naisjob") && group(resource).starts_with("nais.io/")
}

fn group(resource: &Node) -> &str {
    resource.get("apiVersion").and_then(Node::as_str).unwrap_or_default()
}
