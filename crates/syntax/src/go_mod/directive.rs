//! Directives, in a line of their own or in a block.

use super::line::{self, Token};
use crate::span::{Span, Spanned, SyntaxError};

/// A verb and what it is said of. A block is as many directives as it has lines.
pub(super) struct Directive {
    pub(super) verb: String,
    pub(super) arguments: Vec<Token>,
    /// What follows `//` in the line.
    pub(super) comment: String,
    /// From the verb, or in a block from the first argument, to the last argument.
    pub(super) span: Span,
}

/// All directives of a file.
pub(super) fn directives(text: &str) -> (Vec<Directive>, Vec<SyntaxError>) {
    let mut errors = Vec::new();
    let mut found = Vec::new();
    let mut block: Option<Spanned<String>> = None;
    for line in line::lines(text, &mut errors) {
        match (line.tokens.as_slice(), &block) {
            ([], _) => {}
            ([Token::Close(_)], Some(_)) => block = None,
            ([Token::Text(verb), Token::Open(_)], None) => block = Some(verb.clone()),
            ([Token::Text(_), Token::Open(_), Token::Close(_)], None) => {}
            (arguments, Some(verb)) => {
                found.push(directive(verb.value.clone(), arguments, line.span, &line.comment));
            }
            ([Token::Text(verb), arguments @ ..], None) => {
                found.push(directive(verb.value.clone(), arguments, line.span, &line.comment));
            }
            (_, None) => errors.push(SyntaxError::new(line.span, "expected a directive")),
        }
    }
    errors.extend(block.map(|verb| SyntaxError::new(verb.span, "the block is not closed")));
    (found, errors)
}

/// All blocks that are closed, from `(` to `)`, with their verbs.
pub(super) fn blocks(text: &str) -> Vec<(String, Span)> {
    let mut found = Vec::new();
    let mut block: Option<(String, Span)> = None;
    for line in line::lines(text, &mut Vec::new()) {
        match (line.tokens.as_slice(), &block) {
            ([Token::Text(verb), Token::Open(open)], None) => block = Some((verb.value.clone(), *open)),
            ([Token::Close(close)], Some(_)) => {
                found.extend(block.take().map(|(verb, open)| (verb, Span::new(open.start, close.end))));
            }
            _ => {}
        }
    }
    found
}

fn directive(verb: String, arguments: &[Token], span: Span, comment: &str) -> Directive {
    Directive { verb, arguments: arguments.to_vec(), comment: comment.to_owned(), span }
}
