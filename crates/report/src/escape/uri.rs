//! Paths in addresses.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stays: RFC 3986, section 2.3 (unreserved), and the slash between segments.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A path with forward slashes as part of an address: nothing in it can end the path, nor the address.
pub(crate) fn path(path: &str) -> String {
    utf8_percent_encode(path, ENCODED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_a_path() {
        assert_eq!(path("a b/ü#?%.js"), "a%20b/%C3%BC%23%3F%25.js");
        assert_eq!(path("x)](javascript:y"), "x%29%5D%28javascript%3Ay");
    }
}
