//! Log lines.

use std::io::{self, Write};

use serde_json::Value;
use tracing::dispatcher::with_default;

use super::{Text, settings};
use crate::{LogFormat, Settings, Telemetry, TelemetryError, start};

const TRACEPARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

/// Runs `work` with its log lines caught.
fn logged(settings: Settings, work: impl FnOnce(&Telemetry)) -> String {
    let text = Text::default();
    let telemetry = start(settings, text.clone()).unwrap();
    with_default(&telemetry.dispatch().clone(), || work(&telemetry));
    telemetry.finish().unwrap();
    text.read()
}

fn human() -> Settings {
    settings(LogFormat::Human { color: false })
}

/// An error with a cause.
#[derive(Debug, thiserror::Error)]
#[error("the policy cannot be read")]
struct Unreadable(#[source] io::Error);

fn say_something() {
    let error = Unreadable(io::Error::other("password=hunter2 was refused"));
    let error: &(dyn std::error::Error + 'static) = &error;
    tracing::error!(error, "the run failed");
    tracing::warn!(path = "a b.yml", lines = 3, ratio = 0.5, ok = false, "skipped {}", "a file");
    tracing::info!(path = %"pom.xml", empty = "", password = "hunter2");
    tracing::debug!(names = ?["a", "b"], "line one\nline two \u{1b}[31m");
}

/// What people see.
#[test]
fn human_lines_hold_level_message_and_fields() {
    insta::assert_snapshot!(logged(human(), |_| say_something()));
}

/// What machines read.
#[test]
fn json_lines_hold_the_same_and_the_run() {
    let settings = Settings {
        traceparent: Some(TRACEPARENT.to_owned()),
        correlation: vec![("cicd.pipeline.run.id".to_owned(), "4711".to_owned())],
        ..settings(LogFormat::Json)
    };
    insta::assert_snapshot!(logged(settings, |_| say_something()));
}

/// Colour is for terminals that asked for it.
#[test]
fn levels_are_coloured_when_told() {
    let colored = settings(LogFormat::Human { color: true });
    assert_eq!(logged(colored, |_| tracing::warn!("x")), "\u{1b}[33mWARN\u{1b}[0m x\n");
    assert!(!logged(human(), |_| tracing::warn!("x")).contains('\u{1b}'));
}

/// The default of a command line tool.
#[test]
fn only_warnings_are_written_unless_asked() {
    let quiet = Settings { level: "warn".to_owned(), ..human() };
    assert_eq!(logged(quiet, |_| say_something()).lines().count(), 2);
}

/// One secret a family of patterns, each built so that no scanner takes this file for a leak.
fn secrets() -> Vec<(&'static str, &'static str)> {
    vec![
        ("", concat!("gh", "p_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8")),
        ("", concat!("gl", "pat-x1y2z3A4B5C6D7E8F9G0")),
        ("", concat!("ATBB", "a1b2c3d4e5f6g7h8i9j0k1l2m3n4")),
        ("", concat!("AKIA", "IOSFODNN7EXAMPLE")),
        ("AccountKey=", concat!("a1B2c3D4", "e5F6g7H8==")),
        ("", concat!("AIza", "SyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY")),
        ("", concat!("xox", "b-123456789012-1234567890123-a1B2c3D4e5F6")),
        ("", concat!("npm", "_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8")),
        ("", concat!("sk", "_live_a1B2c3D4e5F6g7H8i9J0k1L2")),
        ("", concat!("sk", "-ant-api03-a1B2c3D4e5F6g7H8i9J0k1L2-AA")),
        ("", concat!("eyJhbGciOiJIUzI1NiJ9", ".eyJzdWIiOiIxMjM0In0", ".dozjgNryP4J3jVmNHl0w5N")),
        ("Authorization: Bearer ", "a1b2c3d4e5"),
        ("", concat!("-----BEGIN ", "PRIVATE KEY-----\nMIIEvQ\"\n-----END ", "PRIVATE KEY-----")),
        ("postgres://app:", "hunter2-in-a-url@"),
        ("db_password=", "hunter2-assigned"),
        ("mail to ", "ann@example.com"),
    ]
}

/// No secret is ever written, wherever in an event it stands, and each line stays JSON.
#[test]
fn json_lines_hold_no_secret_of_any_family() {
    for (before, secret) in secrets() {
        let written = logged(settings(LogFormat::Json), |telemetry| {
            let text = format!("{before}{secret} end");
            let error = Unreadable(io::Error::other(text.clone()));
            let error: &(dyn std::error::Error + 'static) = &error;
            let _root = telemetry.root_span(&text).entered();
            tracing::warn!("{text}");
            tracing::warn!(shown = %text, debugged = ?text, plain = text.as_str(), "x");
            tracing::warn!(error, "x");
        });
        assert_eq!(written.lines().count(), 3);
        for line in written.lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            assert!(line.to_string().contains("[redacted:"), "{line}");
        }
        let core = secret.trim_end_matches('@').lines().next().unwrap();
        assert!(!written.contains(core), "{core} in {written}");
    }
}

/// A value is secret by its name too.
#[test]
fn values_with_secret_names_are_not_written() {
    let written = logged(settings(LogFormat::Json), |_| {
        tracing::warn!(api_key = "plain words", pin_token = 1234, "x");
    });
    assert!(!written.contains("plain words") && !written.contains("1234"), "{written}");
}

/// A malformed parent is told and does no harm.
#[test]
fn a_malformed_parent_is_ignored_with_a_word() {
    let settings = Settings { traceparent: Some("nonsense".to_owned()), ..human() };
    let written = logged(settings, |telemetry| assert_eq!(telemetry.traceparent(), None));
    assert!(written.contains("DEBUG TRACEPARENT is malformed"), "{written}");
}

/// Without spans of our own the parent's context is passed on as it came.
#[test]
fn the_parent_is_passed_on_when_nothing_is_exported() {
    let settings = Settings {
        traceparent: Some(TRACEPARENT.to_owned()),
        tracestate: Some("vendor=1".to_owned()),
        ..human()
    };
    logged(settings, |telemetry| {
        drop(telemetry.root_span("scout scan"));
        assert_eq!(telemetry.traceparent().as_deref(), Some(TRACEPARENT));
        assert_eq!(telemetry.tracestate().as_deref(), Some("vendor=1"));
    });
}

/// A disk that is full.
struct Full;

impl Write for Full {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::Error::from(io::ErrorKind::StorageFull))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Lost lines do not stop the work, and are told at its end.
#[test]
fn lost_lines_are_an_error_at_the_end() {
    let telemetry = start(human(), Full).unwrap();
    with_default(telemetry.dispatch(), || tracing::warn!("x"));
    let outcome = telemetry.finish();
    assert!(matches!(outcome, Err(TelemetryError::LogsLost { .. })), "{outcome:?}");
}
