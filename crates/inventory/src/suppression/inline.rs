//! Suppressions in comments.

use std::sync::LazyLock;

use contracts::{Evidence, Finding, GapType, RuleId, Severity, plan::Acceptance};
use memchr::memmem::Finder;

use super::{Inline, REASON_CHARS_MAX, Said, comment};
use crate::source_file::SourceFile;

/// What begins a suppression in a comment.
const MARKER: &str = "autopilot:ignore";

/// How many of one file are read: whoever needs more wants `.autopilot.yml`.
const PER_FILE_MAX: usize = 50;

/// How many places of one file are looked at whether they stand in a comment.
const PLACES_MAX: usize = 100;

/// How the marker is written by whoever does not remember it.
const ALMOST: [&str; 4] = ["autopilot-ignore", "autopilot_ignore", "autopilot: ignore", "autopilot ignore"];

/// Looking for what all of them begin with costs one search a file, and most files hold none.
static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(NAME));

const NAME: &str = "autopilot";

/// What the comments of a file suppress, and what in them is no suppression though it wants to be one.
pub(crate) fn find(file: &SourceFile<'_>) -> (Vec<Inline>, Vec<Finding>) {
    let mut found = (Vec::new(), Vec::new());
    let places = FINDER.find_iter(file.text().as_bytes()).filter(|at| is_marker(file.text(), *at));
    let places: Vec<usize> = places.take(PLACES_MAX).collect();
    if places.is_empty() {
        return found;
    }
    let places = comment::hold(file, places);
    for at in places.iter().take(PER_FILE_MAX) {
        let line = line(file.text(), *at);
        let said = match line.strip_prefix(MARKER) {
            Some(said) => Said::parse(said),
            None => Err(format!("its marker is not `{MARKER}`")),
        };
        match said {
            Ok(said) => found.0.push(inline(file, *at, line.len(), said)),
            Err(wrong) => found.1.push(malformed(file, *at, &wrong, HELP)),
        }
    }
    let too_many = || format!("only the first {PER_FILE_MAX} of a file are read, and this is the next");
    found.1.extend(places.get(PER_FILE_MAX).map(|at| malformed(file, *at, &too_many(), IN_SETTINGS)));
    found
}

/// What to do where a comment says too little, and where a file needs more suppressions than are read.
const IN_SETTINGS: &str =
    "write it and those behind it into `.autopilot.yml`, where a pattern may speak of many gaps";

const HELP: &str = "write `autopilot:ignore missing_otel until 2027-03-01: the reason`";

fn inline(file: &SourceFile<'_>, at: usize, length: usize, said: Said) -> Inline {
    let Said { gap_type, subject, until, reason } = said;
    Inline {
        path: file.path().clone(),
        gap_type,
        subject,
        reason: redact::redact_cut(&reason, REASON_CHARS_MAX),
        until,
        evidence: Evidence {
            path: file.path().to_string(),
            span: Some(file.span(syntax::Span::new(at, at + length))),
            rule: RuleId::new(Acceptance::INLINE),
            reason: "a comment of the module suppresses it".to_owned(),
        },
    }
}

fn malformed(file: &SourceFile<'_>, at: usize, wrong: &str, help: &str) -> Finding {
    let end = at + line(file.text(), at).len();
    Finding {
        path: file.path().to_string(),
        span: Some(file.span(syntax::Span::new(at, end))),
        rule: RuleId::new("suppression-malformed"),
        severity: Severity::Warning,
        message: format!("this suppresses nothing: {wrong}"),
        help: Some(help.to_owned()),
    }
}

/// Whether the marker stands here as a word of its own (`autopilot:ignored` is another), or what was meant to be it.
fn is_marker(text: &str, at: usize) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    if text[..at].chars().next_back().is_some_and(goes_on) {
        return false;
    }
    let text = &text[at..];
    let behind = |marker: &str| text.strip_prefix(marker).filter(|rest| !rest.starts_with(goes_on));
    behind(MARKER).is_some() || ALMOST.into_iter().filter_map(behind).any(names_a_gap)
}

/// Whether a gap type is the first word.
fn names_a_gap(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '\t', ':']);
    let end = text.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(text.len());
    text[..end].parse::<GapType>().is_ok()
}

/// From the marker to the end of its line, or of its comment.
fn line(text: &str, at: usize) -> &str {
    let line = text[at..].lines().next().unwrap_or_default();
    let ends = ["*/", "-->"].iter().filter_map(|end| line.find(end));
    line[..ends.min().unwrap_or(line.len())].trim_end()
}
