//! Hostile text, made harmless for the one who reads it. Every rendering passes what comes from a repository through
//! here or through `redact::on_one_line`.

mod command;
mod markdown;
mod sarif;
mod uri;
mod xml;

pub use command::data;
pub(crate) use command::property;
pub(crate) use markdown::{cell, code, prose};
/// Text of the repository, safe to be shown.
pub(crate) use redact::redact_line as plain;
pub(crate) use sarif::text as sarif_text;
pub(crate) use uri::path as uri_path;
pub(crate) use xml::legal;
