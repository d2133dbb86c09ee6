//! What the process tells its caller. The table for users is `docs/exit-codes.md`.

/// The exit codes of every command, stable from the first release on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum ExitCode {
    /// The command did what it was asked.
    Success = 0,
    /// It did, and what it found fails the change: a hard-fail, or `--fail-on` was reached.
    Failed = 1,
    /// It was called wrongly, or a file that a person wrote cannot be understood.
    Usage = 2,
    /// There was nothing to judge: no module, no change.
    NothingToJudge = 3,
    /// A soft-fail: CI systems that know the code may let the change pass.
    SoftFail = 20,
    /// Our own trouble: a file that cannot be read or written, a server that does not answer.
    Internal = 70,
}

impl ExitCode {
    /// Every code, in the order of its number.
    pub const ALL: [Self; 6] =
        [Self::Success, Self::Failed, Self::Usage, Self::NothingToJudge, Self::SoftFail, Self::Internal];

    /// The number handed to the operating system.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }
}

impl From<ExitCode> for std::process::ExitCode {
    fn from(code: ExitCode) -> Self {
        Self::from(code.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers are a promise to pipelines: changing one is a breaking change.
    #[test]
    fn numbers_are_frozen() {
        assert_eq!(ExitCode::ALL.map(ExitCode::code), [0, 1, 2, 3, 20, 70]);
    }
}
