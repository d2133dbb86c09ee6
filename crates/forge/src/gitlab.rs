//! GitLab CI.

use crate::said;
use crate::subject::{Change, Checkout, Forge, Occasion, Subject, SubjectError};
use crate::variables::Variables;

/// What a pipeline judges, by its predefined variables.
///
/// What the pipeline does not say is listed in [`Subject::unknowns`].
///
/// # Errors
/// When nothing can be judged. No pipeline of GitLab is known in which that is so: none runs for a deletion.
pub fn gitlab(variable: &dyn Fn(&str) -> Option<String>) -> Result<Subject, SubjectError> {
    let variables = Variables(variable);
    let mut subject = ground(variables);
    let source = variables.get("CI_PIPELINE_SOURCE").unwrap_or_default();
    // A child pipeline of a merge request's has these variables, but `parent_pipeline` as its source.
    if source == "merge_request_event" || variables.get("CI_MERGE_REQUEST_IID").is_some() {
        merge_request(&mut subject, variables);
        return Ok(subject);
    }
    subject.reference = reference(&mut subject, variables);
    match source.as_str() {
        "push" => push(&mut subject, variables),
        "web" | "chat" => subject.occasion = Occasion::Manual,
        "schedule" => subject.occasion = Occasion::Schedule,
        "" => subject.unknown("why the pipeline runs: CI_PIPELINE_SOURCE is not said"),
        _ => subject.occasion = Occasion::Other(said::event(&source)),
    }
    Ok(subject)
}

/// What every pipeline has: the project, the forge and the commit.
fn ground(variables: Variables<'_>) -> Subject {
    let mut subject = Subject::new(Forge::GitLab);
    subject.set_server("CI_SERVER_URL", variables.get("CI_SERVER_URL").as_deref());
    subject.set_repository("CI_PROJECT_PATH", variables.get("CI_PROJECT_PATH").as_deref());
    subject.commit = commit(&mut subject, variables, "the commit that is checked out", "CI_COMMIT_SHA");
    subject
}

/// The branch or tag in full. `CI_COMMIT_REF_NAME` is either; the other two say which.
fn reference(subject: &mut Subject, variables: Variables<'_>) -> Option<String> {
    let full = |kind, name| variables.get(name).map(|name| format!("refs/{kind}/{name}"));
    let reference = full("tags", "CI_COMMIT_TAG")
        .or_else(|| full("heads", "CI_COMMIT_BRANCH"))
        .or_else(|| variables.get("CI_COMMIT_REF_NAME"));
    subject.reference_said("the branch or tag", "CI_COMMIT_REF_NAME", reference.as_deref())
}

fn push(subject: &mut Subject, variables: Variables<'_>) {
    subject.occasion = Occasion::Push;
    let before = variables.get("CI_COMMIT_BEFORE_SHA");
    if before.as_deref().is_some_and(said::is_zeros) {
        subject.unknown("what to compare with: nothing of the branch or tag was there before the push");
        return;
    }
    subject.base =
        subject.commit_said("the commit before the push", "CI_COMMIT_BEFORE_SHA", before.as_deref());
}

fn merge_request(subject: &mut Subject, variables: Variables<'_>) {
    let kind = variables.get("CI_MERGE_REQUEST_EVENT_TYPE");
    subject.occasion = match kind.as_deref() {
        Some("merge_train") => Occasion::MergeGroup,
        _ => Occasion::Change,
    };
    let checkout = match kind.as_deref() {
        Some("merge_train" | "merged_result") => Checkout::Merged,
        _ => Checkout::Head,
    };
    named(subject, variables);
    commits(subject, variables, checkout);
    let number = variables.get("CI_MERGE_REQUEST_IID").and_then(|text| text.parse().ok());
    match number {
        Some(number) => subject.change = Some(change(subject, variables, number, checkout)),
        None => subject.unknown("the merge request: CI_MERGE_REQUEST_IID is not said or no number"),
    }
}

fn named(subject: &mut Subject, variables: Variables<'_>) {
    let reference = variables.get("CI_MERGE_REQUEST_REF_PATH");
    subject.reference =
        subject.reference_said("the merge reference", "CI_MERGE_REQUEST_REF_PATH", reference.as_deref());
    let place = "CI_MERGE_REQUEST_TARGET_BRANCH_NAME";
    let target = variables.get(place);
    subject.target = subject.reference_said("the branch to merge into", place, target.as_deref());
}

/// Head and base. Where the merge is checked out, GitLab says of which two commits it was made: compared with an older
/// base, the change would answer for what others merged meanwhile.
fn commits(subject: &mut Subject, variables: Variables<'_>, checkout: Checkout) {
    let target = "CI_MERGE_REQUEST_TARGET_BRANCH_SHA";
    let base = match variables.get(target) {
        Some(_) if checkout == Checkout::Merged => target,
        _ => "CI_MERGE_REQUEST_DIFF_BASE_SHA",
    };
    subject.base = commit(subject, variables, "the base", base);
    // Otherwise the head is what is checked out, and the variable is empty.
    if checkout == Checkout::Merged {
        let head = commit(subject, variables, "the head", "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA");
        subject.set_head(head);
    }
}

fn commit(subject: &mut Subject, variables: Variables<'_>, what: &str, name: &str) -> Option<String> {
    subject.commit_said(what, name, variables.get(name).as_deref())
}

fn change(subject: &mut Subject, variables: Variables<'_>, number: u64, checkout: Checkout) -> Change {
    let repository = variables
        .get("CI_MERGE_REQUEST_PROJECT_PATH")
        .filter(|path| said::is_repository(path, Forge::GitLab));
    let page = repository.as_deref().and_then(|path| subject.page_of(path));
    let branch = variables.get("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME");
    let place = "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME";
    let title = variables.get("CI_MERGE_REQUEST_TITLE").unwrap_or_default();
    Change {
        number,
        url: page.map(|page| format!("{page}/-/merge_requests/{number}")),
        branch: subject.reference_said("the change's branch", place, branch.as_deref()),
        from_fork: from_fork(subject, variables, repository.as_deref()),
        draft: is_draft(variables, &title),
        title: said::title(&title),
        repository,
        checkout,
    }
}

/// Whether the merge request's source and target are different projects. A source that was deleted is not said.
fn from_fork(subject: &mut Subject, variables: Variables<'_>, target: Option<&str>) -> bool {
    match (variables.get("CI_MERGE_REQUEST_SOURCE_PROJECT_PATH"), target) {
        (Some(source), Some(target)) => !source.eq_ignore_ascii_case(target),
        _ => {
            subject.unknown(
                "whether the change comes from a fork: its projects are not both said, and it is treated as one",
            );
            true
        }
    }
}

/// GitLab before 17.10 says it in the title alone.
fn is_draft(variables: Variables<'_>, title: &str) -> bool {
    match variables.get("CI_MERGE_REQUEST_DRAFT") {
        Some(said) => said == "true",
        None => ["draft:", "[draft]", "(draft)"]
            .iter()
            .any(|mark| title.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark))),
    }
}
