//! The report as a person reads it: the figures first, then every disagreement.

mod differences;
mod figures;

use std::io::{self, Write};

use crate::evaluation::Report;

/// Writes the whole report.
pub(crate) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    coverage(report, out)?;
    figures::gaps(&report.scores, out)?;
    figures::others(report, out)?;
    figures::calibration(&report.scores.clear.calibration, out)?;
    figures::languages(&report.by_language, out)?;
    differences::gaps(&report.disagreements, out)?;
    differences::archetypes(&report.archetype_disagreements, out)?;
    differences::modules(report, out)
}

fn coverage(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let coverage = &report.coverage;
    writeln!(
        out,
        "# Scout: {} modules in {} repositories ({} labelled completely)\n",
        report.modules, coverage.scanned, coverage.complete
    )?;
    if let Some((slowest, seconds)) = &report.times.slowest {
        writeln!(out, "- scanning took {:.2} s, the slowest {seconds:.2} s ({slowest})", report.times.total)?;
    }
    if !coverage.absent.is_empty() {
        let absent = coverage.absent.join(", ");
        writeln!(out, "- absent and left out ({}): {absent}", coverage.absent.len())?;
    }
    if !coverage.unverified.is_empty() {
        let count = coverage.unverified.len();
        writeln!(out, "- commit not verified: {count} plain folders without .git")?;
    }
    for (repo, (labelled, found)) in &coverage.other_commit {
        writeln!(out, "- {repo} was labelled at {labelled} and lies at {found}: read its labels again")?;
    }
    for (repo, why) in &coverage.failed {
        writeln!(out, "- {repo} failed, its modules count as not found: {why}")?;
    }
    for note in &report.notes {
        writeln!(out, "- {note}")?;
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{evaluation::tests::example, selection::Selection};

    fn text(report: &Report) -> String {
        let mut out = Vec::new();
        write(report, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_person_sees_figures_cases_and_disagreements() {
        insta::assert_snapshot!(text(&example(&Selection::default()).unwrap()));
    }

    #[test]
    fn another_commit_and_strange_words_are_said() {
        let mut report = example(&Selection::default()).unwrap();
        report
            .coverage
            .other_commit
            .insert("org/shop".to_owned(), ("abcdef0".to_owned(), "1234567".to_owned()));
        report.notes.push("labels.jsonl:1: `web` is no archetype that Scout knows".to_owned());
        let text = text(&report);
        assert!(text.contains("- org/shop was labelled at abcdef0 and lies at 1234567"), "{text}");
        assert!(text.contains("- labels.jsonl:1: `web` is no archetype"), "{text}");
    }
}
