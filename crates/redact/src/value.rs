//! Judges the value of something with a secret name: a secret, or only a reference to one.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::Candidate;
use crate::word::is_word;

/// What stands for a value that is somewhere else, in the languages that configuration is written in.
static REFERENCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
          \$\{\{[^\n]*?(?:\}\}|$) | \{\{[^\n]*?(?:\}\}|$) | \$\{[^}\n]*(?:\}|$) | \$\([^\n]*
        | \$[A-Za-z_][A-Za-z0-9_]* | %[A-Za-z_][A-Za-z0-9_]*% | %\([A-Za-z0-9_]+\)s | \#\{[^}\n]*\} | <[^>\n]*> | @[A-Za-z_.-]+@
        | \{[A-Za-z_][A-Za-z0-9_.]*\} | (?-u:\b)arn:aws[^\ \t\r\n]* | (?i-u:\b(?:bearer|basic|token)\b)",
    )
    .ok()
});

/// `${NAME:-default}` and `${NAME:default}`: the default is written down.
static DEFAULT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^\$\{[A-Za-z0-9_.-]+:[-=]?([^} \t\r\n]+)\}?$").ok());

/// A call, an index, a macro or a path into something that source code holds.
static CODE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
          ^[&*!]*[A-Za-z_]{3,}(?:(?:\.|::|\?\.|->)[A-Za-z_]{2,}[A-Za-z0-9_]*)*(?:[(\[{]|![(\[]|::$)
        | ^[&*]*[A-Za-z_]+(?:\.[A-Za-z_]{3,})+\( | ^(?:Ok|Err|Some)\( | ^[A-Za-z_]+(?:::[A-Za-z_]+)+[,;]?$
        | ^&(?:'[a-z_]+|\[|dyn$|mut$)
        | ^[&*!]*(?:self|this|settings|config|cfg|conf|os|process|env|args|opts|options|props|var|local
          |data|module|secrets|ctx|req|request|params|[vV]alues|System|Environment|each)
          (?:\.|::|\?\.|->)[A-Za-z_]",
    )
    .ok()
});

/// The part of a candidate that is secret; nothing when it is a reference, a placeholder or code.
pub(crate) fn secret_part(candidate: Candidate<'_>) -> Option<Range<usize>> {
    let quoted = candidate.before().ends_with(['"', '\'', '`']);
    let start = candidate.range.start;
    let whole = if quoted { candidate.value() } else { candidate.bare() };
    if !quoted && (is_code(whole) || is_user_of_url(candidate.before()) || is_prefix(whole)) {
        return None;
    }
    let value = if quoted { whole } else { whole.get(..bare_end(whole)).unwrap_or_default() };
    if let Some(default) = default_of(value) {
        let default = start + default.start..start + default.end;
        let text = candidate.text;
        return secret_part(Candidate { text, range: default });
    }
    if is_reference(value) || (!quoted && is_word(value, &candidate)) {
        return None;
    }
    Some(start..start + value.len())
}

/// Like [`secret_part`], for values that are never code: what a header or a connection string holds.
pub(crate) fn unless_reference(candidate: Candidate<'_>) -> Option<Range<usize>> {
    (!is_reference(candidate.value())).then_some(candidate.range)
}

/// `scheme://x-access-token:` names a user; the password after it has a pattern of its own.
fn is_user_of_url(before: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.ends_with(':') && word.rsplit_once("://").is_some_and(|(_, user)| !user.contains('/'))
}

/// The letters before a quote, as in `b"..."`: what is in the quotes was looked at already.
fn is_prefix(value: &str) -> bool {
    let letters = value.trim_end_matches(['"', '\'']);
    letters.len() <= 2 && letters.len() + 1 == value.len() && letters.bytes().all(|b| b.is_ascii_alphabetic())
}

fn is_code(value: &str) -> bool {
    CODE.as_ref().is_some_and(|code| code.is_match(value))
}

fn default_of(value: &str) -> Option<Range<usize>> {
    let groups = DEFAULT.as_ref()?.captures(value)?;
    groups.get(1).map(|group| group.range())
}

/// Whether nothing but references, masks and punctuation is left of the value.
fn is_reference(value: &str) -> bool {
    let value = value.trim();
    if matches!(value.to_ascii_lowercase().as_str(), "null" | "nil" | "none" | "true" | "false" | "undefined")
    {
        return true;
    }
    let rest = match REFERENCE.as_ref() {
        Some(reference) => reference.replace_all(value, ""),
        None => value.into(),
    };
    rest.chars().all(|c| matches!(c, 'x' | 'X') || (c.is_ascii() && !c.is_ascii_alphanumeric()) || c == '…')
        && !(rest.len() == value.len() && has_mixed_marks(value))
}

/// A password may be made of punctuation alone; a mask repeats one sign.
fn has_mixed_marks(value: &str) -> bool {
    let mut marks = value.chars();
    let first = marks.next();
    value.len() > 3 && marks.any(|mark| Some(mark) != first)
}

/// Where a value without quotes ends: at a quote that closes something, or at the next name.
fn bare_end(value: &str) -> usize {
    let mut end = value.len();
    for (at, mark) in value.char_indices() {
        let rest = value.get(at + mark.len_utf8()..).unwrap_or_default();
        let ends = match mark {
            '"' | '\'' | '`' => !rest.starts_with(|c: char| c.is_alphanumeric()),
            '&' | ';' | ',' => starts_with_name(rest),
            _ => false,
        };
        if ends {
            end = at;
            break;
        }
    }
    let kept = value.get(..end).unwrap_or_default();
    if kept.starts_with("${") || kept.starts_with("#{") || kept.contains("{{") {
        return kept.len();
    }
    kept.trim_end_matches([',', ';', ')', ']', '}', '.', '\\']).len()
}

fn starts_with_name(text: &str) -> bool {
    let name =
        text.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.')).count();
    name > 0 && matches!(text.as_bytes().get(name), Some(b'=' | b':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part<'t>(before: &str, text: &'t str, range: Range<usize>) -> Option<&'t str> {
        assert!(text.starts_with(before));
        secret_part(Candidate { text, range }).and_then(|range| text.get(range))
    }

    fn bare(value: &str) -> Option<String> {
        let text = format!("password={value}");
        part("password=", &text, 9..text.len()).map(str::to_owned)
    }

    /// References tell where a secret is, not what it is.
    #[test]
    fn references_and_placeholders_stay() {
        for value in [
            "${VAR}",
            "$VAR",
            "{{ x }}",
            "${{ secrets.X }}",
            "<your-password>",
            "%VAR%",
            "***",
            "xxxx",
            "...",
            "null",
            "None",
            "$(cat file)",
            "${A}-${B}",
            "@password@",
            "#{db.password}",
        ] {
            assert_eq!(bare(value), None, "{value}");
        }
    }

    /// The default of a reference is a secret that somebody wrote down.
    #[test]
    fn the_default_of_a_reference_is_secret() {
        assert_eq!(bare("${DB_PASSWORD:hunter2}").as_deref(), Some("hunter2"));
        assert_eq!(bare("${DB_PASSWORD:-hunter2}").as_deref(), Some("hunter2"));
        assert_eq!(bare("${DB_PASSWORD:}"), None);
        assert_eq!(bare("${DB_PASSWORD:-${OTHER}}"), None);
    }

    /// Source code that passes a secret on holds none.
    #[test]
    fn code_stays() {
        for value in [
            "get_token()",
            "os.environ[\"X\"]",
            "settings.api_key",
            "Token::new(x)",
            "String,",
            "node.semi_token,",
            "Token![fn],",
            "&'a",
            "private::Sealed",
            "ks.derive(",
            "env!(\"X\")",
            "process.env.TOKEN",
            "&str",
        ] {
            assert_eq!(bare(value), None, "{value}");
        }
    }

    /// Passwords that people and generators make, whatever signs they hold.
    #[test]
    fn real_values_are_secret() {
        for value in [
            "hunter2",
            "changeit",
            "pa$$w0rd",
            "$2a$10$N9qo8uLOickgx2ZM",
            "xK9(mQ2",
            "1234",
            "a/b+c==",
            "Hunter!2",
            "{noop}x1",
            "!#%&",
        ] {
            let found = bare(value).unwrap_or_default();
            assert!(!found.is_empty(), "{value}");
        }
    }

    /// Punctuation that closes something around the value, and names after it, are kept.
    #[test]
    fn a_bare_value_ends_before_what_follows() {
        assert_eq!(bare("abc1&user=bob").as_deref(), Some("abc1"));
        assert_eq!(bare("abc1;Server=db").as_deref(), Some("abc1"));
        assert_eq!(bare("abc1},").as_deref(), Some("abc1"));
        assert_eq!(bare("a\"b1\",").as_deref(), Some("a\"b1"));
    }
}
