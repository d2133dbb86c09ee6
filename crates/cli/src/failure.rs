//! What went wrong, for people: what, where, why, what to do. Told once, by `session`.

use std::fmt::{Display, Write as _};

use contracts::ExitCode;
use inventory::{BaselineError, CONFIG_FILE, ConfigError, ConfigMistake, SurveyError};
use source_tree::TreeError;

/// Why a command ends without its result.
#[derive(Debug)]
pub(crate) struct Failure {
    what: String,
    place: Option<String>,
    why: Option<String>,
    help: Option<String>,
    /// More of the same kind.
    others: Box<[Self]>,
    /// What the process tells its caller.
    pub(crate) code: ExitCode,
}

impl Failure {
    /// The caller's mistake, or that of somebody who wrote a file.
    pub(crate) fn usage(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            place: None,
            why: None,
            help: None,
            others: Box::default(),
            code: ExitCode::Usage,
        }
    }

    /// Our own trouble.
    pub(crate) fn internal(what: impl Into<String>) -> Self {
        Self { code: ExitCode::Internal, ..Self::usage(what) }
    }

    /// There is nothing to judge, so that nothing is wrong either.
    pub(crate) fn nothing(what: impl Into<String>) -> Self {
        Self { code: ExitCode::NothingToJudge, ..Self::usage(what) }
    }

    pub(crate) fn why(self, why: impl Display) -> Self {
        Self { why: Some(why.to_string()), ..self }
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// What went wrong, safe to print.
    pub(crate) fn what(&self) -> String {
        redact::redact_line(&self.what)
    }

    /// The first mistake, the others behind it.
    fn from_mistakes(mistakes: Vec<ConfigMistake>) -> Self {
        let mut all = mistakes.into_iter().map(|ConfigMistake { line, column, message, help }| Self {
            help,
            ..Self::usage(message).at(format!("{CONFIG_FILE}:{line}:{column}"))
        });
        let first = all.next().unwrap_or_else(|| Self::usage(format!("`{CONFIG_FILE}` is wrong")));
        Self { others: all.collect(), ..first }
    }

    /// The same, of a file as a revision has it. Who mends it cannot compare with it.
    pub(crate) fn in_revision(self, revision: &str) -> Self {
        let others = self.others.into_iter().map(|other| other.in_revision(revision)).collect();
        let place = self.place.map(|place| format!("{place} in the revision {revision}"));
        Self { place, others, ..self }
    }

    fn at(self, place: String) -> Self {
        Self { place: Some(place), ..self }
    }

    /// The same as a log line, for machines.
    pub(crate) fn log(&self) {
        let [at, why, help] = [&self.place, &self.why, &self.help].map(Option::as_deref);
        tracing::error!(at, why, help, exit_code = self.code.code(), "{}", self.what);
        self.others.iter().for_each(Self::log);
    }

    /// `error: WHAT`, then a line each for where, why and what to do. They may repeat what somebody wrote, so each is made safe to
    /// print: what begins a line is a command to some readers.
    pub(crate) fn render(&self, color: bool) -> String {
        let (red, plain) = if color { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("", "") };
        let mut out = format!("{red}error{plain}: {}\n", self.what());
        let lines = [("at", &self.place), ("why", &self.why), ("help", &self.help)];
        for (name, text) in lines {
            if let Some(text) = text {
                // Writing to a String cannot fail.
                let _ = writeln!(out, "  {name}: {}", redact::redact_line(text));
            }
        }
        out.extend(self.others.iter().map(|other| other.render(color)));
        out
    }
}

impl From<SurveyError> for Failure {
    fn from(error: SurveyError) -> Self {
        match error {
            SurveyError::Tree(error) => error.into(),
            SurveyError::Config(error) => error.into(),
        }
    }
}

impl From<TreeError> for Failure {
    fn from(error: TreeError) -> Self {
        match error {
            TreeError::Open { path, source } => Self::usage(format!("cannot open the folder `{path}`"))
                .why(source)
                .help("give the folder of a repository that you can read"),
            TreeError::Revision(error) => {
                let help = error.help();
                Self::usage(error.to_string()).help(help)
            }
        }
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        match error {
            ConfigError::Wrong(mistakes) => Self::from_mistakes(mistakes),
            ConfigError::Read(why) => Self::usage(format!("cannot read `{CONFIG_FILE}`"))
                .at(CONFIG_FILE.to_owned())
                .why(why)
                .help("make it a file that you can read, or take it away"),
            ConfigError::NoText => Self::usage(format!("`{CONFIG_FILE}` is no text"))
                .at(CONFIG_FILE.to_owned())
                .why("it holds NUL bytes")
                .help("save it as UTF-8"),
        }
    }
}

impl From<BaselineError> for Failure {
    fn from(error: BaselineError) -> Self {
        let BaselineError { path, place, message, help } = error;
        let place = place.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
        Self::usage(format!("the baseline `{path}` cannot be used"))
            .at(format!("{path}{place}"))
            .why(message)
            .help(help)
    }
}

impl From<scout::RulesError> for Failure {
    fn from(error: scout::RulesError) -> Self {
        Self::internal("the rules of this executable are broken")
            .why(error)
            .help("this is a mistake of ours: please report it")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_what_where_why_and_what_to_do() {
        let failure = Failure::usage("unknown key `tiers`")
            .at(".autopilot.yml:3:5".to_owned())
            .help("did you mean `tier`?");
        assert_eq!(
            failure.render(false),
            "error: unknown key `tiers`\n  at: .autopilot.yml:3:5\n  help: did you mean `tier`?\n"
        );
    }
}
