//! `autopilot scout PATH`.

use std::path::Path;

use contracts::ExitCode;

use crate::{
    args::ScoutArgs, event_sink::EventSink, failure::Failure, judges, output::Format, pipeline,
    revision::Scanned, terminal::ColorChoice,
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
    let tree = Scanned::open(&args.path, args.revision.rev.as_deref())?;
    tell_of_repository_above(&args.path);
    let base = args.revision.base.as_deref();
    let judged = judges::judged(&args.path, &tree, base, &args.baseline, args.output.as_of)?;
    let judged = judged.only(&args.module)?;
    let view = pipeline::view(&args.path, &judged.plan);
    let code = super::deliver(&judged, &tree, &args.output, view, color)?;
    if let Some(sink) = &args.event_sink {
        sink.send(judged.plan, traceparent);
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
