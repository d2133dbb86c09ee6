//! What is still unsettled where topics are named, and which files could settle it. Most files that speak of topics
//! settle nothing that anybody asks for: they are not parsed.

use std::collections::BTreeSet;

use memchr::{memchr_iter, memmem};

use super::{Constant, Expression, Passed, passed::is_verb};

/// The longest name that is looked at.
const NAME_MAX: usize = 64;

/// How much of a call or declaration is looked at, in bytes.
const CALL_MAX: usize = 300;

/// Names that other files may bind, and functions that other files may call.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Wanted {
    names: BTreeSet<String>,
    functions: BTreeSet<String>,
}

impl Wanted {
    /// Adds what an expression leaves open.
    pub(crate) fn add(&mut self, expression: &Expression) {
        match expression {
            Expression::Name(name) => {
                let name = name.trim_end_matches("()").rsplit('.').next().unwrap_or(name);
                self.names.insert(name.to_owned());
            }
            Expression::Parameter { function, .. } => {
                self.functions.insert(function.clone());
            }
            Expression::Text(_) | Expression::Environment { .. } | Expression::Other => {}
        }
    }

    /// Adds what the constants and calls of a file leave open. Callers are followed one step: what a caller is handed
    /// in turn stays open.
    pub(crate) fn add_told(&mut self, constants: &[Constant], passed: &[Passed]) {
        let constants = constants.iter().map(|constant| &constant.expression);
        let told = constants.chain(passed.iter().map(|passed| &passed.expression));
        told.filter(|open| matches!(open, Expression::Name(_))).for_each(|open| self.add(open));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty() && self.functions.is_empty()
    }

    /// Whether a text calls one of the functions or binds one of the names.
    pub(crate) fn is_told_by(&self, text: &str) -> bool {
        let may_bind = super::could_hold_constants(text);
        words(text).any(|(word, behind)| {
            self.functions.contains(word) && hands_over(behind)
                || may_bind && self.names.contains(word) && binds(behind)
        })
    }
}

/// Whether what stands behind a name is a call that is given a text or something that speaks of topics.
fn hands_over(behind: &str) -> bool {
    let given = behind.strip_prefix(['(', '<']).unwrap_or_default().as_bytes();
    let given = &given[..given.len().min(CALL_MAX)];
    given.iter().any(|byte| matches!(byte, b'"' | b'\'' | b'`'))
        || [&b"opic"[..], b"OPIC"].iter().any(|word| memmem::find(given, word).is_some())
}

/// Whether a file could tell anything of topics: it speaks of them, or calls functions that send or receive.
pub(crate) fn could_tell(text: &str) -> bool {
    let bytes = text.as_bytes();
    let calls = || memchr_iter(b'(', bytes).any(|at| is_verb(word_before(&bytes[..at])));
    super::could_hold_constants(text) || calls()
}

/// The name in front of an offset, as far as it is made of letters of ASCII.
fn word_before(text: &[u8]) -> &[u8] {
    let letters =
        text.iter().rev().take(NAME_MAX).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_');
    &text[text.len() - letters.count()..]
}

/// The words of a text, each with what stands behind it.
fn words(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(|byte| is_word(*byte))?;
        let end = bytes[start..].iter().position(|byte| !is_word(*byte)).map_or(bytes.len(), |n| start + n);
        at = end;
        Some((&text[start..end], &text[end..]))
    })
}

/// Whether what stands behind a name could give it a value: `= "orders"`, `: "orders"`, `: str = "orders"`,
/// Go's `string = "orders"`, a member of an enum with its arguments.
fn binds(behind: &str) -> bool {
    // A packed file is one line: what follows is looked at no further than a declaration goes.
    let near = &behind[..behind.floor_char_boundary(CALL_MAX)];
    let line = near.lines().next().unwrap_or_default();
    let line = line.trim_start_matches([' ', '\t', '"', '\'', '?', '!']);
    let value = line.strip_prefix(['=', ':', '(']).filter(|rest| !rest.starts_with('='));
    value.is_some() || line.split_once('=').is_some_and(|(of, _)| is_type(of.trim()))
}

fn is_type(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| is_word(byte) || byte == b'.')
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(expressions: &[Expression]) -> Wanted {
        let mut wanted = Wanted::default();
        expressions.iter().for_each(|open| wanted.add(open));
        wanted
    }

    #[test]
    fn a_file_is_read_for_a_name_only_where_it_binds_it() {
        let wanted = wanted(&[Expression::Name("Topics.ORDERS".to_owned())]);
        for text in [
            "ORDERS = 'topic'",
            "const ORDERS: string = 'topic';",
            "const ORDERS string = \"topic\"",
            "TOPICS = { ORDERS: 'orders' }",
            "{ \"ORDERS\": \"topic\" }",
            "enum Topics { ORDERS(\"orders\") }",
        ] {
            assert!(wanted.is_told_by(text), "{text}");
        }
        for text in [
            "send(Topics.ORDERS, x)",
            "if ORDERS == 'topic'",
            "MY_ORDERS = 'topic'",
            "# of ORDERS and topic",
            "ORDERS = 'x'",
        ] {
            assert!(!wanted.is_told_by(text), "{text}");
        }
    }

    #[test]
    fn a_file_is_read_for_a_function_only_where_it_calls_it() {
        let parameter =
            Expression::Parameter { function: "publish".to_owned(), index: 0, name: "topic".to_owned() };
        let wanted = wanted(&[parameter]);
        assert!(wanted.is_told_by("bus.publish('orders', x)"));
        assert!(wanted.is_told_by("bus.publish<Order>('orders', x)"));
        assert!(!wanted.is_told_by("bus.publish(order)"));
        assert!(!wanted.is_told_by("bus.republish('orders', x); publish"));
    }

    #[test]
    fn what_says_all_it_says_wants_nothing() {
        let text = Expression::Text("orders".to_owned());
        assert!(wanted(&[text, Expression::Other]).is_empty());
    }

    #[test]
    fn calls_of_senders_may_tell_of_topics() {
        assert!(could_tell("bus.sendMessage(producer, 'orders')"));
        assert!(could_tell("ORDERS_TOPIC"));
        assert!(could_tell("é.send(x)") && could_tell(&format!("{}send(x)", "é".repeat(100))));
        assert!(!could_tell("open('orders'); resend"));
    }
}
