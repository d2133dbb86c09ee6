//! What should be known about the input, sorted by how much room each kind gets.

use std::collections::BTreeSet;

use contracts::{Finding, Severity};

/// How many notes are told one by one.
pub(crate) const NOTES_MAX: usize = 5;

/// The rules whose notes are of a file that was not read: there may be thousands of them, and none says more than the other.
const LEFT_OUT: [&str; 2] = ["file-left-out", "file-unreadable"];

/// The findings of a plan by the way they are told.
pub(crate) struct Input<'a> {
    /// What may make the result wrong.
    pub(crate) warnings: Vec<&'a Finding>,
    /// What is worth knowing, and concerns no file that was left out.
    pub(crate) notes: Vec<&'a Finding>,
    /// How many files were left out.
    pub(crate) left_out: usize,
}

impl<'a> Input<'a> {
    /// Sorts the findings of a plan; each kind stays in its order.
    pub(crate) fn of(findings: &'a [Finding]) -> Self {
        let (notes, warnings): (Vec<_>, Vec<_>) =
            findings.iter().partition(|finding| finding.severity == Severity::Note);
        let (files, notes): (Vec<_>, Vec<_>) = notes.into_iter().partition(|note| is_left_out(note));
        // A file that is wrong in two places is one file.
        let paths: BTreeSet<&str> = files.iter().map(|finding| finding.path.as_str()).collect();
        Self { warnings, notes, left_out: paths.len() }
    }
}

fn is_left_out(note: &Finding) -> bool {
    LEFT_OUT.contains(&note.rule.0.as_str())
}

#[cfg(test)]
mod tests {
    use contracts::RuleId;

    use super::*;

    fn finding(rule: &str, severity: Severity, path: &str) -> Finding {
        let (path, rule) = (path.to_owned(), RuleId::new(rule));
        Finding { path, span: None, rule, severity, message: String::new(), help: None }
    }

    #[test]
    fn only_files_that_were_not_read_are_left_out() {
        let findings = [
            finding("file-broken", Severity::Warning, "a"),
            finding("file-unreadable", Severity::Warning, "b"),
            finding("file-left-out", Severity::Note, "c"),
            finding("file-unreadable", Severity::Note, "d"),
            finding("file-unreadable", Severity::Note, "d"),
            finding("module-moved", Severity::Note, "e"),
        ];
        let input = Input::of(&findings);
        assert_eq!((input.warnings.len(), input.left_out), (2, 2));
        assert_eq!(input.notes, [&findings[5]]);
    }
}
