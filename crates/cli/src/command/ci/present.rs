//! What a person sees of a step, and what later steps read of it.

use std::{fs, path::PathBuf};

use contracts::ExitCode;

use super::{
    github,
    inputs::{self, Inputs},
    outputs::{ended, for_gitlab, outputs},
    reports::{self, Reports},
};
use crate::{
    command::{named, print},
    failure::Failure,
    output::{Format, Rendering, save},
    pipeline::{self, Pipeline},
    terminal::ColorChoice,
};

/// The file of variables that GitLab hands to later jobs.
const DOTENV: &str = "autopilot.env";

/// Prints the plan, tells the forge, writes the outputs.
pub(super) fn result(
    rendering: &Rendering<'_>,
    inputs: &Inputs,
    pipeline: &Pipeline,
    reports: &Reports,
    color: ColorChoice,
) -> Result<(), Failure> {
    // Logs of both forges show colours, though they are no terminals.
    let color =
        color == ColorChoice::Always || (color == ColorChoice::Auto && pipeline::text("NO_COLOR").is_none());
    let plan = rendering.text(Format::Human, color)?;
    let outputs = outputs(&rendering.judged.standing, rendering.exit_code(), reports, pipeline);
    save(&reports.folder.join(DOTENV), &for_gitlab(&outputs))?;
    if !pipeline.is_github() {
        return print(&plan);
    }
    print(&github::folded(&github::without_commands(&plan)))?;
    if inputs.annotations {
        print(&rendering.text(Format::Annotations, false)?)?;
    }
    if inputs.summary {
        github::summary(&reports.summary);
    }
    github::outputs(&outputs);
    Ok(())
}

/// The last line: what was judged, how it ended, what that means.
pub(super) fn closing(
    rendering: &Rendering<'_>,
    inputs: &Inputs,
    pipeline: &Pipeline,
) -> Result<(), Failure> {
    let code = rendering.exit_code();
    let meaning = match code {
        ExitCode::NothingToJudge => {
            "no service and no job was found, so there is nothing to judge: the step passes".to_owned()
        }
        ExitCode::Failed => format!(
            "gaps are as urgent as the input `fail-on` says: the step fails (exit code 1): {}",
            named(&rendering.view, &rendering.judged.standing)
        ),
        _ => "the step passes".to_owned(),
    };
    let line = format!("autopilot {}: {}: {meaning}", inputs.command, pipeline.subject.describe());
    if pipeline.is_github() && code == ExitCode::NothingToJudge {
        return print(&github::annotation("notice", &line));
    }
    print(&(pipeline::harmless(&line) + "\n"))
}

/// Tells that the event brings nothing, before anything was looked at.
pub(super) fn nothing(failure: &Failure) -> Result<(), Failure> {
    let line = format!("autopilot: {}: the step passes", failure.what());
    if pipeline::is_github() {
        github::outputs(&ended(failure.code));
        return print(&github::annotation("notice", &line));
    }
    print(&(line + "\n"))
}

/// Tells a failure once, where the forge shows it, and later steps how it ended.
pub(super) fn refusal(failure: Failure, pipeline: Option<&Pipeline>) -> Result<ExitCode, Failure> {
    if pipeline::is_github() {
        github::outputs(&ended(failure.code));
        print(&github::refusal(&failure))?;
        return Ok(failure.code);
    }
    if let Some(pipeline) = pipeline {
        let asked = pipeline::text(inputs::REPORTS).map(PathBuf::from);
        let folder = reports::folder(asked.as_deref(), pipeline);
        // What failed is told; that later jobs do not hear of it as well is no news beside it.
        let _ = fs::create_dir_all(&folder)
            .map(|()| save(&folder.join(DOTENV), &for_gitlab(&ended(failure.code))));
    }
    Err(failure)
}
