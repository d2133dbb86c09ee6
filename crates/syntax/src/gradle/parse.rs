//! From tokens to statements.

use super::{
    Script, Statement, Word, WordKind,
    token::{Token, tokens},
};
use crate::span::{Span, SyntaxError};

/// How deep blocks may stand inside each other; what is deeper belongs to the statement around it.
const DEPTH_MAX: usize = 64;

/// Reads a build script. What cannot be understood is a statement of unknown words; nothing is lost.
#[must_use]
pub fn read(text: &str) -> (Script, Vec<SyntaxError>) {
    let (tokens, mut errors) = tokens(text);
    let mut open: Vec<Open> = vec![Open::default()];
    for token in tokens {
        match token {
            Token::Word(word) => last(&mut open).word(word),
            Token::End(_) => last(&mut open).end(),
            Token::Open(at) => {
                if open.len() < DEPTH_MAX {
                    open.push(Open::default());
                } else {
                    errors.push(SyntaxError::new(Span::new(at, at + 1), "blocks nested too deep"));
                }
            }
            Token::Close(at) => close(&mut open, at, &mut errors),
        }
    }
    while open.len() > 1 {
        let end = text.len();
        errors.push(SyntaxError::new(Span::new(end, end), "a block is not closed"));
        fold(&mut open, end);
    }
    let mut statements = open.pop().unwrap_or_default();
    statements.end_statement();
    (Script { statements: statements.done }, errors)
}

/// A block whose end has not come yet.
#[derive(Debug, Default)]
struct Open {
    done: Vec<Statement>,
    current: Statement,
    /// How many round and square brackets of the current statement are open.
    brackets: usize,
}

impl Open {
    fn word(&mut self, word: Word) {
        // Behind a block a new statement begins, unless the words go on with it: `} else {`, `}, x`.
        let goes_on = word.kind == WordKind::Sign || word.text == "else" || self.brackets > 0;
        if !self.current.block.is_empty() && !goes_on {
            self.end_statement();
        }
        if word.kind == WordKind::Sign {
            match word.text.as_str() {
                "(" | "[" => self.brackets += 1,
                ")" | "]" => self.brackets = self.brackets.saturating_sub(1),
                _ => {}
            }
        }
        if self.current.words.is_empty() && self.current.block.is_empty() {
            self.current.span.start = word.span.start;
        }
        self.current.span.end = word.span.end;
        self.current.words.push(word);
    }

    /// A line end, which ends the statement unless something is open or missing.
    fn end(&mut self) {
        let last = self.current.words.last();
        let unfinished = last
            .is_some_and(|word| word.kind == WordKind::Sign && matches!(&*word.text, "," | "=" | "+" | "."));
        if self.brackets == 0 && !unfinished {
            self.end_statement();
        }
    }

    fn end_statement(&mut self) {
        let statement = std::mem::take(&mut self.current);
        self.brackets = 0;
        if !statement.words.is_empty() || !statement.block.is_empty() {
            self.done.push(statement);
        }
    }
}

fn last(open: &mut [Open]) -> &mut Open {
    match open.last_mut() {
        Some(last) => last,
        None => unreachable!("the outermost block stays open"),
    }
}

fn close(open: &mut Vec<Open>, at: usize, errors: &mut Vec<SyntaxError>) {
    if open.len() == 1 {
        errors.push(SyntaxError::new(Span::new(at, at + 1), "no block is open here"));
    } else {
        fold(open, at + 1);
    }
}

/// Puts the innermost block into the statement that it belongs to.
fn fold(open: &mut Vec<Open>, end: usize) {
    let Some(mut inner) = open.pop() else { return };
    inner.end_statement();
    let outer = last(open);
    outer.current.block.append(&mut inner.done);
    outer.current.span.end = end;
}
