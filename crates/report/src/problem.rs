//! A gap as the renderings for forges show it, in the one order and the one wording that they share.

use contracts::{DiffPlan, Evidence, Gap, Module, Severity, Span, plan::Priority};

use crate::{
    escape::plain,
    view::View,
    wording::{by_path, lacks, sure},
};

/// A gap, made ready to be shown. Text of the repository in it is redacted and on one line; paths are as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// What `autopilot explain` explains: `missing_otel`.
    pub(crate) id: &'static str,
    /// The gap's key.
    pub(crate) key: String,
    /// Its identity in the repository, the same for as long as the gap is: the key, which has no line, behind the scanned
    /// folder, since two folders of a monorepo can hold the same key.
    pub(crate) identity: String,
    /// How it weighs here: an error fails what is judged.
    pub(crate) severity: Severity,
    /// How soon it should be closed.
    pub(crate) priority: Priority,
    /// `95 % sure`, and what made it less sure.
    pub(crate) sure: String,
    /// The folder of its module as the repository's root sees it.
    pub(crate) module: String,
    /// `missing OpenTelemetry in orders-api`.
    pub(crate) title: String,
    /// What would close it; empty where nothing is known.
    pub(crate) remedy: String,
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
    /// Whether that is a folder, which no reader can open at a line.
    pub(crate) is_folder: bool,
    /// Where in the file; none for all of it.
    pub(crate) span: Option<Span>,
    /// What is there.
    pub(crate) reason: String,
}

/// Every gap that counts, in the order of the plan: the most urgent before the others, then by key.
pub(crate) fn problems(plan: &DiffPlan, view: &View) -> Vec<Problem> {
    of_gaps(plan, plan.open(), view)
}

/// These gaps of a plan, in their order.
pub(crate) fn of_gaps<'a>(
    plan: &DiffPlan,
    gaps: impl IntoIterator<Item = &'a Gap>,
    view: &View,
) -> Vec<Problem> {
    let modules = by_path(plan);
    gaps.into_iter().map(|gap| problem(gap, modules.get(gap.module.as_str()).copied(), view)).collect()
}

/// How a gap weighs: what fails is an error, lineage and runbooks alone are notes.
fn severity(gap: &Gap, view: &View) -> Severity {
    match gap.priority {
        priority if gap.accepted.is_none() && view.fails(priority) => Severity::Error,
        Priority::P0 | Priority::P1 => Severity::Warning,
        Priority::P2 => Severity::Note,
    }
}

fn problem(gap: &Gap, module: Option<&Module>, view: &View) -> Problem {
    let mut places = gap.evidence.iter().map(|evidence| place(evidence, view));
    let place = places.next().unwrap_or_else(|| folder(gap, module, view));
    let folder = view.path(&gap.module);
    let key = gap.key.to_string();
    Problem {
        id: gap.gap_type.name(),
        identity: view.path(&key),
        key,
        severity: severity(gap, view),
        priority: gap.priority,
        sure: plain(&sure(gap)),
        title: plain(&format!("{} in {folder}", lacks(gap.gap_type))),
        module: folder,
        remedy: plain(&gap.remedy),
        place,
        others: places.collect(),
    }
}

impl Problem {
    /// `to close: ...`, where something is known.
    pub(crate) fn advice(&self) -> Option<String> {
        (!self.remedy.is_empty()).then(|| format!("to close: {}", self.remedy))
    }
}

/// Where a gap without evidence is shown: at what made its module one.
fn folder(gap: &Gap, module: Option<&Module>, view: &View) -> Place {
    let evidence = module.and_then(|module| module.kind_evidence.first());
    evidence.map_or_else(
        || Place {
            path: view.path(&gap.module),
            is_folder: true,
            span: None,
            reason: "it is deployed from here".to_owned(),
        },
        |evidence| place(evidence, view),
    )
}

fn place(evidence: &Evidence, view: &View) -> Place {
    Place {
        path: view.path(&evidence.path),
        is_folder: false,
        span: evidence.span,
        reason: plain(&evidence.reason),
    }
}
