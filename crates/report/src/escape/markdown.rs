//! GitHub Flavored Markdown: text of a repository is code, or prose in which nothing is markup.

/// Keeps `@` from mentioning somebody and `#` from naming an issue: WORD JOINER, which takes no room.
const JOINER: char = '\u{2060}';

/// A code span that shows `text` as it is; nothing for an empty text.
///
/// The fence is longer than any run of backticks in the text (CommonMark 0.31, section 6.1).
pub(crate) fn code(text: &str) -> String {
    let text = redact::on_one_line(text);
    if text.trim().is_empty() {
        return String::new();
    }
    let fence = "`".repeat(longest_run(&text) + 1);
    // A space at both ends is taken away by the reader; so is one that we add.
    let edge = |c: Option<char>| c.is_some_and(|c| c == '`' || c == ' ');
    let pad = if edge(text.chars().next()) || edge(text.chars().next_back()) { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// A code span for a cell of a table, where readers differ on how a bar is written inside of code: it is shown broken.
pub(crate) fn cell(text: &str) -> String {
    code(&text.replace('|', "\u{a6}"))
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

/// A sentence that shows `text`: what stands between single backticks is code, everything else plain words.
pub(crate) fn prose(text: &str) -> String {
    let text = redact::on_one_line(text);
    let parts: Vec<&str> = text.split('`').collect();
    // An odd number of backticks: the last one begins nothing.
    let paired = parts.len() - usize::from(parts.len().is_multiple_of(2));
    let mut out = String::with_capacity(text.len() + 16);
    for (index, part) in parts.iter().enumerate() {
        if index >= paired {
            out.push_str("\\`");
        }
        if index % 2 == 1 && index < paired {
            out.push_str(&code(part));
        } else {
            words(&mut out, part);
        }
    }
    out
}

/// What could mean something inside a line is escaped (CommonMark, section 2.4). What means something at the begin of a
/// line alone is not: every line begins with words of ours.
fn words(out: &mut String, text: &str) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        if is_markup(c, next) {
            out.push('\\');
        }
        out.push(c);
        if matches!(c, '@' | '#') {
            out.push(JOINER);
        }
    }
}

/// Emphasis, code, links, images, HTML, entities, formulas; names of emoji and bare addresses, which need no brackets.
fn is_markup(c: char, next: Option<char>) -> bool {
    match c {
        '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '!' | '|' | '~' | '&' | '$' | '@'
        | '#' | '^' => true,
        ':' | '.' => next.is_some_and(|next| !next.is_whitespace()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_shows_backticks_and_edges() {
        assert_eq!(code("a.b"), "`a.b`");
        assert_eq!(code("a``b"), "```a``b```");
        assert_eq!(code("`x"), "`` `x ``");
        assert_eq!(code(" x"), "`  x `");
        assert_eq!(code("  \n"), "");
    }

    #[test]
    fn prose_keeps_its_code_and_loses_its_markup() {
        assert_eq!(prose("add `@otel/api` now"), "add `@otel/api` now");
        assert_eq!(prose("<b>*x*"), r"\<b\>\*x\*");
        assert_eq!(prose("no spring-kafka here: 1.2 (x)."), r"no spring-kafka here: 1\.2 (x).");
        assert_eq!(prose("odd ` tick"), r"odd \` tick");
        assert_eq!(prose("ask @team"), "ask \\@\u{2060}team");
    }
}
