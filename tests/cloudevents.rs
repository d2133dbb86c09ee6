//! Our events, read by the official JavaScript SDK of CloudEvents.

use std::process::Command;
use std::time::Duration;

use autopilot_tests::executable::{autopilot, succeeded};
use autopilot_tests::process::Process;
use autopilot_tests::surroundings::{root, tool};
use autopilot_tests::wait::until;
use serde_json::Value;

/// How long the receiver may take to start or to say what it got.
const LIMIT: Duration = Duration::from_secs(60);

fn receiver() -> String {
    root().join("tests/support/cloudevents_receiver.mjs").display().to_string()
}

fn scout(sink: &str) {
    succeeded(&autopilot(&root(), &["scout", "examples", "--event-sink", sink]));
}

/// The attributes that every diff-plan event has.
fn assert_diff_plan(event: &Value) {
    assert_eq!(event["specversion"], "1.0");
    assert_eq!(event["type"], "autopilot.scout.diff-plan-created");
    assert_eq!(event["source"], "urn:autopilot:scout");
    assert_eq!(event["datacontenttype"], "application/json");
    assert!(event["id"].as_str().unwrap().starts_with("evt-"), "{event}");
    assert!(event["data"]["diff_plan_id"].as_str().unwrap().starts_with("dp-"), "{event}");
}

/// What the SDK understands of a file in structured mode.
fn read_file(path: &std::path::Path) -> Vec<Value> {
    let output =
        Command::new("node").arg(receiver()).arg(tool("cloudevents")).arg("file").arg(path).output().unwrap();
    let text = String::from_utf8(succeeded(&output).to_vec()).unwrap();
    text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["event"].clone()).collect()
}

#[test]
fn an_event_in_a_file_is_a_cloudevent_in_structured_mode() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("events.jsonl");
    scout(file.to_str().unwrap());
    let events = read_file(&file);
    assert_eq!(events.len(), 1);
    assert_diff_plan(&events[0]);
}

#[test]
fn a_second_run_over_the_same_files_has_the_same_id() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("events.jsonl");
    scout(file.to_str().unwrap());
    scout(file.to_str().unwrap());
    let events = read_file(&file);
    assert_eq!(events.len(), 2);
    assert_eq!(events[0]["id"], events[1]["id"]);
}

#[test]
fn an_event_over_http_is_a_cloudevent_in_binary_mode() {
    let logs = tempfile::tempdir().unwrap();
    let sdk = tool("cloudevents").display().to_string();
    let words = ["node", &receiver(), &sdk, "serve"];
    let mut process = Process::start("receiver", &words, logs.path(), &[], logs.path());
    let address = process.address(LIMIT);
    scout(&format!("http://{address}/"));
    let received = until("the event arrives", LIMIT, || {
        let output = process.output();
        // Only whole lines; the first tells the address.
        let line = output.split_inclusive('\n').nth(1).filter(|line| line.ends_with('\n'));
        line.map(|line| serde_json::from_str::<Value>(line).unwrap()).ok_or(output)
    });
    assert_eq!(received["mode"], "binary", "{received}");
    assert_diff_plan(&received["event"]);
}
