//! Pull requests and merge groups.

use serde_json::Value;

use super::payload::{Payload, broken};
use crate::said;
use crate::subject::{Change, Checkout, Occasion, Subject, SubjectError};
use crate::variables::Variables;

/// Where an event is read from.
pub(super) struct Source<'a> {
    pub(super) variables: Variables<'a>,
    pub(super) payload: Option<&'a Payload>,
}

impl Source<'_> {
    /// What a variable or, when it is not set, a field of the payload says.
    pub(super) fn variable_or(&self, variable: &str, path: &str) -> Option<String> {
        self.variables.get(variable).or_else(|| self.text(path).map(str::to_owned))
    }

    /// A field of the payload.
    fn text(&self, path: &str) -> Option<&str> {
        self.payload?.text(path)
    }

    /// What a field or, when the payload has none, a variable says.
    fn either(&self, path: &str, variable: &str) -> Option<String> {
        self.text(path).map(str::to_owned).or_else(|| self.variables.get(variable))
    }
}

/// An event of a pull request.
pub(super) fn pull_request(
    subject: &mut Subject,
    source: &Source<'_>,
    occasion: Occasion,
    checkout: Checkout,
) -> Result<(), SubjectError> {
    subject.occasion = occasion;
    let target = source.either("pull_request.base.ref", "GITHUB_BASE_REF");
    subject.target = subject.reference_said("the branch to merge into", "GITHUB_BASE_REF", target.as_deref());
    if let Some(payload) = source.payload {
        payload.must_have("pull_request")?;
        commits(subject, payload, "pull_request.head.sha", "pull_request.base.sha");
    }
    let Some(number) = number(subject, source) else {
        if source.payload.is_some() {
            return Err(broken("`pull_request.number` is missing".to_owned()));
        }
        subject.unknown("the pull request's number: GITHUB_REF does not say it");
        return Ok(());
    };
    subject.change = Some(change(subject, source, number, checkout));
    Ok(())
}

/// A merge queue's event.
pub(super) fn merge_group(subject: &mut Subject, payload: Option<&Payload>) -> Result<(), SubjectError> {
    subject.occasion = Occasion::MergeGroup;
    let Some(payload) = payload else { return Ok(()) };
    if payload.text("action") == Some("destroyed") {
        let why = "the merge group is gone: it was merged or left the queue, and there is nothing to judge";
        return Err(SubjectError::Nothing(why.to_owned()));
    }
    payload.must_have("merge_group")?;
    let target = payload.text("merge_group.base_ref").map(|name| name.trim_start_matches("refs/heads/"));
    subject.target = subject.reference_said("the branch to merge into", "merge_group.base_ref", target);
    commits(subject, payload, "merge_group.head_sha", "merge_group.base_sha");
    Ok(())
}

/// The commits between which the change or the group lies.
fn commits(subject: &mut Subject, payload: &Payload, head: &str, base: &str) {
    let found = subject.commit_said("the head", head, payload.text(head));
    subject.set_head(found);
    subject.base = subject.commit_said("the base", base, payload.text(base));
}

fn change(subject: &mut Subject, source: &Source<'_>, number: u64, checkout: Checkout) -> Change {
    let repository = source
        .text("pull_request.base.repo.full_name")
        .filter(|name| said::is_repository(name, subject.forge))
        .map(str::to_owned)
        .or_else(|| subject.repository.clone());
    let branch = source.either("pull_request.head.ref", "GITHUB_HEAD_REF");
    Change {
        number,
        title: source.text("pull_request.title").map(said::title).unwrap_or_default(),
        url: page(subject, source, repository.as_deref(), number),
        branch: subject.reference_said("the change's branch", "GITHUB_HEAD_REF", branch.as_deref()),
        from_fork: from_fork(subject, source),
        draft: source.payload.is_some_and(|payload| payload.flag("pull_request.draft")),
        repository,
        checkout,
    }
}

/// The pull request's number; without a payload it stands in the merge reference.
fn number(subject: &Subject, source: &Source<'_>) -> Option<u64> {
    let said = |path| source.payload.and_then(|payload| payload.value(path)).and_then(Value::as_u64);
    let merge = || {
        let reference = subject.reference.as_deref()?;
        reference.strip_prefix("refs/pull/")?.split('/').next()?.parse().ok()
    };
    said("pull_request.number").or_else(|| said("number")).or_else(merge).filter(|number| *number > 0)
}

/// The pull request's page: as GitHub says it when that is one of the repository's.
fn page(subject: &Subject, source: &Source<'_>, repository: Option<&str>, number: u64) -> Option<String> {
    let home = subject.page_of(repository?)?;
    let said = source.text("pull_request.html_url").and_then(said::address);
    match said.filter(|address| address.strip_prefix(&home).is_some_and(|rest| rest.starts_with('/'))) {
        Some(address) => Some(address.to_owned()),
        None => Some(format!("{home}/pull/{number}")),
    }
}

/// Whether head and base lie in different repositories. A fork that was deleted is null.
fn from_fork(subject: &mut Subject, source: &Source<'_>) -> bool {
    if source.payload.is_none() {
        subject.unknown(
            "whether the change comes from a fork: the payload would say it, and it is treated as one",
        );
        return true;
    }
    let head = source.text("pull_request.head.repo.full_name");
    // Owners and names of GitHub do not differ by case alone.
    match (head, source.text("pull_request.base.repo.full_name")) {
        (Some(head), Some(base)) => !head.eq_ignore_ascii_case(base),
        _ => {
            subject.unknown(
                "whether the change comes from a fork: its repository is gone or not said, and it is treated as one",
            );
            true
        }
    }
}
