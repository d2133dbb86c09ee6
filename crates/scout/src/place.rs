//! A place in a file, on its way to becoming evidence.

use contracts::{Evidence, RuleId};
use inventory::Location;

/// A place that a rule points at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a>(&'a Location);

impl<'a> Place<'a> {
    pub(crate) fn of(location: &'a Location) -> Self {
        Self(location)
    }

    /// What `rule` saw there, and why it matters.
    pub(crate) fn evidence(self, rule: &str, reason: &str) -> Evidence {
        Evidence {
            path: self.0.path.to_string(),
            span: Some(self.0.span),
            rule: RuleId::new(rule),
            reason: reason.to_owned(),
        }
    }
}
