//! Names, texts, numbers and signs; comments are gone.

use super::{
    Dialect,
    literal::{self, Literals},
    value::Part,
};
use crate::span::{Span, SyntaxError};

/// A token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Span,
    /// Whether a line ends between the token in front and this one.
    pub(super) line_break: bool,
    /// Whether anything stands between the token in front and this one.
    pub(super) spaced: bool,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or a word of the language, maybe in backquotes.
    Name,
    Number,
    Text(Vec<Part>),
    Sign,
}

/// Signs of more than one character, the longest first.
const SIGNS: [&str; 23] = [
    "==~", "===", "!==", "..<", "**=", "->", "::", "?.", "?:", "==", "!=", "<=", ">=", "+=", "-=", "*=",
    "/=", "&&", "||", "..", "=~", "!!", "<<",
];

/// Cuts a script into tokens.
pub(super) fn tokens(text: &str, dialect: Dialect) -> (Vec<Token>, Vec<SyntaxError>) {
    let mut lexer = Lexer {
        text,
        dialect,
        at: 0,
        token_end: 0,
        tokens: Vec::new(),
        errors: Vec::new(),
        literals: Literals::new(text, dialect),
    };
    if text.starts_with("#!") {
        lexer.skip_line();
    }
    while let Some(c) = lexer.rest().chars().next() {
        lexer.next(c);
    }
    (lexer.tokens, lexer.errors)
}

struct Lexer<'a> {
    text: &'a str,
    dialect: Dialect,
    at: usize,
    /// Where the last token ended.
    token_end: usize,
    tokens: Vec<Token>,
    errors: Vec<SyntaxError>,
    literals: Literals<'a>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn next(&mut self, c: char) {
        let rest = self.rest();
        match c {
            _ if c.is_whitespace() || c == '\u{feff}' => self.at += c.len_utf8(),
            '\\' if self.ends_line() => self.join_lines(),
            '/' if rest.starts_with("//") => self.skip_line(),
            '/' if rest.starts_with("/*") => self.skip_comment(),
            '/' if self.is_slashy() => self.text_token(),
            '"' | '\'' => self.text_token(),
            '`' => self.quoted_name(),
            _ if c.is_ascii_digit() => self.number(),
            _ if is_name(c) => self.name(),
            _ => {
                let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign));
                self.push(Kind::Sign, self.at + sign.map_or(c.len_utf8(), |sign| sign.len()));
            }
        }
    }

    fn push(&mut self, kind: Kind, end: usize) {
        let between = &self.text[self.token_end..self.at];
        self.tokens.push(Token {
            kind,
            span: Span::new(self.at, end),
            line_break: self.tokens.is_empty() || between.contains(['\n', '\r']),
            spaced: !between.is_empty(),
        });
        (self.at, self.token_end) = (end, end);
    }

    /// Whether the line ends behind this backslash and those that follow it. Where another one is in front, it has been asked.
    fn ends_line(&self) -> bool {
        let first = !self.text[..self.at].ends_with('\\');
        first && self.rest().trim_start_matches('\\').starts_with(['\n', '\r'])
    }

    /// A `\` at the end of a line: the next goes on with it.
    fn join_lines(&mut self) {
        let rest = self.rest().trim_start_matches('\\');
        let ends = if rest.starts_with("\r\n") { 2 } else { 1 };
        self.at = self.text.len() - rest.len() + ends;
        self.token_end = self.at;
    }

    fn skip_line(&mut self) {
        self.at += self.rest().find(['\n', '\r']).unwrap_or(self.rest().len());
    }

    /// To the end of a comment, which in Kotlin may hold others.
    fn skip_comment(&mut self) {
        let rest = self.rest();
        let mut depth = 1_usize;
        let mut at = 2;
        while depth > 0 {
            let Some(found) = rest[at..].find(['*', '/']) else { break };
            at += found;
            if rest[at..].starts_with("*/") {
                (depth, at) = (depth - 1, at + 2);
            } else if self.dialect == Dialect::Kotlin && rest[at..].starts_with("/*") {
                (depth, at) = (depth + 1, at + 2);
            } else {
                at += 1;
            }
        }
        if depth > 0 {
            at = rest.len();
            self.errors.push(SyntaxError::new(Span::new(self.at, self.at + 2), "the comment is not closed"));
        }
        self.at += at;
    }

    /// Whether a `/` starts a text: where no value stands in front that could be divided.
    fn is_slashy(&self) -> bool {
        if self.dialect == Dialect::Kotlin {
            return false;
        }
        let before = self.tokens.last().map_or("", |token| &self.text[token.span.range()]);
        let opens =
            matches!(before, "=" | "(" | "," | "[" | "=~" | "==~" | ":" | "!" | "&&" | "||" | "return");
        opens && literal::slashy_end(self.rest()).is_some()
    }

    fn text_token(&mut self) {
        let (parts, end, error) = self.literals.read(self.at);
        self.errors.extend(error);
        self.push(Kind::Text(parts), end);
    }

    /// A name in backquotes; one that is not closed on its line is a sign.
    fn quoted_name(&mut self) {
        let rest = &self.rest()[1..];
        match rest.find(['`', '\n']).filter(|at| rest[*at..].starts_with('`')) {
            Some(length) => self.push(Kind::Name, self.at + length + 2),
            None => self.push(Kind::Sign, self.at + 1),
        }
    }

    fn name(&mut self) {
        let length = self.rest().find(|c| !is_name(c)).unwrap_or(self.rest().len());
        self.push(Kind::Name, self.at + length);
    }

    /// Digits with what belongs to them: `1_000`, `1.5`, `0x1F`, `10L`.
    fn number(&mut self) {
        let rest = self.rest();
        let mut end = 0;
        for (at, c) in rest.char_indices() {
            let fraction = c == '.' && rest[at + 1..].starts_with(|next: char| next.is_ascii_digit());
            if !c.is_ascii_alphanumeric() && c != '_' && !fraction {
                break;
            }
            end = at + c.len_utf8();
        }
        self.push(Kind::Number, self.at + end);
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}
