//! Which texts of a pipeline are what they should be. Who opens a change chooses some of them.

use crate::subject::Forge;

/// The most characters of a title that are kept.
const TITLE_CHARS_MAX: usize = 256;
/// The most characters of an event's name that are kept.
const EVENT_CHARS_MAX: usize = 64;
/// The most bytes of the name of a branch or a tag, of a repository and of an address.
const NAME_BYTES_MAX: usize = 1024;

/// The commit id in lower case: 40 or 64 hexadecimal digits (SHA-1, SHA-256). Zeros are no commit.
pub(crate) fn commit_id(text: &str) -> Option<String> {
    let digits = matches!(text.len(), 40 | 64) && text.bytes().all(|b| b.is_ascii_hexdigit());
    (digits && !is_zeros(text)).then(|| text.to_ascii_lowercase())
}

/// Whether it is the id of zeros by which Git says that there is no commit.
pub(crate) fn is_zeros(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|b| b == b'0')
}

/// Whether it can be the name of a branch or a tag. One with white space is none for Git; one that turns the direction
/// of text is, but could be shown as another. A name is never mended: mended it names another branch.
pub(crate) fn is_reference(text: &str) -> bool {
    let passes = |c: char| !c.is_whitespace() && !redact::drives(c);
    !text.is_empty() && text.len() <= NAME_BYTES_MAX && text.chars().all(passes)
}

/// Whether it can be the path of a repository: `owner/name` on GitHub, with any number of groups on GitLab.
pub(crate) fn is_repository(text: &str, forge: Forge) -> bool {
    let named = |part: &str| !matches!(part, "" | "." | "..") && is_reference(part);
    let depth = text.split('/').count();
    let deep = match forge {
        Forge::GitHub => depth == 2,
        Forge::GitLab => depth >= 2,
    };
    deep && text.len() <= NAME_BYTES_MAX && text.split('/').all(named)
}

/// The address without slashes at its end, if it is one of the web: a plain host, port and path, in which nothing could
/// end a link or name a user.
pub(crate) fn address(text: &str) -> Option<&str> {
    let address = text.trim_end_matches('/');
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/[]%!".contains(&b);
    let host = rest.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric() || b == b'[');
    (host && text.len() <= NAME_BYTES_MAX && rest.bytes().all(plain)).then_some(address)
}

/// A forge's name of an event as it can be shown.
pub(crate) fn event(name: &str) -> String {
    redact::redact_cut(name, EVENT_CHARS_MAX)
}

/// A title as it can be shown: secrets redacted, on one line, cut.
pub(crate) fn title(text: &str) -> String {
    redact::redact_cut(text, TITLE_CHARS_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Anything but a whole commit id could be a branch, an option of a command or a path.
    #[test]
    fn a_commit_id_is_40_or_64_hexadecimal_digits() {
        assert_eq!(commit_id(&"aB".repeat(20)), Some("ab".repeat(20)));
        assert_eq!(commit_id(&"1".repeat(64)), Some("1".repeat(64)));
        for no in ["", "main", "0123456789ab", "--upload-pack=x", &"0".repeat(40), &"g".repeat(40)] {
            assert_eq!(commit_id(no), None, "{no}");
        }
    }

    /// Only an address of the web that cannot leave a link is taken.
    #[test]
    fn an_address_is_plain() {
        assert_eq!(
            address("https://git.example.com:8443/forge//"),
            Some("https://git.example.com:8443/forge")
        );
        for no in [
            "ftp://x",
            "https://",
            "https:///x",
            "https://user@x",
            "javascript:alert(1)",
            "https://x/a b",
            "https://x)",
            "https://x\"",
            "https://é",
        ] {
            assert_eq!(address(no), None, "{no}");
        }
    }

    /// A repository's path has the depth of its forge and no part that leads elsewhere.
    #[test]
    fn a_repository_has_the_form_of_its_forge() {
        assert!(is_repository("org/shop", Forge::GitHub));
        assert!(is_repository("group/team/shop", Forge::GitLab));
        for no in ["shop", "a/b/c", "org/", "../x", "org/..", "org/a b", ""] {
            assert!(!is_repository(no, Forge::GitHub), "{no}");
        }
    }

    /// A branch's name is taken as it is or not at all.
    #[test]
    fn a_reference_has_no_white_space_and_no_turn_of_direction() {
        assert!(is_reference("refs/heads/größe`$(id)`"));
        for no in ["", "a b", "a\nb", "a\u{202e}b", &"a".repeat(2000)] {
            assert!(!is_reference(no), "{no}");
        }
    }
}
