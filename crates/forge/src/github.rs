//! GitHub Actions.

mod change;
mod payload;

use crate::said;
use crate::subject::{Checkout, Forge, Occasion, Subject, SubjectError};
use crate::variables::Variables;
use change::Source;
use payload::Payload;

pub use payload::EVENT_BYTES_MAX;

/// What a workflow run judges, by its default variables and the payload in `GITHUB_EVENT_PATH` (none when there is no
/// such file).
///
/// What the pipeline does not say is listed in [`Subject::unknowns`]. An empty payload or `{}` counts as none: GitHub's
/// documentation says that it is empty for some pull requests, and local runners write `{}`.
///
/// # Errors
/// When nothing can be judged, or the payload is broken.
pub fn github(
    variable: &dyn Fn(&str) -> Option<String>,
    payload: Option<&[u8]>,
) -> Result<Subject, SubjectError> {
    let variables = Variables(variable);
    let payload = payload.map(Payload::read).transpose()?.flatten();
    let source = Source { variables, payload: payload.as_ref() };
    let event = variables.get("GITHUB_EVENT_NAME").unwrap_or_default();
    let mut subject = ground(&source, &event);
    match event.as_str() {
        "pull_request" => change::pull_request(&mut subject, &source, Occasion::Change, Checkout::Merged)?,
        "pull_request_target" => {
            change::pull_request(&mut subject, &source, Occasion::Change, Checkout::Target)?;
            subject.unknown(
                "what the change does: pull_request_target checks out the base or the default branch, not the change",
            );
        }
        "pull_request_review" | "pull_request_review_comment" => {
            change::pull_request(&mut subject, &source, Occasion::Other(event), Checkout::Merged)?;
        }
        "push" => push(&mut subject, payload.as_ref())?,
        "merge_group" => change::merge_group(&mut subject, payload.as_ref())?,
        "workflow_dispatch" => subject.occasion = Occasion::Manual,
        "schedule" => subject.occasion = Occasion::Schedule,
        "" => subject.unknown("why the workflow runs: GITHUB_EVENT_NAME is not said"),
        _ => subject.occasion = Occasion::Other(said::event(&event)),
    }
    Ok(subject)
}

/// What every event has: the repository, the forge, the commit and the reference.
fn ground(source: &Source<'_>, event: &str) -> Subject {
    let mut subject = Subject::new(Forge::GitHub);
    if source.payload.is_none() {
        subject.unknown("what the event tells: it has no payload");
    }
    let server = source.variables.get("GITHUB_SERVER_URL");
    subject.set_server("GITHUB_SERVER_URL", server.as_deref());
    let repository = source.variable_or("GITHUB_REPOSITORY", "repository.full_name");
    subject.set_repository("GITHUB_REPOSITORY", repository.as_deref());
    let (commit, reference) = places(event);
    let commit = source.variable_or("GITHUB_SHA", commit);
    subject.commit = subject.commit_said("the commit that is checked out", "GITHUB_SHA", commit.as_deref());
    let reference =
        source.variable_or("GITHUB_REF", reference).or_else(|| source.variables.get("GITHUB_REF_NAME"));
    subject.reference = subject.reference_said("the branch or tag", "GITHUB_REF", reference.as_deref());
    subject
}

/// Where the payload says which commit and which reference are checked out. Fields of these names mean other things in
/// other events: `after` of a pull request is its head.
fn places(event: &str) -> (&'static str, &'static str) {
    match event {
        "push" => ("after", "ref"),
        "merge_group" => ("merge_group.head_sha", "merge_group.head_ref"),
        "workflow_dispatch" => ("", "ref"),
        _ => ("", ""),
    }
}

fn push(subject: &mut Subject, payload: Option<&Payload>) -> Result<(), SubjectError> {
    subject.occasion = Occasion::Push;
    let Some(payload) = payload else { return Ok(()) };
    let deleted = payload.flag("deleted") || payload.text("after").is_some_and(said::is_zeros);
    if deleted {
        let name = payload.text("ref").filter(|name| said::is_reference(name)).unwrap_or("a branch or tag");
        return Err(SubjectError::Nothing(format!("the push deleted {name}: there is nothing to judge")));
    }
    let before = payload.text("before");
    if before.is_some_and(said::is_zeros) {
        subject.unknown("what to compare with: the push created the branch or tag");
        return Ok(());
    }
    subject.base = subject.commit_said("the commit before the push", "before", before);
    if payload.flag("forced") {
        subject.unknown(
            "what the push added: it replaced the branch's commits (forced), and the former may be gone",
        );
    }
    Ok(())
}
