//! The life of a run's telemetry: start, root span, finish.

use std::io::Write;
use std::sync::OnceLock;

use opentelemetry::metrics::MeterProvider;
use opentelemetry::trace::{SpanContext, TraceContextExt, TracerProvider};
use tracing::level_filters::LevelFilter;
use tracing::{Dispatch, Span, dispatcher};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::{Layer, Registry};

use crate::json::Constants;
use crate::log::{LogLayer, Sink};
use crate::otlp::Otlp;
use crate::parent::{self, Parent};
use crate::{RunMetrics, Settings, TelemetryError, level, scrub};

/// What carries spans to the collector must not be traced itself.
const EXPORTER_TARGETS: &[&str] = &[
    "h2",
    "hyper",
    "hyper_util",
    "opentelemetry",
    "opentelemetry_otlp",
    "opentelemetry_sdk",
    "reqwest",
    "rustls",
    "tonic",
    "tower",
];

/// The telemetry of one run.
pub struct Telemetry {
    dispatch: Dispatch,
    agent: &'static str,
    metrics: RunMetrics,
    parent: Parent,
    root: OnceLock<SpanContext>,
    sink: Sink,
    otlp: Option<Otlp>,
}

/// Sets up logs, traces and metrics. Nothing global changes until [`Telemetry::install`].
///
/// Log lines go to `writer`, standard error as a rule. A collector that cannot be set up is a warning
/// in the log.
///
/// # Errors
///
/// When the level is not valid, or the instruments cannot be made.
pub fn start(settings: Settings, writer: impl Write + Send + 'static) -> Result<Telemetry, TelemetryError> {
    let filter = level::filter(&settings.level)?;
    let parent = Parent::read(settings.traceparent.as_deref(), settings.tracestate.as_deref());
    let sink = Sink::new(writer);
    let (otlp, failed) = match settings.otlp.any().then(|| Otlp::connect(&settings)).transpose() {
        Ok(otlp) => (otlp, None),
        Err(error) => (None, Some(error)),
    };
    let meter = otlp.as_ref().and_then(|otlp| otlp.meter.as_ref());
    let meter = meter.map(|meter| meter.meter("autopilot"));
    let metrics = RunMetrics::new(settings.agent, meter.as_ref())?;
    let log = log_layer(&settings, parent.clone(), sink.clone()).with_filter(filter);
    let tracer = otlp.as_ref().and_then(|otlp| otlp.tracer.as_ref());
    let traces = tracer.map(|tracer| {
        tracing_opentelemetry::layer().with_tracer(tracer.tracer("autopilot")).with_filter(traced())
    });
    let dispatch = Dispatch::new(Registry::default().with(log).with(traces));
    dispatcher::with_default(&dispatch, || {
        if matches!(parent, Parent::Malformed) {
            tracing::debug!("TRACEPARENT is malformed and is ignored");
        }
        if let Some(error) = failed {
            tracing::warn!(error = %error, "traces and metrics are not exported");
        }
    });
    Ok(Telemetry { dispatch, agent: settings.agent.id(), metrics, parent, root: OnceLock::new(), sink, otlp })
}

fn log_layer(settings: &Settings, parent: Parent, sink: Sink) -> LogLayer {
    let correlation = settings
        .correlation
        .iter()
        .map(|(name, value)| (name.clone(), scrub::named(name, value).into()))
        .collect();
    LogLayer {
        format: settings.log,
        constants: Constants { agent: settings.agent.id(), correlation },
        parent,
        clock: settings.clock,
        sink,
    }
}

fn traced() -> Targets {
    let silent = EXPORTER_TARGETS.iter().map(|&target| (target, LevelFilter::OFF));
    Targets::new().with_default(LevelFilter::INFO).with_targets(silent)
}

impl Telemetry {
    /// Makes this the telemetry of the whole process.
    ///
    /// # Errors
    ///
    /// When the process has a subscriber already.
    pub fn install(&self) -> Result<(), TelemetryError> {
        dispatcher::set_global_default(self.dispatch.clone()).map_err(|_| TelemetryError::AlreadyInstalled)
    }

    /// Where events and spans go, for a part of the process: see `tracing::dispatcher::with_default`.
    #[must_use]
    pub fn dispatch(&self) -> &Dispatch {
        &self.dispatch
    }

    /// The metrics of this run.
    #[must_use]
    pub fn metrics(&self) -> &RunMetrics {
        &self.metrics
    }

    /// The span of the whole run. It joins the trace that `TRACEPARENT` named, sampled or not as that
    /// trace is. The first one made is the one that [`Telemetry::traceparent`] tells.
    #[must_use]
    pub fn root_span(&self, name: &str) -> Span {
        dispatcher::with_default(&self.dispatch, || {
            let span = tracing::info_span!(parent: None, "run", "otel.name" = name, agent = self.agent);
            let traced = self.otlp.as_ref().is_some_and(|otlp| otlp.tracer.is_some());
            if !traced {
                return span;
            }
            let context = match self.parent.span() {
                Some(remote) => opentelemetry::Context::new().with_remote_span_context(remote.clone()),
                None => opentelemetry::Context::new(),
            };
            if let Err(error) = span.set_parent(context) {
                tracing::debug!(error = %error, "the run does not join its parent's trace");
            }
            let own = span.context().span().span_context().clone();
            if own.is_valid() {
                self.root.get_or_init(|| own);
            }
            span
        })
    }

    /// The `traceparent` of what this run causes: its root span, or what it was given itself when no
    /// spans are made here.
    #[must_use]
    pub fn traceparent(&self) -> Option<String> {
        self.trace().map(parent::traceparent)
    }

    /// The `tracestate` that belongs to [`Telemetry::traceparent`]; none when it is empty.
    #[must_use]
    pub fn tracestate(&self) -> Option<String> {
        let state = self.trace()?.trace_state().header();
        (!state.is_empty()).then_some(state)
    }

    fn trace(&self) -> Option<&SpanContext> {
        self.root.get().or_else(|| self.parent.span())
    }

    /// Sends what is left and flushes the log, within a few seconds. End spans before.
    ///
    /// A collector that fails or does not answer is one warning in the log, never an error.
    ///
    /// # Errors
    ///
    /// When log lines could not be written.
    pub fn finish(self) -> Result<(), TelemetryError> {
        if let Some(error) = self.otlp.and_then(Otlp::finish) {
            dispatcher::with_default(&self.dispatch, || {
                tracing::warn!(error, "traces or metrics of this run did not reach the collector");
            });
        }
        self.sink.finish().map_err(|source| TelemetryError::LogsLost { source })
    }
}
