//! SARIF 2.1.0.

mod log;
mod rules;
mod standing;

use std::collections::BTreeMap;

use contracts::{DiffPlan, Explanation, Finding, Gap, Severity, plan::Priority};
use log::{
    ArtifactLocation, AutomationDetails, Descriptor, Driver, Invocation, Location, Log, Notification,
    Outcome, OutcomeProperties, PhysicalLocation, Region, Rule, Run, Text, Tool, VersionControlDetails,
};

use crate::{
    escape,
    fingerprint::fingerprint,
    json,
    problem::{Place, Problem, of_gaps},
    view::View,
};

/// How many results of a run GitHub keeps; it refuses a run of more than 25,000.
const UPLOADED_MAX: usize = 5_000;

/// What a SARIF log is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SarifUse {
    /// For people and archives: everything, what is suppressed and what is fixed as such.
    Archive,
    /// For GitHub's code scanning: within its limits, the most urgent first, what was left out told as a
    /// notification. What is suppressed is left out, since it would be shown as open.
    Upload,
}

/// A log with one run: a result per gap, most urgent first. What should be known of the input is no result but a
/// notification: GitHub would make an alert of it that nobody can close.
///
/// A result is an error only if it fails what is judged, since GitHub blocks on errors. Its fingerprint is that of the
/// gap's key, so that moved lines leave it the same; GitHub's own `primaryLocationLineHash` is left to its uploader,
/// which warns of any other value.
#[must_use]
pub fn sarif(plan: &DiffPlan, view: &View, explanations: &[Explanation], purpose: SarifUse) -> String {
    let mut gaps: Vec<&Gap> = match purpose {
        SarifUse::Archive => plan.gaps.iter().chain(&plan.fixed).collect(),
        SarifUse::Upload => plan.open().collect(),
    };
    let all = gaps.len();
    if purpose == SarifUse::Upload {
        gaps.truncate(UPLOADED_MAX);
    }
    let problems = of_gaps(plan, gaps.iter().copied(), view);
    let rules = rules::rules(&problems, explanations);
    let index = |problem: &Problem| rules.iter().position(|rule| rule.id == problem.id).unwrap_or_default();
    let mut results: Vec<Outcome> = problems.iter().map(|problem| outcome(problem, index(problem))).collect();
    if purpose == SarifUse::Archive {
        stand(&mut results, &gaps, plan, view);
    }
    let left_out = left_out(all - problems.len());
    let about_input = plan.findings.iter().map(|finding| notification(finding, view));
    json::text(&Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool { driver: driver(view, rules) },
            automation_details: AutomationDetails { id: category(view) },
            invocations: [Invocation {
                execution_successful: true,
                tool_execution_notifications: left_out.into_iter().chain(about_input).collect(),
            }],
            version_control_provenance: provenance(plan, view),
            column_kind: "unicodeCodePoints",
            results,
        }],
    })
}

fn driver(view: &View, rules: Vec<Rule>) -> Driver {
    Driver {
        name: "Autopilot",
        version: view.version.clone(),
        semantic_version: view.version.split(' ').next().unwrap_or_default().to_owned(),
        information_uri: env!("CARGO_PKG_REPOSITORY"),
        rules,
    }
}

/// GitHub replaces the results of an earlier upload of the same category; a monorepo has one a folder, or a list of modules.
fn category(view: &View) -> String {
    let parts = [view.folder.clone(), view.modules.join(",")];
    let parts = parts.iter().filter(|part| !part.is_empty() && *part != ".");
    parts.fold("autopilot/".to_owned(), |category, part| format!("{category}{part}/"))
}

fn left_out(number: usize) -> Option<Notification> {
    let text = format!("{number} less urgent results are left out: GitHub keeps {UPLOADED_MAX} of a run");
    let message = Text { text, markdown: None };
    (number > 0).then_some(Notification {
        level: "warning",
        message,
        descriptor: None,
        locations: Vec::new(),
    })
}

/// What should be known of the input.
fn notification(finding: &Finding, view: &View) -> Notification {
    let help = finding.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
    let place = Place {
        path: view.path(&finding.path),
        is_folder: false,
        span: finding.span,
        reason: escape::plain(&finding.message),
    };
    Notification {
        level: level(finding.severity),
        message: Text { text: escape::plain(&format!("{}{help}", finding.message)), markdown: None },
        descriptor: Some(Descriptor { id: finding.rule.to_string() }),
        locations: vec![location(&place, None)],
    }
}

/// The repository, where the pipeline says its address.
fn provenance(plan: &DiffPlan, view: &View) -> Vec<VersionControlDetails> {
    let details = view.repository.clone().map(|repository_uri| VersionControlDetails {
        repository_uri,
        revision_id: plan.commit.clone().or_else(|| view.commit.clone()),
    });
    Vec::from_iter(details)
}

fn outcome(problem: &Problem, rule_index: usize) -> Outcome {
    let others = problem.others.iter().enumerate();
    Outcome {
        rule_id: problem.id,
        rule_index,
        level: level(problem.severity),
        message: Text { text: message(problem), markdown: None },
        locations: [location(&problem.place, None)],
        related_locations: others.map(|(index, place)| location(place, Some(index + 1))).collect(),
        partial_fingerprints: BTreeMap::from([("autopilotGapKey/v1", fingerprint(&problem.identity))]),
        rank: rank(problem.priority),
        baseline_state: None,
        suppressions: None,
        properties: OutcomeProperties {
            key: problem.key.clone(),
            priority: problem.priority.to_string(),
            module: problem.module.clone(),
        },
    }
}

/// Says how results stand; those behind the plan's own gaps are of what is fixed, which fails nothing.
fn stand(results: &mut [Outcome], gaps: &[&Gap], plan: &DiffPlan, view: &View) {
    let says_suppressions = standing::says_suppressions(plan);
    for (at, (outcome, gap)) in results.iter_mut().zip(gaps).enumerate() {
        let is_fixed = at >= plan.gaps.len();
        outcome.baseline_state = standing::baseline_state(gap, is_fixed);
        outcome.suppressions = says_suppressions.then(|| standing::suppressions(gap, view));
        if is_fixed {
            outcome.level = level(Severity::Note);
        }
    }
}

/// A line each for what it is, what to do, and how sure it is.
fn message(problem: &Problem) -> String {
    let first = format!("{}: {}", problem.title, problem.place.reason);
    let lines: Vec<String> =
        [first].into_iter().chain(problem.advice()).chain([problem.sure.clone()]).collect();
    escape::sarif_text(&lines.join("\n"))
}

/// From 0 to 100, where 100 is the most important (section 3.27.25).
fn rank(priority: Priority) -> u16 {
    match priority {
        Priority::P0 => 100,
        Priority::P1 => 60,
        Priority::P2 => 20,
    }
}

/// The names of section 3.27.10.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn location(place: &Place, id: Option<usize>) -> Location {
    Location {
        id,
        physical_location: PhysicalLocation {
            artifact_location: ArtifactLocation {
                uri: escape::uri_path(&place.path),
                uri_base_id: "%SRCROOT%",
            },
            region: place.span.map(|span| Region {
                start_line: span.start.line,
                start_column: span.start.column,
                end_line: span.end.line,
                end_column: span.end.column,
            }),
        },
        message: Some(Text { text: escape::sarif_text(&place.reason), markdown: None }),
    }
}
