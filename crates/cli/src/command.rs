//! One file a command.

mod ci;
mod config;
mod demo;
mod explain;
mod judged;
mod only;
mod scout;

use std::io::{self, Write as _};

use contracts::{DiffPlan, ExitCode};
use inventory::Facts;
use report::View;
use source_tree::SourceTree;

pub(crate) use judged::{Judged, day};

use crate::{
    args::{Command, ConfigCommand, OutputArgs},
    failure::Failure,
    output::{Format, Rendering},
    pipeline,
    progress::Progress,
    terminal::ColorChoice,
};

/// How many gaps that fail are named in the last line.
const FAILING_MAX: usize = 5;

/// Runs a command. What it causes elsewhere belongs to the trace of `traceparent`.
pub(crate) fn run(
    command: Command,
    color: ColorChoice,
    traceparent: Option<String>,
) -> Result<ExitCode, Failure> {
    match command {
        Command::Scout(args) => scout::run(&args, color, traceparent),
        Command::Demo(args) => demo::run(&args, color),
        Command::Explain { id } => explain::run(id.as_deref(), color),
        Command::Ci => ci::run(color),
        Command::Config(ConfigCommand::Check { path, as_of }) => config::check(&path, as_of),
    }
}

/// What a tree contains, with a line that tells how far it is.
pub(crate) fn survey(tree: &dyn SourceTree) -> Result<Facts, Failure> {
    let progress = Progress::start();
    Ok(inventory::survey(&progress.counting(tree))?)
}

/// Writes a plan wherever it is wanted. Nothing to judge has a code of its own, and so has what fails.
fn deliver(
    judged: &Judged,
    tree: &dyn SourceTree,
    args: &OutputArgs,
    view: View,
    color: ColorChoice,
) -> Result<ExitCode, Failure> {
    let view = View { fail_on: args.fail_on.priority(), ..view };
    let rendering = Rendering { judged, tree, view, all: args.all };
    for output in &args.output {
        output.write(&rendering)?;
    }
    let text = rendering.text(args.format, color.on(&io::stdout()))?;
    // The other formats are for machines, which read every byte of them.
    let for_people = args.format == Format::Human && pipeline::is_github();
    print(&if for_people { pipeline::harmless_lines(&text) } else { text })?;
    let code = rendering.exit_code();
    if code == ExitCode::Failed {
        tell_what_fails(&rendering.view, &judged.standing);
    }
    Ok(code)
}

/// The last line of a run that fails: which gaps, and what to do about them.
fn tell_what_fails(view: &View, plan: &DiffPlan) {
    tracing::error!(
        failing = view.failing(plan),
        gaps = named(view, plan),
        "gaps are as urgent as --fail-on says: close them, or accept them (docs/configuration.md, docs/baseline.md)"
    );
}

/// The keys of gaps that fail: the first, and how many more.
fn named(view: &View, plan: &DiffPlan) -> String {
    let failing = plan.open().filter(|gap| view.fails(gap.priority));
    let mut gaps: Vec<String> =
        failing.take(FAILING_MAX).map(|gap| format!("{} ({})", gap.key, gap.priority)).collect();
    let more = view.failing(plan).saturating_sub(FAILING_MAX);
    gaps.extend((more > 0).then(|| format!("{more} more")));
    gaps.join(", ")
}

/// Writes to standard output. A reader that went away, as `head` does, is no failure.
fn print(text: &str) -> Result<(), Failure> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.map_err(|error| Failure::internal("cannot write to standard output").why(error)),
    }
}
