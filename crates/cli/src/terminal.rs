//! Whether a stream gets colours: what the user says, else what the terminal can do.

use std::{env, ffi::OsString, io::IsTerminal};

use clap::ValueEnum;

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal that can show them, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl ColorChoice {
    /// Whether `stream` gets colours.
    pub(crate) fn on(self, stream: &impl IsTerminal) -> bool {
        self.decide(stream.is_terminal(), |name| env::var_os(name))
    }

    /// NO_COLOR counts when it is not empty, as no-color.org says.
    fn decide(self, terminal: bool, variable: impl Fn(&str) -> Option<OsString>) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => {
                terminal
                    && variable("NO_COLOR").is_none_or(|value| value.is_empty())
                    && variable("TERM").is_none_or(|value| value != "dumb")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_for_terminals_that_can_show_them() {
        let auto = |terminal, set: Option<(&str, &str)>| {
            let variable =
                |name: &str| set.filter(|(known, _)| *known == name).map(|(_, value)| value.into());
            ColorChoice::Auto.decide(terminal, variable)
        };
        assert!(auto(true, None));
        assert!(auto(true, Some(("NO_COLOR", ""))));
        assert!(!auto(true, Some(("NO_COLOR", "1"))));
        assert!(!auto(true, Some(("TERM", "dumb"))));
        assert!(!auto(false, None));
        assert!(ColorChoice::Always.decide(false, |_| None) && !ColorChoice::Never.decide(true, |_| None));
    }
}
