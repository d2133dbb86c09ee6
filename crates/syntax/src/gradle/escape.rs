//! Escapes, and the parts that a text is put together from.

use super::value::Part;
use crate::span::Spanned;

/// Resolves the escape that `rest` starts with and gives its length.
pub(super) fn escape(rest: &str, parts: &mut Parts) -> usize {
    let Some(c) = rest[1..].chars().next() else {
        parts.text("\\");
        return 1;
    };
    let single = match c {
        'n' => "\n",
        't' => "\t",
        'r' => "\r",
        'b' => "\u{8}",
        'u' => return unicode(rest, parts),
        // A continued line.
        '\n' => "",
        '\\' | '"' | '\'' | '$' => &rest[1..2],
        // Unknown: kept as written.
        _ => &rest[..1 + c.len_utf8()],
    };
    parts.text(single);
    1 + c.len_utf8()
}

fn unicode(rest: &str, parts: &mut Parts) -> usize {
    let digits = rest.get(2..6).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let c = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
    match c {
        Some(c) => {
            parts.text(c.encode_utf8(&mut [0; 4]));
            6
        }
        None => {
            parts.text("\\u");
            2
        }
    }
}

/// Parts of a text, neighbouring texts joined.
#[derive(Default)]
pub(super) struct Parts {
    done: Vec<Part>,
    open: String,
}

impl Parts {
    pub(super) fn text(&mut self, text: &str) {
        self.open.push_str(text);
    }

    pub(super) fn expression(&mut self, expression: Spanned<String>) {
        self.flush();
        self.done.push(Part::Expression(expression));
    }

    fn flush(&mut self) {
        if !self.open.is_empty() {
            self.done.push(Part::Text(std::mem::take(&mut self.open)));
        }
    }

    pub(super) fn done(mut self) -> Vec<Part> {
        self.flush();
        self.done
    }
}
