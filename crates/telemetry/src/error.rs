//! What can go wrong. A collector that cannot be reached is no error: see [`crate::Telemetry::finish`].

use std::io;

/// Why telemetry could not be set up or written.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter of log lines cannot be read.
    #[error(
        "log level `{level}` is not valid: {why}. Write one of off, error, warn, info, debug, trace, or \
         pairs like `info,autopilot_scout=debug`"
    )]
    InvalidLevel {
        /// What was asked for.
        level: String,
        /// What is wrong with it.
        why: String,
    },
    /// A global subscriber was set before.
    #[error("telemetry is already installed in this process. Install it once, at the edge")]
    AlreadyInstalled,
    /// An instrument could not be made.
    #[error("metrics of this run could not be set up: {why}")]
    Metrics {
        /// What the metrics library said.
        why: String,
    },
    /// Some log lines could not be written.
    #[error("log lines were lost: {source}. Check where standard error goes")]
    LogsLost {
        /// The first failure.
        source: io::Error,
    },
}
