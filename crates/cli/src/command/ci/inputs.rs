//! What a workflow asks for: variables that the action and the GitLab template set.

use std::path::PathBuf;

use clap::ValueEnum as _;

use super::{COMMANDS, Judge};
use crate::{args::FailOn, failure::Failure, pipeline::Pipeline};

/// The inputs, understood.
pub(super) struct Inputs {
    /// The command's name.
    pub(super) command: &'static str,
    /// What it does.
    pub(super) judge: Judge,
    /// The folder to judge, as it was written.
    pub(super) path: String,
    /// The modules to tell of; all when empty.
    pub(super) modules: Vec<String>,
    /// What fails.
    pub(super) fail_on: FailOn,
    /// The folder of the reports, where one is asked for.
    pub(super) reports: Option<PathBuf>,
    /// Whether the summary of the job is written.
    pub(super) summary: bool,
    /// Whether files are annotated.
    pub(super) annotations: bool,
}

impl Inputs {
    /// Reads the variables `AUTOPILOT_INPUT_*`; what is not set has its default.
    ///
    /// # Errors
    /// When a value is not one of those that the input takes.
    pub(super) fn read(variable: &dyn Fn(&str) -> Option<String>) -> Result<Self, Failure> {
        let input = |name: &str| {
            let value = variable(&format!("AUTOPILOT_INPUT_{name}"))?;
            let value = value.trim();
            (!value.is_empty()).then(|| value.to_owned())
        };
        let (command, judge) = command(input("COMMAND").as_deref().unwrap_or("scout"))?;
        Ok(Self {
            command,
            judge,
            path: input("PATH").unwrap_or_else(|| ".".to_owned()),
            modules: lines(input("MODULES")),
            fail_on: fail_on(input("FAIL_ON"))?,
            reports: input("REPORTS").map(PathBuf::from),
            summary: switch("summary", input("SUMMARY"))?,
            annotations: switch("annotations", input("ANNOTATIONS"))?,
        })
    }

    /// The folder to judge: relative to where the repository is checked out.
    ///
    /// # Errors
    /// When there is no such folder.
    pub(super) fn folder(&self, pipeline: &Pipeline) -> Result<PathBuf, Failure> {
        let folder = pipeline.workspace.clone().unwrap_or_default().join(&self.path);
        if folder.is_dir() {
            return Ok(folder);
        }
        Err(Failure::usage(format!("the input `path` is `{}`, and there is no such folder", self.path))
            .why(format!("`{}` is none", folder.display()))
            .help("check the repository out first, and write a folder relative to its root"))
    }
}

fn command(name: &str) -> Result<(&'static str, Judge), Failure> {
    COMMANDS.iter().find(|(known, _)| *known == name).copied().ok_or_else(|| {
        let known: Vec<&str> = COMMANDS.iter().map(|(name, _)| *name).collect();
        unknown("command", name, &known.join(", "))
    })
}

fn lines(value: Option<String>) -> Vec<String> {
    let value = value.unwrap_or_default();
    value.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn fail_on(value: Option<String>) -> Result<FailOn, Failure> {
    value.map_or(Ok(FailOn::Never), |value| {
        FailOn::from_str(&value, true).map_err(|_| unknown("fail-on", &value, "never, P0, P1, P2"))
    })
}

fn switch(name: &str, value: Option<String>) -> Result<bool, Failure> {
    match value.as_deref() {
        None | Some("true") => Ok(true),
        Some("false") => Ok(false),
        Some(other) => Err(unknown(name, other, "true, false")),
    }
}

fn unknown(name: &str, value: &str, known: &str) -> Failure {
    Failure::usage(format!("the input `{name}` is `{}`", redact::redact_cut(value, 60)))
        .help(format!("write one of: {known}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(set: &[(&str, &str)]) -> Result<Inputs, Failure> {
        let variable = |name: &str| {
            set.iter()
                .find(|(known, _)| format!("AUTOPILOT_INPUT_{known}") == name)
                .map(|(_, value)| (*value).to_owned())
        };
        Inputs::read(&variable)
    }

    #[test]
    fn what_is_not_set_has_its_default() {
        let inputs = read(&[("PATH", " ")]).unwrap();
        assert_eq!((inputs.command, inputs.path.as_str(), inputs.fail_on), ("scout", ".", FailOn::Never));
        assert!(
            inputs.modules.is_empty() && inputs.summary && inputs.annotations && inputs.reports.is_none()
        );
    }

    #[test]
    fn modules_are_named_one_a_line() {
        let inputs = read(&[("MODULES", "a\n\n  services/b \r\n"), ("FAIL_ON", "p1")]).unwrap();
        assert_eq!(inputs.modules, ["a", "services/b"]);
        assert_eq!(inputs.fail_on, FailOn::P1);
    }

    #[test]
    fn an_unknown_value_is_refused_with_those_that_are_known() {
        for (name, value, help) in [
            ("COMMAND", "scan", "write one of: scout"),
            ("FAIL_ON", "P3", "write one of: never, P0, P1, P2"),
            ("SUMMARY", "yes", "write one of: true, false"),
        ] {
            let failure = read(&[(name, value)]).err().unwrap().render(false);
            assert!(failure.contains(value) && failure.contains(help), "{failure}");
        }
    }
}
