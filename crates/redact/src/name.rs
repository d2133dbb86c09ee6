//! Names whose value is secret.

use std::sync::LazyLock;

use regex::Regex;

/// The words a secret's name ends with, as one alternative of a regular expression that ignores case.
macro_rules! secret_words {
    () => {
        r"(?i-u:password|passwd|passphrase|[_.-]pass|[_.-]pwd|[_.-]creds?|secret|token|api[_.-]?key|access[_.-]?key|account[_.-]?key|ingest(?:ion)?[_.-]?key|license[_.-]?key|secret[_.-]?key|secret[_.-]?key[_.-]?base|private[_.-]?key|signing[_.-]?key|encryption[_.-]?key|credentials?|x-honeycomb-team)"
    };
}
pub(crate) use secret_words;

static NAME: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(concat!("(?i)", secret_words!(), "$")).ok());

/// Whether something of this name holds a secret: `DB_PASSWORD`, `clientSecret`, `x-api-key`.
///
/// For values that travel apart from their names, such as log fields. `authorization` and `cookie`
/// count too.
#[must_use]
pub fn is_secret_name(name: &str) -> bool {
    name.eq_ignore_ascii_case("authorization")
        || name.eq_ignore_ascii_case("proxy-authorization")
        || name.eq_ignore_ascii_case("cookie")
        || name.eq_ignore_ascii_case("set-cookie")
        || NAME.as_ref().is_none_or(|words| words.is_match(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The styles of names that configuration, headers and code use.
    #[test]
    fn names_of_secrets_are_known_in_every_style() {
        for name in [
            "password",
            "DB_PASSWORD",
            "clientSecret",
            "x-api-key",
            "spring.datasource.password",
            "Authorization",
            "aws_secret_access_key",
            "MYSQL_PASS",
            "MYSQL_PWD",
            "signoz-ingestion-key",
            "githubToken",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
    }

    /// A name that only mentions a secret holds none.
    #[test]
    fn names_about_secrets_are_not_names_of_secrets() {
        for name in
            ["tokens", "password_file", "secretName", "compass", "PWD", "OLDPWD", "key", "path", "tokenizer"]
        {
            assert!(!is_secret_name(name), "{name}");
        }
    }
}
