//! The closing summary: what passed, failed, was skipped and was not asked for.

use std::fmt::Write;
use std::time::Duration;

/// One line of the table.
#[derive(Debug, Default)]
pub struct Row {
    /// The suite.
    pub suite: String,
    /// Tests that passed.
    pub passed: usize,
    /// Names of what failed.
    pub failed: Vec<String>,
    /// Tests that were asked for but are impossible here.
    pub skipped: usize,
    /// Why.
    pub reason: Option<String>,
    /// Tests behind an option that was not given.
    pub not_requested: usize,
    /// How long it took.
    pub took: Duration,
}

/// All rows of a run.
#[derive(Debug, Default)]
pub struct Summary {
    rows: Vec<Row>,
    strict: bool,
}

impl Summary {
    /// With `strict` (in CI) what is skipped counts as failed.
    pub fn new(strict: bool) -> Self {
        Self { rows: Vec::new(), strict }
    }

    /// Takes a suite's outcome.
    pub fn add(&mut self, mut row: Row) {
        if self.strict {
            let reason = row.reason.clone().unwrap_or_default();
            let first = reason.split([';', '\n']).next().unwrap_or_default();
            let names = (0..std::mem::take(&mut row.skipped))
                .map(|_| format!("{}: skipped, which is a failure in CI: {first}", row.suite));
            row.failed.extend(names);
        }
        self.rows.push(row);
    }

    /// Whether anything failed.
    pub fn failed(&self) -> bool {
        self.rows.iter().any(|row| !row.failed.is_empty())
    }

    /// The whole text; its last two lines are for machines.
    pub fn render(&self) -> String {
        let width = self.rows.iter().map(|row| row.suite.len()).max().unwrap_or_default().max(5);
        let mut text = format!("\n{:width$}  passed  failed  skipped  not requested  seconds\n", "suite");
        for row in &self.rows {
            let _ = writeln!(
                text,
                "{:width$}  {:>6}  {:>6}  {:>7}  {:>13}  {:>7.1}",
                row.suite,
                row.passed,
                row.failed.len(),
                row.skipped,
                row.not_requested,
                row.took.as_secs_f64()
            );
        }
        self.details(&mut text);
        let sum = |count: fn(&Row) -> usize| self.rows.iter().map(count).sum::<usize>();
        let _ = write!(
            text,
            "\nnot requested: {}\n{} passed, {} failed, {} skipped",
            sum(|row| row.not_requested),
            sum(|row| row.passed),
            sum(|row| row.failed.len()),
            sum(|row| row.skipped)
        );
        text
    }

    fn details(&self, text: &mut String) {
        for row in self.rows.iter().filter(|row| row.reason.is_some()) {
            let _ = write!(text, "\nnot run: {}: {}\n", row.suite, row.reason.as_deref().unwrap_or_default());
        }
        let mut failed: Vec<&str> =
            self.rows.iter().flat_map(|row| &row.failed).map(String::as_str).collect();
        failed.dedup();
        if !failed.is_empty() {
            let _ = write!(text, "\nfailed:\n  {}\n", failed.join("\n  "));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(strict: bool) -> Summary {
        let mut summary = Summary::new(strict);
        summary.add(Row { suite: "hermetic".into(), passed: 7, not_requested: 2, ..Row::default() });
        let reason = Some("PyPI did not deliver x 1".to_owned());
        summary.add(Row { suite: "schemas".into(), skipped: 3, reason, ..Row::default() });
        summary
    }

    fn last_two(text: &str) -> Vec<&str> {
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len() - 2..].to_vec()
    }

    #[test]
    fn the_last_two_lines_are_the_sums() {
        let text = rows(false).render();
        assert_eq!(last_two(&text), ["not requested: 2", "7 passed, 0 failed, 3 skipped"]);
        assert!(text.contains("not run: schemas: PyPI did not deliver x 1"), "{text}");
    }

    #[test]
    fn in_ci_a_skip_is_a_failure() {
        let summary = rows(true);
        assert!(summary.failed());
        assert_eq!(last_two(&summary.render()), ["not requested: 2", "7 passed, 3 failed, 0 skipped"]);
    }

    #[test]
    fn a_skip_elsewhere_is_not_a_failure() {
        assert!(!rows(false).failed());
    }

    #[test]
    fn failed_tests_are_named_before_the_sums() {
        let mut summary = rows(false);
        summary.add(Row { suite: "s".into(), failed: vec!["s: breaks".into()], ..Row::default() });
        let text = summary.render();
        assert!(summary.failed());
        assert!(text.contains("failed:\n  s: breaks\n"), "{text}");
        assert_eq!(last_two(&text)[1], "7 passed, 1 failed, 3 skipped");
    }
}
