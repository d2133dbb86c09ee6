//! `autopilot ci`: a command as a step of a pipeline. A command that makes a plan is one entry of [`COMMANDS`].

mod base;
mod github;
mod inputs;
mod outputs;
mod present;
mod reports;

use std::path::Path;

use contracts::ExitCode;
use inputs::Inputs;

use super::Judged;
use crate::{
    failure::Failure,
    output::Rendering,
    pipeline::{self, Pipeline},
    revision::Scanned,
    terminal::ColorChoice,
};

/// What a command found, and the tree it looked at.
struct Found {
    judged: Judged,
    tree: Scanned,
}

/// How a command judges a folder.
type Judge = fn(&Inputs, &Path, &Pipeline) -> Result<Found, Failure>;

/// The commands that a pipeline can run, by the name that the input `command` gives.
const COMMANDS: &[(&str, Judge)] = &[("scout", scout)];

/// Runs the command that the inputs name, and tells the forge in its own ways. On GitHub a failure is told here, as an
/// annotation.
pub(crate) fn run(color: ColorChoice) -> Result<ExitCode, Failure> {
    let pipeline = match pipeline::around() {
        Ok(Some(pipeline)) => pipeline,
        Ok(None) => return Err(nowhere()),
        Err(failure) if failure.code == ExitCode::NothingToJudge => {
            return present::nothing(&failure).map(|()| passing(failure.code));
        }
        Err(failure) => return present::refusal(failure, None),
    };
    match judge(&pipeline, color) {
        Ok(code) => Ok(passing(code)),
        Err(failure) => present::refusal(failure, Some(&pipeline)),
    }
}

fn nowhere() -> Failure {
    Failure::usage("`autopilot ci` runs in a pipeline, and there is none around it")
        .why("neither GITHUB_ACTIONS nor GITLAB_CI is `true`")
        .help("on a laptop write `autopilot scout PATH`")
}

fn judge(pipeline: &Pipeline, color: ColorChoice) -> Result<ExitCode, Failure> {
    for unknown in &pipeline.subject.unknowns {
        tracing::info!("{unknown}");
    }
    let inputs = Inputs::read(std::env::vars_os())?;
    let folder = inputs.folder(pipeline)?;
    if is_empty(&pipeline.workspace) {
        return Err(Failure::usage("nothing is checked out, so there is nothing to judge")
            .why(format!("`{}` is empty", pipeline.workspace.display()))
            .help("check the repository out in a step before this one (actions/checkout)"));
    }
    let Found { judged, tree } = (inputs.judge)(&inputs, &folder, pipeline)?;
    let view = report::View {
        fail_on: inputs.fail_on.priority(),
        modules: inputs.modules.clone(),
        ..pipeline.view(&folder, &judged.plan)
    };
    let rendering = Rendering { judged: &judged, tree: &tree, view, all: false };
    let reports = reports::write(&rendering, &inputs, pipeline)?;
    let code = rendering.exit_code();
    present::result(&rendering, &inputs, pipeline, &reports, color)?;
    present::closing(&rendering, &inputs, pipeline)?;
    Ok(code)
}

/// An empty repository is no failure of a pipeline that many repositories share.
fn passing(code: ExitCode) -> ExitCode {
    if code == ExitCode::NothingToJudge { ExitCode::Success } else { code }
}

/// A pipeline that checks nothing out would be green for ever.
fn is_empty(folder: &Path) -> bool {
    folder.read_dir().is_ok_and(|mut entries| entries.next().is_none())
}

fn scout(inputs: &Inputs, folder: &Path, pipeline: &Pipeline) -> Result<Found, Failure> {
    let tree = Scanned::open(folder, None)?;
    let judged = base::judged(inputs.base.as_deref(), &pipeline.subject, folder, &tree)?;
    Ok(Found { judged: judged.only(&inputs.modules)?, tree })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str) -> String {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        std::fs::read_to_string(root.join(name)).unwrap()
    }

    /// The template refuses what it does not list.
    #[test]
    fn every_command_is_an_option_of_the_template() {
        let names: Vec<&str> = COMMANDS.iter().map(|(name, _)| *name).collect();
        let options = format!("options: [{}]", names.join(", "));
        assert!(file("gitlab-ci-template.yml").contains(&options), "{options}");
        let action = file("action.yml");
        assert!(names.iter().all(|name| action.contains(&format!("`{name}`"))));
    }

    /// An output that the action does not hand on would be lost; one that nothing writes would be empty.
    #[test]
    fn the_action_hands_every_output_on() {
        let action = file("action.yml");
        let (_, declared) = action.split_once("\noutputs:\n").unwrap();
        let (declared, _) = declared.split_once("\nruns:\n").unwrap();
        let declared: Vec<&str> =
            declared.lines().filter_map(|line| line.strip_prefix("  ")?.strip_suffix(':')).collect();
        assert_eq!(declared, outputs::names());
        for name in declared {
            assert!(
                action.contains(&format!("steps.unix.outputs.{name} || steps.windows.outputs.{name}"))
                    || name == "exit-code",
                "{name}"
            );
        }
    }
}
