//! Words, signs and line ends.

use super::{Word, WordKind};
use crate::span::{Span, SyntaxError};

/// A token: a word, or what parts statements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Word(Word),
    Open(usize),
    Close(usize),
    /// A line end or a semicolon.
    End(usize),
}

/// Cuts a script into tokens. Comments are gone.
pub(super) fn tokens(text: &str) -> (Vec<Token>, Vec<SyntaxError>) {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new(), errors: Vec::new() };
    while let Some(c) = lexer.peek() {
        lexer.next(c);
    }
    (lexer.tokens, lexer.errors)
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token>,
    errors: Vec<SyntaxError>,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self, c: char) {
        let start = self.at;
        match c {
            '\n' | ';' => self.single(Token::End(start)),
            '{' => self.single(Token::Open(start)),
            '}' => self.single(Token::Close(start)),
            '\'' | '"' => self.quoted(c),
            '/' if self.rest().starts_with("//") => self.skip_to("\n", 0),
            '/' if self.rest().starts_with("/*") => self.skip_to("*/", 2),
            '\\' if self.rest().starts_with("\\\n") => self.at += 2,
            _ if c.is_whitespace() => self.at += c.len_utf8(),
            _ if is_name(c) => self.name(),
            _ => {
                self.at += c.len_utf8();
                self.push(WordKind::Sign, start, start..self.at);
            }
        }
    }

    fn single(&mut self, token: Token) {
        self.tokens.push(token);
        self.at += 1;
    }

    /// Goes to the end of a comment; its last `kept` bytes belong to it.
    fn skip_to(&mut self, end: &str, kept: usize) {
        self.at = self.rest().find(end).map_or(self.text.len(), |found| self.at + found + kept);
    }

    fn push(&mut self, kind: WordKind, start: usize, inner: std::ops::Range<usize>) {
        let (text, span) = (self.text[inner].to_owned(), Span::new(start, self.at));
        self.tokens.push(Token::Word(Word { kind, text, span }));
    }

    fn name(&mut self) {
        let start = self.at;
        let mut rest = self.rest().char_indices().peekable();
        let mut end = 0;
        while let Some((at, c)) = rest.next() {
            let joins = matches!(c, '.' | '-') && rest.peek().is_some_and(|(_, next)| is_name(*next));
            if !is_name(c) && !joins {
                break;
            }
            end = at + c.len_utf8();
        }
        self.at += end.max(1);
        self.push(WordKind::Name, start, start..self.at);
    }

    fn quoted(&mut self, quote: char) {
        let start = self.at;
        let triple = quote.to_string().repeat(3);
        let mark = if self.rest().starts_with(&triple) { triple } else { quote.to_string() };
        let inner = start + mark.len();
        match self.closing(inner, &mark) {
            Some(end) => {
                self.at = end + mark.len();
                self.push(WordKind::Text, start, inner..end);
            }
            None => {
                let line = self.text[inner..].find('\n').map_or(self.text.len(), |at| inner + at);
                self.errors.push(SyntaxError::new(Span::new(start, line), format!("no closing {quote}")));
                self.at = line;
                self.push(WordKind::Text, start, inner..line);
            }
        }
    }

    /// Where the text that begins at `from` ends: not at an escaped quote, and on one line unless it has three.
    fn closing(&self, from: usize, mark: &str) -> Option<usize> {
        let mut escaped = false;
        for (at, c) in self.text[from..].char_indices() {
            if escaped {
                escaped = false;
            } else if c == '\\' {
                escaped = true;
            } else if self.text[from + at..].starts_with(mark) {
                return Some(from + at);
            } else if c == '\n' && mark.len() == 1 {
                return None;
            }
        }
        None
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$' | '@' | '`')
}
