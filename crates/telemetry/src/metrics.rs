//! What a run counts about itself: requests, errors, durations.

use std::time::Duration;

use opentelemetry::KeyValue;
use opentelemetry::metrics::{Counter, Histogram, Meter};
use prometheus::{HistogramOpts, IntCounter, IntCounterVec, Opts, Registry, TextEncoder};

use crate::{Agent, TelemetryError};

/// Upper bounds of the histogram of durations, in seconds: from a cached answer to a whole validation.
const BUCKETS: &[f64] =
    &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0];

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was answered, whatever the verdict.
    Success,
    /// It could not be answered.
    Error {
        /// The kind of error, one of a few words of our own code: it becomes a label.
        kind: &'static str,
    },
}

/// `{agent}_requests_total`, `{agent}_errors_total` and `{agent}_duration_seconds`, as Prometheus reads
/// them and, when OTLP is on, as instruments of OpenTelemetry.
#[derive(Debug, Clone)]
pub struct RunMetrics {
    registry: Registry,
    requests: IntCounter,
    errors: IntCounterVec,
    duration: prometheus::Histogram,
    exported: Option<Exported>,
}

#[derive(Debug, Clone)]
struct Exported {
    requests: Counter<u64>,
    errors: Counter<u64>,
    duration: Histogram<f64>,
}

impl RunMetrics {
    /// The instruments of an agent; with a meter they are exported too.
    pub(crate) fn new(agent: Agent, meter: Option<&Meter>) -> Result<Self, TelemetryError> {
        let names = Names::of(agent);
        Self::register(&names, meter.map(|meter| Exported::new(&names, meter)))
            .map_err(|error| TelemetryError::Metrics { why: error.to_string() })
    }

    fn register(names: &Names, exported: Option<Exported>) -> prometheus::Result<Self> {
        let registry = Registry::new();
        let requests = IntCounter::new(&names.requests, Names::REQUESTS)?;
        let errors = IntCounterVec::new(Opts::new(&names.errors, Names::ERRORS), &["kind"])?;
        let duration = prometheus::Histogram::with_opts(
            HistogramOpts::new(&names.duration, Names::DURATION).buckets(BUCKETS.to_vec()),
        )?;
        registry.register(Box::new(requests.clone()))?;
        registry.register(Box::new(errors.clone()))?;
        registry.register(Box::new(duration.clone()))?;
        Ok(Self { registry, requests, errors, duration, exported })
    }

    /// Counts one request and how long it took.
    pub fn record(&self, outcome: Outcome, duration: Duration) {
        self.requests.inc();
        self.duration.observe(duration.as_secs_f64());
        if let Outcome::Error { kind } = outcome {
            self.errors.with_label_values(&[kind]).inc();
        }
        if let Some(exported) = &self.exported {
            exported.record(outcome, duration);
        }
    }

    /// The metrics in Prometheus' text format, sorted by name.
    ///
    /// # Errors
    ///
    /// When the metrics library refuses what it holds; it says why.
    pub fn encode(&self) -> Result<String, TelemetryError> {
        TextEncoder::new()
            .encode_to_string(&self.registry.gather())
            .map_err(|error| TelemetryError::Metrics { why: error.to_string() })
    }
}

impl Exported {
    fn new(names: &Names, meter: &Meter) -> Self {
        Self {
            requests: meter.u64_counter(names.requests.clone()).with_description(Names::REQUESTS).build(),
            errors: meter.u64_counter(names.errors.clone()).with_description(Names::ERRORS).build(),
            duration: meter
                .f64_histogram(names.duration.clone())
                .with_description(Names::DURATION)
                .with_unit("s")
                .with_boundaries(BUCKETS.to_vec())
                .build(),
        }
    }

    fn record(&self, outcome: Outcome, duration: Duration) {
        self.requests.add(1, &[]);
        self.duration.record(duration.as_secs_f64(), &[]);
        if let Outcome::Error { kind } = outcome {
            self.errors.add(1, &[KeyValue::new("kind", kind)]);
        }
    }
}

struct Names {
    requests: String,
    errors: String,
    duration: String,
}

impl Names {
    const REQUESTS: &'static str = "Requests handled.";
    const ERRORS: &'static str = "Requests that could not be answered, by kind of error.";
    const DURATION: &'static str = "How long a request took, in seconds.";

    fn of(agent: Agent) -> Self {
        let prefix = agent.metric_prefix();
        Self {
            requests: format!("{prefix}_requests_total"),
            errors: format!("{prefix}_errors_total"),
            duration: format!("{prefix}_duration_seconds"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metrics() -> RunMetrics {
        let metrics = RunMetrics::new(Agent::PrAuthor, None).unwrap();
        metrics.record(Outcome::Success, Duration::from_millis(2));
        metrics.record(Outcome::Error { kind: "io" }, Duration::from_secs(3));
        metrics
    }

    /// What Prometheus reads.
    #[test]
    fn the_text_format_is_as_agreed() {
        insta::assert_snapshot!(metrics().encode().unwrap());
    }
}
