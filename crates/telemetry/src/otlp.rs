//! Sends spans and metrics to a collector over OTLP.

use std::io;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use opentelemetry::KeyValue;
use opentelemetry_otlp::tonic_types::transport::ClientTlsConfig;
use opentelemetry_otlp::{
    ExporterBuildError, MetricExporter, SpanExporter, WithExportConfig, WithTonicConfig,
};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::metrics::SdkMeterProvider;
use opentelemetry_sdk::trace::SdkTracerProvider;

use crate::exporter::{Failure, RedactingSpans, WatchedMetrics};
use crate::reactor::Reactor;
use crate::{Protocol, Settings, scrub};

/// How long the end of a run waits for a collector.
const FLUSH_LIMIT: Duration = Duration::from_secs(3);

/// Why nothing can be exported.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OtlpError {
    #[error(transparent)]
    Exporter(#[from] ExporterBuildError),
    #[error("no thread for the exporter: {0}")]
    Thread(#[from] io::Error),
}

/// The two pipelines, and what they share.
pub(crate) struct Otlp {
    pub(crate) tracer: Option<SdkTracerProvider>,
    pub(crate) meter: Option<SdkMeterProvider>,
    failure: Failure,
    reactor: Option<Reactor>,
}

impl Otlp {
    /// Builds the pipelines. Nothing is sent yet: a collector may start later than we do.
    pub(crate) fn connect(settings: &Settings) -> Result<Self, OtlpError> {
        // Our TLS stack names no provider of its own. Whoever set one before us had the right to.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let wanted = settings.otlp;
        let endpoint = settings.endpoint.as_deref();
        let (spans, metrics, reactor) = match settings.protocol {
            Protocol::HttpProtobuf => (
                wanted.traces.then(|| http_spans(endpoint)).transpose()?,
                wanted.metrics.then(|| http_metrics(endpoint)).transpose()?,
                None,
            ),
            Protocol::Grpc => {
                let reactor = Reactor::start()?;
                let (spans, metrics) = reactor.enter(|| {
                    (
                        wanted.traces.then(|| grpc_spans(endpoint)),
                        wanted.metrics.then(|| grpc_metrics(endpoint)),
                    )
                });
                (spans.transpose()?, metrics.transpose()?, Some(reactor))
            }
        };
        let failure = Failure::default();
        let resource = resource(settings);
        Ok(Self {
            tracer: spans.map(|spans| tracer(spans, resource.clone(), failure.clone())),
            meter: metrics.map(|metrics| meter(metrics, resource, failure.clone())),
            failure,
            reactor,
        })
    }

    /// Sends what is left, for a few seconds at most. Returns what went wrong first.
    pub(crate) fn finish(self) -> Option<String> {
        let (done, finished) = mpsc::channel();
        let failure = self.failure.clone();
        let flush = move || {
            let spans = self.tracer.map(|tracer| tracer.shutdown_with_timeout(FLUSH_LIMIT));
            let metrics = self.meter.map(|meter| meter.shutdown_with_timeout(FLUSH_LIMIT));
            for (what, outcome) in [("spans", spans), ("metrics", metrics)] {
                if let Some(Err(error)) = outcome {
                    self.failure.keep(what, &error);
                }
            }
            drop(self.reactor);
            // Nobody listens any more when the limit has passed.
            let _ = done.send(());
        };
        // A thread of its own: an export that hangs is left behind when the process ends.
        if let Err(error) = thread::Builder::new().name("otlp-flush".into()).spawn(flush) {
            return Some(error.to_string());
        }
        if finished.recv_timeout(FLUSH_LIMIT).is_err() {
            failure.keep("collector", &format!("no answer within {} s", FLUSH_LIMIT.as_secs()));
        }
        failure.take()
    }
}

fn tracer(exporter: SpanExporter, resource: Resource, failure: Failure) -> SdkTracerProvider {
    SdkTracerProvider::builder()
        .with_resource(resource)
        .with_batch_exporter(RedactingSpans { inner: exporter, failure })
        .build()
}

fn meter(exporter: MetricExporter, resource: Resource, failure: Failure) -> SdkMeterProvider {
    SdkMeterProvider::builder()
        .with_resource(resource)
        .with_periodic_exporter(WatchedMetrics { inner: exporter, failure })
        .build()
}

fn http_spans(endpoint: Option<&str>) -> Result<SpanExporter, ExporterBuildError> {
    let builder = SpanExporter::builder().with_http().with_protocol(opentelemetry_otlp::Protocol::HttpBinary);
    match endpoint {
        Some(base) => builder.with_endpoint(url(base, "/v1/traces")).build(),
        None => builder.build(),
    }
}

fn http_metrics(endpoint: Option<&str>) -> Result<MetricExporter, ExporterBuildError> {
    let builder =
        MetricExporter::builder().with_http().with_protocol(opentelemetry_otlp::Protocol::HttpBinary);
    match endpoint {
        Some(base) => builder.with_endpoint(url(base, "/v1/metrics")).build(),
        None => builder.build(),
    }
}

fn url(base: &str, path: &str) -> String {
    format!("{}{path}", base.trim_end_matches('/'))
}

// Without certificates on this machine TLS cannot be set up, and plain text does not need it: hence the
// second try in both.

fn grpc_spans(endpoint: Option<&str>) -> Result<SpanExporter, ExporterBuildError> {
    let builder = || {
        let builder = SpanExporter::builder().with_tonic();
        match endpoint {
            Some(endpoint) => builder.with_endpoint(endpoint),
            None => builder,
        }
    };
    let secured = builder().with_tls_config(tls()).build();
    secured.or_else(|_| builder().build())
}

fn grpc_metrics(endpoint: Option<&str>) -> Result<MetricExporter, ExporterBuildError> {
    let builder = || {
        let builder = MetricExporter::builder().with_tonic();
        match endpoint {
            Some(endpoint) => builder.with_endpoint(endpoint),
            None => builder,
        }
    };
    let secured = builder().with_tls_config(tls()).build();
    secured.or_else(|_| builder().build())
}

fn tls() -> ClientTlsConfig {
    ClientTlsConfig::new().with_enabled_roots()
}

/// Who we are, unless `OTEL_SERVICE_NAME` or `OTEL_RESOURCE_ATTRIBUTES` say otherwise.
fn resource(settings: &Settings) -> Resource {
    let correlation =
        settings.correlation.iter().map(|(name, value)| KeyValue::new(name.clone(), value.clone()));
    let mut attributes: Vec<KeyValue> = [
        KeyValue::new("service.name", settings.agent.id()),
        KeyValue::new("service.namespace", "autopilot"),
        KeyValue::new("service.version", settings.service_version),
    ]
    .into_iter()
    .chain(correlation)
    .collect();
    let detected = Resource::builder().build();
    attributes.extend(
        detected
            .iter()
            .filter(|(_, value)| !value.as_str().starts_with("unknown_service"))
            .map(|(key, value)| KeyValue::new(key.clone(), value.clone())),
    );
    scrub::attributes(&mut attributes);
    Resource::builder_empty().with_attributes(attributes).build()
}
