//! What a pipeline of GitLab CI judges.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

mod support;

use autopilot_forge::{Checkout, Occasion, Subject, gitlab};
use support::{id, lookup, unknown};

fn on_gitlab(variables: &[(&str, &str)]) -> Subject {
    gitlab(&lookup(variables)).unwrap()
}

const COMMIT: &str = "cccccccccccccccccccccccccccccccccccccccc";
const HEAD: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const BASE: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
const TARGET: &str = "dddddddddddddddddddddddddddddddddddddddd";
const ZEROS: &str = "0000000000000000000000000000000000000000";

type Variables = Vec<(&'static str, &'static str)>;

/// The variables that each pipeline has.
fn pipeline(source: &'static str) -> Variables {
    vec![
        ("CI_PIPELINE_SOURCE", source),
        ("CI_SERVER_URL", "https://gitlab.example.com:8443"),
        ("CI_PROJECT_PATH", "group/team/shop"),
        ("CI_COMMIT_SHA", COMMIT),
        ("CI_COMMIT_REF_NAME", "main"),
        ("CI_COMMIT_BRANCH", "main"),
        ("CI_COMMIT_BEFORE_SHA", BASE),
    ]
}

/// A merge request's pipeline. Without merged results the heads of the branches are empty.
fn merge_request(kind: &'static str) -> Variables {
    let merged = kind != "detached";
    let mut variables = pipeline("merge_request_event");
    variables.extend([
        ("CI_COMMIT_BRANCH", ""),
        ("CI_COMMIT_BEFORE_SHA", ZEROS),
        ("CI_MERGE_REQUEST_IID", "7"),
        ("CI_MERGE_REQUEST_TITLE", "Draft: add orders"),
        ("CI_MERGE_REQUEST_EVENT_TYPE", kind),
        ("CI_MERGE_REQUEST_PROJECT_PATH", "group/team/shop"),
        ("CI_MERGE_REQUEST_SOURCE_PROJECT_PATH", "group/team/shop"),
        ("CI_MERGE_REQUEST_REF_PATH", "refs/merge-requests/7/head"),
        ("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "orders"),
        ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"),
        ("CI_MERGE_REQUEST_DIFF_BASE_SHA", BASE),
        ("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", if merged { HEAD } else { "" }),
        ("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", if merged { TARGET } else { "" }),
    ]);
    variables
}

/// A branch that is judged as its author pushed it is compared with where it left its target.
#[test]
fn a_merge_request_is_judged_at_its_head() {
    let subject = on_gitlab(&merge_request("detached"));
    assert_eq!(subject.occasion, Occasion::Change);
    assert_eq!((subject.commit.as_deref(), subject.head.as_ref()), (Some(COMMIT), None));
    assert_eq!(subject.base.as_deref(), Some(BASE));
    assert_eq!(subject.reference.as_deref(), Some("refs/merge-requests/7/head"));
    assert_eq!(subject.describe(), "draft merge request !7 of group/team/shop, cccccccccccc for main");
    assert_eq!(subject.unknowns, [""; 0]);
    let change = subject.change.unwrap();
    assert_eq!(change.checkout, Checkout::Head);
    let page = "https://gitlab.example.com:8443/group/team/shop/-/merge_requests/7";
    assert_eq!(change.url.as_deref(), Some(page));
    assert!(change.draft && !change.from_fork);
}

/// A merge is compared with the commit that it was merged into, so that the change answers for itself alone.
#[test]
fn merged_results_are_compared_with_the_target() {
    let subject = on_gitlab(&merge_request("merged_result"));
    assert_eq!((subject.head.as_deref(), subject.base.as_deref()), (Some(HEAD), Some(TARGET)));
    assert_eq!(
        subject.describe(),
        "draft merge request !7 of group/team/shop, aaaaaaaaaaaa merged into main"
    );
}

/// A merge train asks what a merge queue asks.
#[test]
fn a_merge_train_is_a_merge_group() {
    let subject = on_gitlab(&merge_request("merge_train"));
    assert_eq!(subject.occasion, Occasion::MergeGroup);
    assert_eq!(
        subject.describe(),
        "merge train with merge request !7 of group/team/shop, aaaaaaaaaaaa for main"
    );
}

/// A fork's pipeline runs in the fork: files are seen there, the merge request at its target.
#[test]
fn a_fork_keeps_both_projects() {
    let mut variables = merge_request("detached");
    variables.extend([
        ("CI_PROJECT_PATH", "mallory/shop"),
        ("CI_MERGE_REQUEST_SOURCE_PROJECT_PATH", "mallory/shop"),
        ("CI_MERGE_REQUEST_DRAFT", "false"),
    ]);
    let subject = on_gitlab(&variables);
    assert_eq!(subject.repository.as_deref(), Some("mallory/shop"));
    assert_eq!(subject.describe(), "merge request !7 of group/team/shop from a fork, cccccccccccc for main");
    let change = subject.change.unwrap();
    assert_eq!(change.repository.as_deref(), Some("group/team/shop"));
    assert!(change.from_fork && !change.draft);
}

/// A project that nothing names may be anybody's.
#[test]
fn a_source_that_is_not_said_is_a_fork() {
    let mut variables = merge_request("detached");
    variables.push(("CI_MERGE_REQUEST_SOURCE_PROJECT_PATH", ""));
    let subject = on_gitlab(&variables);
    assert!(unknown(&subject, "treated as one") && subject.change.unwrap().from_fork);
}

/// A child pipeline names its parent as the source, but has the merge request's variables.
#[test]
fn a_child_pipeline_has_the_change_of_its_parent() {
    let mut variables = merge_request("detached");
    variables.push(("CI_PIPELINE_SOURCE", "parent_pipeline"));
    assert_eq!(on_gitlab(&variables).occasion, Occasion::Change);
}

/// A push is compared with what the branch was, and a new branch with nothing.
#[test]
fn a_push_is_compared_with_what_was_there() {
    let subject = on_gitlab(&pipeline("push"));
    assert_eq!((subject.occasion.clone(), subject.base.clone()), (Occasion::Push, Some(id('b'))));
    assert_eq!(subject.describe(), "push on main of group/team/shop, cccccccccccc");
    let mut variables = pipeline("push");
    variables.extend([("CI_COMMIT_BEFORE_SHA", ZEROS), ("CI_COMMIT_BRANCH", ""), ("CI_COMMIT_TAG", "v1")]);
    let tag = on_gitlab(&variables);
    assert!(tag.base.is_none() && unknown(&tag, "nothing of the branch or tag was there"));
    assert_eq!(tag.describe(), "push on tag v1 of group/team/shop, cccccccccccc");
}

/// Each source of a pipeline has its occasion; the forge's name is kept where there is none of ours.
#[test]
fn sources_have_occasions() {
    for (source, occasion) in [
        ("web", Occasion::Manual),
        ("chat", Occasion::Manual),
        ("schedule", Occasion::Schedule),
        ("api", Occasion::Other("api".to_owned())),
        ("pipeline", Occasion::Other("pipeline".to_owned())),
        ("external_pull_request_event", Occasion::Other("external_pull_request_event".to_owned())),
    ] {
        let subject = on_gitlab(&pipeline(source));
        assert_eq!(subject.occasion, occasion, "{source}");
        assert!(subject.base.is_none() && subject.unknowns.is_empty(), "{source}");
    }
}

/// Nothing is there, and each thing that is not is named.
#[test]
fn an_empty_environment_is_a_run_of_which_nothing_is_known() {
    let subject = on_gitlab(&[]);
    assert_eq!((subject.describe().as_str(), subject.server.as_str()), ("run", "https://gitlab.com"));
    for name in
        ["CI_SERVER_URL", "CI_PROJECT_PATH", "CI_COMMIT_SHA", "CI_COMMIT_REF_NAME", "CI_PIPELINE_SOURCE"]
    {
        assert!(unknown(&subject, &format!("{name} is not said")), "{name}");
    }
}
