//! Wrappers around the exporters of OpenTelemetry: secrets are taken out of spans on their way, and the
//! first failure is kept for the end of the run.

use std::fmt::Display;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::metrics::Temporality;
use opentelemetry_sdk::metrics::data::ResourceMetrics;
use opentelemetry_sdk::metrics::exporter::PushMetricExporter;
use opentelemetry_sdk::trace::{SpanData, SpanExporter};

use crate::scrub;

/// The first failure of an export, if any.
#[derive(Debug, Clone, Default)]
pub(crate) struct Failure(Arc<Mutex<Option<String>>>);

impl Failure {
    /// Keeps the first failure.
    pub(crate) fn keep(&self, what: &str, error: &dyn Display) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get_or_insert_with(|| format!("{what}: {error}"));
    }

    /// Takes the first failure out.
    pub(crate) fn take(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Exports spans without secrets.
#[derive(Debug)]
pub(crate) struct RedactingSpans<E> {
    pub(crate) inner: E,
    pub(crate) failure: Failure,
}

impl<E: SpanExporter> SpanExporter for RedactingSpans<E> {
    async fn export(&self, mut batch: Vec<SpanData>) -> OTelSdkResult {
        batch.iter_mut().for_each(scrub::span);
        let outcome = self.inner.export(batch).await;
        if let Err(error) = &outcome {
            self.failure.keep("spans", error);
        }
        outcome
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.inner.shutdown_with_timeout(timeout)
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.inner.force_flush()
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.inner.set_resource(resource);
    }
}

/// Exports metrics. Their labels are words of our own code, so there is nothing to redact.
#[derive(Debug)]
pub(crate) struct WatchedMetrics<E> {
    pub(crate) inner: E,
    pub(crate) failure: Failure,
}

impl<E: PushMetricExporter> PushMetricExporter for WatchedMetrics<E> {
    async fn export(&self, metrics: &ResourceMetrics) -> OTelSdkResult {
        let outcome = self.inner.export(metrics).await;
        if let Err(error) = &outcome {
            self.failure.keep("metrics", error);
        }
        outcome
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.inner.force_flush()
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.inner.shutdown_with_timeout(timeout)
    }

    fn temporality(&self) -> Temporality {
        self.inner.temporality()
    }
}
