//! SARIF 2.1.0.

mod log;
mod rules;

use std::collections::BTreeMap;

use contracts::{DiffPlan, Explanation, Severity, plan::Priority};
use log::{
    ArtifactLocation, AutomationDetails, Driver, Invocation, Location, Log, Notification, Outcome,
    OutcomeProperties, PhysicalLocation, Region, Run, Text, Tool, VersionControlDetails,
};

use crate::{
    escape,
    fingerprint::fingerprint,
    json,
    problem::{Place, Problem, problems},
    view::View,
};

/// How many results of a run GitHub keeps; it refuses a run of more than 25,000.
const UPLOADED_MAX: usize = 5_000;

/// What a SARIF log is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SarifUse {
    /// For people and archives: everything.
    Archive,
    /// For GitHub's code scanning: within its limits, the most urgent first, what was left out told as a
    /// notification.
    Upload,
}

/// A log with one run: a result per gap and finding, most urgent first.
///
/// A result is an error only if it fails what is judged, since GitHub blocks on errors. Its fingerprint is that of the
/// gap's key, so that moved lines leave it the same; GitHub's own `primaryLocationLineHash` is left to its uploader,
/// which warns of any other value.
#[must_use]
pub fn sarif(plan: &DiffPlan, view: &View, explanations: &[Explanation], purpose: SarifUse) -> String {
    let mut problems = problems(plan, view);
    let all = problems.len();
    if purpose == SarifUse::Upload {
        problems.truncate(UPLOADED_MAX);
    }
    let rules = rules::rules(&problems, explanations);
    let results = problems.iter().map(|problem| {
        let index = rules.iter().position(|rule| rule.id == problem.id).unwrap_or_default();
        outcome(problem, index)
    });
    let results = results.collect();
    let version = view.version.split(' ').next().unwrap_or_default();
    json::text(&Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "Autopilot",
                    version: view.version.clone(),
                    semantic_version: version.to_owned(),
                    information_uri: env!("CARGO_PKG_REPOSITORY"),
                    rules,
                },
            },
            automation_details: AutomationDetails { id: category(view) },
            invocations: [Invocation {
                execution_successful: true,
                tool_execution_notifications: left_out(all - problems.len()),
            }],
            version_control_provenance: provenance(plan, view),
            column_kind: "unicodeCodePoints",
            results,
        }],
    })
}

/// GitHub replaces the results of an earlier upload of the same category; a monorepo has one a folder.
fn category(view: &View) -> String {
    match view.folder.as_str() {
        "" | "." => "autopilot/".to_owned(),
        folder => format!("autopilot/{folder}/"),
    }
}

fn left_out(number: usize) -> Vec<Notification> {
    let told = format!("{number} less urgent results are left out: GitHub keeps {UPLOADED_MAX} of a run");
    let notification = Notification { level: "warning", message: Text { text: told, markdown: None } };
    Vec::from_iter((number > 0).then_some(notification))
}

/// The repository, where the pipeline says its address.
fn provenance(plan: &DiffPlan, view: &View) -> Vec<VersionControlDetails> {
    let details = view
        .repository
        .clone()
        .map(|repository_uri| VersionControlDetails { repository_uri, revision_id: plan.commit.clone() });
    Vec::from_iter(details)
}

fn outcome(problem: &Problem, rule_index: usize) -> Outcome {
    let others = problem.others.iter().enumerate();
    Outcome {
        rule_id: problem.id.clone(),
        rule_index,
        level: level(problem.severity),
        message: Text { text: message(problem), markdown: None },
        locations: [location(&problem.place, None)],
        related_locations: others.map(|(index, place)| location(place, Some(index + 1))).collect(),
        partial_fingerprints: BTreeMap::from([("autopilotGapKey/v1", fingerprint(&problem.key))]),
        rank: problem.priority.map(rank),
        properties: OutcomeProperties {
            key: problem.key.clone(),
            priority: problem.priority.map(|priority| priority.to_string()),
            module: problem.module.clone(),
        },
    }
}

/// Plain text in which brackets would be links (section 3.11.6).
fn message(problem: &Problem) -> String {
    let help = problem.help.as_ref().map(|help| format!(" To close: {help}.")).unwrap_or_default();
    let sure = problem.percent.map(|percent| format!(" {percent} % sure.")).unwrap_or_default();
    let text = format!("{}: {}.{help}{sure}", problem.title, problem.why);
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
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
        message: Some(Text { text: place.reason.clone(), markdown: None }),
    }
}
