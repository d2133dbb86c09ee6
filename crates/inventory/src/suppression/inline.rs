//! Suppressions in comments.

use std::sync::LazyLock;

use contracts::{Evidence, Finding, RuleId, Severity, plan::Acceptance};
use memchr::memmem::Finder;

use super::{Inline, REASON_CHARS_MAX, Said, comment};
use crate::source_file::SourceFile;

/// What begins a suppression in a comment.
const MARKER: &str = "autopilot:ignore";

/// How many of one file are read: whoever needs more wants `.autopilot.yml`.
const PER_FILE_MAX: usize = 50;

/// Looking for it costs one search a file, and most files hold none.
static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(MARKER));

/// What the comments of a file suppress, and what in them is no suppression though it wants to be one.
pub(crate) fn find(file: &SourceFile<'_>) -> (Vec<Inline>, Vec<Finding>) {
    let mut found = (Vec::new(), Vec::new());
    let places = FINDER.find_iter(file.text().as_bytes()).filter(|at| stands_alone(file.text(), *at));
    let places: Vec<usize> = places.take(PER_FILE_MAX).collect();
    if places.is_empty() {
        return found;
    }
    for at in comment::hold(file, places) {
        let line = line(file.text(), at);
        let span = file.span(syntax::Span::new(at, at + line.len()));
        match Said::parse(&line[MARKER.len()..]) {
            Ok(Said { gap_type, subject, until, reason }) => found.0.push(Inline {
                path: file.path().clone(),
                gap_type,
                subject,
                reason: redact::redact_cut(&reason, REASON_CHARS_MAX),
                until,
                evidence: Evidence {
                    path: file.path().to_string(),
                    span: Some(span),
                    rule: RuleId::new(Acceptance::INLINE),
                    reason: "a comment of the module suppresses it".to_owned(),
                },
            }),
            Err(wrong) => found.1.push(Finding {
                path: file.path().to_string(),
                span: Some(span),
                rule: RuleId::new("suppression-malformed"),
                severity: Severity::Warning,
                message: format!("this suppresses nothing: {wrong}"),
                help: Some(format!("write `{MARKER} missing_otel until 2027-03-01: the reason`")),
            }),
        }
    }
    found
}

/// Whether the marker is a word of its own: `autopilot:ignored` is another.
fn stands_alone(text: &str, at: usize) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let before = text[..at].chars().next_back();
    let behind = text[at + MARKER.len()..].chars().next();
    !before.is_some_and(goes_on) && !behind.is_some_and(goes_on)
}

/// From the marker to the end of its line, or of its comment.
fn line(text: &str, at: usize) -> &str {
    let line = text[at..].lines().next().unwrap_or_default();
    let ends = ["*/", "-->"].iter().filter_map(|end| line.find(end));
    line[..ends.min().unwrap_or(line.len())].trim_end()
}
