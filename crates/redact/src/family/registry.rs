//! Tokens of package registries.

use crate::Kind;
use crate::pattern::Pattern;
use crate::value::unless_reference;

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern::plain(
        Kind::RegistryToken,
        r"npm_|pypi-|dckr_|rubygems_|AKCp|oy2|cio",
        r"(?-u:\b)(?:npm_[A-Za-z0-9]{30,}|pypi-[A-Za-z0-9_-]{50,}|dckr_[po]at_[A-Za-z0-9_-]{20,}|rubygems_[0-9a-f]{48}|AKCp[A-Za-z0-9]{60,}|oy2[a-z0-9]{43}(?-u:\b)|cio[A-Za-z0-9]{32}(?-u:\b))",
    ),
    // .npmrc and .docker/config.json
    Pattern::judged(
        Kind::RegistryToken,
        r#"_auth|"auth""#,
        r#"(?:(?-u:\b)_auth[ \t\r\n]*=[ \t\r\n]*|"auth"[ \t\r\n]*:[ \t\r\n]*)"?([A-Za-z0-9+/]{8,}={0,2})"#,
        unless_reference,
    ),
];

#[cfg(test)]
mod tests {
    use crate::family::assert_redacted;

    /// By their prefixes.
    #[test]
    fn tokens_with_a_prefix() {
        let pypi = format!("{}{}", concat!("pypi-AgEIcHlwaS", "5vcmc"), "a1B2_c3-".repeat(8));
        assert_redacted(&[
            (concat!("npm", "_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"), "[redacted:registry-token]"),
            (concat!("dckr", "_pat_a1B2c3D4e5F6g7H8i9J0k1L2m3N"), "[redacted:registry-token]"),
            (&pypi, "[redacted:registry-token]"),
        ]);
    }

    /// Files that hold them without a prefix.
    #[test]
    fn logins_of_npm_and_docker() {
        assert_redacted(&[
            ("//registry/:_auth=dXNlcjpwYXNz\n", "//registry/:_auth=[redacted:registry-token]\n"),
            (r#"{"auth": "dXNlcjpwYXNzd29yZA=="}"#, r#"{"auth": "[redacted:registry-token]"}"#),
            ("//registry/:_authToken=${NPM_TOKEN}", "//registry/:_authToken=${NPM_TOKEN}"),
        ]);
    }

    /// Names of packages and variables that begin like a token.
    #[test]
    fn names_that_begin_like_a_token_stay() {
        for text in ["npm_config_registry", "pypi-publish", "dckr_pat_", "npm_lifecycle_event=build"] {
            assert_redacted(&[(text, text)]);
        }
    }
}
