//! The identity of a problem for forges that compare reports.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// SHA-256 of a problem's identity, the first 128 bits in hexadecimal: the same for as long as the gap is the same.
pub(crate) fn fingerprint(identity: &str) -> String {
    let mut out = String::new();
    for byte in Sha256::digest(identity.as_bytes()).iter().take(16) {
        // Writing to a String cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}
