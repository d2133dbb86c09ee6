#![doc = include_str!("../README.md")]

mod args;
mod baseline;
mod command;
mod event_sink;
mod explanations;
mod failure;
mod file;
mod judges;
mod output;
mod pipeline;
mod progress;
mod revision;
mod session;
mod terminal;

use std::{
    borrow::Cow,
    io::{self, Write as _},
    process,
};

use clap::Parser as _;
use contracts::ExitCode;

use crate::args::Args;

fn main() -> process::ExitCode {
    match Args::try_parse() {
        Ok(Args { command, telemetry }) => session::run(&telemetry, command).into(),
        Err(error) if error.use_stderr() && session::wants_json(std::env::args_os()) => {
            session::refuse(&error).into()
        }
        Err(error) => usage(&error),
    }
}

/// Help and version go to standard output and succeed; a mistake goes to standard error.
fn usage(error: &clap::Error) -> process::ExitCode {
    let text = error.render().to_string();
    // Nothing is left to tell when the stream itself is gone.
    let _ = match redact::redact(&text) {
        Cow::Borrowed(_) => error.print(),
        Cow::Owned(redacted) => io::stderr().write_all(redacted.as_bytes()),
    };
    if error.use_stderr() { ExitCode::Usage.into() } else { ExitCode::Success.into() }
}
