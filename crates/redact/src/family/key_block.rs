//! Armoured private keys.

use crate::Kind;
use crate::pattern::Pattern;

/// A block goes from its first line to its last, whether its line breaks are real or escaped; one that
/// was cut off goes to the end of the text.
pub(super) const PATTERNS: &[Pattern] = &[
    Pattern::plain(
        Kind::PrivateKey,
        r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY",
        r"(?s)-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-{1,5}.*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|\z)",
    ),
    Pattern::plain(
        Kind::PrivateKey,
        r"PuTTY-User-Key-File",
        r"(?s)PuTTY-User-Key-File-[0-9]+:.*?(?:Private-MAC: [0-9a-f]+|\z)",
    ),
    Pattern::plain(Kind::PrivateKey, r"AGE-SECRET-KEY-", r"AGE-SECRET-KEY-(?:PQ-)?1[A-Z0-9]{50,}"),
];

#[cfg(test)]
mod tests {
    use crate::family::assert_redacted;

    /// PEM and PGP, with real line breaks.
    #[test]
    fn blocks_of_many_lines_go_as_a_whole() {
        assert_redacted(&[
            (
                concat!(
                    "a\n-----BEGIN RSA ",
                    "PRIVATE KEY-----\nMIIEow\nIBAAKC\n-----END RSA ",
                    "PRIVATE KEY-----\nb"
                ),
                "a\n[redacted:private-key]\nb",
            ),
            (
                concat!(
                    "-----BEGIN PGP ",
                    "PRIVATE KEY BLOCK-----\n\nlQOYBF\n=Ab1c\n-----END PGP ",
                    "PRIVATE KEY BLOCK-----"
                ),
                "[redacted:private-key]",
            ),
        ]);
    }

    /// A service account's key file holds the block in one JSON string.
    #[test]
    fn escaped_line_breaks_are_no_obstacle() {
        assert_redacted(&[(
            concat!(
                r#"{"type":"service_account","private_key":"-----BEGIN "#,
                r#"PRIVATE KEY-----\nMIIEvQ\n-----END "#,
                r#"PRIVATE KEY-----\n","client_id":"1"}"#
            ),
            r#"{"type":"service_account","private_key":"[redacted:private-key]","client_id":"1"}"#,
        )]);
    }

    /// Half a key is half too much.
    #[test]
    fn a_truncated_block_goes_to_the_end() {
        assert_redacted(&[(
            concat!("key: -----BEGIN OPENSSH ", "PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\nAAAA"),
            "key: [redacted:private-key]",
        )]);
    }

    /// The armours of other tools.
    #[test]
    fn other_armours_are_known() {
        assert_redacted(&[
            (
                concat!("AGE-SECRET", "-KEY-1QYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQQ"),
                "[redacted:private-key]",
            ),
            (
                concat!("PuTTY-User-", "Key-File-3: ssh-rsa\nPrivate-Lines: 1\nAAAA\nPrivate-MAC: 0a1b\nx"),
                "[redacted:private-key]\nx",
            ),
        ]);
    }

    /// Public keys and certificates are public.
    #[test]
    fn public_blocks_stay() {
        let text =
            "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n-----BEGIN PUBLIC KEY-----\nMIIB";
        assert_redacted(&[(text, text)]);
    }
}
