//! API keys of hosted services, where the shape is distinctive.

use std::ops::Range;

use crate::Kind;
use crate::pattern::{Candidate, Pattern};

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern::plain(
        Kind::ApiKey,
        r"[rs]k_(?:live|test)_|whsec_",
        r"(?-u:\b)(?:[rs]k_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/=]{20,})",
    ),
    Pattern::judged(Kind::ApiKey, r"sk-", r"(?-u:\b)sk-[A-Za-z0-9_-]{20,}", unless_words),
    Pattern::plain(
        Kind::ApiKey,
        r"SG\.|NRAK-|NRII-|NRRA-|NRIQ-|NRAL|hc[a-z]ik_|gl(?:sa|c)_|sntry",
        r"(?-u:\b)(?:SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}|NR(?:AK|II|RA|IQ)-[A-Za-z0-9_-]{20,}|[A-Za-z0-9]{36}NRAL(?-u:\b)|hc[a-z]ik_[A-Za-z0-9]{50,}|glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}|glc_[A-Za-z0-9+/=]{32,}|sntry[su]_[A-Za-z0-9+/=_-]{30,})",
    ),
    Pattern::plain(
        Kind::ApiKey,
        r"hf_|SK[0-9a-f]{8}|key-[0-9a-f]{8}|shp[a-z]{2}_|lin_api_",
        r"(?-u:\b)(?:hf_[A-Za-z0-9]{30,}|SK[0-9a-f]{32}(?-u:\b)|key-[0-9a-f]{32}(?-u:\b)|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}|lin_api_[A-Za-z0-9]{32,})",
    ),
    // A key of 256 bits, as generators print it.
    Pattern::judged(Kind::Secret, r"[0-9a-fA-F]{64}", r"(?-u:\b)([0-9a-fA-F]{64})(?-u:\b)", unless_digest),
];

/// Digests of files and images have the length of a key, and something that says what they are.
fn unless_digest(candidate: Candidate<'_>) -> Option<Range<usize>> {
    let before = candidate.before().to_ascii_lowercase();
    let near = before.get(before.ceil_char_boundary(before.len().saturating_sub(48))..).unwrap_or_default();
    let said = ["sha256", "sha-256", "digest", "checksum", "hash", "integrity", "sum="];
    let listed = candidate.after(candidate.range.end).starts_with([' ', '\t'])
        && candidate
            .after(candidate.range.end)
            .trim_start()
            .starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '*' | '.' | '/'));
    (!listed && !said.iter().any(|word| near.contains(word))).then_some(candidate.range)
}

/// A key is random; the name of a style or a task is made of words.
fn unless_words(candidate: Candidate<'_>) -> Option<Range<usize>> {
    let value = candidate.value();
    let random = value.bytes().any(|b| b.is_ascii_digit())
        && value.bytes().skip(3).any(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    random.then_some(candidate.range)
}

#[cfg(test)]
mod tests {
    use crate::family::assert_redacted;

    /// Payment, mail and telemetry services.
    #[test]
    fn keys_with_a_prefix() {
        let honeycomb = format!("{}{}", concat!("hca", "ik_01"), "a1b2c3d4".repeat(7));
        let ingest = format!("{}{}", "eu01xx0a1b2c3d4e5f60a1b2c3d4e5f60a1b", concat!("NR", "AL"));
        for key in [
            concat!("sk", "_live_a1B2c3D4e5F6g7H8i9J0k1L2"),
            concat!("rk", "_test_a1B2c3D4e5F6g7H8i9J0k1L2"),
            concat!("SG", ".a1B2c3D4e5F6g7H8i9J0k1.a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V"),
            concat!("NRAK", "-A1B2C3D4E5F6G7H8I9J0K1L2M3N"),
            concat!("gl", "sa_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6_0a1b2c3d"),
            &honeycomb,
            &ingest,
        ] {
            assert_redacted(&[(key, "[redacted:api-key]")]);
        }
    }

    /// What `openssl rand -hex 32` prints is a key; what `sha256sum` prints is none.
    #[test]
    fn keys_of_256_bits_go_and_digests_stay() {
        let hex = "0a1b2c3d4e5f6789".repeat(4);
        assert_redacted(&[(&format!("ENV SIGNING={hex}"), "ENV SIGNING=[redacted:secret]")]);
        for text in [
            format!("image@sha256:{hex}"),
            format!("ENV TINI_SHA256={hex}"),
            format!("{hex}  tini-amd64"),
            format!("checksum: {hex}"),
        ] {
            assert_redacted(&[(&text, &text)]);
        }
    }

    /// Language models.
    #[test]
    fn keys_of_language_models() {
        for key in [
            concat!("sk", "-a1B2c3D4e5F6g7H8i9J0T3BlbkFJa1B2c3D4e5F6g7H8i9J0"),
            concat!("sk", "-proj-a1B2c3D4e5F6_g7H8i9J0-k1L2"),
            concat!("sk", "-ant-api03-a1B2c3D4e5F6g7H8i9J0k1L2-AA"),
        ] {
            assert_redacted(&[(key, "[redacted:api-key]")]);
        }
    }

    /// Names in kebab case begin like a key too.
    #[test]
    fn names_of_words_stay() {
        for text in ["class=\"sk-loading-spinner-large\"", "task-sk-run", "desk-lamps-and-chairs-everywhere"]
        {
            assert_redacted(&[(text, text)]);
        }
    }
}
