//! Arguments and their names.

use super::{Argument, Value, expression::Place, parser::Parser, token::Kind, value};
use crate::span::{Span, Spanned};

impl Parser<'_> {
    /// Values in brackets, parted by commas; the opening bracket is next.
    pub(super) fn arguments(&mut self, open: &str, close: &str) -> Vec<Argument> {
        let start = self.start();
        let inside = std::mem::replace(&mut self.inside, true);
        let mut arguments = Vec::new();
        self.take(open);
        loop {
            while self.take(",") || self.take(";") {}
            if self.take(close) {
                break;
            }
            let new_line = self.ahead(0).is_none_or(|token| token.line_break);
            // A line that starts without a comma in front is a new statement: this bracket was left open.
            let left_open = !arguments.is_empty() && new_line && !self.ended_by_comma();
            if left_open || self.is_done() || matches!(self.word(0), ")" | "]" | "}") {
                self.error(Span::new(start, start + open.len()), "the bracket is not closed");
                break;
            }
            match self.argument(Place::Right) {
                Some(argument) => arguments.push(argument),
                None => self.skip_balanced(),
            }
        }
        self.inside = inside;
        arguments
    }

    /// One argument with its name, if it has one. None, and nothing taken, where no value starts.
    pub(super) fn argument(&mut self, place: Place) -> Option<Argument> {
        let (name, signs) = self.argument_name(place);
        self.skip(signs);
        let Some((value, _)) = self.expression(place) else {
            let at = self.end();
            return name.map(|name| Argument { name: Some(name), value: self.unread(at) });
        };
        match (name, value) {
            (None, value) => Some(pair(value)),
            (name, value) => Some(Argument { name, value }),
        }
    }

    /// The name of an argument and how many tokens it takes: `name:`, `'name':`, in brackets also `name =`.
    fn argument_name(&self, place: Place) -> (Option<Spanned<String>>, usize) {
        let Some(token) = self.ahead(0) else { return (None, 0) };
        let named =
            self.is_sign(1, ":") || (place == Place::Right && self.is_sign(1, "=") && self.is_name(0));
        let name = match &token.kind {
            Kind::Name => self.name(0),
            Kind::Text(parts) => value::written(parts),
            Kind::Number => self.word(0).to_owned(),
            Kind::Sign => return (None, 0),
        };
        if named { (Some(Spanned::new(name, token.span)), 2) } else { (None, 0) }
    }
}

/// `"name" to value` is an argument with a name.
fn pair(value: Value) -> Argument {
    match named_pair(&value) {
        Some((name, to)) => Argument { name: Some(name), value: to.clone() },
        None => Argument { name: None, value },
    }
}

fn named_pair(value: &Value) -> Option<(Spanned<String>, &Value)> {
    let (path, call) = value.call()?;
    let [link] = call.chain.as_slice() else { return None };
    let [to] = link.arguments.as_slice() else { return None };
    let name = match (path, call.arguments.as_slice()) {
        ([], [key]) => Spanned::new(key.value.written()?, key.value.span),
        ([_, ..], []) => Spanned::new(path.join("."), Span::new(value.span.start, link.name.span.start)),
        _ => return None,
    };
    (link.name.value == "to").then_some((name, &to.value))
}
