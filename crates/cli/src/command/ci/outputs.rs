//! What later steps and jobs read: outputs on GitHub, a dotenv report on GitLab.

use contracts::{DiffPlan, ExitCode, plan::Priority};
use sha2::{Digest as _, Sha256};

use super::reports::{Reports, shown};
use crate::pipeline::Pipeline;

/// Names and values, in the order of the documentation. What is accepted is not counted.
pub(super) fn outputs(
    plan: &DiffPlan,
    code: ExitCode,
    reports: &Reports,
    pipeline: &Pipeline,
) -> Vec<(&'static str, String)> {
    let of = |priority| plan.open().filter(|gap| gap.priority == priority).count();
    let asked = plan.asked().count();
    let [result, exit_code, version] = ended(code);
    let mut outputs = vec![
        result,
        exit_code,
        ("gaps", plan.open().count().to_string()),
        ("p0", of(Priority::P0).to_string()),
        ("p1", of(Priority::P1).to_string()),
        ("p2", of(Priority::P2).to_string()),
        ("modules", asked.to_string()),
        version,
        ("reports", shown(&reports.folder, pipeline)),
    ];
    outputs.extend(reports.files.iter().map(|(name, file)| (*name, shown(file, pipeline))));
    outputs
}

/// The outputs of a step that judged nothing; the first of one that did.
pub(super) fn ended(code: ExitCode) -> [(&'static str, String); 3] {
    [
        ("result", result(code).to_owned()),
        ("exit-code", code.code().to_string()),
        ("version", env!("CARGO_PKG_VERSION").to_owned()),
    ]
}

/// The word for how a command ended.
fn result(code: ExitCode) -> &'static str {
    match code {
        ExitCode::Success => "passed",
        ExitCode::Failed | ExitCode::SoftFail => "failed",
        ExitCode::NothingToJudge => "nothing",
        ExitCode::Usage | ExitCode::Internal => "error",
    }
}

/// Lines for `$GITHUB_OUTPUT`. The delimiter is the hash of the value, which cannot hold its own hash.
pub(super) fn for_github(outputs: &[(&str, String)]) -> String {
    let line = |(name, value): &(&str, String)| {
        let delimiter = hash(value);
        format!("{name}<<{delimiter}\n{value}\n{delimiter}\n")
    };
    outputs.iter().map(line).collect()
}

/// A dotenv file as GitLab reads it: no quotes, one line a variable.
pub(super) fn for_gitlab(outputs: &[(&str, String)]) -> String {
    let line = |(name, value): &(&str, String)| {
        let name = name.to_ascii_uppercase().replace('-', "_");
        format!("AUTOPILOT_{name}={}\n", redact::on_one_line(value))
    };
    outputs.iter().map(line).collect()
}

/// The names of all outputs, in the order in which they are written.
#[cfg(test)]
pub(super) fn names() -> Vec<&'static str> {
    let counted = ["gaps", "p0", "p1", "p2", "modules"];
    let files = super::reports::REPORTS.iter().map(|(output, ..)| *output);
    ["result", "exit-code"].into_iter().chain(counted).chain(["version", "reports"]).chain(files).collect()
}

/// SHA-256 in hexadecimal.
pub(super) fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_end_its_own_output() {
        let text = for_github(&[("plan", "a\nb".to_owned())]);
        let (first, rest) = text.split_once('\n').unwrap();
        let delimiter = first.strip_prefix("plan<<").unwrap();
        assert_eq!(rest, format!("a\nb\n{delimiter}\n"));
    }

    #[test]
    fn dotenv_has_one_line_a_variable() {
        assert_eq!(for_gitlab(&[("exit-code", "a\nb".to_owned())]), "AUTOPILOT_EXIT_CODE=a b\n");
    }
}
