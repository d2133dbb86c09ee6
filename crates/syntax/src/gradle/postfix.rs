//! What follows a name or a value: dots, arguments, closures, infix calls.

use super::{
    Argument, Block, Invocation, Link, Value, ValueKind,
    expression::{Place, on_value},
    parser::Parser,
    token::Kind,
    value,
};
use crate::span::{Span, Spanned};

/// A name or value with what follows it, while it is read.
struct Chain {
    path: Vec<String>,
    path_span: Span,
    call: Invocation,
    /// Whether the path has been called: further names are links.
    called: bool,
}

impl Chain {
    fn name(&mut self, name: Spanned<String>) {
        if self.called {
            self.call.chain.push(Link { name, arguments: Vec::new(), block: None });
        } else {
            self.path_span.end = name.span.end;
            self.path.push(name.value);
        }
    }

    /// The arguments and block of the last name; a new link when it has some of that kind already.
    fn last(&mut self, taken: impl Fn(&[Argument], Option<&Block>) -> bool, at: usize) -> Last<'_> {
        let is_taken = match self.call.chain.last() {
            Some(link) => taken(&link.arguments, link.block.as_ref()),
            None => taken(&self.call.arguments, self.call.block.as_ref()),
        };
        if is_taken {
            let name = Spanned::new("invoke".to_owned(), Span::new(at, at));
            self.call.chain.push(Link { name, arguments: Vec::new(), block: None });
        }
        self.called = true;
        match self.call.chain.last_mut() {
            Some(link) => (&mut link.arguments, &mut link.block),
            None => (&mut self.call.arguments, &mut self.call.block),
        }
    }

    fn value(self, span: Span) -> (Value, Span) {
        let kind = if self.called {
            ValueKind::Call { path: self.path, call: self.call }
        } else {
            ValueKind::Name(self.path)
        };
        (Value { kind, span }, self.path_span)
    }
}

type Last<'c> = (&'c mut Vec<Argument>, &'c mut Option<Block>);

impl Parser<'_> {
    /// What starts with a name.
    pub(super) fn postfix_of_name(&mut self, place: Place) -> (Value, Span) {
        let name = self.name(0);
        self.postfix_of_path(name, place)
    }

    /// `"implementation"("a:b:1")`: the text is a name.
    pub(super) fn postfix_of_text(&mut self, kind: ValueKind, place: Place) -> (Value, Span) {
        let name = if let ValueKind::Text(parts) = &kind { value::written(parts) } else { String::new() };
        self.postfix_of_path(name, place)
    }

    fn postfix_of_path(&mut self, name: String, place: Place) -> (Value, Span) {
        let start = self.start();
        self.skip(1);
        let path_span = Span::new(start, self.end());
        let mut chain = Chain { path: vec![name], path_span, call: Invocation::default(), called: false };
        self.postfix(&mut chain, place);
        chain.value(Span::new(start, self.end()))
    }

    /// A value that is no name, with what is called on it.
    pub(super) fn postfix_of_value(&mut self, value: Value, place: Place) -> Value {
        let goes_on = self.member() || (place == Place::Right && self.is_infix());
        if !goes_on {
            return value;
        }
        let (start, path_span) = (value.span.start, value.span);
        let mut chain = Chain { path: Vec::new(), path_span, call: on_value(value), called: true };
        self.postfix(&mut chain, place);
        chain.value(Span::new(start, self.end())).0
    }

    fn postfix(&mut self, chain: &mut Chain, place: Place) {
        loop {
            let before = self.start();
            if self.member() {
                self.skip(1);
                let span = self.ahead(0).map_or_else(Span::default, |token| token.span);
                chain.name(Spanned::new(self.name(0), span));
                self.skip(1);
            } else if self.call_suffix(chain) {
                // Taken.
            } else if place != Place::Bare && self.is_infix() {
                self.infix(chain, place);
            }
            if self.start() == before || self.is_done() {
                return;
            }
        }
    }

    /// Whether a name behind a dot is next; on a new line too.
    fn member(&self) -> bool {
        let dot = matches!(self.word(0), "." | "?." | "::") && !self.is_text(0);
        let spread = self.is_sign(0, "*") && self.is_sign(1, ".");
        (dot && (self.is_name(1) || self.is_text(1))) || spread
    }

    /// `(..)`, `{..}`, `[..]`, `<..>` or `!!` right behind a name or value.
    fn call_suffix(&mut self, chain: &mut Chain) -> bool {
        let Some(token) = self.ahead(0).filter(|token| token.kind == Kind::Sign) else { return false };
        let (at, line_break, spaced) = (token.span.start, token.line_break, token.spaced);
        match self.word(0) {
            "(" if !line_break => {
                let arguments = self.arguments("(", ")");
                let taken = |own: &[Argument], block: Option<&Block>| !own.is_empty() || block.is_some();
                *chain.last(taken, at).0 = arguments;
            }
            "{" => {
                let block = self.block();
                *chain.last(|_, block| block.is_some(), at).1 = Some(block);
            }
            "[" if !line_break && !spaced => self.index(chain, at),
            "<" if !spaced => match self.type_arguments(0).filter(|length| self.behind_types(*length)) {
                Some(length) => self.skip(length),
                None => return false,
            },
            "!!" => self.skip(1),
            _ => return false,
        }
        true
    }

    /// Whether what stands behind `<..>` tells that these were types.
    fn behind_types(&self, length: usize) -> bool {
        let new_line = self.ahead(length).is_none_or(|token| token.line_break);
        new_line
            || self.is_name(length)
            || matches!(self.word(length), "(" | "{" | "." | "::" | ")" | "," | "}")
    }

    /// `["key"]` is a name of its own; any other index a call of `get`.
    fn index(&mut self, chain: &mut Chain, at: usize) {
        let arguments = self.arguments("[", "]");
        let span = Span::new(at, self.end());
        if let [Argument { name: None, value }] = arguments.as_slice()
            && let Some(key) = value.text().filter(|_| matches!(value.kind, ValueKind::Text(_)))
        {
            chain.name(Spanned::new(key, span));
        } else if !arguments.is_empty() {
            let name = Spanned::new("get".to_owned(), span);
            chain.called = true;
            chain.call.chain.push(Link { name, arguments, block: None });
        }
    }

    /// Whether an infix call or an argument without parentheses is next.
    fn is_infix(&self) -> bool {
        let Some(token) = self.ahead(0).filter(|token| !token.line_break) else { return false };
        match token.kind {
            Kind::Text(_) | Kind::Name => !self.is_operator(),
            Kind::Number => token.spaced,
            Kind::Sign => self.is_sign(0, "[") && token.spaced,
        }
    }

    /// A name between two values, or arguments without parentheses.
    fn infix(&mut self, chain: &mut Chain, place: Place) {
        let at = self.start();
        let pair = self.word(0) == "to";
        let link = pair || (chain.called && self.is_name(0));
        // `a to b`, `id("x") version "1"`.
        if link {
            chain.called = true;
            let span = self.ahead(0).map_or_else(Span::default, |token| token.span);
            chain.name(Spanned::new(self.name(0), span));
            self.skip(1);
            if self.ahead(0).is_none_or(|token| token.line_break) || self.call_like() {
                return;
            }
        }
        let arguments = self.bare_arguments(place);
        let taken = |own: &[Argument], _: Option<&Block>| !own.is_empty();
        if !arguments.is_empty() {
            chain.last(taken, at).0.extend(arguments);
        }
    }

    /// Whether parentheses or a block follow a name right away.
    fn call_like(&self) -> bool {
        (self.is_sign(0, "(") && self.ahead(0).is_some_and(|token| !token.spaced)) || self.is_sign(0, "{")
    }

    /// Arguments without parentheses, parted by commas. Inside brackets a comma ends them.
    fn bare_arguments(&mut self, place: Place) -> Vec<Argument> {
        let mut arguments = Vec::new();
        while let Some(argument) = self.argument(Place::Bare) {
            arguments.push(argument);
            let ends = self.inside && place != Place::Statement;
            if ends || !self.is_sign(0, ",") {
                break;
            }
            self.skip(1);
            if matches!(self.word(0), "}" | ")" | "]") {
                break;
            }
        }
        arguments
    }
}
