//! The pipeline this process runs in, if it does: read from the environment and the event file.

use std::{
    env,
    fs::File,
    io::Read as _,
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
    pub(crate) workspace: Option<PathBuf>,
}

/// The pipeline around this process; none outside of one.
///
/// # Errors
/// When there is nothing to judge, or the event is not understood.
pub(crate) fn around() -> Result<Option<Pipeline>, Failure> {
    let is_set = |name| text(name).is_some_and(|value| value == "true");
    let (subject, workspace) = if is_set("GITHUB_ACTIONS") {
        (forge::github(&text, payload().as_deref())?, "GITHUB_WORKSPACE")
    } else if is_set("GITLAB_CI") {
        (forge::gitlab(&text)?, "CI_PROJECT_DIR")
    } else {
        return Ok(None);
    };
    Ok(Some(Pipeline { subject, workspace: folder(workspace) }))
}

/// The folder that a variable names. Runners on a laptop name one that is not there, and start steps in the real one.
fn folder(variable: &str) -> Option<PathBuf> {
    let named = text(variable).map(PathBuf::from).filter(|folder| folder.is_dir());
    named.or_else(|| env::current_dir().ok())
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

/// What is read where no pipeline is around.
pub(crate) fn nowhere() -> View {
    View { version: env!("AUTOPILOT_VERSION").to_owned(), ..View::default() }
}

impl Pipeline {
    /// How a plan of that folder is read here.
    pub(crate) fn view(&self, folder: &Path, plan: &DiffPlan) -> View {
        let inside = self.workspace.as_deref().and_then(|workspace| below(workspace, folder));
        let Some(inside) = inside else { return nowhere() };
        let commit = plan.commit.as_deref().or(self.subject.commit.as_deref());
        // Where another repository was checked out, the forge's addresses are not its own.
        let same = match (&plan.repo, &self.subject.repository) {
            (Some(scanned), Some(judged)) => scanned.eq_ignore_ascii_case(judged),
            _ => true,
        };
        let repository = self.subject.repository.as_ref().filter(|_| same);
        View {
            folder: inside,
            files: commit.filter(|_| same).and_then(|commit| self.subject.files_url(commit)),
            repository: repository.map(|repository| format!("{}/{repository}", self.subject.server)),
            subject: Some(self.subject.describe()),
            ..nowhere()
        }
    }

    /// Whether it is GitHub's.
    pub(crate) fn is_github(&self) -> bool {
        self.subject.forge == Forge::GitHub
    }
}

/// The folder relative to the workspace, with forward slashes; none when it lies elsewhere.
fn below(workspace: &Path, folder: &Path) -> Option<String> {
    let folder = folder.canonicalize().ok()?;
    let inside = folder.strip_prefix(workspace.canonicalize().ok()?).ok()?;
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
