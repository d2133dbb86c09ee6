//! Values with their operators.

use super::{Argument, Invocation, Part, Value, ValueKind, parser::Parser, token::Kind};
use crate::span::{Span, Spanned};

/// Where a value stands: what may follow a name there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At the start of a statement: arguments without parentheses, chains of them.
    Statement,
    /// Behind a `=`, `return` or inside brackets: the same, and infix calls.
    Right,
    /// An argument without parentheses: what follows it belongs to the call around it.
    Bare,
}

/// Signs between two values.
const BINARY: [&str; 24] = [
    "+", "-", "*", "/", "%", "==", "!=", "===", "!==", "<", ">", "<=", ">=", "&&", "||", "..", "..<", "?:",
    "=~", "==~", "&", "|", "^", "<<",
];

/// Signs that may start a line and go on with the value of the line in front.
const LEADING: [&str; 4] = ["?:", "&&", "||", "?"];

impl Parser<'_> {
    /// A value and where the name that it starts with stands. None, and nothing taken, where no value starts.
    pub(super) fn expression(&mut self, place: Place) -> Option<(Value, Span)> {
        let start = self.start();
        match self.deeper(|parser| parser.operands(place)) {
            Some(read) => read,
            None => Some((self.unread(start), Span::new(start, start))),
        }
    }

    fn operands(&mut self, place: Place) -> Option<(Value, Span)> {
        let (first, path_span) = self.operand(place)?;
        let start = first.span.start;
        let mut values = vec![first];
        let mut all_added = true;
        while let Some(sign) = self.operator(place) {
            all_added &= sign == "+";
            self.skip(1);
            if matches!(sign, "as" | "is" | "instanceof") {
                self.take("?");
                self.skip_type();
                all_added = true;
                continue;
            }
            match self.operand(Place::Bare) {
                Some((value, _)) => values.push(value),
                None => break,
            }
            if sign == "?" && self.is_sign(0, ":") {
                self.skip(1);
                values.extend(self.operand(Place::Bare).map(|(value, _)| value));
            }
        }
        Some((combined(values, all_added, Span::new(start, self.end())), path_span))
    }

    /// The operator that goes on with the value in front.
    fn operator(&self, place: Place) -> Option<&'static str> {
        let token = self.ahead(0)?;
        let new_line = token.line_break && !self.inside;
        if token.kind == Kind::Name {
            let words = ["as", "is", "instanceof", "in"];
            return words.into_iter().find(|word| !new_line && *word == self.word(0));
        }
        if token.kind != Kind::Sign {
            return None;
        }
        // At the start of a statement `<<` adds to what stands in front.
        let signs = BINARY.into_iter().chain(["?"]);
        let sign = signs.into_iter().find(|sign| *sign == self.word(0))?;
        let fits = !(place == Place::Statement && sign == "<<") && (!new_line || LEADING.contains(&sign));
        fits.then_some(sign)
    }

    fn operand(&mut self, place: Place) -> Option<(Value, Span)> {
        let start = self.start();
        if matches!(self.word(0), "!" | "-" | "+" | "*" | "++" | "--" | "~" | "&") && !self.is_text(0) {
            self.skip(1);
            let (value, _) =
                self.expression(Place::Bare).unwrap_or_else(|| (self.unread(start), Span::default()));
            let span = Span::new(start, self.end());
            // A spread list is its elements.
            return Some((Value { kind: spread(value), span }, Span::new(start, start)));
        }
        if self.is_sign(0, "@") && self.is_name(1) {
            self.skip(2);
        }
        self.primary(place)
    }

    fn primary(&mut self, place: Place) -> Option<(Value, Span)> {
        let start = self.start();
        let token = self.ahead(0)?;
        let kind = match &token.kind {
            Kind::Name => return self.named(place),
            Kind::Text(parts) => {
                let kind = ValueKind::Text(parts.clone());
                if place == Place::Statement && self.is_sign(1, "(") {
                    return Some(self.postfix_of_text(kind, place));
                }
                self.skip(1);
                kind
            }
            Kind::Number => {
                let kind = ValueKind::Number(self.word(0).to_owned());
                self.skip(1);
                kind
            }
            Kind::Sign => match self.word(0) {
                "[" => self.list(),
                "(" => self.parenthesised(),
                "{" => ValueKind::Closure(self.block()),
                _ => return None,
            },
        };
        let value = Value { kind, span: Span::new(start, self.end()) };
        Some((self.postfix_of_value(value, place), Span::new(start, start)))
    }

    /// What starts with a word.
    fn named(&mut self, place: Place) -> Option<(Value, Span)> {
        let start = self.start();
        let word = self.word(0);
        if let "true" | "false" = word {
            self.skip(1);
            let value = Value { kind: ValueKind::Bool(word == "true"), span: Span::new(start, self.end()) };
            return Some((value, Span::new(start, start)));
        }
        if let Some(value) = self.control_value() {
            return Some((self.postfix_of_value(value, place), Span::new(start, start)));
        }
        if matches!(word, "new" | "return" | "throw")
            && self.is_name(1)
            && self.ahead(1).is_some_and(|token| !token.line_break)
        {
            self.skip(1);
            return self.expression(if word == "new" { place } else { Place::Right });
        }
        Some(self.postfix_of_name(place))
    }

    /// `(..)`: what stands inside.
    fn parenthesised(&mut self) -> ValueKind {
        let arguments = self.arguments("(", ")");
        let mut values: Vec<Value> = arguments.into_iter().map(|argument| argument.value).collect();
        match values.pop() {
            Some(value) if values.is_empty() => value.kind,
            Some(value) => {
                values.push(value);
                ValueKind::Other(values)
            }
            None => ValueKind::Other(values),
        }
    }

    /// `[a, b]` or `[a: b]`.
    fn list(&mut self) -> ValueKind {
        // An empty map: `[:]`.
        if self.is_sign(1, ":") && self.is_sign(2, "]") {
            self.skip(3);
            return ValueKind::Map(Vec::new());
        }
        let arguments = self.arguments("[", "]");
        if !arguments.is_empty() && arguments.iter().all(|argument| argument.name.is_some()) {
            return ValueKind::Map(arguments);
        }
        ValueKind::List(arguments.into_iter().map(|argument| argument.value).collect())
    }
}

/// `*list` stands for the elements of the list; other prefixes make something else of a value.
fn spread(value: Value) -> ValueKind {
    match value.kind {
        kind @ (ValueKind::List(_) | ValueKind::Call { .. } | ValueKind::Map(_)) => kind,
        ValueKind::Number(number) => ValueKind::Number(format!("-{number}")),
        _ => ValueKind::Other(vec![value]),
    }
}

/// Values with operators between them: texts that are added are one text.
fn combined(mut values: Vec<Value>, added: bool, span: Span) -> Value {
    if values.len() == 1
        && let Some(value) = values.pop()
    {
        return Value { kind: value.kind, span };
    }
    let parts = added.then(|| values.iter().map(parts_of).collect::<Option<Vec<_>>>()).flatten();
    let has_text = values.iter().any(|value| matches!(value.kind, ValueKind::Text(_)));
    match parts {
        Some(parts) if has_text => Value { kind: ValueKind::Text(parts.concat()), span },
        _ => Value { kind: ValueKind::Other(values), span },
    }
}

/// What a value adds to a text.
fn parts_of(value: &Value) -> Option<Vec<Part>> {
    match &value.kind {
        ValueKind::Text(parts) => Some(parts.clone()),
        ValueKind::Name(path) => Some(vec![Part::Expression(Spanned::new(path.join("."), value.span))]),
        ValueKind::Number(number) => Some(vec![Part::Text(number.clone())]),
        _ => None,
    }
}

/// A call on a value: see [`ValueKind::Call`].
pub(super) fn on_value(value: Value) -> Invocation {
    Invocation { arguments: vec![Argument { name: None, value }], ..Invocation::default() }
}
