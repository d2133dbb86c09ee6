//! What stands around a word in one line.

/// Signs that begin a comment where they begin a line.
const COMMENTS: [&str; 7] = ["# ", "#", "//", "-- ", ";", "/*", "<!--"];

/// The line without a comment: behind a sign that begins the line, or behind a blank and `#`.
pub(super) fn code(line: &str) -> &str {
    let body = line.trim_start();
    let starred = body.starts_with("* ") || body == "*";
    if starred || COMMENTS.iter().any(|sign| body.starts_with(sign)) {
        return "";
    }
    // A sign inside a quoted text is part of it.
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            None if matches!(c, '"' | '\'') && !before.is_alphanumeric() => quote = Some(c),
            None if c == '#' && before.is_whitespace() => return &line[..at],
            _ => {}
        }
        before = c;
    }
    line
}

/// Where a word stands in a line as a word of its own.
pub(super) fn position(line: &str, word: &str) -> Option<usize> {
    let apart = |c: Option<char>| c.is_none_or(|c| !(c.is_alphanumeric() || matches!(c, '_' | '-')));
    let mut places = line.match_indices(word).map(|(at, _)| at);
    places.find(|at| apart(line[..*at].chars().next_back()) && apart(line[at + word.len()..].chars().next()))
}

/// What is assigned behind a word: `X=1`, `X: 1`, `"X": 1`, `ENV X 1`, `environ["X"] = 1`; none when nothing is.
pub(super) fn assigned(line: &str, at: usize, word: &str) -> Option<String> {
    let behind = line[at + word.len()..].trim_start_matches(['"', '\'', ']']).trim_start();
    let of_image = line[..at].trim() == "ENV";
    let value = match behind.strip_prefix("=>").or_else(|| behind.strip_prefix(['=', ':'])) {
        // A comparison assigns nothing.
        Some(value) if !value.starts_with('=') => value.trim(),
        None if of_image => behind.trim(),
        _ => return None,
    };
    // A block, or a text over several lines, goes on below.
    if matches!(value, "{" | "|" | ">" | "|-" | ">-" | "\"\"\"" | "'''") {
        return Some(value.to_owned());
    }
    let bare = value.trim_end_matches([',', ';', ')']).trim_matches(['"', '\'']).trim();
    let unset = bare.starts_with("${") && bare.ends_with("-}");
    let nothing = unset || matches!(bare, "" | "null" | "None" | "~" | "{}");
    (!nothing).then(|| bare.to_owned())
}

/// Whether a value says yes.
pub(super) fn is_true(value: &str) -> bool {
    matches!(&*value.to_ascii_lowercase(), "true" | "1" | "yes" | "on" | "t" | "y")
}

/// Whether a word stands where a command does: nothing installs or looks for it, and an argument or nothing follows.
pub(super) fn is_command(line: &str, at: usize, word: &str) -> bool {
    let behind = line[at + word.len()..].trim_start_matches(['"', '\'']);
    let before = line[..at].trim_end();
    let looked_for = ["install", "add", "which", "command -v"].iter().any(|verb| before.ends_with(verb));
    !looked_for && (behind.is_empty() || behind.starts_with([' ', ',', '\t', '\r', '\n', ']']))
}

/// How far a line is indented.
pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}
