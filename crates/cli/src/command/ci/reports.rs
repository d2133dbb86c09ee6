//! The files that a step leaves behind.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::inputs::Inputs;
use crate::{
    failure::Failure,
    output::{Format, Rendering, save},
    pipeline::{self, Pipeline},
};

/// The output that names a report, its file and its format.
pub(super) const REPORTS: [(&str, &str, Format); 6] = [
    ("plan", "plan.json", Format::Json),
    ("summary", "summary.md", Format::Markdown),
    ("sarif", "report.sarif", Format::SarifUpload),
    ("codequality", "codequality.json", Format::Codequality),
    ("junit", "junit.xml", Format::Junit),
    ("badge", "badge.json", Format::Badge),
];

/// How many steps of one job may leave reports of their own.
const STEPS_MAX: usize = 100;

/// Where the reports are, by the outputs that name them.
pub(super) struct Reports {
    /// Their folder.
    pub(super) folder: PathBuf,
    /// Output and file.
    pub(super) files: Vec<(&'static str, PathBuf)>,
    /// The text of the summary, which GitHub shows as well.
    pub(super) summary: String,
}

/// Writes every report.
///
/// # Errors
/// When the folder cannot be made or a file cannot be written.
pub(super) fn write(
    rendering: &Rendering<'_>,
    inputs: &Inputs,
    pipeline: &Pipeline,
) -> Result<Reports, Failure> {
    let folder = folder(inputs.reports.as_deref(), pipeline);
    fs::create_dir_all(&folder).map_err(|error| {
        Failure::internal(format!("cannot make the folder `{}` for the reports", folder.display()))
            .why(error)
            .help("give one that can be made with the input `reports`")
    })?;
    let mut reports = Reports { folder, files: Vec::new(), summary: String::new() };
    for (output, name, format) in REPORTS {
        let (file, text) = (reports.folder.join(name), rendering.text(format, false)?);
        save(&file, &text)?;
        reports.files.push((output, file));
        if format == Format::Markdown {
            reports.summary = text;
        }
    }
    Ok(reports)
}

/// The folder that is asked for, relative to the checkout, or the default.
pub(super) fn folder(asked: Option<&Path>, pipeline: &Pipeline) -> PathBuf {
    asked.map_or_else(|| default_folder(pipeline), |asked| pipeline.workspace.join(asked))
}

/// A folder of its own for each step of a job; GitLab takes artifacts from inside the project alone.
fn default_folder(pipeline: &Pipeline) -> PathBuf {
    if !pipeline.is_github() {
        return pipeline.workspace.join("autopilot-reports");
    }
    let temporary = pipeline::text("RUNNER_TEMP").map_or_else(std::env::temp_dir, PathBuf::from);
    let named =
        |number: usize| if number == 1 { "autopilot".to_owned() } else { format!("autopilot-{number}") };
    let free = (1..STEPS_MAX).map(|number| temporary.join(named(number))).find(|folder| !folder.exists());
    free.unwrap_or_else(|| temporary.join(named(STEPS_MAX)))
}

/// A path as other steps understand it: GitLab's are relative to the project.
pub(super) fn shown(path: &Path, pipeline: &Pipeline) -> String {
    let inside = path.strip_prefix(&pipeline.workspace).ok();
    let path = inside.filter(|_| !pipeline.is_github()).unwrap_or(path);
    path.to_string_lossy().into_owned()
}
