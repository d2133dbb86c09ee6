//! Why the program ends without a result, and with which exit code.

use std::{io, path::PathBuf};

use contracts::ExitCode;

use crate::{bench::BenchError, evaluation::EvaluationError, fuzz::FuzzError, schemas::SchemasError};

/// What stopped the program.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// Nothing was evaluated.
    #[error(transparent)]
    Evaluation(#[from] EvaluationError),
    /// Schemas are not as they should be.
    #[error(transparent)]
    Schemas(#[from] SchemasError),
    /// Nothing was measured.
    #[error(transparent)]
    Bench(#[from] BenchError),
    /// The readers broke a promise, or were not asked.
    #[error(transparent)]
    Fuzz(#[from] FuzzError),
    /// A file cannot be written.
    #[error("cannot write `{path}`: {source}")]
    Write { path: PathBuf, source: io::Error },
    /// Standard output cannot be written.
    #[error("cannot write to standard output: {0}")]
    Output(#[from] io::Error),
}

impl Failure {
    /// The code for the caller.
    pub(crate) const fn code(&self) -> ExitCode {
        match self {
            Self::Evaluation(EvaluationError::AllFiltered(_) | EvaluationError::AllAbsent { .. }) => {
                ExitCode::NothingToJudge
            }
            Self::Evaluation(_)
            | Self::Bench(BenchError::Executable(_) | BenchError::NoFolder(_))
            | Self::Fuzz(FuzzError::Unknown(_)) => ExitCode::Usage,
            Self::Schemas(SchemasError::Outdated(_) | SchemasError::Stray(_))
            | Self::Fuzz(FuzzError::Found { .. }) => ExitCode::Failed,
            Self::Schemas(SchemasError::Io { .. })
            | Self::Bench(_)
            | Self::Fuzz(FuzzError::Io(_))
            | Self::Write { .. }
            | Self::Output(_) => ExitCode::Internal,
        }
    }
}
