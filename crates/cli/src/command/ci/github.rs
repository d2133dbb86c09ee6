//! What a step of GitHub Actions tells its runner: through standard output, and through files that variables name.

use std::{
    fs::OpenOptions,
    io::{self, Write as _},
};

use contracts::ExitCode;

use super::outputs::{for_github, hash, result};
use crate::{failure::Failure, pipeline};

/// Text in which the runner sees no command. The word that ends it is the hash of the text, which the text cannot hold.
pub(super) fn without_commands(text: &str) -> String {
    let word = hash(text);
    format!("::stop-commands::{word}\n{text}::{word}::\n")
}

/// A line that the run's page shows.
pub(super) fn notice(line: &str) -> String {
    format!("::notice title=Autopilot::{}\n", report::command_data(line))
}

/// Adds to the summary of the job. A summary that cannot be written changes no result.
pub(super) fn summary(markdown: &str) {
    append("GITHUB_STEP_SUMMARY", &format!("{markdown}\n"));
}

/// Hands outputs to later steps.
pub(super) fn outputs(outputs: &[(&str, String)]) {
    append("GITHUB_OUTPUT", &for_github(outputs));
}

/// Shows a failure on the run's page, and tells later steps of it.
pub(super) fn refuse(failure: &Failure) {
    let told = failure.render(false);
    let told = told.trim_end().trim_start_matches("error: ");
    // Nothing is left to tell when standard output itself is gone.
    let _ = writeln!(io::stdout(), "::error title=Autopilot::{}", report::command_data(told));
    ended(failure.code);
}

/// Hands the outputs of a step that judged nothing to later steps.
pub(super) fn ended(code: ExitCode) {
    outputs(&[
        ("result", result(code).to_owned()),
        ("exit-code", code.code().to_string()),
        ("version", env!("CARGO_PKG_VERSION").to_owned()),
    ]);
}

/// Adds to a file that the runner gave; only told where that fails.
fn append(variable: &str, text: &str) {
    let Some(path) = pipeline::text(variable) else {
        tracing::warn!("{variable} is not set: this part of the result is not told to the runner");
        return;
    };
    let file = OpenOptions::new().append(true).create(true).open(&path);
    if let Err(why) = file.and_then(|mut file| file.write_all(text.as_bytes())) {
        tracing::warn!(%why, path, "{variable} cannot be written");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_inside_a_text_are_not_run() {
        let text = without_commands("::set-output name=x::1\n##[error]\n");
        let lines: Vec<&str> = text.lines().collect();
        let word = lines[0].strip_prefix("::stop-commands::").unwrap();
        assert_eq!(lines[3], format!("::{word}::"));
        assert_eq!(word.len(), 64);
    }
}
