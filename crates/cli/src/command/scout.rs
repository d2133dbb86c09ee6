//! `autopilot scout PATH`.

use std::path::Path;

use contracts::ExitCode;
use source_tree::{FolderTree, Limits};

use super::only;
use crate::{
    args::ScoutArgs, event_sink::EventSink, failure::Failure, output::Format, pipeline, terminal::ColorChoice,
};

pub(crate) fn run(
    args: &ScoutArgs,
    color: ColorChoice,
    traceparent: Option<String>,
) -> Result<ExitCode, Failure> {
    if args.event_sink == Some(EventSink::StandardOutput) && args.output.format == Format::Json {
        return Err(Failure::usage("`--event-sink -` and `--format json` both want standard output")
            .help("write one of them to a file: `--output json=plan.json` or `--event-sink events.jsonl`"));
    }
    let tree = FolderTree::open(&args.path, Limits::default())?;
    tell_of_repository_above(&args.path);
    let plan = only::modules(super::plan(&tree)?, &args.module)?;
    let view = pipeline::view(&args.path, &plan);
    let code = super::deliver(&plan, &tree, &args.output, view, color)?;
    if let Some(sink) = &args.event_sink {
        sink.send(plan, traceparent);
    }
    Ok(code)
}

/// A folder inside a repository has no commit and no settings of its own. Only told, never read: the plan of a
/// folder does not depend on where the folder lies.
fn tell_of_repository_above(path: &Path) {
    let Ok(path) = path.canonicalize() else { return };
    if path.join(".git").exists() {
        return;
    }
    if let Some(root) = path.ancestors().skip(1).find(|folder| folder.join(".git").exists()) {
        tracing::warn!(
            root = %root.display(),
            "this folder lies inside a repository: scan its root to have its name, its commit and its .autopilot.yml"
        );
    }
}
