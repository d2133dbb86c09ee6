//! What people outside can choose: payloads, titles, names of branches.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

mod support;

use autopilot_forge::{Subject, SubjectError, github, gitlab};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{id, lookup, unknown};

fn on_github(variables: &[(&str, &str)], payload: Option<&str>) -> Result<Subject, SubjectError> {
    github(&lookup(variables), payload.map(str::as_bytes))
}

fn on_gitlab(variables: &[(&str, &str)]) -> Subject {
    gitlab(&lookup(variables)).unwrap()
}

const EVENTS: [&str; 9] = [
    "pull_request",
    "pull_request_target",
    "pull_request_review",
    "push",
    "merge_group",
    "workflow_dispatch",
    "schedule",
    "release",
    "",
];

/// A title is data: one line, bounded, without what turns the direction of text or drives a terminal, without secrets.
#[test]
fn titles_are_one_bounded_line() {
    let token = format!("ghp_{}", "a1B2".repeat(9));
    let title = format!("x\n::error::no\u{202e}\u{1b}[31m {token} {}", "y".repeat(500));
    let payload = json!({"pull_request": {"number": 7, "title": title}}).to_string();
    let subject = on_github(&[("GITHUB_EVENT_NAME", "pull_request")], Some(&payload)).unwrap();
    let shown = subject.change.unwrap().title;
    assert!(shown.starts_with("x ::error::no  [31m [redacted:github-token] yyy"), "{shown}");
    assert_eq!(shown.chars().count(), 256);
}

/// A name that cannot be shown is left out, with a clause: mended it would name another branch.
#[test]
fn names_that_drive_are_left_out() {
    for name in ["a\n::error::b", "a\u{202e}b", "a b", &"a".repeat(5000)] {
        let variables = [("GITHUB_EVENT_NAME", "push"), ("GITHUB_REF", name), ("GITHUB_REPOSITORY", name)];
        let subject = on_github(&variables, None).unwrap();
        assert_eq!((&subject.reference, &subject.repository), (&None, &None));
        assert!(
            unknown(&subject, "GITHUB_REF is no name") && unknown(&subject, "GITHUB_REPOSITORY is no path")
        );
        assert_eq!(subject.describe(), "push");
    }
}

/// A link leads to the forge or nowhere.
#[test]
fn a_page_elsewhere_is_not_taken() {
    for url in [
        "https://evil.example/pull/7",
        "https://github.com/org/shopping/pull/7",
        "javascript:alert(1)",
        "https://github.com.evil.example/",
    ] {
        let payload = json!({"pull_request": {"number": 7, "html_url": url}}).to_string();
        let variables = [("GITHUB_EVENT_NAME", "pull_request"), ("GITHUB_REPOSITORY", "org/shop")];
        let change = on_github(&variables, Some(&payload)).unwrap().change.unwrap();
        assert_eq!(change.url.as_deref(), Some("https://github.com/org/shop/pull/7"));
    }
    let variables = [("GITHUB_EVENT_NAME", "push"), ("GITHUB_SERVER_URL", "ssh://x")];
    let subject = on_github(&variables, None).unwrap();
    assert_eq!(subject.server, "https://github.com");
    assert!(unknown(&subject, "GITHUB_SERVER_URL is no address"));
}

/// Files are seen under the forge's own addresses, for whole commits and repositories of a sane form.
#[test]
fn files_have_an_address_of_their_forge() {
    let commit = id('c');
    let hub = [("GITHUB_REPOSITORY", "org/my shop"), ("GITHUB_SERVER_URL", "https://git.example.com/")];
    let mut subject = on_github(&hub, None).unwrap();
    assert_eq!(subject.files_url(&commit), None, "no repository");
    subject.repository = Some("org/größe#1".to_owned());
    let url = format!("https://git.example.com/org/gr%C3%B6%C3%9Fe%231/blob/{commit}/");
    assert_eq!(subject.files_url(&commit), Some(url));
    assert_eq!(subject.files_url("main"), None, "no commit");
    let lab = on_gitlab(&[("CI_PROJECT_PATH", "group/team/shop"), ("CI_SERVER_URL", "http://lab/git")]);
    let url = format!("http://lab/git/group/team/shop/-/blob/{commit}/");
    assert_eq!(lab.files_url(&commit), Some(url));
}

/// Any JSON, with the names that are looked for among its keys.
fn json_value() -> impl Strategy<Value = Value> {
    const KEYS: [&str; 20] = [
        "action",
        "ref",
        "before",
        "after",
        "deleted",
        "forced",
        "number",
        "pull_request",
        "merge_group",
        "repository",
        "full_name",
        "title",
        "html_url",
        "draft",
        "base",
        "head",
        "sha",
        "repo",
        "head_sha",
        "base_ref",
    ];
    let texts = prop_oneof![
        ".{0,12}".prop_map(Value::from),
        "[0-9a-f]{40}".prop_map(Value::from),
        Just(Value::from("0".repeat(40))),
        Just(Value::from("destroyed")),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        texts,
    ];
    leaf.prop_recursive(5, 96, 12, |inner| {
        let fields = prop::collection::vec((prop::sample::select(&KEYS[..]), inner.clone()), 0..12);
        let object = fields.prop_map(|fields| {
            fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Value>()
        });
        prop_oneof![3 => object, 1 => prop::collection::vec(inner, 0..3).prop_map(Value::from)]
    })
}

/// What holds of each answer, whatever went in.
fn is_sound(subject: &Subject) -> bool {
    let plain = |text: &str| !text.chars().any(redact::drives);
    let commits = [&subject.commit, &subject.head, &subject.base];
    let whole = |id: &String| matches!(id.len(), 40 | 64) && id.bytes().all(|b| b.is_ascii_hexdigit());
    plain(&subject.describe())
        && subject.unknowns.iter().all(|clause| plain(clause))
        && commits.into_iter().flatten().all(whole)
        && subject.change.as_ref().is_none_or(|change| plain(&change.title))
        && subject.files_url(&id('c')).is_none_or(|url| url.ends_with('/') && url.is_ascii())
}

proptest! {
    /// No bytes break the reader; those that are no JSON are refused.
    #[test]
    fn any_bytes_are_understood_or_refused(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        event in prop::sample::select(&EVENTS[..]),
    ) {
        let variable = |name: &str| (name == "GITHUB_EVENT_NAME").then(|| event.to_owned());
        match github(&variable, Some(&bytes)) {
            Ok(subject) => prop_assert!(is_sound(&subject) && bytes.trim_ascii().is_empty(), "{subject:?}"),
            Err(error) => prop_assert!(matches!(error, SubjectError::Payload(_)), "{error}"),
        }
    }

    /// No JSON and no variable does, and what is understood can be shown.
    #[test]
    fn any_payload_and_any_variables_give_a_sound_answer(
        payload in json_value(),
        value in prop::option::of(".{0,40}|refs/pull/[0-9]{1,25}/merge|org/shop|[0-9a-f]{40}"),
        event in prop::sample::select(&EVENTS[..]),
    ) {
        let variable = |name: &str| {
            if name == "GITHUB_EVENT_NAME" { Some(event.to_owned()) } else { value.clone() }
        };
        match github(&variable, Some(payload.to_string().as_bytes())) {
            Ok(subject) => prop_assert!(is_sound(&subject), "{subject:?}"),
            Err(error) => prop_assert!(!error.to_string().chars().any(redact::drives), "{error}"),
        }
    }

    /// Variables of GitLab are hostile as well: titles and branches come from forks.
    #[test]
    fn any_variables_of_gitlab_give_a_sound_answer(
        values in prop::collection::vec(
            prop::option::of(".{0,40}|group/shop|[0-9a-f]{40}|[0-9]{1,25}|merge_train|merge_request_event|push"),
            16,
        ),
    ) {
        let variable = |name: &str| {
            let at = name.bytes().map(usize::from).sum::<usize>() % values.len();
            values[at].clone()
        };
        let subject = gitlab(&variable).unwrap();
        prop_assert!(is_sound(&subject), "{subject:?}");
    }
}
