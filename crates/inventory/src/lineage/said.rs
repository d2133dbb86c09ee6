//! Whether a line of source only says something: it hands a text to what logs, prints or fails.

/// How much in front of a place is looked at, in bytes.
const BEFORE_MAX: usize = 2000;

/// How many calls may stand inside each other.
const DEPTH_MAX: usize = 64;

/// Whether the innermost call that is open at the end of these lines says something. What only puts a text together is
/// passed over.
pub(super) fn is_said<'l>(lines: impl Iterator<Item = &'l str>) -> bool {
    let mut open: Vec<&str> = Vec::new();
    for line in lines {
        let from = line.ceil_char_boundary(line.len().saturating_sub(BEFORE_MAX));
        calls(&line[from..], &mut open);
    }
    open.iter().rev().find(|callee| !puts_together(callee)).is_some_and(|callee| says(callee))
}

/// Whether a line is part of what lines above it begin: it begins with a text, or joins one.
pub(super) fn goes_on(line: &str) -> bool {
    let body = line.trim_start();
    let quoted = body.trim_start_matches(TEXT_PREFIXES);
    body.starts_with('+') || (body.len() - quoted.len() <= 2 && quoted.starts_with(['"', '\'', '`']))
}

/// Letters that may stand in front of a text's quotes.
const TEXT_PREFIXES: [char; 9] = ['f', 'F', 'r', 'R', 'b', 'B', 'u', 'U', 's'];

/// Opens and closes the calls of a line. A text that is still open at its end is none of the next line.
fn calls<'l>(line: &'l str, open: &mut Vec<&'l str>) {
    let (mut quote, mut escaped) = (None, false);
    for (at, c) in line.char_indices() {
        match quote {
            Some(_) if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(begun) if c == begun => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '`') || (c == '\'' && !is_apostrophe(&line[..at])) => quote = Some(c),
            None if c == '(' && open.len() < DEPTH_MAX => open.push(callee(&line[..at])),
            None if c == ')' => drop(open.pop()),
            None => {}
        }
    }
}

/// Whether a quote behind this is none: it stands in a word that is no prefix of a text, as `f` and `rb` are.
fn is_apostrophe(before: &str) -> bool {
    let begin = before.trim_end_matches(char::is_alphanumeric).len();
    let word = &before[begin..];
    let is_prefix = word.len() <= 2 && word.chars().all(|c| TEXT_PREFIXES.contains(&c));
    !is_prefix
}

/// The dotted name that ends a text; empty where none does.
fn callee(before: &str) -> &str {
    let before = before.trim_end();
    let begin = before.trim_end_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '$')).len();
    &before[begin..]
}

/// Brackets around a term, and calls that make a text of others.
fn puts_together(callee: &str) -> bool {
    let name = callee.rsplit('.').next().unwrap_or_default();
    matches!(name, "" | "format" | "formatted" | "Sprintf" | "Sprint" | "concat" | "str" | "String" | "repr")
}

/// Whether a call only says something, by any part of its name.
fn says(callee: &str) -> bool {
    let lower = callee.to_ascii_lowercase();
    let name = lower.rsplit('.').next().unwrap_or_default();
    let fails = ["error", "exception"].iter().any(|ending| name.ends_with(ending));
    let levels = ["trace", "debug", "info", "warn", "warning", "fatal"];
    let level = levels.contains(&name.trim_end_matches(['f', 'w']));
    let logs = |part: &str| {
        matches!(part, "log" | "logging" | "console" | "warnings")
            || part.ends_with("logger")
            || ["print", "fprint"].iter().any(|begin| part.starts_with(begin))
    };
    fails || level || lower.split('.').any(logs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_call_tells() {
        for said in [
            "self._logger.info(f\"x",
            "fmt.Printf(\"x",
            "log.Warnf('x ",
            "print(str(",
            "logger.info(\"{} (see\".format(",
            "raise ValueError(\"x",
        ] {
            assert!(is_said(said.lines()), "{said}");
        }
        for wired in
            ["", "register(new ", "print(a); post(", "console.log(fetch(`", "x = \"log(\" + y", "login("]
        {
            assert!(!is_said(wired.lines()), "{wired}");
        }
    }
}
