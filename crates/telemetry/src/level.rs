//! Which log lines are written.

use tracing_subscriber::EnvFilter;

use crate::TelemetryError;

const LEVELS: &[&str] = &["off", "error", "warn", "info", "debug", "trace"];

/// Reads a filter. A lone word must be a level: the library would take `wran` for the name of a module
/// and silence everything else.
pub(crate) fn filter(level: &str) -> Result<EnvFilter, TelemetryError> {
    let invalid = |why: String| TelemetryError::InvalidLevel { level: redact::redact_cut(level, 80), why };
    if level.trim().is_empty() {
        return Err(invalid("it is empty".to_owned()));
    }
    for word in level.split(',').map(str::trim) {
        let lone = !word.contains(['=', '[', '{', '}', ']']);
        if lone && !LEVELS.iter().any(|known| word.eq_ignore_ascii_case(known)) {
            return Err(invalid(format!("`{}` is no level", redact::redact_cut(word, 40))));
        }
    }
    EnvFilter::builder().parse(level).map_err(|error| invalid(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the documentation promises.
    #[test]
    fn levels_and_pairs_are_accepted() {
        for level in ["warn", "off", "INFO", "info,autopilot_scout=debug", "warn,hyper=off"] {
            assert!(filter(level).is_ok(), "{level}");
        }
    }

    /// A typing error must not silence the log.
    #[test]
    fn anything_else_is_an_error() {
        for level in ["", "wran", "info,", "a=b=c", "scout=loud"] {
            let error = filter(level).unwrap_err().to_string();
            assert!(error.contains("is not valid") && error.contains("off, error, warn"), "{error}");
        }
    }
}
