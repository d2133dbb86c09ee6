//! What a workflow asks for: variables that the action and the GitLab template set.

use std::{collections::BTreeMap, ffi::OsString, path::PathBuf};

use clap::ValueEnum as _;

use super::{COMMANDS, Judge};
use crate::{args::FailOn, failure::Failure, pipeline::Pipeline};

/// What the variables of inputs begin with.
const PREFIX: &str = "AUTOPILOT_INPUT_";

/// The variable that names the folder of the reports.
pub(super) const REPORTS: &str = "AUTOPILOT_INPUT_REPORTS";

/// The inputs of this process.
const OWN: [&str; 8] = ["COMMAND", "PATH", "MODULES", "BASE", "FAIL_ON", "REPORTS", "SUMMARY", "ANNOTATIONS"];

/// The inputs of the installer, which has run before.
const INSTALLERS: [&str; 5] = ["VERSION", "CHECKSUM", "EXECUTABLE", "MIRROR", "OFFLINE"];

/// The inputs, understood.
pub(super) struct Inputs {
    /// The command's name.
    pub(super) command: &'static str,
    /// What it does.
    pub(super) judge: Judge,
    /// The folder to judge, as it was written.
    pub(super) path: String,
    /// The modules to tell of, relative to that folder; all when empty.
    pub(super) modules: Vec<String>,
    /// The revision to compare with, where one is named; `none` is a word of its own.
    pub(super) base: Option<String>,
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
    /// Reads the variables `AUTOPILOT_INPUT_*`; what is not set has its default, and a name that is not known is told.
    ///
    /// # Errors
    /// When a value is not one of those that the input takes, or no text.
    pub(super) fn read(variables: impl IntoIterator<Item = (OsString, OsString)>) -> Result<Self, Failure> {
        let mut inputs = values(variables)?;
        let mut input = |name: &str| inputs.remove(name).filter(|value| !value.is_empty());
        let (command, judge) = command(input("COMMAND").as_deref().unwrap_or("scout"))?;
        let path = input("PATH").unwrap_or_else(|| ".".to_owned());
        Ok(Self {
            command,
            judge,
            modules: modules(input("MODULES"), &path),
            path,
            base: input("BASE"),
            fail_on: fail_on(input("FAIL_ON"))?,
            reports: input("REPORTS").map(PathBuf::from),
            summary: switch("summary", input("SUMMARY"))?,
            annotations: switch("annotations", input("ANNOTATIONS"))?,
        })
    }

    /// The folder to judge: relative to where the repository is checked out, and in it.
    ///
    /// # Errors
    /// When there is no such folder, or it lies elsewhere.
    pub(super) fn folder(&self, pipeline: &Pipeline) -> Result<PathBuf, Failure> {
        let folder = pipeline.workspace.join(&self.path);
        let refused = |why: String| {
            Failure::usage(format!("the input `path` is `{}`, which is no folder of the checkout", self.path))
                .why(why)
                .help("check the repository out first, and write a folder relative to its root")
        };
        let real = folder.canonicalize().ok().filter(|real| real.is_dir());
        let real = real.ok_or_else(|| refused(format!("`{}` is no folder", folder.display())))?;
        let inside = pipeline.workspace.canonicalize().is_ok_and(|workspace| real.starts_with(workspace));
        if inside { Ok(folder) } else { Err(refused(format!("`{}` lies elsewhere", real.display()))) }
    }
}

fn command(name: &str) -> Result<(&'static str, Judge), Failure> {
    COMMANDS.iter().find(|(known, _)| *known == name).copied().ok_or_else(|| {
        let known: Vec<&str> = COMMANDS.iter().map(|(name, _)| *name).collect();
        unknown("command", name, &known.join(", "))
    })
}

/// The inputs that are set, by the end of their variable, white space around them taken away.
fn values(
    variables: impl IntoIterator<Item = (OsString, OsString)>,
) -> Result<BTreeMap<String, String>, Failure> {
    let mut values = BTreeMap::new();
    for (name, value) in variables {
        let Some(name) = name.to_str().and_then(|name| name.strip_prefix(PREFIX)) else { continue };
        if !OWN.contains(&name) && !INSTALLERS.contains(&name) {
            tracing::warn!("{PREFIX}{name} is no input, so it has no effect: see docs/pipelines.md");
        }
        let value = value.into_string().map_err(|_| {
            Failure::usage(format!("the input `{}` is no text", written(name)))
                .why("it holds bytes that are no UTF-8")
                .help("write it in UTF-8")
        })?;
        values.insert(name.to_owned(), value.trim().to_owned());
    }
    Ok(values)
}

/// The name of an input as workflows write it.
fn written(name: &str) -> String {
    name.to_ascii_lowercase().replace('_', "-")
}

/// One a line. Reports name folders from the root of the checkout, so they can be written so too.
fn modules(value: Option<String>, path: &str) -> Vec<String> {
    let value = value.unwrap_or_default();
    let lines = value.lines().map(str::trim).filter(|line| !line.is_empty());
    let relative = |line: &str| match line.strip_prefix(path.trim_end_matches('/')) {
        Some("") => ".".to_owned(),
        Some(rest) if rest.starts_with('/') && path != "." => rest.trim_start_matches('/').to_owned(),
        _ => line.to_owned(),
    };
    lines.map(relative).collect()
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
        Inputs::read(
            set.iter().map(|(name, value)| (format!("{PREFIX}{name}").into(), OsString::from(value))),
        )
    }

    /// The door is one: what the action takes, somebody reads.
    #[test]
    fn every_input_of_the_action_is_read() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let action = std::fs::read_to_string(root.join("action.yml")).unwrap();
        let (_, declared) = action.split_once("\ninputs:\n").unwrap();
        let (declared, _) = declared.split_once("\noutputs:\n").unwrap();
        let mut declared: Vec<&str> =
            declared.lines().filter_map(|line| line.strip_prefix("  ")?.strip_suffix(':')).collect();
        let mut read: Vec<String> = OWN.iter().chain(&INSTALLERS).map(|name| written(name)).collect();
        declared.sort_unstable();
        read.sort_unstable();
        assert_eq!(declared, read);
        let installer = std::fs::read_to_string(root.join("action/install.sh")).unwrap();
        assert!(INSTALLERS.iter().all(|name| installer.contains(&format!("${{{PREFIX}{name}:-"))));
    }

    #[cfg(unix)]
    #[test]
    fn an_input_that_is_no_text_is_refused() {
        let value = std::os::unix::ffi::OsStringExt::from_vec(b"svc/\xff".to_vec());
        let failure = Inputs::read([("AUTOPILOT_INPUT_PATH".into(), value)]).err().unwrap();
        assert!(failure.render(false).contains("the input `path` is no text"));
    }

    /// Reports say `svc/api` where `svc` is judged.
    #[test]
    fn modules_are_named_from_either_root() {
        let inputs = read(&[("PATH", "svc/"), ("MODULES", "svc/api\nbilling\nsvc\nsvcs/x")]).unwrap();
        assert_eq!(inputs.modules, ["api", "billing", ".", "svcs/x"]);
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
