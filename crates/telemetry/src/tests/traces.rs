//! Spans and metrics on their way to a collector.

use std::net::TcpListener;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue, any_value::Value};
use opentelemetry_proto::tonic::metrics::v1::metric::Data;
use opentelemetry_proto::tonic::trace::v1::Span;
use tracing::dispatcher::with_default;

use super::collector::{Arrived, Collector};
use super::{Text, settings};
use crate::{LogFormat, Outcome, Protocol, Settings, Signals, Telemetry, start};

const TRACE_ID: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT_ID: &str = "00f067aa0ba902b7";

fn exporting(endpoint: &str, sampled: &str) -> Settings {
    Settings {
        otlp: Signals::ALL,
        endpoint: Some(endpoint.to_owned()),
        traceparent: Some(format!("00-{TRACE_ID}-{PARENT_ID}-{sampled}")),
        correlation: vec![("cicd.pipeline.run.id".to_owned(), "4711".to_owned())],
        ..settings(LogFormat::Json)
    }
}

/// A run with a root span, a child that leaks, and a metric.
fn run(telemetry: &Telemetry) {
    with_default(&telemetry.dispatch().clone(), || {
        let root = telemetry.root_span("scout scan").entered();
        tracing::info_span!("read", url.full = "https://app:hunter2@host/", token = "plain words").in_scope(
            || {
                tracing::info!(header = "Authorization: Bearer a1b2c3d4", "mail ann@example.com");
            },
        );
        telemetry.metrics().record(Outcome::Error { kind: "io" }, Duration::from_millis(20));
        drop(root);
    });
}

fn arrived(collector: &Collector, settings: Settings) -> (Arrived, String) {
    let text = Text::default();
    let telemetry = start(settings, text.clone()).unwrap();
    run(&telemetry);
    telemetry.finish().unwrap();
    (collector.arrived(), text.read())
}

fn spans(arrived: &Arrived) -> Vec<Span> {
    let resources = arrived.traces.iter().flat_map(|request| &request.resource_spans);
    let scopes = resources.flat_map(|resource| &resource.scope_spans);
    scopes.flat_map(|scope| scope.spans.clone()).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn attribute(attributes: &[KeyValue], key: &str) -> Option<String> {
    let value = attributes.iter().find(|attribute| attribute.key == key)?.value.clone()?;
    match value {
        AnyValue { value: Some(Value::StringValue(text)) } => Some(text),
        other => Some(format!("{other:?}")),
    }
}

/// Spans join the trace of `TRACEPARENT` and say who we are.
fn assert_joined(arrived: &Arrived) {
    let spans = spans(arrived);
    let root = spans.iter().find(|span| span.name == "scout scan").unwrap();
    let child = spans.iter().find(|span| span.name == "read").unwrap();
    assert_eq!(hex(&root.trace_id), TRACE_ID);
    assert_eq!(hex(&root.parent_span_id), PARENT_ID);
    assert_eq!(child.parent_span_id, root.span_id);
    let resource = arrived.traces[0].resource_spans[0].resource.clone().unwrap().attributes;
    for (key, value) in [
        ("service.name", "scout"),
        ("service.namespace", "autopilot"),
        ("service.version", "1.2.3"),
        ("cicd.pipeline.run.id", "4711"),
    ] {
        assert_eq!(attribute(&resource, key).as_deref(), Some(value), "{key}");
    }
}

/// Counters and the histogram arrive with the names that Prometheus has.
fn assert_counted(arrived: &Arrived) {
    let resources = arrived.metrics.iter().flat_map(|request| &request.resource_metrics);
    let scopes = resources.flat_map(|resource| &resource.scope_metrics);
    let metrics: Vec<_> = scopes.flat_map(|scope| &scope.metrics).collect();
    let find = |name: &str| metrics.iter().find(|metric| metric.name == name).unwrap().data.clone().unwrap();
    let (Data::Sum(requests), Data::Sum(errors)) = (find("scout_requests_total"), find("scout_errors_total"))
    else {
        panic!("counters are sums");
    };
    assert_eq!(requests.data_points.len(), 1);
    assert_eq!(attribute(&errors.data_points[0].attributes, "kind").as_deref(), Some("io"));
    let Data::Histogram(duration) = find("scout_duration_seconds") else {
        panic!("durations are a histogram");
    };
    assert_eq!(duration.data_points[0].count, 1);
    assert_eq!(duration.data_points[0].explicit_bounds.last(), Some(&120.0));
}

/// The default way.
#[test]
fn spans_and_metrics_arrive_over_http() {
    let collector = Collector::http();
    let (arrived, _) = arrived(&collector, exporting(&collector.endpoint, "01"));
    assert_joined(&arrived);
    assert_counted(&arrived);
}

/// The other way.
#[test]
fn spans_and_metrics_arrive_over_grpc() {
    let collector = Collector::grpc();
    let settings = Settings { protocol: Protocol::Grpc, ..exporting(&collector.endpoint, "01") };
    let (arrived, _) = arrived(&collector, settings);
    assert_joined(&arrived);
    assert_counted(&arrived);
}

/// A signal without an endpoint is not sent to some default.
#[test]
fn only_the_signals_asked_for_arrive() {
    for otlp in [Signals { traces: true, metrics: false }, Signals { traces: false, metrics: true }] {
        let collector = Collector::http();
        let settings = Settings { otlp, ..exporting(&collector.endpoint, "01") };
        let (arrived, _) = arrived(&collector, settings);
        assert_eq!(arrived.traces.is_empty(), !otlp.traces);
        assert_eq!(arrived.metrics.is_empty(), !otlp.metrics);
    }
}

/// Attributes and events lose their secrets before they leave the process.
#[test]
fn spans_are_redacted() {
    let collector = Collector::http();
    let (arrived, _) = arrived(&collector, exporting(&collector.endpoint, "01"));
    let spans = spans(&arrived);
    let child = spans.iter().find(|span| span.name == "read").unwrap();
    let url = attribute(&child.attributes, "url.full");
    assert_eq!(url.as_deref(), Some("https://app:[redacted:password]@host/"));
    assert_eq!(attribute(&child.attributes, "token").as_deref(), Some("[redacted:secret]"));
    assert_eq!(child.events[0].name, "mail [redacted:email]");
    let header = attribute(&child.events[0].attributes, "header");
    assert_eq!(header.as_deref(), Some("Authorization: Bearer [redacted:credentials]"));
}

/// A log line inside a span names the trace and that span.
#[test]
fn log_lines_name_their_span() {
    let collector = Collector::http();
    let (arrived, written) = arrived(&collector, exporting(&collector.endpoint, "01"));
    let spans = spans(&arrived);
    let child = spans.iter().find(|span| span.name == "read").unwrap();
    let line = written.lines().find(|line| line.contains("mail")).unwrap();
    let line: serde_json::Value = serde_json::from_str(line).unwrap();
    assert_eq!(line["trace_id"], TRACE_ID);
    assert_eq!(line["span_id"], hex(&child.span_id));
}

/// Whoever started us decided not to sample: then we do not either, and say so to those we start.
#[test]
fn a_trace_that_is_not_sampled_is_not_exported() {
    let collector = Collector::http();
    let telemetry = start(exporting(&collector.endpoint, "00"), Text::default()).unwrap();
    run(&telemetry);
    let passed_on = telemetry.traceparent().unwrap();
    assert!(passed_on.starts_with(&format!("00-{TRACE_ID}-")) && passed_on.ends_with("-00"), "{passed_on}");
    telemetry.finish().unwrap();
    assert!(spans(&collector.arrived()).is_empty());
}

/// What this run causes belongs under its root span.
#[test]
fn the_root_span_is_passed_on() {
    let collector = Collector::http();
    let telemetry = start(exporting(&collector.endpoint, "01"), Text::default()).unwrap();
    run(&telemetry);
    let passed_on = telemetry.traceparent().unwrap();
    telemetry.finish().unwrap();
    let spans = spans(&collector.arrived());
    let root = spans.iter().find(|span| span.name == "scout scan").unwrap();
    assert_eq!(passed_on, format!("00-{TRACE_ID}-{}-01", hex(&root.span_id)));
}

/// Finishes against an endpoint, and fails when that takes longer than anyone would wait.
fn finish_in_time(settings: Settings) -> String {
    let text = Text::default();
    let telemetry = start(settings, text.clone()).unwrap();
    run(&telemetry);
    let (done, finished) = mpsc::channel();
    thread::spawn(move || done.send(telemetry.finish().is_ok()));
    assert_eq!(finished.recv_timeout(Duration::from_secs(8)), Ok(true));
    text.read()
}

/// One warning, no error.
fn assert_warned_once(written: &str) {
    assert_eq!(written.matches("did not reach the collector").count(), 1, "{written}");
}

/// Nobody listens.
#[test]
fn a_dead_endpoint_is_one_warning() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    assert_warned_once(&finish_in_time(exporting(&endpoint, "01")));
    let grpc = Settings { protocol: Protocol::Grpc, ..exporting(&endpoint, "01") };
    assert_warned_once(&finish_in_time(grpc));
}

/// Somebody listens and never answers.
#[test]
fn a_silent_endpoint_does_not_hang() {
    let collector = Collector::silent();
    assert_warned_once(&finish_in_time(exporting(&collector.endpoint, "01")));
    let grpc = Settings { protocol: Protocol::Grpc, ..exporting(&collector.endpoint, "01") };
    assert_warned_once(&finish_in_time(grpc));
}

/// An endpoint that is no URL is a warning at the start, and the run goes on.
#[test]
fn an_endpoint_that_is_no_url_is_a_warning() {
    let written = finish_in_time(exporting("not a url", "01"));
    assert_eq!(written.matches("traces and metrics are not exported").count(), 1, "{written}");
}
