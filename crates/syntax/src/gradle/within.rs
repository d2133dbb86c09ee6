//! What blocks are called: where a statement stands.

use super::{Argument, Invocation, Value, ValueKind};

/// Names whose blocks are for what stands in front of them, or for the project itself.
const TRANSPARENT: [&str; 31] = [
    "apply",
    "also",
    "let",
    "run",
    "with",
    "each",
    "forEach",
    "all",
    "configureEach",
    "afterEvaluate",
    "beforeEvaluate",
    "getting",
    "creating",
    "registering",
    "existing",
    "listOf",
    "setOf",
    "arrayOf",
    "matching",
    "filter",
    "findAll",
    "invoke",
    "get",
    "this",
    "it",
    "project",
    "provider",
    "doFirst",
    "doLast",
    "lazy",
    "task",
];

/// Calls that name what their block is for.
const NAMING: [&str; 7] = ["named", "register", "create", "getByName", "maybeCreate", "findByName", "task"];

/// How many bytes of a name are told.
const LENGTH_MAX: usize = 256;

/// What a call with a path tells about its block.
pub(super) fn labels(path: &[String], call: &Invocation) -> Vec<String> {
    let Some((last, front)) = path.split_last() else { return Vec::new() };
    // `task.configure { .. }` is for the task.
    let last = if last == "configure" && !front.is_empty() { "invoke" } else { last };
    let front = front.iter().filter(|name| !is_transparent(name)).map(|name| cut(name));
    front.chain(label(last, &call.arguments)).collect()
}

fn is_transparent(name: &str) -> bool {
    TRANSPARENT.contains(&name)
}

/// What one name and its arguments tell about its block.
pub(super) fn label(name: &str, arguments: &[Argument]) -> Option<String> {
    let first = arguments.first().and_then(|argument| match &argument.value.kind {
        ValueKind::Text(_) => argument.value.written(),
        _ => None,
    });
    match first {
        Some(path) if name == "project" => Some(project(&path)),
        Some(own) if NAMING.contains(&name) => Some(cut(&own)),
        _ => (!is_transparent(name)).then(|| cut(name)),
    }
}

/// A name of reasonable length: blocks in blocks repeat it.
fn cut(name: &str) -> String {
    name[..name.floor_char_boundary(LENGTH_MAX)].to_owned()
}

/// The label of the block of another project.
fn project(path: &str) -> String {
    format!("project({})", cut(path))
}

/// What `configure(..)` configures: `subprojects`, `allprojects`, or single projects. None when it is not
/// written which.
pub(super) fn targets(call: &Invocation) -> Vec<String> {
    let values = call.positional().flat_map(|value| {
        let items: Vec<&Value> = value.items().collect();
        if items.is_empty() { vec![value] } else { items }
    });
    values.map(target).collect::<Option<_>>().unwrap_or_default()
}

fn target(value: &Value) -> Option<String> {
    match &value.kind {
        ValueKind::Name(path) => of_all(path),
        ValueKind::Call { path, call } if path.last().is_some_and(|name| name == "project") => {
            call.positional().next()?.written().map(|path| project(&path))
        }
        ValueKind::Call { path, .. } => of_all(path),
        _ => None,
    }
}

fn of_all(path: &[String]) -> Option<String> {
    path.iter().find(|name| matches!(name.as_str(), "subprojects" | "allprojects")).cloned()
}
