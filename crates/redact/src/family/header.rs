//! Headers that carry credentials, in HTTP notation, in code and in `OTEL_EXPORTER_OTLP_HEADERS`.

use std::ops::Range;

use crate::Kind;
use crate::pattern::{Candidate, Pattern};
use crate::value::{secret_part, unless_reference};

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern::judged(
        Kind::Credentials,
        r"(?i)authorization",
        r#"(?i)authorization\\?["']?[ \t\r\n]*(?:[:=,]|=>)[ \t\r\n]*\\?["'`]?(?:(?:bearer|basic|token|digest|negotiate|apikey|ntlm|aws4-hmac-sha256)(?:[ \t\r\n]+|%20))([^ \t\r\n"'`,;&<>\\]+)"#,
        unless_reference,
    ),
    // Without a scheme, where it could be code.
    Pattern::judged(
        Kind::Credentials,
        r"(?i)authorization",
        r#"(?i)authorization\\?["']?[ \t\r\n]*(?:[:=]|=>)[ \t\r\n]*\\?["'`]?([^ \t\r\n"'`,;&<>\\\[\](){}]{6,})"#,
        unless_scheme,
    ),
    Pattern::judged(
        Kind::Credentials,
        r"(?i)bearer[ %]",
        r"(?i)(?-u:\b)bearer(?: +|%20)([A-Za-z0-9._~+/-]{16,}=*)",
        unless_words,
    ),
    Pattern::judged(
        Kind::Credentials,
        r"(?i)cookie",
        r#"(?i)(?-u:\b)cookie\\?["']?[ \t\r\n]*:[ \t\r\n]*\\?["']?[A-Za-z0-9_.-]+=([^"' \t\r\n\\][^"'\r\n\\]*)"#,
        unless_reference,
    ),
    // Whatever an exporter's header is called, it is there to let the exporter in.
    Pattern::judged(
        Kind::Credentials,
        r"(?i)otlp[_.-][a-z_.-]*headers",
        r#"(?i)otlp[_.-](?:(?:traces|metrics|logs)[_.-])?headers\\?["']?[ \t]*[:=][ \t]*\\?["']?[a-z0-9_.-]+[=:]([^ \t\r\n"'\\]+)"#,
        unless_reference,
    ),
    Pattern::judged(
        Kind::ApiKey,
        r"(?i)(?:dd|new)[_-](?:api|application|license)[_-]key|x-honeycomb-team",
        r#"(?i)(?:dd-(?:api|application)-key|new_relic_license_key|x-honeycomb-team)\\?["']?[ \t\r\n]*[:=][ \t\r\n]*\\?["']?([^ \t\r\n"'`,;&<>\\]+)"#,
        unless_reference,
    ),
];

/// The name of a scheme alone is no secret; its credentials are found by the row above.
fn unless_scheme(candidate: Candidate<'_>) -> Option<Range<usize>> {
    let value = candidate.value().to_ascii_lowercase();
    let scheme = ["bearer", "basic", "digest", "negotiate", "enabled", "disabled", "required"];
    let scheme = scheme
        .iter()
        .any(|name| value == *name || value.strip_prefix(name).is_some_and(|rest| rest.starts_with("%20")));
    let random = value.bytes().any(|b| b.is_ascii_digit());
    if scheme || !random {
        return None;
    }
    secret_part(candidate)
}

/// `bearer authentication` is prose; a token holds a digit.
fn unless_words(candidate: Candidate<'_>) -> Option<Range<usize>> {
    let random = candidate.value().bytes().any(|b| b.is_ascii_digit());
    random.then_some(candidate.range)
}

#[cfg(test)]
mod tests {
    use crate::family::assert_redacted;

    /// The scheme stays, what follows goes.
    #[test]
    fn authorization_loses_its_credentials() {
        assert_redacted(&[
            ("Authorization: Bearer a1b2c3", "Authorization: Bearer [redacted:credentials]"),
            ("authorization: Basic dXNlcjpwYXNz", "authorization: Basic [redacted:credentials]"),
            (r#"-H "Authorization: token abc123""#, r#"-H "Authorization: token [redacted:credentials]""#),
            (r#"{"Authorization":"Bearer x.y"}"#, r#"{"Authorization":"Bearer [redacted:credentials]"}"#),
            ("Authorization: a1b2c3d4", "Authorization: [redacted:credentials]"),
            ("sent Bearer a1b2c3d4e5f6g7h8 away", "sent Bearer [redacted:credentials] away"),
        ]);
    }

    /// The headers that exporters of telemetry are configured with.
    #[test]
    fn headers_of_exporters_lose_their_keys() {
        assert_redacted(&[
            (
                "OTEL_EXPORTER_OTLP_HEADERS=api-key=a1b2c3d4,x-tenant=orders",
                "OTEL_EXPORTER_OTLP_HEADERS=api-key=[redacted:credentials]",
            ),
            (
                "OTEL_EXPORTER_OTLP_HEADERS: \"x-api-key=a1b2c3d4\"",
                "OTEL_EXPORTER_OTLP_HEADERS: \"x-api-key=[redacted:credentials]\"",
            ),
            (
                "OTEL_EXPORTER_OTLP_HEADERS=Authorization=Basic%20dXNlcjpwYXNz",
                "OTEL_EXPORTER_OTLP_HEADERS=Authorization=[redacted:credentials]",
            ),
            (
                "-Dotel.exporter.otlp.headers=my-own-name=a1b2c3,tenant=orders -jar x",
                "-Dotel.exporter.otlp.headers=my-own-name=[redacted:credentials] -jar x",
            ),
            ("x-honeycomb-team=a1b2c3d4", "x-honeycomb-team=[redacted:api-key]"),
            ("DD-API-KEY: a1b2c3d4", "DD-API-KEY: [redacted:api-key]"),
        ]);
    }

    /// Cookies are credentials.
    #[test]
    fn cookies_lose_their_values() {
        assert_redacted(&[(
            "Cookie: session=a1b2c3; theme=dark\nHost: x",
            "Cookie: session=[redacted:credentials]\nHost: x",
        )]);
    }

    /// References and talk about headers stay.
    #[test]
    fn references_and_prose_stay() {
        for text in [
            "Authorization: Bearer ${TOKEN}",
            "Authorization: Bearer $TOKEN",
            "OTEL_EXPORTER_OTLP_HEADERS=api-key=${API_KEY}",
            "f\"Authorization: Bearer {token}\"",
            "Authorization: Bearer <token>",
            "uses bearer authentication everywhere",
            "import org.springframework.security.authorization.AuthorizationManager;",
        ] {
            assert_redacted(&[(text, text)]);
        }
    }
}
