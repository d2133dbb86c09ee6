//! What the user asked for: which suites and which ignored tests run.

use super::suites::{Suite, Tier};

/// Options of `cargo xtask test`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Request {
    /// Run what is long as well: tests marked `#[ignore = "full"]` and suites of that tier
    #[arg(long)]
    pub full: bool,
    /// Run what needs NAME as well, such as `kubernetes`
    #[arg(long, value_name = "NAME")]
    pub with: Vec<String>,
    /// Run this suite alone
    #[arg(long, value_name = "NAME", conflicts_with = "only_hermetic")]
    pub suite: Vec<String>,
    /// Run Rust's own tests alone: no installs, no servers
    #[arg(long)]
    pub only_hermetic: bool,
}

/// Why something does not run unless asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Reason {
    /// It runs.
    Requested,
    /// It is behind an option.
    NotRequested,
}

impl Request {
    /// Whether Rust's own tests run.
    pub fn hermetic(&self) -> bool {
        self.suite.is_empty()
    }

    /// Whether a suite is part of this run at all.
    pub fn names(&self, name: &str) -> bool {
        !self.only_hermetic && (self.suite.is_empty() || self.suite.iter().any(|suite| suite == name))
    }

    /// Whether a suite of this run is to be started. Naming a suite asks for it.
    pub fn wants(&self, suite: &Suite) -> Reason {
        let wanted = match suite.tier {
            Tier::Every => true,
            Tier::Full => self.full,
            Tier::With(name) => self.with.iter().any(|with| with == name),
        };
        if wanted || !self.suite.is_empty() { Reason::Requested } else { Reason::NotRequested }
    }

    /// Whether tests ignored for this reason are asked for.
    pub fn wants_ignored(&self, reason: &str) -> bool {
        match reason.strip_prefix("with ") {
            Some(name) => self.with.iter().any(|with| with == name),
            None => reason == "full" && self.full,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suite(tier: Tier) -> Suite {
        Suite { name: "s", tier, executable: false, release: false, tools: &[], servers: &[], samples: &[] }
    }

    #[test]
    fn tiers_are_behind_their_options() {
        let plain = Request::default();
        assert_eq!(plain.wants(&suite(Tier::Every)), Reason::Requested);
        assert_eq!(plain.wants(&suite(Tier::Full)), Reason::NotRequested);
        assert_eq!(plain.wants(&suite(Tier::With("forge"))), Reason::NotRequested);
        let asked = Request { full: true, with: vec!["forge".into()], ..plain };
        assert_eq!(asked.wants(&suite(Tier::Full)), Reason::Requested);
        assert_eq!(asked.wants(&suite(Tier::With("forge"))), Reason::Requested);
        assert_eq!(asked.wants(&suite(Tier::With("kubernetes"))), Reason::NotRequested);
    }

    #[test]
    fn ignored_tests_follow_their_reason() {
        let asked = Request { full: true, with: vec!["kubernetes".into()], ..Request::default() };
        assert!(asked.wants_ignored("full"));
        assert!(asked.wants_ignored("with kubernetes"));
        assert!(!asked.wants_ignored("with forge"));
        assert!(!asked.wants_ignored(""));
        assert!(!Request::default().wants_ignored("full"));
    }

    #[test]
    fn one_suite_alone_leaves_out_everything_else() {
        let one = Request { suite: vec!["samples".into()], ..Request::default() };
        assert!(!one.hermetic());
        assert!(one.names("samples"));
        assert!(!one.names("schemas"));
    }
}
