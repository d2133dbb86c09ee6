//! `autopilot scout PATH`.

use std::path::Path;

use contracts::ExitCode;

use crate::{
    args::ScoutArgs,
    baseline,
    event_sink::EventSink,
    failure::Failure,
    judges,
    output::{self, Format},
    pipeline,
    revision::Scanned,
    terminal::ColorChoice,
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
    output::distinct(&args.output.output)?;
    let tree = Scanned::open(&args.path, args.revision.rev.as_deref())?;
    tell_of_repository(&args.path, args.revision.rev.is_some());
    let base = args.revision.base.as_deref();
    let judged = judges::judged(&args.path, &tree, base, &args.baseline, args.output.as_of)?;
    let judged = judged.only(&args.module)?;
    let view = pipeline::view(&args.path, &judged.plan);
    let code = super::deliver(&judged, &tree, &args.output, view, color)?;
    if args.baseline.update_baseline && args.output.format == Format::Human {
        let line = baseline::written(&args.path, args.baseline.baseline.as_deref(), &judged.standing);
        super::print(&format!("\n{}\n", pipeline::harmless(&line)))?;
    }
    if let Some(sink) = &args.event_sink {
        sink.send(judged.plan, traceparent);
    }
    Ok(code)
}

/// A folder inside a repository has no commit and no settings of its own, a bare repository has no files. Only told,
/// never read: the plan of a folder does not depend on where the folder lies.
fn tell_of_repository(path: &Path, is_revision: bool) {
    let Ok(path) = path.canonicalize() else { return };
    if path.join(".git").exists() {
        return;
    }
    if is_bare(&path) {
        if !is_revision {
            tracing::warn!(
                "this is a bare git repository, whose files are in its revisions: scan one with `--rev HEAD`"
            );
        }
        return;
    }
    let Some(root) = path.ancestors().skip(1).find(|folder| folder.join(".git").exists()) else { return };
    // A revision knows its repository's name and its commit wherever the folder lies.
    let lacks =
        if is_revision { "its .autopilot.yml" } else { "its name, its commit and its .autopilot.yml" };
    tracing::warn!(
        root = %root.display(),
        "this folder lies inside a repository: scan its root to have {lacks}"
    );
}

/// As git itself tells a repository's folder.
fn is_bare(path: &Path) -> bool {
    path.join("HEAD").is_file() && path.join("objects").is_dir() && path.join("refs").is_dir()
}
