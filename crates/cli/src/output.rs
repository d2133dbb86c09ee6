//! `--format` and `--output`: one list of renderings.

use std::{
    collections::HashMap,
    path::{self, Path, PathBuf},
    str::FromStr,
};

use clap::ValueEnum;
use contracts::ExitCode;
use report::{SarifUse, Style, View};
use source_tree::SourceTree;

use crate::{command::Judged, explanations, failure::Failure, file};

/// A rendering, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people at a terminal
    Human,
    /// The plan itself, as `schemas/diff-plan.json` describes it
    Json,
    /// GitHub Flavored Markdown, as the summary of a job shows it
    Markdown,
    /// SARIF 2.1.0, everything
    Sarif,
    /// SARIF 2.1.0 within the limits of GitHub's code scanning
    SarifUpload,
    /// Workflow commands that annotate files in GitHub Actions
    Annotations,
    /// GitLab's Code Quality report
    Codequality,
    /// JUnit XML: a suite a module, a case for each thing that is asked of it
    Junit,
    /// The JSON of a badge, as shields.io reads it from an endpoint
    Badge,
}

/// A rendering into a file, written `NAME=FILE`.
#[derive(Debug, Clone)]
pub(crate) struct Output {
    format: Format,
    file: PathBuf,
}

impl FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, file) = text
            .split_once('=')
            .filter(|(_, file)| !file.is_empty())
            .ok_or("write NAME=FILE, e.g. json=plan.json")?;
        let format = Format::from_str(name, false)
            .map_err(|_| format!("`{name}` is no format: write one of {}", names()))?;
        if file == "-" {
            return Err(format!("write `--format {name}` for standard output, or a file's name"));
        }
        Ok(Self { format, file: file.into() })
    }
}

fn names() -> String {
    let names: Vec<String> = Format::value_variants().iter().copied().map(name).collect();
    names.join(", ")
}

/// A plan with what its renderings need beside it.
pub(crate) struct Rendering<'a> {
    /// What is rendered: `json` is the plan that knows no day.
    pub(crate) judged: &'a Judged,
    /// Where the lines of its evidence are read.
    pub(crate) tree: &'a dyn SourceTree,
    /// Where it will be read.
    pub(crate) view: View,
    /// List libraries, commands, front ends, images and examples too (human).
    pub(crate) all: bool,
}

impl Rendering<'_> {
    /// The plan in one format.
    ///
    /// # Errors
    /// When it cannot be serialized or our own texts are broken, which would be a mistake of ours.
    pub(crate) fn text(&self, format: Format, color: bool) -> Result<String, Failure> {
        let Self { judged: Judged { plan: dateless, standing: plan }, tree, view, all } = self;
        Ok(match format {
            Format::Human => report::human(plan, *tree, Style { color, all: *all }),
            Format::Json => {
                let json = serde_json::to_string_pretty(dateless);
                json.map_err(|error| Failure::internal("cannot serialize the plan").why(error))? + "\n"
            }
            Format::Markdown => report::markdown(plan, *tree, view, report::SUMMARY_BYTES_MAX),
            Format::Sarif => report::sarif(plan, view, &explanations::known()?, SarifUse::Archive),
            Format::SarifUpload => report::sarif(plan, view, &explanations::known()?, SarifUse::Upload),
            Format::Annotations => report::annotations(plan, view),
            Format::Codequality => report::codequality(plan, view),
            Format::Junit => report::junit(plan, view),
            Format::Badge => report::badge(plan),
        })
    }

    /// What the plan tells the caller of the process.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self.view.failing(&self.judged.standing) {
            _ if self.judged.plan.asked().next().is_none() => ExitCode::NothingToJudge,
            0 => ExitCode::Success,
            _ => ExitCode::Failed,
        }
    }
}

impl Output {
    /// Writes the rendering to its file, never with colours.
    pub(crate) fn write(&self, rendering: &Rendering<'_>) -> Result<(), Failure> {
        save(&self.file, &rendering.text(self.format, false)?)
    }
}

/// Refuses renderings of which one would overwrite the other.
///
/// # Errors
/// When two are to go to the same file.
pub(crate) fn distinct(outputs: &[Output]) -> Result<(), Failure> {
    let mut taken: HashMap<PathBuf, Format> = HashMap::new();
    for Output { format, file } in outputs.iter().filter(|output| !file::is_stream(&output.file)) {
        let absolute = path::absolute(file).unwrap_or_else(|_| file.clone());
        if let Some(first) = taken.insert(absolute, *format) {
            let (first, second) = (name(first), name(*format));
            return Err(Failure::usage(format!("two renderings go to the file `{}`", file.display()))
                .why(format!("`{second}` would overwrite `{first}`"))
                .help("give each `--output` a file of its own"));
        }
    }
    Ok(())
}

fn name(format: Format) -> String {
    format.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

/// Writes a text to a file.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn save(path: &Path, text: &str) -> Result<(), Failure> {
    file::write(path, text.as_bytes()).map_err(|error| {
        Failure::internal(format!("cannot write `{}`", path.display()))
            .why(error)
            .help("give a file that can be written, in a folder that is there")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_output_names_format_and_file() {
        let output: Output = "json=a=b.json".parse().unwrap();
        assert_eq!((output.format, output.file), (Format::Json, PathBuf::from("a=b.json")));
        for wrong in ["json", "json=", "xml=a", "json=-"] {
            assert!(wrong.parse::<Output>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn no_two_renderings_go_to_one_file() {
        let outputs = |texts: [&str; 2]| texts.map(|text| text.parse::<Output>().unwrap());
        let told = distinct(&outputs(["json=a.json", "sarif=./a.json"])).unwrap_err().render(false);
        assert!(told.contains("`sarif` would overwrite `json`"), "{told}");
        assert!(distinct(&outputs(["json=a.json", "sarif=b.json"])).is_ok());
        assert!(distinct(&outputs(["json=/dev/stderr", "sarif=/dev/stderr"])).is_ok());
    }
}
