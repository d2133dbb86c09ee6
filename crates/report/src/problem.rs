//! What a plan holds against a repository, in the one order and the one wording that the renderings for forges share.

use std::collections::HashMap;

use contracts::{
    DiffPlan, Evidence, Finding, Module, Severity, Span,
    plan::{Gap, Priority},
};

use crate::{
    view::View,
    wording::{by_path, lacks, percent},
};

/// A gap, or a finding about the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// What `autopilot explain` explains: `missing_otel`, `file-broken`.
    pub(crate) id: String,
    /// Its identity, the same for as long as the problem is the same: without lines.
    pub(crate) key: String,
    /// How it weighs here: an error fails what is judged.
    pub(crate) severity: Severity,
    /// How soon a gap should be closed; none for a finding.
    pub(crate) priority: Option<Priority>,
    /// How sure it is, in whole percent; none for a finding.
    pub(crate) percent: Option<u16>,
    /// The folder of its module as the repository's root sees it; none for a finding.
    pub(crate) module: Option<String>,
    /// `missing OpenTelemetry in orders-api`, on one line.
    pub(crate) title: String,
    /// Why it is one, a clause on one line.
    pub(crate) why: String,
    /// What to do, on one line.
    pub(crate) help: Option<String>,
    /// Where it is shown.
    pub(crate) place: Place,
    /// What else proves it.
    pub(crate) others: Vec<Place>,
}

/// A place in the repository, and what is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The file, or a folder where no file is known, as the repository's root sees it.
    pub(crate) path: String,
    /// Where in the file; none for all of it.
    pub(crate) span: Option<Span>,
    /// What is there, on one line.
    pub(crate) reason: String,
}

/// Everything a plan tells: gaps first, the most urgent before the others and then by key; then findings about the
/// input, the weightiest first and then by path. Text of the repository is redacted and on one line.
pub(crate) fn problems(plan: &DiffPlan, view: &View) -> Vec<Problem> {
    let mut findings: Vec<&Finding> = plan.findings.iter().collect();
    findings.sort_by_key(|finding| (finding.severity, *finding));
    let modules = by_path(plan);
    let gaps = plan.gaps.iter().map(|gap| of_gap(gap, modules.get(gap.module.as_str()).copied(), view));
    let mut problems: Vec<Problem> =
        gaps.chain(findings.into_iter().map(|finding| of_finding(finding, view))).collect();
    tell_apart(&mut problems);
    problems
}

/// The same said twice of one file, on different lines, is two problems: the second is `KEY#2`.
fn tell_apart(problems: &mut [Problem]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for problem in problems {
        let times = seen.entry(problem.key.clone()).or_default();
        *times += 1;
        if *times > 1 {
            problem.key = format!("{}#{times}", problem.key);
        }
    }
}

/// How a gap weighs: what fails is an error, lineage and runbooks alone are notes.
pub(crate) fn severity(priority: Priority, view: &View) -> Severity {
    match priority {
        _ if view.fails(priority) => Severity::Error,
        Priority::P0 | Priority::P1 => Severity::Warning,
        Priority::P2 => Severity::Note,
    }
}

fn of_gap(gap: &Gap, module: Option<&Module>, view: &View) -> Problem {
    let mut places = gap.evidence.iter().map(|evidence| place(evidence, view));
    let place = places.next().unwrap_or_else(|| folder(gap, module, view));
    let folder = view.path(&gap.module);
    Problem {
        id: gap.gap_type.name().to_owned(),
        key: gap.key.to_string(),
        severity: severity(gap.priority, view),
        priority: Some(gap.priority),
        percent: Some(percent(gap)),
        title: plain(&format!("{} in {folder}", lacks(gap.gap_type))),
        module: Some(folder),
        why: place.reason.clone(),
        help: (!gap.remedy.is_empty()).then(|| plain(&gap.remedy)),
        place,
        others: places.collect(),
    }
}

/// Where a gap without evidence is shown: at what made its module one.
fn folder(gap: &Gap, module: Option<&Module>, view: &View) -> Place {
    let evidence = module.and_then(|module| module.kind_evidence.first());
    evidence.map_or_else(
        || Place { path: view.path(&gap.module), span: None, reason: "it is deployed from here".to_owned() },
        |evidence| place(evidence, view),
    )
}

fn place(evidence: &Evidence, view: &View) -> Place {
    Place { path: view.path(&evidence.path), span: evidence.span, reason: plain(&evidence.reason) }
}

/// What weighs as an error in the input fails nothing here: it is a warning.
fn of_finding(finding: &Finding, view: &View) -> Problem {
    let path = view.path(&finding.path);
    let severity = finding.severity.max(Severity::Warning);
    let message = plain(&finding.message);
    Problem {
        id: finding.rule.to_string(),
        key: format!("{}:{}:{}", finding.rule, finding.path, finding.message),
        severity,
        priority: None,
        percent: None,
        module: None,
        title: plain(&format!("{} in {path}", finding.rule.0.replace('-', " "))),
        why: message.clone(),
        help: finding.help.as_deref().map(plain),
        place: Place { path, span: finding.span, reason: message },
        others: Vec::new(),
    }
}

/// Text of the repository, safe to be shown: redacted, and without what drives a terminal.
pub(crate) fn plain(text: &str) -> String {
    redact::on_one_line(&redact::redact(text))
}
