//! What a step of GitHub Actions tells its runner: through standard output, and through files that variables name.

use std::{fs::OpenOptions, io::Write as _};

use super::outputs::{for_github, hash};
use crate::{failure::Failure, pipeline};

/// Text in which the runner sees no command. The word that ends it is the hash of the text, which the text cannot hold.
pub(super) fn without_commands(text: &str) -> String {
    let word = hash(text);
    format!("::stop-commands::{word}\n{text}::{word}::\n")
}

/// How long a text is shown open in the log.
const OPEN_LINES_MAX: usize = 80;

/// A long text in a group that a reader opens.
pub(super) fn folded(text: &str) -> String {
    if text.lines().count() <= OPEN_LINES_MAX {
        return text.to_owned();
    }
    format!("::group::The plan\n{text}::endgroup::\n")
}

/// A line that the run's page shows, as a `notice`, `warning` or `error`.
pub(super) fn annotation(level: &str, line: &str) -> String {
    format!("::{level} title=Autopilot::{}\n", report::command_data(line))
}

/// Adds to the summary of the job. A summary that cannot be written changes no result.
pub(super) fn summary(markdown: &str) {
    append("GITHUB_STEP_SUMMARY", &format!("{markdown}\n"));
}

/// Hands outputs to later steps.
pub(super) fn outputs(outputs: &[(&str, String)]) {
    append("GITHUB_OUTPUT", &for_github(outputs));
}

/// A failure as the run's page shows it.
pub(super) fn refusal(failure: &Failure) -> String {
    let told = failure.render(false);
    let told = told.trim_end().trim_start_matches("error: ");
    annotation("error", &format!("{told}\n  exit code: {}", failure.code.code()))
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
