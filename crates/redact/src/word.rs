//! Values without quotes that are words: types, keywords, parts of a sentence.

use crate::name::is_secret_name;
use crate::pattern::Candidate;

/// Words that stand where a value would: types, keywords, levels of permission.
const WORDS: &[&str] = &[
    "any",
    "async",
    "await",
    "bool",
    "boolean",
    "bytes",
    "Bytes",
    "char",
    "const",
    "func",
    "function",
    "if",
    "int",
    "lambda",
    "let",
    "match",
    "new",
    "none",
    "None",
    "not",
    "number",
    "object",
    "Optional",
    "Option",
    "password",
    "Password",
    "read",
    "required",
    "return",
    "Secret",
    "secret",
    "SecretStr",
    "SecretString",
    "self",
    "str",
    "string",
    "String",
    "this",
    "token",
    "Token",
    "TokenStream",
    "write",
    "api_key",
    "apiKey",
];

/// Short words that follow an option's name in a sentence, not on a command line.
const LINKS: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "flag", "for", "from", "if", "in", "is", "on", "option", "or",
    "that", "the", "to", "when", "which", "with",
];

/// Whether the value is a word of a language, spoken or programmed, and not a secret.
pub(crate) fn is_word(value: &str, candidate: &Candidate<'_>) -> bool {
    let bare = value.trim_start_matches(['&', '*']);
    let path = bare.contains('.') && is_secret_name(bare);
    if WORDS.contains(&bare) || path || (bare.len() <= 3 && bare.bytes().all(|b| b.is_ascii_digit())) {
        return true;
    }
    let before = candidate.before();
    if !before.ends_with([' ', '\t']) {
        return false;
    }
    match before.trim_end().chars().next_back() {
        Some(':') => {
            is_spoken_of(before) && is_prose(value, candidate.after(candidate.range.start + value.len()))
        }
        Some('=' | '>') => false,
        _ => LINKS.contains(&bare),
    }
}

/// Parsers speak of tokens, and nobody makes sentences about a password by its name and a colon.
fn is_spoken_of(before: &str) -> bool {
    let name = before.trim_end().trim_end_matches(':');
    let tail = name.get(name.floor_char_boundary(name.len().saturating_sub(6))..);
    tail.is_some_and(|tail| {
        let tail = tail.to_ascii_lowercase();
        tail.ends_with("token") || tail.ends_with("secret")
    })
}

/// `token: unexpected end of file` tells of a token; three words in a row are a sentence.
fn is_prose(value: &str, after: &str) -> bool {
    let is_plain = |word: &str| word.bytes().all(|b| b.is_ascii_alphabetic());
    let line = after.lines().next().unwrap_or_default();
    let mut words = line.split_ascii_whitespace().take(2);
    line.starts_with(' ')
        && is_plain(value)
        && words.next().is_some_and(is_plain)
        && words.next().is_some_and(is_plain)
}

#[cfg(test)]
mod tests {
    use crate::redact;

    /// Parsers complain about tokens; that message must stay readable.
    #[test]
    fn a_sentence_about_a_token_stays() {
        for text in
            ["token: unexpected end of file", "invalid token: expected a name here", "use --token to sign"]
        {
            assert_eq!(redact(text), text);
        }
    }

    /// A word in the place of a password is a password.
    #[test]
    fn a_word_after_a_password_goes() {
        assert_eq!(redact("password: hunter logged in"), "password: [redacted:secret] logged in");
        assert_eq!(redact("PASSWORD=changeme"), "PASSWORD=[redacted:secret]");
    }

    /// Types and paths of source code hold no secret.
    #[test]
    fn words_of_code_stay() {
        for text in ["password: String,", "token = None", "token: node.semi_token,", "  id-token: write"] {
            assert_eq!(redact(text), text);
        }
    }
}
