//! Which of our executables is speaking.

use std::fmt;

/// An agent, as it is named in telemetry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Agent {
    /// Finds gaps of observability in a repository.
    Scout,
    /// Proposes the changes that close them.
    PrAuthor,
    /// Judges a change at its gate.
    Gatekeeper,
    /// Proves that a running service emits what it should.
    Validator,
    /// Turns telemetry into signals.
    SignalFactory,
    /// Explains incidents.
    RcaCopilot,
}

impl Agent {
    /// The id: `pr-author`. It is the service's name in traces and the agent's in events.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Scout => "scout",
            Self::PrAuthor => "pr-author",
            Self::Gatekeeper => "gatekeeper",
            Self::Validator => "validator",
            Self::SignalFactory => "signal-factory",
            Self::RcaCopilot => "rca-copilot",
        }
    }

    /// What the names of its metrics begin with: the id with underscores, `pr_author`.
    #[must_use]
    pub const fn metric_prefix(self) -> &'static str {
        match self {
            Self::Scout => "scout",
            Self::PrAuthor => "pr_author",
            Self::Gatekeeper => "gatekeeper",
            Self::Validator => "validator",
            Self::SignalFactory => "signal_factory",
            Self::RcaCopilot => "rca_copilot",
        }
    }
}

impl fmt::Display for Agent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Dashboards join on the prefix, events on the id: one must follow from the other.
    #[test]
    fn prefixes_are_ids_with_underscores() {
        for agent in [
            Agent::Scout,
            Agent::PrAuthor,
            Agent::Gatekeeper,
            Agent::Validator,
            Agent::SignalFactory,
            Agent::RcaCopilot,
        ] {
            assert_eq!(agent.metric_prefix(), agent.id().replace('-', "_"));
        }
    }
}
