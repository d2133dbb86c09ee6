#![doc = include_str!("../README.md")]

mod agent;
mod error;
mod exporter;
mod human;
mod json;
mod level;
mod log;
mod metrics;
mod otlp;
mod parent;
mod reactor;
mod record;
mod scrub;
mod settings;
mod telemetry;

pub use agent::Agent;
pub use error::TelemetryError;
pub use metrics::{Outcome, RunMetrics};
pub use settings::{LogFormat, Protocol, Settings, Signals};
pub use telemetry::{Telemetry, start};

#[cfg(test)]
mod tests;
