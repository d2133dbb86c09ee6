//! What a workflow run of GitHub Actions judges.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

mod support;

use autopilot_forge::{Checkout, EVENT_BYTES_MAX, Occasion, Subject, SubjectError, github};
use support::{id, lookup, unknown};

fn on_github(variables: &[(&str, &str)], payload: Option<&str>) -> Result<Subject, SubjectError> {
    github(&lookup(variables), payload.map(str::as_bytes))
}

const MERGE: &str = "cccccccccccccccccccccccccccccccccccccccc";

/// The variables that each run has.
fn run<'a>(event: &'a str, reference: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("GITHUB_EVENT_NAME", event),
        ("GITHUB_SERVER_URL", "https://github.com"),
        ("GITHUB_REPOSITORY", "org/shop"),
        ("GITHUB_SHA", MERGE),
        ("GITHUB_REF", reference),
    ]
}

fn judged(event: &str, reference: &str, payload: &str) -> Subject {
    on_github(&run(event, reference), Some(payload)).unwrap()
}

fn pull_request(head_repository: &str) -> String {
    format!(
        r#"{{"action": "synchronize", "number": 7, "before": "{}", "after": "{}",
        "pull_request": {{"number": 7, "title": "Add\norders", "draft": true,
        "html_url": "https://github.com/org/shop/pull/7",
        "head": {{"sha": "{}", "ref": "orders", "repo": {head_repository}}},
        "base": {{"sha": "{}", "ref": "main", "repo": {{"full_name": "org/shop"}}}}}}}}"#,
        id('1'),
        id('a'),
        id('a'),
        id('b'),
    )
}

/// A pull request is judged as merged, between its head and its base.
#[test]
fn a_pull_request_is_read_in_full() {
    let payload = pull_request(r#"{"full_name": "Org/Shop"}"#);
    let subject = judged("pull_request", "refs/pull/7/merge", &payload);
    assert_eq!(subject.occasion, Occasion::Change);
    assert_eq!(
        (subject.commit.as_deref(), subject.head, subject.base),
        (Some(MERGE), Some(id('a')), Some(id('b')))
    );
    assert_eq!(subject.target.as_deref(), Some("main"));
    assert_eq!(subject.unknowns, [""; 0]);
    let change = subject.change.unwrap();
    assert_eq!((change.number, change.title.as_str()), (7, "Add orders"));
    assert_eq!(change.url.as_deref(), Some("https://github.com/org/shop/pull/7"));
    assert_eq!((change.branch.as_deref(), change.checkout), (Some("orders"), Checkout::Merged));
    assert!(change.draft && !change.from_fork);
}

/// A token can only read when the head lies elsewhere, and nobody knows where a deleted fork lay.
#[test]
fn another_repository_or_none_is_a_fork() {
    for head in [r#"{"full_name": "mallory/shop"}"#, "null"] {
        let subject = judged("pull_request", "refs/pull/7/merge", &pull_request(head));
        assert!(subject.change.as_ref().unwrap().from_fork, "{head}");
        assert_eq!(
            subject.describe(),
            "draft pull request #7 of org/shop from a fork, aaaaaaaaaaaa merged into main"
        );
    }
}

/// Whoever judges the folder of such a run judges what was there before, and must know.
#[test]
fn pull_request_target_does_not_check_the_change_out() {
    let payload = pull_request(r#"{"full_name": "mallory/shop"}"#);
    let subject = judged("pull_request_target", "refs/heads/main", &payload);
    assert_eq!(subject.change.as_ref().unwrap().checkout, Checkout::Target);
    assert!(unknown(&subject, "pull_request_target checks out the base"));
    assert_eq!(
        subject.describe(),
        "draft pull request #7 of org/shop from a fork, at cccccccccccc, without the change"
    );
}

/// Without a payload the variables still tell the number, and what they do not is listed.
#[test]
fn a_pull_request_without_payload_is_known_by_its_variables() {
    let mut variables = run("pull_request", "refs/pull/7/merge");
    variables.extend([("GITHUB_HEAD_REF", "orders"), ("GITHUB_BASE_REF", "main")]);
    for payload in [None, Some(""), Some(" {\n}\n")] {
        let subject = on_github(&variables, payload).unwrap();
        let change = subject.change.clone().unwrap();
        assert_eq!((change.number, change.branch.as_deref()), (7, Some("orders")));
        assert_eq!(change.url.as_deref(), Some("https://github.com/org/shop/pull/7"));
        assert!(change.from_fork, "in doubt it is one");
        assert_eq!((subject.head.as_deref(), subject.base.as_deref()), (None, None));
        assert!(unknown(&subject, "no payload") && unknown(&subject, "from a fork"));
    }
}

/// A review runs on the same merge, under its own name.
#[test]
fn a_review_has_its_pull_request() {
    let payload = pull_request(r#"{"full_name": "org/shop"}"#);
    let subject = judged("pull_request_review", "refs/pull/7/merge", &payload);
    assert_eq!(subject.occasion, Occasion::Other("pull_request_review".to_owned()));
    assert_eq!(
        subject.describe(),
        "pull_request_review of draft pull request #7 of org/shop, aaaaaaaaaaaa merged into main"
    );
}

/// A push is compared with what the branch was; a new branch with nothing, a rewritten one with doubt.
#[test]
fn a_push_is_compared_with_what_was_there() {
    let of = |before: &str, more: &str| {
        let payload = format!(r#"{{"before": "{before}", "after": "{MERGE}"{more}}}"#);
        judged("push", "refs/heads/main", &payload)
    };
    let subject = of(&id('b'), "");
    assert_eq!((subject.base.clone(), subject.unknowns.len()), (Some(id('b')), 0));
    assert_eq!(subject.describe(), "push on main of org/shop, cccccccccccc");
    let new = of(&id('0'), r#", "created": true"#);
    assert!(new.base.is_none() && unknown(&new, "the push created"));
    let forced = of(&id('b'), r#", "forced": true"#);
    assert!(forced.base.is_some() && unknown(&forced, "forced"));
    for wrong in ["main", "", "--help"] {
        let subject = of(wrong, "");
        assert!(subject.base.is_none() && unknown(&subject, "before is no commit id"), "{wrong}");
    }
}

/// GitHub lets the run of a deletion stand on the default branch, which nobody asked to judge.
#[test]
fn a_deletion_leaves_nothing_to_judge() {
    let zeros = id('0');
    for payload in [
        r#"{"deleted": true, "ref": "refs/heads/old"}"#.to_owned(),
        format!(r#"{{"after": "{zeros}", "ref": "refs/heads/old"}}"#),
    ] {
        let error = on_github(&run("push", "refs/heads/main"), Some(&payload)).unwrap_err();
        let why = "the push deleted refs/heads/old: there is nothing to judge";
        assert_eq!(error, SubjectError::Nothing(why.to_owned()));
    }
}

/// A merge queue's group is judged at its head against its base, so that a required check is real.
#[test]
fn a_merge_group_has_head_and_base() {
    let payload = format!(
        r#"{{"action": "checks_requested", "merge_group": {{"head_sha": "{MERGE}", "base_sha": "{}",
        "head_ref": "refs/heads/gh-readonly-queue/main/pr-7", "base_ref": "refs/heads/main"}}}}"#,
        id('b')
    );
    let reference = "refs/heads/gh-readonly-queue/main/pr-7";
    let subject = judged("merge_group", reference, &payload);
    assert_eq!(subject.occasion, Occasion::MergeGroup);
    assert_eq!((subject.head.as_ref(), subject.base.clone()), (None, Some(id('b'))));
    assert_eq!(subject.describe(), "merge group of org/shop, cccccccccccc for main");
    let gone = payload.replace("checks_requested", "destroyed");
    let error = on_github(&run("merge_group", reference), Some(&gone)).unwrap_err();
    assert!(matches!(error, SubjectError::Nothing(_)), "{error}");
}

/// Runs that nothing was pushed for have no base, and that is no fault.
#[test]
fn runs_by_hand_clock_and_other_events_stand_on_a_branch() {
    for (event, payload, line) in [
        ("workflow_dispatch", r#"{"ref": "refs/heads/main", "inputs": {"a": "b"}}"#, "manual run"),
        ("schedule", r#"{"schedule": "30 5 * * 1"}"#, "scheduled run"),
        ("release", r#"{"action": "published", "release": {}}"#, "release run"),
    ] {
        let subject = judged(event, "refs/heads/main", payload);
        assert_eq!(subject.describe(), format!("{line} on main of org/shop, cccccccccccc"));
        assert!(subject.unknowns.is_empty() && subject.base.is_none());
    }
    let tag = judged("release", "refs/tags/v1", "{\"action\": \"published\"}");
    assert_eq!(tag.describe(), "release run on tag v1 of org/shop, cccccccccccc");
}

/// A field means what it says in its own event alone: `after` of a pull request is not what is checked out.
#[test]
fn no_field_is_taken_from_another_event() {
    let payload = pull_request(r#"{"full_name": "org/shop"}"#);
    let subject = on_github(&[("GITHUB_EVENT_NAME", "pull_request")], Some(&payload)).unwrap();
    assert_eq!((subject.commit.as_deref(), subject.head.clone()), (None, Some(id('a'))));
    assert!(unknown(&subject, "GITHUB_SHA is not said"));
    let payload = format!(r#"{{"after": "{}", "ref": "refs/heads/x"}}"#, id('d'));
    let pushed = on_github(&[("GITHUB_EVENT_NAME", "push")], Some(&payload)).unwrap();
    assert_eq!((pushed.commit, pushed.reference.as_deref()), (Some(id('d')), Some("refs/heads/x")));
}

/// What an event must have and lacks is named.
#[test]
fn a_broken_payload_is_refused_with_a_reason() {
    for (event, payload, part) in [
        ("pull_request", r#"{"action": "opened"}"#, "`pull_request` is missing"),
        ("pull_request", r#"{"pull_request": null}"#, "`pull_request` is missing"),
        ("pull_request", r#"{"pull_request": []}"#, "`pull_request` is no object"),
        ("merge_group", r#"{"action": "checks_requested"}"#, "`merge_group` is missing"),
        ("push", "[]", "no JSON object"),
        ("push", "7", "no JSON object"),
        ("push", "{\"ref\":", "no JSON: EOF"),
        ("release", "{\"a\": 1} {}", "no JSON: trailing"),
    ] {
        let error = on_github(&run(event, "refs/heads/main"), Some(payload)).unwrap_err();
        assert!(matches!(&error, SubjectError::Payload(why) if why.contains(part)), "{error}");
    }
    let number = r#"{"pull_request": {"number": "7"}}"#;
    let error = on_github(&run("pull_request", "refs/heads/main"), Some(number)).unwrap_err();
    assert!(error.to_string().contains("`pull_request.number` is missing"), "{error}");
}

/// What could fill the memory is not read, and what nests for ever is refused.
#[test]
fn sizes_are_bounded() {
    let large = " ".repeat(usize::try_from(EVENT_BYTES_MAX).unwrap() + 1);
    let deep = format!("{{\"ref\": {}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    for payload in [large, deep] {
        let error = on_github(&run("push", "refs/heads/main"), Some(&payload)).unwrap_err();
        assert!(matches!(error, SubjectError::Payload(_)), "{error}");
    }
}
