//! What should be known of suppressions themselves.

use contracts::{Date, Finding, RuleId, Severity};
use inventory::{CONFIG_FILE, Suppression, Suppressions};

/// How many of a kind are told one by one.
const TOLD_MAX: usize = 100;

/// How much of a pattern a message repeats, in characters.
const SHOWN_MAX: usize = 120;

/// The gaps that a suppression speaks of.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Matched {
    pub(super) gaps: usize,
    /// Those that nothing else accepts, as far as it does not.
    pub(super) open: usize,
}

/// Suppressions that are over though there is something they speak of, and those that match nothing.
pub(super) fn findings(suppressions: &Suppressions, matched: &[Matched], as_of: Date) -> Vec<Finding> {
    let judged = || suppressions.0.iter().zip(matched);
    let expired = judged().filter(|(one, matched)| matched.gaps > 0 && one.until < as_of);
    let expired: Vec<Finding> = expired.map(|(one, matched)| expired_one(one, *matched)).collect();
    // One without a place is of a base revision, and taken out already.
    let orphaned = judged().filter(|(one, matched)| matched.gaps == 0 && one.evidence.span.is_some());
    let orphaned: Vec<Finding> = orphaned.map(|(one, _)| orphaned_one(one)).collect();
    let mut told = bounded(expired, "suppression-expired", "suppressions are over");
    told.extend(bounded(orphaned, "suppression-orphaned", "suppressions match no gap"));
    told
}

/// The first of them, and how many there are besides.
fn bounded(mut findings: Vec<Finding>, rule: &str, what: &str) -> Vec<Finding> {
    let more = findings.len().saturating_sub(TOLD_MAX);
    findings.truncate(TOLD_MAX);
    if more > 0 {
        findings.push(Finding {
            path: CONFIG_FILE.to_owned(),
            span: None,
            rule: RuleId::new(rule),
            severity: Severity::Warning,
            message: format!("{more} more {what}"),
            help: None,
        });
    }
    findings
}

fn expired_one(suppression: &Suppression, matched: Matched) -> Finding {
    let counts = match matched.open {
        0 => "another one holds in its place".to_owned(),
        1 => "1 gap counts again".to_owned(),
        open => format!("{open} gaps count again"),
    };
    let message =
        format!("the suppression of `{}` ended on {}: {counts}", shown(suppression), suppression.until);
    finding(
        suppression,
        "suppression-expired",
        message,
        "close the gap, or say why it needs longer and until when",
    )
}

fn orphaned_one(suppression: &Suppression) -> Finding {
    let message = format!("the suppression of `{}` matches no gap", shown(suppression));
    finding(
        suppression,
        "suppression-orphaned",
        message,
        "take it out, or write the key as `--format json` shows it",
    )
}

fn shown(suppression: &Suppression) -> String {
    redact::redact_cut(&suppression.gap.to_string(), SHOWN_MAX)
}

fn finding(suppression: &Suppression, rule: &str, message: String, help: &str) -> Finding {
    Finding {
        path: suppression.evidence.path.clone(),
        span: suppression.evidence.span,
        rule: RuleId::new(rule),
        severity: Severity::Warning,
        message,
        help: Some(help.to_owned()),
    }
}
