//! `--format` and `--output`: one list of renderings.

use std::{path::PathBuf, str::FromStr};

use clap::ValueEnum;
use contracts::DiffPlan;
use report::Style;
use source_tree::SourceTree;

use crate::{failure::Failure, file};

/// A rendering, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people at a terminal
    Human,
    /// The plan itself, as `schemas/diff-plan.json` describes it
    Json,
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
    let names: Vec<String> = Format::value_variants()
        .iter()
        .filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()))
        .collect();
    names.join(", ")
}

/// A plan in one format.
///
/// # Errors
/// When it cannot be serialized, which would be a mistake of ours.
pub(crate) fn render(
    plan: &DiffPlan,
    tree: &dyn SourceTree,
    format: Format,
    style: Style,
) -> Result<String, Failure> {
    match format {
        Format::Human => Ok(report::human(plan, tree, style)),
        Format::Json => {
            let json = serde_json::to_string_pretty(plan);
            Ok(json.map_err(|error| Failure::internal("cannot serialize the plan").why(error))? + "\n")
        }
    }
}

impl Output {
    /// Writes the rendering, never with colours.
    pub(crate) fn write(&self, plan: &DiffPlan, tree: &dyn SourceTree, all: bool) -> Result<(), Failure> {
        let text = render(plan, tree, self.format, Style { color: false, all })?;
        let failed = |error| {
            Failure::internal(format!("cannot write `{}`", self.file.display()))
                .why(error)
                .help("give a file that can be written, in a folder that is there")
        };
        file::write(&self.file, text.as_bytes()).map_err(failed)
    }
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
}
