//! Which of the two languages a script is written in.

use super::token::{self, Kind, Token};

/// The language of a script.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// `*.gradle`.
    #[default]
    Groovy,
    /// `*.gradle.kts`.
    Kotlin,
}

impl Dialect {
    /// The dialect of a file by its name or path.
    #[must_use]
    pub fn of_file(name: &str) -> Self {
        if name.ends_with(".kts") { Self::Kotlin } else { Self::Groovy }
    }

    /// What the text itself tells: texts in single quotes, calls without parentheses and `def` are Groovy's,
    /// `val` and texts right behind parentheses are Kotlin's. Groovy when it tells nothing.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let (tokens, _) = token::tokens(text, Self::Groovy);
        let votes = tokens.windows(3).map(|tokens| vote(text, tokens)).sum::<i64>();
        if votes > 0 { Self::Kotlin } else { Self::Groovy }
    }
}

/// Positive for Kotlin, negative for Groovy.
fn vote(text: &str, tokens: &[Token]) -> i64 {
    let [before, token, next] = tokens else { return 0 };
    let written = |token: &Token| &text[token.span.range()];
    let is_name = |token: &Token| matches!(token.kind, Kind::Name);
    let is_text = |token: &Token| matches!(token.kind, Kind::Text(_));
    match written(before) {
        "val" | "var" | "fun" if is_name(token) => return 5,
        "def" if is_name(token) => return -5,
        _ => {}
    }
    if is_text(token) && written(token).starts_with('\'') && token.span.end - token.span.start > 3 {
        return -3;
    }
    let bare = is_name(before) && before.line_break && is_text(token) && !token.line_break;
    let called = is_name(before) && written(token) == "(" && is_text(next);
    i64::from(called) - 2 * i64::from(bare)
}
