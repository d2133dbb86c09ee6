//! What act told of a run.

use std::collections::BTreeMap;

use serde_json::Value;

/// What act told of a run.
#[derive(Debug)]
pub struct Run {
    pub(super) entries: Vec<Value>,
    pub(super) errors: String,
}

impl Run {
    /// The jobs that really ran, with their result.
    pub fn jobs(&self) -> BTreeMap<String, String> {
        self.entries
            .iter()
            .filter_map(|entry| Some((text(entry, "job")?, text(entry, "jobResult")?)))
            .collect()
    }

    /// The annotations, one a text: `LEVEL FILE:LINE TITLE`, and below it the message, indented.
    pub fn annotations(&self) -> Vec<String> {
        let levels = ["error", "warning", "notice"];
        let annotates = |entry: &&Value| levels.iter().any(|level| entry["command"] == *level);
        self.entries.iter().filter(annotates).map(annotation).collect()
    }

    /// The names of the commands that reached the runner, in their order, but for outputs and summary, which come
    /// through files. Act does not know the old ones, `##[NAME]`, which GitHub finds anywhere in a line: they are `##[`.
    pub fn commands(&self) -> Vec<String> {
        let through_files = ["set-output", "summary"];
        self.heard().into_iter().filter(|name| !through_files.contains(&name.as_str())).collect()
    }

    /// What the runner hears while it listens: not between a `stop-commands` and the word that it gives.
    fn heard(&self) -> Vec<String> {
        let (mut heard, mut word) = (Vec::new(), None);
        for entry in &self.entries {
            let command = text(entry, "command");
            if command.as_deref() == Some("stop-commands") {
                word = text(entry, "arg");
            } else if command.is_some() && command == word {
                word = None;
            } else if word.is_none() && entry["raw_output"] == true {
                let old = entry["msg"].as_str().is_some_and(|line| line.contains("##["));
                heard.extend(old.then(|| "##[".to_owned()));
            } else {
                heard.extend(command);
            }
        }
        heard
    }

    /// What was told of the step with that id alone.
    #[must_use]
    pub fn of(&self, id: &str) -> Self {
        let entries = self.entries.iter().filter(|entry| entry["stepID"][0] == id).cloned().collect();
        Self { entries, errors: String::new() }
    }

    /// The outputs that an action maps from those of its steps. Later steps on act see outputs of the steps inside too,
    /// as they do not on GitHub: what they see is no proof of the mapping.
    pub fn mapped(&self, id: &str) -> BTreeMap<String, String> {
        let outer = self.entries.iter().filter(|entry| entry["stepID"] == serde_json::json!([id]));
        let main = outer.filter(|entry| entry["stage"] == "Main");
        let before = main.take_while(|entry| !entry["stepResult"].is_string());
        let outputs = before.filter(|entry| entry["command"] == "set-output");
        outputs.filter_map(|entry| Some((text(entry, "name")?, text(entry, "arg")?))).collect()
    }

    /// What was added to the summary of the job. Act tells it again for each step inside of an action.
    pub fn summary(&self) -> String {
        let outer = |entry: &&Value| entry["stepID"].as_array().is_some_and(|ids| ids.len() == 1);
        let parts = self.entries.iter().filter(|entry| entry["command"] == "summary").filter(outer);
        parts.filter_map(|entry| text(entry, "content")).collect()
    }

    /// What the step with that id printed that is no command, without colours.
    pub fn printed_by(&self, id: &str) -> String {
        self.of(id).printed()
    }

    /// What all steps printed that is no command, without colours.
    pub fn printed(&self) -> String {
        let lines = self.entries.iter().filter(|entry| entry["raw_output"] == true);
        without_colours(&lines.filter_map(|entry| text(entry, "msg")).collect::<String>())
    }

    /// What act itself says of trouble, and everything else it told.
    pub fn log(&self) -> String {
        let told: Vec<String> = self.entries.iter().filter_map(|entry| text(entry, "msg")).collect();
        format!("{}{}", told.join("\n"), self.errors)
    }
}

fn text(entry: &Value, field: &str) -> Option<String> {
    Some(entry[field].as_str()?.to_owned())
}

fn annotation(entry: &Value) -> String {
    let said = |field: &str| entry["kvPairs"][field].as_str().unwrap_or_default();
    let level = entry["command"].as_str().unwrap_or_default();
    let place = match (said("file"), said("line")) {
        ("", _) => String::new(),
        (file, "") => format!("{file} "),
        (file, line) => format!("{file}:{line} "),
    };
    let message = entry["arg"].as_str().unwrap_or_default().replace('\n', "\n    ");
    format!("{level} {place}{}\n    {message}", said("title"))
}

/// The text without escape sequences of terminals.
pub fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| plain + part.split_once('m').map_or(part, |(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(lines: &[&str]) -> Run {
        Run {
            entries: lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect(),
            errors: String::new(),
        }
    }

    #[test]
    fn annotations_are_read_with_their_place() {
        let run = run(&[
            r#"{"command":"warning","arg":"a\nb","kvPairs":{"file":"x.js","line":"3","title":"T"}}"#,
            r#"{"command":"notice","arg":"c","kvPairs":{"title":"N"}}"#,
        ]);
        assert_eq!(run.annotations(), ["warning x.js:3 T\n    a\n    b", "notice N\n    c"]);
    }

    #[test]
    fn outputs_are_mapped_before_the_action_ends() {
        let run = run(&[
            r#"{"stage":"Main","stepID":["a","b"],"command":"set-output","name":"n","arg":"inside"}"#,
            r#"{"stage":"Main","stepID":["a"],"command":"set-output","name":"n","arg":"mapped"}"#,
            r#"{"stage":"Main","stepID":["a"],"stepResult":"success"}"#,
            r#"{"stage":"Main","stepID":["a"],"command":"set-output","name":"n","arg":"leaked"}"#,
        ]);
        assert_eq!(run.mapped("a").into_values().collect::<Vec<_>>(), ["mapped"]);
    }

    #[test]
    fn commands_that_stop_commands_are_none() {
        let run = run(&[
            r#"{"command":"stop-commands","arg":"w"}"#,
            r###"{"raw_output":true,"msg":"a ##[error]b"}"###,
            r#"{"command":"w","arg":""}"#,
            r#"{"command":"w","arg":""}"#,
            r###"{"raw_output":true,"msg":"a ##[error]b"}"###,
        ]);
        assert_eq!(run.commands(), ["w", "##["]);
    }

    #[test]
    fn a_job_that_was_left_out_has_no_result() {
        let run = run(&[r#"{"job":"a","msg":"skipped"}"#, r#"{"job":"b","jobResult":"success"}"#]);
        assert_eq!(run.jobs().into_iter().collect::<Vec<_>>(), [("b".to_owned(), "success".to_owned())]);
        assert_eq!(without_colours("\u{1b}[1ma\u{1b}[0m b"), "a b");
    }
}
