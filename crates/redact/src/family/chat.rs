//! Tokens and webhook addresses of chat services.

use crate::Kind;
use crate::pattern::Pattern;

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern::plain(
        Kind::ChatToken,
        r"xox[a-z]|xapp-",
        r"(?-u:\b)(?:xox[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]{10,}|xapp-[0-9]-[A-Za-z0-9-]{10,})",
    ),
    Pattern::plain(
        Kind::ChatToken,
        r"hooks\.slack\.com|/api/webhooks/|webhook\.office\.com",
        r"hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/([A-Za-z0-9/+_-]{20,})|/api/webhooks/([0-9]{10,}/[A-Za-z0-9_-]{20,})|webhook\.office\.com/(webhookb2/[A-Za-z0-9@/-]{20,})",
    ),
];

#[cfg(test)]
mod tests {
    use crate::family::assert_redacted;

    /// Bot, user, app and rotated tokens.
    #[test]
    fn tokens_of_slack() {
        assert_redacted(&[
            (concat!("xox", "b-123456789012-1234567890123-a1B2c3D4e5F6"), "[redacted:chat-token]"),
            (concat!("xox", "e.xoxp-1-Mi0yLTEyMzQ1Njc4OTA"), "[redacted:chat-token]"),
            (concat!("xa", "pp-1-A0123456789-1234567890123-0a1b2c"), "[redacted:chat-token]"),
        ]);
    }

    /// Who knows a webhook's path can post; the host tells what it is.
    #[test]
    fn webhooks_lose_their_path() {
        assert_redacted(&[
            (
                concat!("https://hooks.slack.com/ser", "vices/T00000000/B00000000/a1B2c3D4e5F6g7H8i9J0k1L2"),
                "https://hooks.slack.com/services/[redacted:chat-token]",
            ),
            (
                concat!("https://discord.com/api/web", "hooks/123456789012345678/a1B2c3D4e5F6g7H8i9J0k1L2"),
                "https://discord.com/api/webhooks/[redacted:chat-token]",
            ),
        ]);
    }
}
