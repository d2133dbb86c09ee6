//! The families of patterns. A new one is a file with its tests and a line in [`TABLE`].

mod assignment;
mod chat;
mod cloud;
mod connection;
mod email;
mod forge;
mod header;
mod jwt;
mod key_block;
mod registry;
mod service;

use crate::pattern::Pattern;

/// Every pattern, the most telling first: where two fit equally well, the first names the kind.
pub(crate) const TABLE: &[&[Pattern]] = &[
    key_block::PATTERNS,
    forge::PATTERNS,
    cloud::PATTERNS,
    chat::PATTERNS,
    registry::PATTERNS,
    service::PATTERNS,
    jwt::PATTERNS,
    header::PATTERNS,
    connection::PATTERNS,
    assignment::PATTERNS,
    email::PATTERNS,
];

/// For the tests of the families: what becomes of each text.
#[cfg(test)]
pub(crate) fn assert_redacted(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(crate::redact(text), *expected, "{text}");
    }
}
