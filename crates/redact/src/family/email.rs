//! E-mail addresses.

use std::ops::Range;

use crate::Kind;
use crate::pattern::{Candidate, Pattern};

pub(super) const PATTERNS: &[Pattern] = &[Pattern::judged(
    Kind::Email,
    r"[A-Za-z0-9_]@[A-Za-z0-9-]+\.",
    r"(?-u:\b)[A-Za-z0-9_][A-Za-z0-9._%+-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}(?-u:\b)",
    address,
)];

/// Who is written before an `@` and is no person: remotes, labels of Kotlin.
const NOBODY: &[&str] = &["git", "hg", "svn", "this", "super", "return", "break", "continue"];

/// Names after the last dot that end files and units, not domains.
const NO_DOMAIN: &[&str] = &["service", "socket", "timer", "png", "jpg", "svg", "webp", "gif"];

fn address(candidate: Candidate<'_>) -> Option<Range<usize>> {
    let (local, domain) = candidate.value().split_once('@')?;
    let first = domain.split('.').next().unwrap_or_default();
    let last = domain.rsplit('.').next().unwrap_or_default();
    let version = first.trim_start_matches('v').bytes().all(|b| b.is_ascii_digit());
    let in_url = candidate.before().ends_with("://");
    (!version && !in_url && !NOBODY.contains(&local) && !NO_DOMAIN.contains(&last)).then_some(candidate.range)
}

#[cfg(test)]
mod tests {
    use crate::family::assert_redacted;

    /// Addresses of people.
    #[test]
    fn addresses_go() {
        assert_redacted(&[
            ("by Ann <ann.b+x@mail.example.com>", "by Ann <[redacted:email]>"),
            ("mailto:ann@example.co.uk.", "mailto:[redacted:email]."),
            ("a@example.com,b@example.com", "[redacted:email],[redacted:email]"),
        ]);
    }

    /// Remotes, versions, digests, images, units, labels.
    #[test]
    fn other_uses_of_the_sign_stay() {
        for text in [
            "git@github.com:org/repo.git",
            "ssh://deploy@host.example.com/repo",
            "lodash@4.17.21",
            "pkg@1.2.3-beta.rc",
            "actions/checkout@v4.1.0-rc.beta",
            "image@sha256:0a1b2c",
            "repo/image:1.2@sha256:0a1b2c",
            "@Component.Factory",
            "* @org/team",
            "logo@2x.png",
            "getty@tty1.service",
            "return@forEach.let",
            "golang.org/x/net@v0.1.0",
        ] {
            assert_redacted(&[(text, text)]);
        }
    }
}
