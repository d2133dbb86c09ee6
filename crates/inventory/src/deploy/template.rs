//! Templates of manifests (Helm, Handlebars, Jinja) made readable as YAML.

use std::{borrow::Cow, ops::Range};

/// The opening and closing marks of actions.
const MARKS: [(&str, &str); 2] = [("{{", "}}"), ("{%", "%}")];

/// Words that begin an action which writes nothing.
const SILENT: [&str; 11] =
    ["if", "else", "end", "range", "with", "define", "block", "break", "continue", "elif", "for"];

/// Puts something harmless in the place of each action, so that what is left can be read as YAML.
///
/// Every byte that belongs to no action keeps its place, so spans in the result are spans in `text`. A line
/// that holds nothing but actions becomes empty lines, since spaces may say something in front of a block
/// scalar; an action inside a value becomes as many `x`. What stands between `if`, `else` and `end` stays:
/// both branches are read.
#[must_use]
pub(crate) fn blank(text: &str) -> Cow<'_, str> {
    let actions = actions(text);
    if actions.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut bytes = text.as_bytes().to_vec();
    for action in &actions {
        fill(&mut bytes[action.clone()], b'x');
    }
    let mut next = 0;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        while actions.get(next).is_some_and(|action| action.end <= start) {
            next += 1;
        }
        clear(text, &mut bytes, start..end, &actions[next..]);
        start = end;
    }
    // Only whole actions were replaced, and by ASCII.
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Whether a text holds an action.
pub(crate) fn has_action(text: &str) -> bool {
    MARKS.iter().any(|(open, _)| text.contains(open))
}

/// What is left of a text when its actions are taken out.
pub(crate) fn without_actions(text: &str) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut from = 0;
    for action in actions(text) {
        rest.push_str(&text[from..action.start]);
        from = action.end;
    }
    rest.push_str(&text[from..]);
    rest
}

/// Replaces all but line ends.
fn fill(bytes: &mut [u8], with: u8) {
    bytes.iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r')).for_each(|byte| *byte = with);
}

/// Blanks the actions of a line that nothing but actions follow, as far as they write nothing of their own
/// in the line. `actions` starts with the first that may touch it.
fn clear(text: &str, bytes: &mut [u8], line: Range<usize>, actions: &[Range<usize>]) {
    let touching = actions.iter().take_while(|action| action.start < line.end);
    let touching: Vec<Range<usize>> = touching.cloned().collect();
    let cut = |action: &Range<usize>| action.start.max(line.start)..action.end.min(line.end);
    let mut rest = line.clone();
    // From behind: an action goes when only blanks stand between it and what went before it.
    let mut trailing = Vec::new();
    for action in touching.iter().rev() {
        let part = cut(action);
        if !text[part.end..rest.end].trim().is_empty() {
            break;
        }
        rest.end = part.start;
        trailing.push(action);
    }
    if !trailing.is_empty() && text[line.start..rest.end].trim().is_empty() {
        return fill(&mut bytes[line], b'\n');
    }
    for action in trailing.into_iter().take_while(|action| is_silent(&text[(*action).clone()])) {
        fill(&mut bytes[cut(action)], b' ');
    }
}

/// Whether an action writes nothing into its line: it steers, says something to people, sets a variable,
/// or starts a new line.
fn is_silent(action: &str) -> bool {
    let inner = action.get(2..).unwrap_or_default().trim_start_matches(['-', '~', '+']).trim_start();
    let word = inner.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    inner.starts_with(['#', '/', '!'])
        || inner.split_whitespace().nth(1).is_some_and(|second| second.starts_with(":="))
        || inner.contains("nindent")
        || SILENT.contains(&word)
}

/// Where the actions are. What is never closed is none.
fn actions(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((start, close)) = next_open(text, from) {
        let Some(end) = end_of(text, start + 2, close) else {
            break;
        };
        found.push(start..end);
        from = end;
    }
    found
}

fn next_open(text: &str, from: usize) -> Option<(usize, &'static str)> {
    let at = text.as_bytes()[from..].windows(2).position(|pair| matches!(pair, b"{{" | b"{%"))? + from;
    MARKS.iter().find(|(open, _)| text[at..].starts_with(open)).map(|(_, close)| (at, *close))
}

/// The end of the action whose inside starts at `from`; closing marks in its strings and comments do not
/// count, unless the string is never closed.
fn end_of(text: &str, from: usize, close: &str) -> Option<usize> {
    let inside = &text[from..];
    let comment = inside.trim_start_matches(['-', ' ']).starts_with("/*");
    if comment {
        let stop = inside.find("*/")? + 2;
        return inside[stop..].find(close).map(|at| from + stop + at + close.len());
    }
    let nearest = inside.find(close)?;
    let respected = quoted_end(&inside[..window(inside)], close.as_bytes());
    Some(from + respected.unwrap_or(nearest) + close.len())
}

/// How far a string is followed: an action is rarely longer, and a stray quote must not cost the text.
fn window(inside: &str) -> usize {
    inside.floor_char_boundary(inside.len().min(512))
}

/// Where the closing mark is that stands in no string.
fn quoted_end(inside: &str, close: &[u8]) -> Option<usize> {
    let bytes = inside.as_bytes();
    let mut quote = None;
    let mut at = 0;
    while at < bytes.len() {
        match (quote, bytes[at]) {
            (None, byte @ (b'"' | b'`')) => quote = Some(byte),
            (None, _) if bytes[at..].starts_with(close) => return Some(at),
            (Some(b'"'), b'\\') => at += 1,
            (Some(_), b'\n') => return None,
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests;
