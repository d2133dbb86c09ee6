//! Every example of a payload that GitHub's own collection has, read as what a workflow run judges.

use std::collections::BTreeMap;

use autopilot_tests::surroundings::tool;
use forge::{Checkout, Occasion, Subject, SubjectError, github};
use serde_json::{Value, json};

/// The examples of GitHub's cloud.
const CLOUD: &str = "api.github.com";

/// Those of each version of its server, and how many there are.
const SERVERS: &[(&str, usize)] =
    &[("ghes-31", 49), ("ghes-32", 49), ("ghes-33", 50), ("ghes-34", 124), ("ghes-35", 125)];

/// What is checked out; the variables say it.
const COMMIT: &str = "cccccccccccccccccccccccccccccccccccccccc";

/// An event's name and a payload.
type Example = (String, Value);

fn examples(source: &str) -> Vec<Example> {
    let index = tool("webhooks-examples")
        .join("node_modules/@octokit/webhooks-examples")
        .join(source)
        .join("index.json");
    let text = std::fs::read(&index).unwrap_or_else(|error| panic!("{}: {error}", index.display()));
    let events: Vec<Value> = serde_json::from_slice(&text).unwrap();
    let of_event = |event: &Value| -> Vec<Example> {
        let name = event["name"].as_str().unwrap();
        let examples = event["examples"].as_array().unwrap();
        examples.iter().map(|payload| (name.to_owned(), payload.clone())).collect()
    };
    events.iter().flat_map(of_event).collect()
}

/// The payloads of one event, as the cloud sends them.
fn payloads(event: &str) -> Vec<Value> {
    examples(CLOUD).into_iter().filter(|(name, _)| name == event).map(|(_, payload)| payload).collect()
}

/// What the variables of a run say beside the payload.
fn variable(event: &str, payload: &Value, name: &str) -> Option<String> {
    let number = payload["pull_request"]["number"].as_u64();
    let reference = || match number {
        Some(number) => format!("refs/pull/{number}/merge"),
        None => payload["ref"].as_str().unwrap_or("refs/heads/main").to_owned(),
    };
    match name {
        "GITHUB_EVENT_NAME" => Some(event.to_owned()),
        "GITHUB_SERVER_URL" => Some("https://github.com".to_owned()),
        "GITHUB_REPOSITORY" => Some(payload["repository"]["full_name"].as_str().unwrap_or("o/r").to_owned()),
        "GITHUB_SHA" => Some(COMMIT.to_owned()),
        "GITHUB_REF" => Some(reference()),
        _ => None,
    }
}

fn judge(event: &str, payload: &Value) -> Result<Subject, SubjectError> {
    github(&|name| variable(event, payload, name), Some(payload.to_string().as_bytes()))
}

/// The same, where the runner says nothing but the event's name.
fn judge_bare(event: &str, payload: &Value) -> Result<Subject, SubjectError> {
    let variable = |name: &str| (name == "GITHUB_EVENT_NAME").then(|| event.to_owned());
    github(&variable, Some(payload.to_string().as_bytes()))
}

fn judged(event: &str, payload: &Value) -> Subject {
    judge(event, payload).unwrap_or_else(|error| panic!("{event}: {error}: {payload:#}"))
}

fn text<'a>(payload: &'a Value, pointer: &str) -> Option<&'a str> {
    payload.pointer(pointer).and_then(Value::as_str)
}

/// How many payloads of each event were understood, had nothing to judge, and were refused.
fn counts(
    examples: &[Example],
    judge: fn(&str, &Value) -> Result<Subject, SubjectError>,
) -> BTreeMap<&str, [usize; 3]> {
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for (event, payload) in examples {
        let which = match judge(event, payload) {
            Ok(_) => 0,
            Err(SubjectError::Nothing(_)) => 1,
            Err(SubjectError::Payload(_)) => 2,
        };
        counts.entry(event).or_default()[which] += 1;
    }
    counts
}

/// None is refused; only pushes that delete something have nothing to judge.
fn assert_understood(counts: &BTreeMap<&str, [usize; 3]>) {
    for (event, [_, nothing, refused]) in counts {
        assert_eq!(*refused, 0, "{event}");
        assert!(*event == "push" || *nothing == 0, "{event}");
    }
}

#[test]
fn each_example_of_the_cloud_is_understood() {
    let examples = examples(CLOUD);
    for judge in [judge, judge_bare] {
        let counts = counts(&examples, judge);
        assert_understood(&counts);
        assert_eq!((counts.len(), examples.len()), (58, 329));
        assert_eq!(counts["pull_request"], [29, 0, 0]);
        assert_eq!(counts["pull_request_review"], [4, 0, 0]);
        assert_eq!(counts["pull_request_review_comment"], [5, 0, 0]);
        assert_eq!(counts["push"], [3, 4, 0]);
        assert_eq!(counts["merge_group"], [2, 0, 0]);
        assert_eq!(counts["workflow_dispatch"], [2, 0, 0]);
    }
}

#[test]
fn each_example_of_a_server_is_understood() {
    for (server, number) in SERVERS {
        let examples = examples(server);
        assert_eq!(examples.len(), *number, "{server}");
        let counts = counts(&examples, judge);
        assert_understood(&counts);
        assert!(counts["pull_request"][0] > 0 && counts["push"] != [0; 3], "{server}");
    }
}

#[test]
fn a_pull_request_is_between_its_head_and_its_base() {
    for payload in payloads("pull_request") {
        let subject = judged("pull_request", &payload);
        assert_eq!(subject.occasion, Occasion::Change);
        assert_eq!(subject.commit.as_deref(), Some(COMMIT));
        assert_eq!(subject.head.as_deref(), text(&payload, "/pull_request/head/sha"));
        assert_eq!(subject.base.as_deref(), text(&payload, "/pull_request/base/sha"));
        assert_eq!(subject.target.as_deref(), text(&payload, "/pull_request/base/ref"));
        let change = subject.change.unwrap();
        assert_eq!(Some(change.number), payload["pull_request"]["number"].as_u64());
        assert_eq!(change.url.as_deref(), text(&payload, "/pull_request/html_url"));
        assert_eq!(change.branch.as_deref(), text(&payload, "/pull_request/head/ref"));
        assert_eq!(change.draft, payload["pull_request"]["draft"] == true);
        assert!(!change.title.is_empty());
        assert_eq!((change.checkout, change.from_fork), (Checkout::Merged, false));
    }
}

#[test]
fn with_pull_request_target_the_change_is_not_there() {
    for payload in payloads("pull_request") {
        let subject = judged("pull_request_target", &payload);
        assert_eq!(subject.change.unwrap().checkout, Checkout::Target);
        assert!(!subject.unknowns.is_empty());
    }
}

/// The collection has no pull request from a fork: its own, with another repository as head, or with one that is gone.
#[test]
fn a_fork_is_told_from_the_repository_itself() {
    let fork = json!({"full_name": "mallory/shop", "fork": true});
    let payloads = payloads("pull_request");
    assert!(!payloads.is_empty());
    for mut payload in payloads {
        for repository in [fork.clone(), Value::Null] {
            payload["pull_request"]["head"]["repo"] = repository;
            let subject = judged("pull_request", &payload);
            assert!(subject.change.as_ref().unwrap().from_fork);
            assert!(subject.describe().contains("from a fork"), "{}", subject.describe());
        }
    }
}

#[test]
fn a_push_is_compared_with_what_was_there() {
    let (deletions, others): (Vec<Value>, Vec<Value>) =
        payloads("push").into_iter().partition(|payload| payload["deleted"] == true);
    for payload in deletions {
        let error = judge("push", &payload).unwrap_err();
        assert!(error.to_string().contains("deleted refs/tags/simple-tag"), "{error}");
    }
    for mut payload in others {
        // All of the collection create something.
        let created = judged("push", &payload);
        assert_eq!((created.occasion, created.base), (Occasion::Push, None));
        assert!(created.unknowns.iter().any(|clause| clause.contains("created")));
        payload["before"] = json!("a".repeat(40));
        let updated = judged("push", &payload);
        assert_eq!(updated.base, Some("a".repeat(40)));
        assert_eq!(updated.reference.as_deref(), text(&payload, "/ref"));
        let bare = judge_bare("push", &payload).unwrap();
        assert_eq!(bare.commit.as_deref(), text(&payload, "/after"));
    }
}

#[test]
fn a_merge_group_is_between_its_base_and_its_head() {
    for mut payload in payloads("merge_group") {
        let subject = judged("merge_group", &payload);
        assert_eq!(subject.occasion, Occasion::MergeGroup);
        assert_eq!(subject.base.as_deref(), text(&payload, "/merge_group/base_sha"));
        assert_eq!(subject.target.as_deref(), Some("main"));
        let head = text(&payload, "/merge_group/head_sha");
        assert_eq!(judge_bare("merge_group", &payload).unwrap().commit.as_deref(), head);
        payload["action"] = json!("destroyed");
        payload["reason"] = json!("dequeued");
        assert!(matches!(judge("merge_group", &payload), Err(SubjectError::Nothing(_))));
    }
}

#[test]
fn what_a_person_starts_is_of_a_branch() {
    for payload in payloads("workflow_dispatch") {
        let subject = judged("workflow_dispatch", &payload);
        assert_eq!((&subject.occasion, &subject.change), (&Occasion::Manual, &None));
        assert_eq!(subject.reference.as_deref(), text(&payload, "/ref"));
    }
}

/// The collection has none: no webhook is sent for it. The runner writes what GitHub's documentation lists.
#[test]
fn a_schedule_has_a_payload_without_a_change() {
    let repository = payloads("push")[0]["repository"].clone();
    let payload =
        json!({"schedule": "30 5 * * 1,3", "workflow": ".github/workflows/n.yml", "repository": repository});
    let subject = judged("schedule", &payload);
    assert_eq!((&subject.occasion, &subject.change), (&Occasion::Schedule, &None));
    assert_eq!(subject.repository.as_deref(), text(&payload, "/repository/full_name"));
    assert_eq!(subject.unknowns, [""; 0]);
}

/// All other events are runs without a change, by their own names.
#[test]
fn an_event_without_a_meaning_of_its_own_keeps_its_name() {
    let own = ["pull_request", "push", "merge_group", "workflow_dispatch"];
    let others: Vec<Example> =
        examples(CLOUD).into_iter().filter(|(event, _)| !own.contains(&event.as_str())).collect();
    assert_eq!(others.len(), 289);
    for (event, payload) in others {
        let subject = judged(&event, &payload);
        let reviewed = ["pull_request_review", "pull_request_review_comment"].contains(&event.as_str());
        assert_eq!(subject.change.is_some(), reviewed, "{event}");
        assert_eq!(subject.occasion, Occasion::Other(event));
    }
}
