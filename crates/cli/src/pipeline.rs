//! The pipeline this process runs in, if it does: read from the environment and the event file.

use std::{
    env,
    fs::File,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use contracts::DiffPlan;
use forge::{EVENT_BYTES_MAX, Forge, Subject, SubjectError};
use report::View;

use crate::failure::Failure;

/// A step of a pipeline.
#[derive(Debug)]
pub(crate) struct Pipeline {
    /// What is judged.
    pub(crate) subject: Subject,
    /// Where the repository is checked out.
    pub(crate) workspace: PathBuf,
}

/// The pipeline around this process; none outside of one.
///
/// # Errors
/// When there is nothing to judge, or the event is not understood.
pub(crate) fn around() -> Result<Option<Pipeline>, Failure> {
    let (subject, workspace) = if is_github() {
        (forge::github(&text, payload().as_deref())?, "GITHUB_WORKSPACE")
    } else if text("GITLAB_CI").is_some_and(|value| value == "true") {
        (forge::gitlab(&text)?, "CI_PROJECT_DIR")
    } else {
        return Ok(None);
    };
    Ok(Some(Pipeline { subject, workspace: folder(workspace) }))
}

/// The folder that a variable names. Runners on a laptop name one that is not there, and start steps in the real one.
fn folder(variable: &str) -> PathBuf {
    let named = env::var_os(variable).map(PathBuf::from).filter(|folder| folder.is_dir());
    named.or_else(|| env::current_dir().ok()).unwrap_or_else(|| PathBuf::from("."))
}

/// Whether this is a step of GitHub Actions, whose runner reads commands from what is printed.
pub(crate) fn is_github() -> bool {
    text("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}

/// How a plan of that folder is read by a command that runs wherever it likes: a pipeline that is not understood
/// costs it the links alone.
pub(crate) fn view(folder: &Path, plan: &DiffPlan) -> View {
    match around() {
        Ok(Some(pipeline)) => pipeline.view(folder, plan),
        Ok(None) => nowhere(),
        Err(failure) => {
            failure.log();
            nowhere()
        }
    }
}

/// A line in which GitHub's runner sees no command: neither one at its begin nor an old one (`##[NAME]`) within it. The runner
/// reads what a step prints on either stream.
pub(crate) fn harmless(line: &str) -> String {
    let line = line.replace("##[", "## [");
    match line.trim_start().strip_prefix("::") {
        Some(rest) => format!(": :{rest}"),
        None => line,
    }
}

/// Each line made [`harmless`].
pub(crate) fn harmless_lines(text: &str) -> String {
    text.split_inclusive('\n').map(harmless).collect()
}

/// Where log lines go: standard error, in a step of GitHub made [`harmless`].
pub(crate) fn log() -> Box<dyn io::Write + Send> {
    if is_github() { Box::new(Harmless(io::stderr())) } else { Box::new(io::stderr()) }
}

/// A stream of whole lines that are made [`harmless`].
struct Harmless<W>(W);

impl<W: io::Write> io::Write for Harmless<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_all(harmless_lines(&String::from_utf8_lossy(bytes)).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// What is read where no pipeline is around.
pub(crate) fn nowhere() -> View {
    View { version: env!("AUTOPILOT_VERSION").to_owned(), ..View::default() }
}

impl Pipeline {
    /// How a plan of that folder is read here.
    pub(crate) fn view(&self, folder: &Path, plan: &DiffPlan) -> View {
        let judged = View { judged: Some(self.subject.describe()), ..nowhere() };
        let Some(inside) = below_root(folder, &self.workspace) else { return judged };
        let commit = plan.commit.as_deref().or(self.subject.commit.as_deref());
        // Where another repository was checked out, the forge's addresses are not its own.
        let same = match (&plan.repo, &self.subject.repository) {
            (Some(scanned), Some(judged)) => scanned.eq_ignore_ascii_case(judged),
            _ => true,
        };
        View {
            folder: inside,
            files: commit.filter(|_| same).and_then(|commit| self.subject.files_url(commit)),
            repository: same.then(|| self.subject.page()).flatten(),
            commit: self.subject.commit.clone().filter(|_| same),
            ..judged
        }
    }

    /// Whether it is GitHub's.
    pub(crate) fn is_github(&self) -> bool {
        self.subject.forge == Forge::GitHub
    }
}

/// The root of the repository that a folder lies in: the checkout may lie below the workspace. Without git it is the
/// workspace.
fn root_of<'a>(folder: &'a Path, workspace: &'a Path) -> &'a Path {
    let mut within = folder.ancestors().take_while(|above| above.starts_with(workspace));
    within.find(|above| above.join(".git").exists()).unwrap_or(workspace)
}

/// The folder relative to the root of the repository, with forward slashes; none when it lies outside the workspace.
fn below_root(folder: &Path, workspace: &Path) -> Option<String> {
    let (folder, workspace) = (folder.canonicalize().ok()?, workspace.canonicalize().ok()?);
    let inside = folder.strip_prefix(root_of(&folder, &workspace)).ok()?;
    let parts: Option<Vec<&str>> = inside.components().map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

/// The event's payload. One that is not there is told, and the variables have to do.
fn payload() -> Option<Vec<u8>> {
    let Some(path) = text("GITHUB_EVENT_PATH") else {
        tracing::warn!("GITHUB_EVENT_PATH is not set: the event is known by its variables alone");
        return None;
    };
    let mut bytes = Vec::new();
    let read = File::open(&path).and_then(|file| file.take(EVENT_BYTES_MAX + 1).read_to_end(&mut bytes));
    match read {
        Ok(_) => Some(bytes),
        Err(why) => {
            tracing::warn!(path, %why, "the event file cannot be read: the event is known by its variables alone");
            None
        }
    }
}

/// A variable that is set, not empty and text.
pub(crate) fn text(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

impl From<SubjectError> for Failure {
    fn from(error: SubjectError) -> Self {
        match error {
            SubjectError::Nothing(what) => Self::nothing(what),
            SubjectError::Payload(_) => Self::usage("cannot tell what is to be judged")
                .why(error)
                .help("leave GITHUB_EVENT_PATH and GITHUB_EVENT_NAME as the runner sets them"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn a_line_of_ours_is_no_command() {
        assert_eq!(harmless("judged ##[set-output name=x]y"), "judged ## [set-output name=x]y");
        assert_eq!(harmless(" ::add-mask::x"), ": :add-mask::x");
        assert_eq!(harmless("judged a::b"), "judged a::b");
    }

    #[test]
    fn each_line_of_a_stream_is_made_harmless() {
        let mut stream = Harmless(Vec::new());
        stream.write_all(b"WARN a\n::error::b\nc ##[error]d\n").unwrap();
        assert_eq!(String::from_utf8(stream.0).unwrap(), "WARN a\n: :error::b\nc ## [error]d\n");
    }
}
