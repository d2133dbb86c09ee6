//! The executable, as a user meets it. Hermetic: folders of this test, no network, a clean environment.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and says where")]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

fn autopilot(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_autopilot")).args(args).current_dir(folder).env_clear().output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("api")).unwrap();
    fs::write(folder.path().join("api/requirements.txt"), "flask==3\n").unwrap();
    fs::write(folder.path().join("api/app.py"), "app = Flask(__name__)\n").unwrap();
    folder
}

#[test]
fn scout_tells_people_what_is_missing_and_where() {
    let folder = repository();
    let output = autopilot(folder.path(), &["scout"]);
    assert_eq!(output.status.code(), Some(0));
    insta::assert_snapshot!(text(&output.stdout));
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn the_same_repository_gives_the_same_bytes_anywhere() {
    let (one, other) = (repository(), repository());
    let here = autopilot(one.path(), &["scout", ".", "--format", "json"]);
    let there = autopilot(Path::new("/"), &["scout", other.path().to_str().unwrap(), "--format", "json"]);
    assert_eq!(text(&here.stdout), text(&there.stdout));
    assert!(!here.stdout.is_empty());
}

#[test]
fn the_demonstration_needs_no_folder() {
    let output = autopilot(Path::new("/"), &["demo", "--format", "json"]);
    let plan: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let gaps: Vec<&str> =
        plan["gaps"].as_array().unwrap().iter().map(|gap| gap["key"].as_str().unwrap()).collect();
    // What a hop leads from or to comes first.
    let expected = [
        "missing_otel:fulfilment",
        "missing_otel:orders-api",
        "missing_otel:orders-enricher",
        "missing_otel:risk-scorer",
        "missing_correlation:fulfilment:franz-go",
        "missing_correlation:orders-api:kafkajs",
        "missing_correlation:orders-enricher:spring-kafka",
        "missing_correlation:risk-scorer:confluent-kafka",
        "missing_contract:fulfilment",
        "missing_contract:orders-api",
        "missing_contract:orders-enricher",
        "missing_contract:risk-scorer",
        "missing_lineage_spec:fulfilment",
        "missing_lineage_spec:orders-api",
        "missing_lineage_spec:orders-enricher",
        "missing_lineage_spec:risk-scorer",
        "missing_runbook:fulfilment",
        "missing_runbook:orders-api",
        "missing_runbook:orders-enricher",
        "missing_runbook:risk-scorer",
    ];
    assert_eq!(gaps, expected);
}

#[test]
fn a_rendering_goes_to_a_file_as_well() {
    let folder = repository();
    let output = autopilot(folder.path(), &["scout", "--output", "json=plan.json"]);
    assert_eq!(output.status.code(), Some(0));
    let plan = fs::read_to_string(folder.path().join("plan.json")).unwrap();
    assert!(plan.starts_with("{\n  \"diff_plan_id\": \"dp-"), "{plan}");
    assert!(text(&output.stdout).starts_with("1 service, 0 of 1 with OpenTelemetry"));
    let bad = autopilot(folder.path(), &["scout", "--output", "json=-"]);
    assert_eq!(bad.status.code(), Some(2));
}

#[test]
fn standard_output_holds_one_document() {
    let folder = repository();
    let output = autopilot(folder.path(), &["scout", "--format", "json", "--event-sink", "-"]);
    assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(2), ""));
    assert!(text(&output.stderr).contains("both want standard output"), "{}", text(&output.stderr));
}

#[test]
fn settings_without_effect_fail_the_check_and_say_where() {
    let folder = repository();
    fs::write(folder.path().join(".autopilot.yml"), "exclude: [gone]\nmodules:\n  apo: {tier: 1}\n").unwrap();
    let output = autopilot(folder.path(), &["config", "check"]);
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(text(&output.stdout));
}

#[test]
fn a_folder_inside_a_repository_is_told() {
    let folder = repository();
    fs::create_dir(folder.path().join(".git")).unwrap();
    let output = autopilot(folder.path(), &["scout", "api"]);
    assert!(text(&output.stderr).contains("lies inside a repository"), "{}", text(&output.stderr));
    let output = autopilot(folder.path(), &["scout", "."]);
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn what_fails_is_named_in_one_line_with_what_to_do() {
    let folder = repository();
    let output = autopilot(folder.path(), &["scout", "--fail-on", "P2"]);
    assert_eq!(output.status.code(), Some(1));
    let told = text(&output.stderr);
    assert!(told.contains("failing=2 gaps=\"missing_otel:api (P1), missing_runbook:api (P2)\""), "{told}");
    assert!(told.lines().count() == 1 && told.contains("docs/configuration.md"), "{told}");
    let output = autopilot(folder.path(), &["demo", "--fail-on", "P2"]);
    let told = text(&output.stderr);
    assert!(told.contains("missing_correlation:fulfilment:franz-go (P0), 15 more\""), "{told}");
}

#[test]
fn one_file_takes_one_rendering() {
    let folder = repository();
    for command in ["scout", "demo"] {
        let args = [command, "--output", "json=a.json", "--output", "sarif=./a.json"];
        let output = autopilot(folder.path(), &args);
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains("would overwrite"), "{}", text(&output.stderr));
    }
    assert!(!folder.path().join("a.json").exists());
}

#[test]
fn a_file_in_no_folder_names_the_folder() {
    let folder = repository();
    let output = autopilot(folder.path(), &["scout", "--output", "json=no/such/x.json"]);
    let told = text(&output.stderr);
    assert!(told.contains("the folder `no/such` is not there") && !told.contains(".tmp"), "{told}");
}

#[test]
fn connectors_of_a_module_are_told_with_it() {
    let folder = repository();
    let connector =
        r#"{"name": "sink", "config": {"connector.class": "io.x.JdbcSinkConnector", "topics": "orders"}}"#;
    for place in ["api", "other"] {
        fs::create_dir_all(folder.path().join(place)).unwrap();
        fs::write(folder.path().join(place).join("sink.json"), connector).unwrap();
    }
    let connectors = |args: &[&str]| {
        let output = autopilot(folder.path(), &[&["scout", "--format", "json"], args].concat());
        let plan: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        plan["connectors"].as_array().unwrap().len()
    };
    assert_eq!((connectors(&[]), connectors(&["--module", "api"])), (2, 1));
}

#[test]
fn a_typo_in_the_settings_says_where_and_what_was_meant() {
    let folder = repository();
    fs::write(folder.path().join(".autopilot.yml"), "repo: org/shop\nmodules:\n  api:\n    teir: 1\n")
        .unwrap();
    for command in [&["config", "check"][..], &["scout"]] {
        let output = autopilot(folder.path(), command);
        assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(2), ""));
        assert_eq!(
            text(&output.stderr),
            "error: unknown key `teir` in `modules.api`\n  at: .autopilot.yml:4:5\n  help: did you mean `tier`?\n"
        );
    }
}

#[test]
fn sound_settings_are_said_to_be() {
    let folder = repository();
    assert_eq!(autopilot(folder.path(), &["config", "check"]).status.code(), Some(3), "there is none");
    fs::write(folder.path().join(".autopilot.yml"), "modules: {api: {tier: 1}}\n").unwrap();
    let output = autopilot(folder.path(), &["config", "check"]);
    assert_eq!(
        (output.status.code(), text(&output.stdout).as_str()),
        (Some(0), ".autopilot.yml: sound; it speaks of 1 module\n")
    );
}

#[test]
fn suppressions_that_are_over_or_match_nothing_are_mistakes_in_settings() {
    let folder = repository();
    let settings = "suppressions:\n  - {gap: '*:api', reason: it is replaced, until: 2027-03-01}\n";
    fs::write(folder.path().join(".autopilot.yml"), settings).unwrap();
    let check = |day| autopilot(folder.path(), &["config", "check", "--as-of", day]);
    assert_eq!(check("2027-03-01").status.code(), Some(0));
    let over = check("2027-03-02");
    assert_eq!(over.status.code(), Some(2));
    let told = text(&over.stdout);
    assert!(told.starts_with(".autopilot.yml:2:") && told.contains("ended on 2027-03-01"), "{told}");
    fs::write(folder.path().join(".autopilot.yml"), settings.replace("*:api", "*:gone")).unwrap();
    let idle = check("2027-03-01");
    assert_eq!(idle.status.code(), Some(2));
    assert!(text(&idle.stdout).contains("matches no gap"), "{}", text(&idle.stdout));
}

#[test]
fn what_is_accepted_fails_nothing_until_its_day_is_over() {
    let folder = repository();
    let settings = "suppressions:\n  - {gap: '*:api', reason: it is replaced, until: 2027-03-01}\n";
    fs::write(folder.path().join(".autopilot.yml"), settings).unwrap();
    let scan = |more: &[&str]| autopilot(folder.path(), &[&["scout", "--fail-on", "P2"], more].concat());
    let (during, after) = (scan(&["--as-of", "2027-03-01"]), scan(&["--as-of", "2027-03-02"]));
    assert_eq!((during.status.code(), after.status.code()), (Some(0), Some(1)));
    assert!(text(&during.stdout).contains("suppressed until 2027-03-01 (--all lists them)"));
    assert!(text(&after.stdout).contains("ended on 2027-03-01"), "{}", text(&after.stdout));
    // The plan knows no day.
    let json = |day| scan(&["--format", "json", "--as-of", day, "--event-sink", "events.jsonl"]);
    assert_eq!(text(&json("2027-03-01").stdout), text(&json("2027-03-02").stdout));
    let events = fs::read_to_string(folder.path().join("events.jsonl")).unwrap();
    assert!(!events.contains("accepted") && !events.contains("suppression-expired"), "{events}");
    let wrong = autopilot(folder.path(), &["scout", "--as-of", "soon"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("`soon` is no date"), "{}", text(&wrong.stderr));
    let one = scan(&["--module", "api", "--as-of", "2027-03-01"]);
    assert_eq!(one.status.code(), Some(0));
}

#[test]
fn a_suppression_that_lacks_something_says_what() {
    let folder = repository();
    fs::write(folder.path().join(".autopilot.yml"), "suppressions:\n  - {gap: missing_otl, reason: x}\n")
        .unwrap();
    let output = autopilot(folder.path(), &["config", "check"]);
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(text(&output.stderr));
}

#[test]
fn exit_codes_are_those_of_the_table() {
    let folder = tempfile::tempdir().unwrap();
    let code = |args: &[&str]| autopilot(folder.path(), args).status.code();
    assert_eq!(code(&["--version"]), Some(0));
    assert_eq!(code(&["scout", "absent"]), Some(2));
    assert_eq!(code(&["scout", "--format", "xml"]), Some(2));
    assert_eq!(code(&["scout"]), Some(3), "there is nothing to judge");
    assert_eq!(code(&["scout", "--output", "json=no/such/folder.json"]), Some(70));
}

#[test]
fn an_event_goes_to_a_file_and_a_retry_has_the_same_id() {
    let folder = repository();
    let sink = folder.path().join("events.jsonl");
    for _ in 0..2 {
        autopilot(folder.path(), &["scout", "--event-sink", sink.to_str().unwrap()]);
    }
    let events = fs::read_to_string(&sink).unwrap();
    let events: Vec<serde_json::Value> =
        events.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(events.len(), 2);
    assert_eq!(events[0]["id"], events[1]["id"]);
    assert_eq!(events[0]["type"], "autopilot.scout.diff-plan-created");
    assert_eq!(events[0]["data"]["diff_plan_id"], events[1]["data"]["diff_plan_id"]);
}

#[test]
fn a_failing_sink_is_told_and_changes_nothing() {
    let folder = repository();
    let output = autopilot(folder.path(), &["scout", "--event-sink", "no/such/folder.jsonl"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).starts_with("1 service, 0 of 1 with OpenTelemetry"));
    assert!(
        text(&output.stderr).starts_with("WARN the event was not delivered why="),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn a_run_counts_itself_and_logs_for_machines() {
    let folder = repository();
    let metrics = folder.path().join("autopilot.prom");
    let output = autopilot(folder.path(), &["scout", "--metrics-file", metrics.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    let metrics = fs::read_to_string(metrics).unwrap();
    for line in ["scout_requests_total 1", "scout_duration_seconds_count 1"] {
        assert!(metrics.lines().any(|found| found == line), "{metrics}");
    }
    let idle = folder.path().join("idle.prom");
    autopilot(folder.path(), &["config", "check", "--metrics-file", idle.to_str().unwrap()]);
    let idle = fs::read_to_string(idle).unwrap();
    assert!(!idle.contains("scout_requests_total 1"), "a check is no scan: {idle}");
    let output = autopilot(folder.path(), &["scout", "absent", "--log-format", "json"]);
    let line: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!((line["level"].as_str(), output.status.code()), (Some("ERROR"), Some(2)));
    assert!(line.to_string().contains("cannot open the folder"), "{line}");
    let output = autopilot(folder.path(), &["scout", "--nothing", "--log-format", "json"]);
    let line: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!((line["level"].as_str(), output.status.code()), (Some("ERROR"), Some(2)));
}

#[test]
fn the_event_belongs_to_the_trace_of_its_caller() {
    let folder = repository();
    let traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    let output = Command::new(env!("CARGO_BIN_EXE_autopilot"))
        .args(["scout", "--event-sink", "events.jsonl"])
        .current_dir(folder.path())
        .env_clear()
        .env("TRACEPARENT", traceparent)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    let event: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.path().join("events.jsonl")).unwrap()).unwrap();
    assert_eq!(event["traceparent"].as_str().unwrap()[3..35], traceparent[3..35]);
}

#[test]
fn one_module_is_told_alone_and_an_unknown_one_is_refused_with_those_that_are_there() {
    let folder = repository();
    fs::create_dir_all(folder.path().join("jobs/nightly")).unwrap();
    fs::write(folder.path().join("jobs/nightly/requirements.txt"), "luigi\n").unwrap();
    fs::write(folder.path().join("jobs/nightly/run.py"), "if __name__ == \"__main__\":\n    run()\n")
        .unwrap();
    let output = autopilot(folder.path(), &["scout", "--module", "jobs", "--format", "json"]);
    let plan: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let paths: Vec<&str> =
        plan["modules"].as_array().unwrap().iter().map(|module| module["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["jobs/nightly"]);
    let gaps = plan["gaps"].as_array().unwrap();
    assert!(!gaps.is_empty() && gaps.iter().all(|gap| gap["module"] == "jobs/nightly"), "{gaps:?}");
    let refused = autopilot(folder.path(), &["scout", "--module", "job"]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(
        text(&refused.stderr),
        "error: no module lies in `job`\n  help: there are: api, jobs/nightly\n"
    );
}

#[test]
fn every_id_is_explained_and_a_typo_is_offered_the_nearest() {
    let explain = |id: &str| autopilot(Path::new("/"), &["explain", id]);
    insta::assert_snapshot!(text(&explain("missing_correlation:services/orders:kafkajs").stdout));
    let typo = explain("missing_otl");
    assert_eq!(typo.status.code(), Some(2));
    assert_eq!(
        text(&typo.stderr),
        "error: `missing_otl` is no gap type, rule or finding\n  help: did you mean `missing_otel`?\n"
    );
    let list = text(&autopilot(Path::new("/"), &["explain"]).stdout);
    for id in ["missing_otel", "correlation-otel-agent", "kind-library", "file-broken"] {
        assert!(list.lines().any(|line| line.starts_with(&format!("{id} "))), "{id}");
    }
}
