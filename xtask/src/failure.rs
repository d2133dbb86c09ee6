//! What can go wrong in a task, told so that the reader knows what to do.

use std::io;
use std::path::{Path, PathBuf};

/// Why a task stopped.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A file or folder could not be used.
    #[error("cannot {action} {}: {source}", path.display())]
    Io {
        /// What was tried, as a verb.
        action: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A program could not be started at all.
    #[error("cannot start `{command}`: {source}; is it installed and on PATH?")]
    Start {
        /// The command as one would type it.
        command: String,
        /// What the system said.
        source: io::Error,
    },
    /// A program ended with a failure that it has already told.
    #[error("`{command}` failed ({status})")]
    Exit {
        /// The command as one would type it.
        command: String,
        /// How it ended.
        status: String,
    },
    /// A registry's client did not deliver, after all tries.
    #[error("{registry} did not deliver {what}; the log is {}; its last lines:\n{tail}", log.display())]
    Registry {
        /// The registry's ordinary name.
        registry: &'static str,
        /// What was asked for, with its version.
        what: String,
        /// The whole output.
        log: PathBuf,
        /// The last lines of the client's output.
        tail: String,
    },
    /// A build or a server failed on its own account.
    #[error("{what} failed; the log is {}; its last lines:\n{tail}", log.display())]
    Build {
        /// What was built or started.
        what: String,
        /// The whole output.
        log: PathBuf,
        /// The last lines of the output.
        tail: String,
    },
    /// A toolchain is missing or too old.
    #[error("{0}")]
    Missing(String),
    /// Anything else, already in words.
    #[error("{0}")]
    Told(String),
}

impl Failure {
    /// Whether this machine or its registries are the cause, not the project.
    pub fn is_impossible_here(&self) -> bool {
        matches!(self, Self::Registry { .. } | Self::Missing(_))
    }

    /// For `map_err` on file operations.
    pub fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { action, path, source }
    }
}
