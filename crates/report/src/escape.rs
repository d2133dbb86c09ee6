//! Hostile text, made harmless for the one who reads it. Every rendering passes what comes from a repository through
//! here or through `redact::on_one_line`.

mod command;
mod markdown;
mod sarif;
mod uri;
mod xml;

/// Text of the repository, safe to be shown: redacted, on one line, without what drives a terminal.
pub(crate) fn plain(text: &str) -> String {
    redact::on_one_line(&redact::redact(text))
}

pub use command::data;
pub(crate) use command::property;
pub(crate) use markdown::{cell, code, prose};
pub(crate) use sarif::text as sarif_text;
pub(crate) use uri::path as uri_path;
pub(crate) use xml::legal;
