//! The trace that the run belongs to, in the notation of W3C Trace Context.

use std::collections::HashMap;

use opentelemetry::propagation::TextMapPropagator;
use opentelemetry::trace::{SpanContext, TraceContextExt};
use opentelemetry_sdk::propagation::TraceContextPropagator;

/// What `TRACEPARENT` said.
#[derive(Debug, Clone)]
pub(crate) enum Parent {
    /// Nothing.
    None,
    /// Something that is no trace context.
    Malformed,
    /// Which span started this run.
    Remote(SpanContext),
}

impl Parent {
    /// Reads the two values as the environment holds them.
    pub(crate) fn read(traceparent: Option<&str>, tracestate: Option<&str>) -> Self {
        let Some(traceparent) = traceparent.map(str::trim).filter(|text| !text.is_empty()) else {
            return Self::None;
        };
        if !is_well_formed(traceparent) {
            return Self::Malformed;
        }
        let mut carrier = HashMap::from([("traceparent".to_owned(), traceparent.to_owned())]);
        if let Some(tracestate) = tracestate {
            carrier.insert("tracestate".to_owned(), tracestate.to_owned());
        }
        let context = TraceContextPropagator::new().extract(&carrier);
        let span = context.span().span_context().clone();
        if span.is_valid() { Self::Remote(span) } else { Self::Malformed }
    }

    /// The span that started this run.
    pub(crate) fn span(&self) -> Option<&SpanContext> {
        match self {
            Self::Remote(span) => Some(span),
            Self::None | Self::Malformed => None,
        }
    }
}

/// The library reads shortened ids too; the standard does not.
fn is_well_formed(traceparent: &str) -> bool {
    let mut parts = traceparent.split('-');
    let lengths = [2, 32, 16, 2];
    let lower_hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    let fits = lengths
        .iter()
        .all(|&length| parts.next().is_some_and(|part| part.len() == length && part.bytes().all(lower_hex)));
    fits && !traceparent.starts_with("ff") && (parts.next().is_none() || !traceparent.starts_with("00"))
}

/// A span as a `traceparent` value.
pub(crate) fn traceparent(span: &SpanContext) -> String {
    let sampled = u8::from(span.is_sampled());
    format!("00-{}-{}-{sampled:02x}", span.trace_id(), span.span_id())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLED: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    /// What is read is what is passed on.
    #[test]
    fn a_parent_survives_the_round_trip() {
        for text in [SAMPLED, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"] {
            let parent = Parent::read(Some(text), Some("vendor=1"));
            let span = parent.span().unwrap();
            assert_eq!(traceparent(span), text);
            assert_eq!(span.trace_state().header(), "vendor=1");
        }
    }

    /// Anything else is known as malformed, so that it can be told.
    #[test]
    fn malformed_parents_are_refused() {
        for text in [
            "x",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4bf9-00f0-01",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        ] {
            assert!(matches!(Parent::read(Some(text), None), Parent::Malformed), "{text}");
        }
    }

    /// An empty variable is an unset one.
    #[test]
    fn an_empty_parent_is_none() {
        assert!(matches!(Parent::read(Some(" "), None), Parent::None));
        assert!(matches!(Parent::read(None, Some("vendor=1")), Parent::None));
    }
}
