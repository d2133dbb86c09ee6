//! What a person sees of a step, and what later steps read of it.

use std::path::Path;

use contracts::ExitCode;

use super::{
    github,
    inputs::Inputs,
    outputs::{for_gitlab, outputs},
    reports::Reports,
};
use crate::{
    command::print,
    failure::Failure,
    file,
    output::{Format, Rendering},
    pipeline::{self, Pipeline},
    terminal::ColorChoice,
};

/// The file of variables that GitLab hands to later jobs.
const DOTENV: &str = "autopilot.env";

/// Prints the plan, tells the forge, writes the outputs.
pub(super) fn show(
    rendering: &Rendering<'_>,
    inputs: &Inputs,
    pipeline: &Pipeline,
    reports: &Reports,
    code: ExitCode,
    color: ColorChoice,
) -> Result<(), Failure> {
    // Logs of both forges show colours, though they are no terminals.
    let color =
        color == ColorChoice::Always || (color == ColorChoice::Auto && pipeline::text("NO_COLOR").is_none());
    let plan = rendering.text(Format::Human, color)?;
    let outputs = outputs(rendering.plan, code, reports, pipeline);
    write(&reports.folder.join(DOTENV), &for_gitlab(&outputs))?;
    if pipeline.is_github() {
        print(&github::without_commands(&plan))?;
        if inputs.annotations {
            print(&rendering.text(Format::Annotations, false)?)?;
        }
        if inputs.summary {
            github::summary(&rendering.text(Format::Markdown, false)?);
        }
        github::outputs(&outputs);
    } else {
        print(&plan)?;
    }
    print(&closing(inputs, code, pipeline))
}

/// The last line: how it ended, what that means.
fn closing(inputs: &Inputs, code: ExitCode, pipeline: &Pipeline) -> String {
    let subject = pipeline.subject.describe();
    let empty = pipeline.workspace.as_deref().is_some_and(is_empty);
    let meaning = match code {
        ExitCode::NothingToJudge if empty => {
            "nothing is checked out, so there is nothing to judge: check the repository out before this step"
        }
        ExitCode::Failed => "gaps are as urgent as the input `fail-on` says: the step fails",
        ExitCode::NothingToJudge => "no module was found, so there is nothing to judge: the step passes",
        _ => "the step passes",
    };
    let line = format!("autopilot {}: {subject}: {meaning} (exit code {})", inputs.command, code.code());
    if pipeline.is_github() && code == ExitCode::NothingToJudge {
        return github::notice(&line);
    }
    line + "\n"
}

/// Whether a folder holds nothing that could be judged; reports of ours may lie there.
fn is_empty(folder: &Path) -> bool {
    folder.read_dir().is_ok_and(|mut entries| {
        entries.all(|entry| entry.is_ok_and(|entry| entry.file_name() == "autopilot-reports"))
    })
}

/// Tells that the event brings nothing, before anything was looked at.
pub(super) fn nothing(failure: &Failure, github: bool) -> Result<(), Failure> {
    let line = format!("autopilot: {}: the step passes", failure.what());
    if github {
        github::ended(failure.code);
        return print(&github::notice(&line));
    }
    print(&(line + "\n"))
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    file::write(path, text.as_bytes()).map_err(|error| {
        Failure::internal(format!("cannot write `{}`", path.display()))
            .why(error)
            .help("give a folder that can be written with the input `reports`")
    })
}
