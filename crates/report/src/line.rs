//! Evidence names a place; a face shows the line. What is shown is redacted first.

use std::collections::HashMap;

use contracts::Evidence;
use source_tree::{RepoPath, SourceTree};

/// How much of a line is shown, in characters.
const LINE_CHARS_MAX: usize = 160;

/// Lines of a tree, each file read once.
pub(crate) struct Lines<'a> {
    tree: &'a dyn SourceTree,
    texts: HashMap<String, Option<String>>,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(tree: &'a dyn SourceTree) -> Self {
        Self { tree, texts: HashMap::new() }
    }

    /// The line a piece of evidence stands on: white space trimmed, redacted, cut to [`LINE_CHARS_MAX`]. None
    /// when it has no line or the file cannot be read any more.
    pub(crate) fn of(&mut self, evidence: &Evidence) -> Option<String> {
        let line = usize::try_from(evidence.span?.start.line).ok()?;
        let tree = self.tree;
        let text =
            self.texts.entry(evidence.path.clone()).or_insert_with(|| read(tree, &evidence.path)).as_ref()?;
        let found = text.lines().nth(line.checked_sub(1)?)?.trim();
        (!found.is_empty()).then(|| redact::redact_cut(found, LINE_CHARS_MAX))
    }
}

fn read(tree: &dyn SourceTree, path: &str) -> Option<String> {
    let bytes = tree.read(&RepoPath::new(path).ok()?).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use contracts::{Position, RuleId, Span};
    use source_tree::MemoryTree;

    fn shown(text: &str, line: u32) -> Option<String> {
        let tree = MemoryTree::new().with(RepoPath::new("a.yml").unwrap(), text);
        let start = Position { line, column: 1 };
        let span = Span { start, end: start, start_byte: 0, end_byte: 0 };
        let evidence =
            Evidence { path: "a.yml".into(), span: Some(span), rule: RuleId::new("x"), reason: "y".into() };
        Lines::new(&tree).of(&evidence)
    }

    #[test]
    fn a_secret_on_the_line_is_never_shown() {
        let token = concat!("ghp_", "aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789");
        let line = shown(&format!("a: 1\n  OTEL_EXPORTER_OTLP_HEADERS: x-token={token}\n"), 2).unwrap();
        assert!(!line.contains("aBcDeFg"), "{line}");
        assert!(line.starts_with("OTEL_EXPORTER_OTLP_HEADERS"), "{line}");
    }

    #[test]
    fn long_lines_are_cut_and_control_characters_never_pass() {
        let line = shown(&format!("x\u{1b}[31m {}", "word ".repeat(99)), 1).unwrap();
        assert!(line.chars().count() <= LINE_CHARS_MAX);
        assert!(!line.chars().any(char::is_control));
    }

    #[test]
    fn a_line_that_is_not_there_is_left_out() {
        assert_eq!(shown("a", 7), None);
    }
}
