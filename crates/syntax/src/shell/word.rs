//! From text to words and what parts them.

use super::{
    nesting::{Mark, Nesting},
    token::{Token, Word},
};
use crate::span::{Span, SyntaxError};

/// Cuts a text into tokens, from `start` on.
pub(super) fn tokens(text: &str, start: usize) -> (Vec<Token>, Vec<SyntaxError>) {
    let mut lexer = Lexer {
        text,
        at: start,
        tokens: Vec::new(),
        errors: Vec::new(),
        nesting: Nesting::new(text),
        bodies: Vec::new(),
        redirected: false,
        test: false,
    };
    while let Some(c) = lexer.rest().chars().next() {
        lexer.next(c);
    }
    (lexer.tokens, lexer.errors)
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token>,
    errors: Vec<SyntaxError>,
    nesting: Nesting<'a>,
    /// The here-documents that start on the next line, and where they were announced.
    bodies: Vec<(Mark, Span)>,
    /// Whether the next word is the target of a redirection.
    redirected: bool,
    /// Whether a `[[` is open, in which signs compare.
    test: bool,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn next(&mut self, c: char) {
        let rest = self.rest();
        match c {
            '\n' => self.line_end(),
            _ if c.is_whitespace() => self.at += c.len_utf8(),
            '\\' if continued(rest).is_some() => self.at += continued(rest).unwrap_or(1),
            '#' => self.at += rest.find('\n').unwrap_or(rest.len()),
            '<' | '>' | '|' | '&' | '(' | ')' if self.test => self.at += 1,
            '<' | '>' if rest[1..].starts_with('(') => self.word(),
            '<' | '>' => self.redirection(),
            '&' if rest.starts_with("&>") => {
                self.at += 1;
                self.redirection();
            }
            '|' if !rest.starts_with("||") => self.sign(Token::Pipe, 1),
            ';' | '|' | '&' => self.sign(Token::Separator, rest.len() - rest.trim_start_matches(c).len()),
            '(' if rest.starts_with("((") => self.arithmetic(),
            '(' => self.sign(Token::Open, 1),
            ')' => self.sign(Token::Close, 1),
            _ => self.word(),
        }
    }

    fn sign(&mut self, token: Token, length: usize) {
        self.tokens.push(token);
        self.at += length;
        (self.redirected, self.test) = (false, false);
    }

    /// A line end, with the bodies of the here-documents that the line announced.
    fn line_end(&mut self) {
        self.sign(Token::LineEnd, 1);
        for (mark, span) in std::mem::take(&mut self.bodies) {
            match self.nesting.body_end(&mark, self.at) {
                Some(end) => self.at = end,
                None => self.errors.push(SyntaxError::new(span, "nothing ends the here-document")),
            }
        }
    }

    /// `> file`, `2>&1`, `<<EOF`: the target is no word of the command.
    fn redirection(&mut self) {
        let rest = self.rest();
        if let Some((mark, length)) = Mark::read(rest) {
            self.bodies.push((mark, Span::new(self.at, self.at + length)));
            self.at += length;
            return;
        }
        self.at += rest.len() - rest.trim_start_matches(['<', '>', '&', '|']).len();
        self.redirected = true;
    }

    /// `((i++))`: no words.
    fn arithmetic(&mut self) {
        match self.nesting.end(self.at + 1, ')') {
            Some(end) => self.at = end,
            None => self.sign(Token::Open, 1),
        }
    }

    fn word(&mut self) {
        let start = self.at;
        let mut word = Word::default();
        let mut plain = true;
        while let Some(c) = self.rest().chars().next() {
            let array = c == '(' && word.equals.is_some_and(|(_, from)| from == self.at);
            let process = matches!(c, '<' | '>') && self.rest()[1..].starts_with('(') && self.at == start;
            if c.is_whitespace() || ("<>();|&".contains(c) && !array && !process) {
                break;
            }
            let name = plain && is_name(word.value.strip_suffix('+').unwrap_or(&word.value));
            if c == '=' && word.equals.is_none() && name {
                word.equals = Some((word.value.len(), self.at + 1));
            }
            plain &= c.is_ascii_alphanumeric() || matches!(c, '_' | '+');
            self.piece(c, &mut word);
        }
        // A number right in front of a redirection tells what is redirected.
        let digits = word.value.bytes().all(|byte| byte.is_ascii_digit());
        let redirects = digits && !word.quoted && self.rest().starts_with(['<', '>']);
        word.span = Span::new(start, self.at);
        if !word.quoted && matches!(word.value.as_str(), "[[" | "]]") {
            self.test = word.value == "[[";
        }
        if !redirects && !std::mem::take(&mut self.redirected) {
            self.tokens.push(Token::Word(word));
        }
    }

    /// Takes what starts with `c`: a quoted text, a substitution, an escape, or `c` alone.
    fn piece(&mut self, c: char, word: &mut Word) {
        let rest = self.rest();
        match c {
            '\'' => self.single_quoted(1, word),
            '$' if rest.starts_with("$'") => self.single_quoted(2, word),
            '"' => self.double_quoted(word),
            '\\' => match continued(rest) {
                Some(length) => self.at += length,
                None => {
                    let escaped = rest[1..].chars().next();
                    word.value.push(escaped.unwrap_or('\\'));
                    self.at += 1 + escaped.map_or(0, char::len_utf8);
                }
            },
            '$' if rest.starts_with("$(") => self.kept(2, ')', word),
            '$' if rest.starts_with("${") => self.kept(2, '}', word),
            '`' => self.kept(1, '`', word),
            '(' => self.kept(1, ')', word),
            '<' | '>' => self.kept(2, ')', word),
            _ => self.literal(c, word),
        }
    }

    fn literal(&mut self, c: char, word: &mut Word) {
        word.value.push(c);
        self.at += c.len_utf8();
    }

    /// A substitution or array, kept as it is written.
    fn kept(&mut self, opening: usize, close: char, word: &mut Word) {
        match self.nesting.end(self.at + opening, close) {
            Some(end) => {
                word.value.push_str(&self.text[self.at..end]);
                self.at = end;
            }
            None => self.unclosed(opening, word),
        }
    }

    /// What is opened and never closed stands for itself.
    fn unclosed(&mut self, opening: usize, word: &mut Word) {
        let span = Span::new(self.at, self.at + opening);
        self.errors.push(SyntaxError::new(span, format!("nothing closes `{}`", &self.text[span.range()])));
        word.value.push_str(&self.text[span.range()]);
        self.at = span.end;
    }

    fn single_quoted(&mut self, opening: usize, word: &mut Word) {
        word.quoted = true;
        match self.nesting.single_quote_end(self.at + opening) {
            Some(end) => {
                word.value.push_str(&self.text[self.at + opening..end - 1]);
                self.at = end;
            }
            None => self.unclosed(opening, word),
        }
    }

    fn double_quoted(&mut self, word: &mut Word) {
        word.quoted = true;
        match self.nesting.end(self.at + 1, '"') {
            Some(end) => {
                self.at += 1;
                while self.at + 1 < end {
                    self.inside_quotes(end - 1, word);
                }
                self.at = end;
            }
            None => self.unclosed(1, word),
        }
    }

    /// Takes one piece of what stands between double quotes, which end at `end`.
    fn inside_quotes(&mut self, end: usize, word: &mut Word) {
        let rest = &self.text[self.at..end];
        let Some(c) = rest.chars().next() else { return };
        match c {
            '$' if rest.starts_with("$(") => self.kept(2, ')', word),
            '$' if rest.starts_with("${") => self.kept(2, '}', word),
            '`' => self.kept(1, '`', word),
            '\\' => {
                if let Some(length) = continued(rest) {
                    self.at += length;
                    return;
                }
                self.at += usize::from(rest[1..].starts_with(['"', '\\', '$', '`']));
                if let Some(c) = self.rest().chars().next() {
                    self.literal(c, word);
                }
            }
            _ => self.literal(c, word),
        }
    }
}

/// How long a `\` with the line end behind it is, if one is.
fn continued(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('\\')?;
    if rest.starts_with('\n') { Some(2) } else { rest.starts_with("\r\n").then_some(3) }
}

/// Whether a variable may be called so.
fn is_name(text: &str) -> bool {
    let starts = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    starts && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
