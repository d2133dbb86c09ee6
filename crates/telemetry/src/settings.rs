//! What the edge decides before anything is logged.

use std::time::SystemTime;

use crate::Agent;

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// `WARN message key=value`, for people.
    Human {
        /// Whether the level is coloured.
        color: bool,
    },
    /// One JSON object a line, for machines.
    Json,
}

/// How spans and metrics travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// Protobuf over HTTP, the default of OpenTelemetry.
    HttpProtobuf,
    /// Protobuf over gRPC.
    Grpc,
}

/// What is exported over OTLP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Signals {
    /// Spans: an endpoint is set for traces or for everything.
    pub traces: bool,
    /// Metrics: an endpoint is set for metrics or for everything.
    pub metrics: bool,
}

impl Signals {
    /// Nothing is exported, and nothing of OTLP is set up.
    pub const NONE: Self = Self { traces: false, metrics: false };
    /// Everything is exported.
    pub const ALL: Self = Self { traces: true, metrics: true };

    /// Whether anything is exported.
    #[must_use]
    pub const fn any(self) -> bool {
        self.traces || self.metrics
    }
}

/// Everything that telemetry depends on. Only the exporter of OpenTelemetry reads `OTEL_*` by itself.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Who is speaking.
    pub agent: Agent,
    /// How log lines look.
    pub log: LogFormat,
    /// Which log lines are written: `warn`, or `info,autopilot_scout=debug`.
    pub level: String,
    /// What is exported. Only what has an endpoint, since the exporter would send the rest to this
    /// machine; nothing when the SDK is disabled.
    pub otlp: Signals,
    /// The endpoint's base URL, instead of what `OTEL_*` says; without the signal's path.
    pub endpoint: Option<String>,
    /// How spans and metrics travel.
    pub protocol: Protocol,
    /// `TRACEPARENT`, as W3C Trace Context writes it.
    pub traceparent: Option<String>,
    /// `TRACESTATE`, as W3C Trace Context writes it.
    pub tracestate: Option<String>,
    /// The version of the executable.
    pub service_version: &'static str,
    /// What else tells this run from others, such as the run's number in CI: in each JSON line and in
    /// the resource of spans and metrics.
    pub correlation: Vec<(String, String)>,
    /// The clock of log lines.
    pub clock: fn() -> SystemTime,
}

impl Settings {
    /// The settings of a command line tool: warnings, for people, without colour, nothing exported.
    #[must_use]
    pub fn new(agent: Agent, service_version: &'static str, clock: fn() -> SystemTime) -> Self {
        Self {
            agent,
            log: LogFormat::Human { color: false },
            level: "warn".to_owned(),
            otlp: Signals::NONE,
            endpoint: None,
            protocol: Protocol::HttpProtobuf,
            traceparent: None,
            tracestate: None,
            service_version,
            correlation: Vec::new(),
            clock,
        }
    }
}
