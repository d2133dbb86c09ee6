//! JSON Web Tokens.

use crate::Kind;
use crate::pattern::Pattern;

/// Signed, unsigned and encrypted ones: a header that begins with `{"` and one to four more parts.
pub(super) const PATTERNS: &[Pattern] = &[Pattern::plain(
    Kind::Jwt,
    r"eyJ[A-Za-z0-9_-]+\.",
    r"eyJ[A-Za-z0-9_-]{8,}={0,2}(?:\.[A-Za-z0-9_-]{0,}={0,2}){1,4}",
)];

#[cfg(test)]
mod tests {
    use crate::family::assert_redacted;

    /// With and without a signature.
    #[test]
    fn tokens_of_two_to_five_parts() {
        assert_redacted(&[
            (
                concat!(
                    "jwt=eyJhbGciOiJIUzI1NiJ9",
                    ".eyJzdWIiOiIxMjM0In0",
                    ".dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P x"
                ),
                "jwt=[redacted:jwt] x",
            ),
            (concat!("eyJhbGciOiJub25lIn0", ".eyJzdWIiOiIxMjM0In0."), "[redacted:jwt]"),
            (concat!("eyJhbGciOiJSU0Et", ".a1.b2.c3.d4"), "[redacted:jwt]"),
        ]);
    }

    /// One part alone is base64 of some JSON.
    #[test]
    fn other_base64_stays() {
        let text = "eyJ2ZXJzaW9uIjozfQ==";
        assert_redacted(&[(text, text)]);
    }
}
