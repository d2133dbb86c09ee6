//! One log line before it is formatted: redacted values, and the trace it belongs to.

use std::error::Error;
use std::fmt::{Debug, Write as _};
use std::time::SystemTime;

use opentelemetry::trace::{SpanContext, TraceContextExt};
use serde_json::{Map, Value};
use tracing::field::{Field, Visit};
use tracing::{Event, Level};

use crate::parent::Parent;
use crate::scrub;

/// How deep the causes of an error are followed.
const CAUSES_MAX: usize = 16;

/// What a log line says. Every text in it is redacted.
pub(crate) struct Record {
    pub(crate) time: SystemTime,
    pub(crate) level: Level,
    pub(crate) target: &'static str,
    pub(crate) message: String,
    pub(crate) fields: Map<String, Value>,
    pub(crate) trace: Option<Trace>,
}

/// The trace that a line belongs to.
pub(crate) struct Trace {
    /// 32 hex digits.
    pub(crate) trace_id: String,
    /// 16 hex digits; none outside our own spans.
    pub(crate) span_id: Option<String>,
}

impl Record {
    /// Reads an event, with the current span's ids or else those of the run's parent.
    pub(crate) fn read(event: &Event<'_>, time: SystemTime, parent: &Parent) -> Self {
        let mut values = Values::default();
        event.record(&mut values);
        Self {
            time,
            level: *event.metadata().level(),
            target: event.metadata().target(),
            message: values.message,
            fields: values.fields,
            trace: current_trace(parent),
        }
    }
}

fn current_trace(parent: &Parent) -> Option<Trace> {
    let current: SpanContext =
        opentelemetry::Context::map_current(|context| context.span().span_context().clone());
    if current.is_valid() {
        return Some(Trace {
            trace_id: current.trace_id().to_string(),
            span_id: Some(current.span_id().to_string()),
        });
    }
    parent.span().map(|span| Trace { trace_id: span.trace_id().to_string(), span_id: None })
}

/// Collects the fields of an event.
#[derive(Default)]
struct Values {
    message: String,
    fields: Map<String, Value>,
}

impl Values {
    fn put(&mut self, field: &Field, value: Value) {
        let name = field.name();
        let value = match value {
            _ if redact::is_secret_name(name) => Value::from(scrub::SECRET),
            value => value,
        };
        self.fields.insert(name.to_owned(), value);
    }

    fn put_text(&mut self, field: &Field, value: &str) {
        let value = scrub::named(field.name(), value);
        if field.name() == "message" {
            self.message = value.into_owned();
        } else {
            self.fields.insert(field.name().to_owned(), value.into());
        }
    }
}

impl Visit for Values {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.put_text(field, &format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.put_text(field, value);
    }

    fn record_error(&mut self, field: &Field, value: &(dyn Error + 'static)) {
        let mut text = value.to_string();
        let causes = std::iter::successors(value.source(), |cause| (*cause).source());
        for cause in causes.take(CAUSES_MAX) {
            // Writing to a string cannot fail.
            let _ = write!(text, ": {cause}");
        }
        self.put_text(field, &text);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, value.into());
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, value.into());
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        // JSON has no word for infinity.
        let value = if value.is_finite() { value.into() } else { value.to_string().into() };
        self.put(field, value);
    }
}
