//! Lines of tokens.

use crate::span::{Span, Spanned, SyntaxError};

/// A token of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A word, or a string without its quotes.
    Text(Spanned<String>),
    /// `=>`.
    Arrow,
    /// `(`.
    Open(Span),
    /// `)`.
    Close(Span),
}

/// A line that holds tokens or a comment.
#[derive(Default)]
pub(super) struct Line {
    pub(super) tokens: Vec<Token>,
    /// What follows `//`.
    pub(super) comment: String,
    /// From the first token to the last.
    pub(super) span: Span,
}

/// Splits a file. What is wrong inside a token is an error; the token is taken as far as it goes.
pub(super) fn lines(text: &str, errors: &mut Vec<SyntaxError>) -> Vec<Line> {
    let mut lexer = Lexer { text, at: 0, errors };
    let mut lines = Vec::new();
    while lexer.at < text.len() {
        lines.push(lexer.line());
    }
    lines
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    errors: &'a mut Vec<SyntaxError>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn line(&mut self) -> Line {
        let mut line = Line::default();
        loop {
            let rest = self.rest();
            let Some(first) = rest.chars().next() else { return line };
            if rest.starts_with("//") {
                let length = rest.find('\n').unwrap_or(rest.len());
                line.comment = rest[2..length].trim_end().to_owned();
                self.at += length;
            } else if first == '\n' {
                self.at += 1;
                return line;
            } else if first.is_whitespace() {
                self.at += first.len_utf8();
            } else {
                let start = self.at;
                let token = self.token(first);
                line.span = if line.tokens.is_empty() {
                    Span::new(start, self.at)
                } else {
                    Span::new(line.span.start, self.at)
                };
                line.tokens.push(token);
            }
        }
    }

    fn token(&mut self, first: char) -> Token {
        let start = self.at;
        match first {
            '(' | ')' => {
                self.at += 1;
                let span = Span::new(start, self.at);
                if first == '(' { Token::Open(span) } else { Token::Close(span) }
            }
            '"' => self.interpreted(),
            '`' => self.raw(),
            _ => self.word(),
        }
    }

    fn word(&mut self) -> Token {
        let rest = self.rest();
        let ends =
            |at: usize, c: char| c.is_whitespace() || matches!(c, '(' | ')') || rest[at..].starts_with("//");
        let length = rest.char_indices().find(|(at, c)| ends(*at, *c)).map_or(rest.len(), |(at, _)| at);
        let word = &rest[..length];
        let span = Span::new(self.at, self.at + length);
        self.at += length;
        if word == "=>" { Token::Arrow } else { Token::Text(Spanned::new(word.to_owned(), span)) }
    }

    /// A string in backquotes: no escapes.
    fn raw(&mut self) -> Token {
        let start = self.at;
        let inner = &self.rest()[1..];
        let length = inner.find(['`', '\n']).unwrap_or(inner.len());
        self.at += 1 + length;
        self.close(start, '`');
        Token::Text(Spanned::new(inner[..length].to_owned(), Span::new(start, self.at)))
    }

    /// A string in double quotes.
    fn interpreted(&mut self) -> Token {
        let start = self.at;
        let mut value = String::new();
        self.at += 1;
        while let Some(c) = self.rest().chars().next().filter(|c| !matches!(c, '"' | '\n')) {
            self.at += c.len_utf8();
            if c == '\\' { self.escape(&mut value) } else { value.push(c) }
        }
        self.close(start, '"');
        Token::Text(Spanned::new(value, Span::new(start, self.at)))
    }

    /// What stands behind a backslash; what is no escape stays as it is written.
    fn escape(&mut self, value: &mut String) {
        let rest = self.rest();
        let Some(c) = rest.chars().next().filter(|c| *c != '\n') else { return value.push('\\') };
        let digits = match c {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let code = rest
            .get(1..1 + digits)
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32);
        if let Some(code) = code {
            self.at += 1 + digits;
            return value.push(code);
        }
        self.at += c.len_utf8();
        match c {
            '\\' | '"' | '\'' => value.push(c),
            'n' => value.push('\n'),
            't' => value.push('\t'),
            'r' => value.push('\r'),
            _ => value.extend(['\\', c]),
        }
    }

    fn close(&mut self, start: usize, quote: char) {
        if self.rest().starts_with(quote) {
            self.at += 1;
        } else {
            self.errors.push(SyntaxError::new(Span::new(start, self.at), format!("no closing {quote}")));
        }
    }
}
