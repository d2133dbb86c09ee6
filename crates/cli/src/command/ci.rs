//! `autopilot ci`: a command as a step of a pipeline. A new command is one entry of [`COMMANDS`].

mod face;
mod github;
mod inputs;
mod outputs;
mod reports;

use std::path::Path;

use contracts::{DiffPlan, ExitCode};
use inputs::Inputs;
use source_tree::{FolderTree, Limits};

use super::only;
use crate::{failure::Failure, output::Rendering, pipeline, terminal::ColorChoice};

/// What a command found, and the tree it looked at.
struct Judged {
    plan: DiffPlan,
    tree: FolderTree,
}

/// How a command judges a folder.
type Judge = fn(&Inputs, &Path) -> Result<Judged, Failure>;

/// The commands that a pipeline can run, by the name that the input `command` gives.
const COMMANDS: &[(&str, Judge)] = &[("scout", scout)];

/// Runs the command that the inputs name, and tells the forge in its own ways.
pub(crate) fn run(color: ColorChoice) -> Result<ExitCode, Failure> {
    let github = pipeline::text("GITHUB_ACTIONS").is_some_and(|value| value == "true");
    match judge(color) {
        Err(failure) if failure.code == ExitCode::NothingToJudge => {
            face::nothing(&failure, github)?;
            Ok(passing(failure.code))
        }
        Err(failure) if github => {
            github::refuse(&failure);
            Err(failure)
        }
        result => result.map(passing),
    }
}

fn judge(color: ColorChoice) -> Result<ExitCode, Failure> {
    let pipeline = pipeline::around()?.ok_or_else(|| {
        Failure::usage("`autopilot ci` runs in a pipeline, and there is none around it")
            .why("neither GITHUB_ACTIONS nor GITLAB_CI is `true`")
            .help("on a laptop write `autopilot scout PATH`")
    })?;
    for unknown in &pipeline.subject.unknowns {
        tracing::info!("{unknown}");
    }
    let inputs = Inputs::read(&pipeline::text)?;
    let folder = inputs.folder(&pipeline)?;
    let Judged { plan, tree } = (inputs.judge)(&inputs, &folder)?;
    let view = report::View { fail_on: inputs.fail_on.priority(), ..pipeline.view(&folder, &plan) };
    let rendering = Rendering { plan: &plan, tree: &tree, view, all: false };
    let reports = reports::write(&rendering, &inputs, &pipeline)?;
    let code = rendering.exit_code();
    face::show(&rendering, &inputs, &pipeline, &reports, code, color)?;
    Ok(code)
}

/// An empty repository is no failure of a pipeline that many repositories share.
fn passing(code: ExitCode) -> ExitCode {
    if code == ExitCode::NothingToJudge { ExitCode::Success } else { code }
}

fn scout(inputs: &Inputs, folder: &Path) -> Result<Judged, Failure> {
    let tree = FolderTree::open(folder, Limits::default())?;
    let plan = only::modules(super::plan(&tree)?, &inputs.modules)?;
    Ok(Judged { plan, tree })
}
