//! From trees to the plan that is told: what is missing, what of it is accepted, and how it compares with a base revision.
//! A change is judged by what its base says of suppressions and baseline: what it adds to them itself does not count.

use std::{panic, path::Path, thread};

use contracts::{Date, DiffPlan, Finding, RuleId, Severity};
use inventory::{BaselineFile, Facts, Suppression, Suppressions};
use scout::{Moved, Rules};
use source_tree::{Limits, RepoPath, RevisionTree, SourceTree};

use crate::{
    baseline::{self, BaselineArgs},
    command::{self, Judged},
    failure::Failure,
    revision::{self, Scanned},
};

/// How many suppressions one finding names, and how much of each.
const SHOWN_MAX: usize = 3;
const SHOWN_CHARS_MAX: usize = 120;

/// What says which gaps do not count: of the scanned tree itself, or of the base revision.
struct Judges {
    suppressions: Suppressions,
    as_of: Date,
    moved: Moved,
}

impl Judges {
    /// With what is suppressed on the day: it stands above a baseline, and ends.
    fn suppressed(&self, plan: DiffPlan) -> DiffPlan {
        scout::suppress(plan, &self.suppressions, self.as_of)
    }

    fn accepted(&self, plan: DiffPlan, baseline: Option<&BaselineFile>) -> DiffPlan {
        match baseline {
            Some(baseline) => scout::accept_baseline(plan, baseline, &self.moved),
            None => plan,
        }
    }
}

/// The plan of a tree, judged by its own suppressions and baseline, or by those of a base revision.
///
/// # Errors
/// When a tree, its settings or its baseline cannot be read, or the baseline cannot be written.
pub(crate) fn judged(
    folder: &Path,
    head: &Scanned,
    base: Option<&str>,
    baseline: &BaselineArgs,
    as_of: Option<Date>,
) -> Result<Judged, Failure> {
    let as_of = command::day(as_of)?;
    match base {
        Some(base) => against(folder, head, base, baseline, as_of),
        None => alone(folder, head, baseline, as_of),
    }
}

/// The plan of a tree that is no folder, judged by its own suppressions.
///
/// # Errors
/// When the tree or its settings cannot be read.
pub(crate) fn of_tree(tree: &dyn SourceTree, as_of: Option<Date>) -> Result<Judged, Failure> {
    let facts = command::survey(tree)?;
    let plan = scout::plan(&facts, &Rules::builtin()?);
    let standing = scout::suppress(plan.clone(), &facts.suppressions, command::day(as_of)?);
    Ok(Judged::new(plan, standing))
}

fn alone(folder: &Path, head: &Scanned, args: &BaselineArgs, as_of: Date) -> Result<Judged, Failure> {
    let facts = command::survey(head)?;
    let plan = scout::plan(&facts, &Rules::builtin()?);
    let judges = Judges { suppressions: facts.suppressions, as_of, moved: Moved::default() };
    let standing = judges.suppressed(plan.clone());
    if args.update_baseline {
        baseline::update(folder, args.baseline.as_deref(), &standing)?;
    }
    let baseline = baseline::read(folder, args.baseline.as_deref(), head)?;
    Ok(Judged::new(plan, judges.accepted(standing, baseline.as_ref())))
}

fn against(
    folder: &Path,
    head: &Scanned,
    name: &str,
    args: &BaselineArgs,
    as_of: Date,
) -> Result<Judged, Failure> {
    let base = RevisionTree::open(folder, name, Limits::default())?;
    let rules = Rules::builtin()?;
    let (head_facts, base_facts) = both(head, &base);
    let (head_facts, base_facts) = (head_facts?, base_facts.map_err(|failure| failure.in_revision(name))?);
    let (head_plan, base_plan) = (scout::plan(&head_facts, &rules), scout::plan(&base_facts, &rules));
    let moved = revision::moved(folder, (head, &head_plan), (&base, &base_plan))?;
    let plan = scout::compare(head_plan, &base_plan, &moved);
    // What is not listed can be read all the same.
    let is_there = |path: &str| RepoPath::new(path).is_ok_and(|path| head.read(&path).is_ok());
    let plan = scout::without_left_out(plan, is_there);
    let baseline = baseline::read_in(folder, args.baseline.as_deref(), &base, name)
        .map_err(|failure| failure.in_revision(name))?;
    let suppressions = scout::carried(&base_facts.suppressions, &head_facts.suppressions, &moved);
    let waits = waiting(&head_facts.suppressions, &suppressions);
    let judges = Judges { suppressions, as_of, moved };
    let standing = judges.suppressed(plan.clone());
    let standing = judges.accepted(standing, baseline.as_ref()).with_findings(waits);
    Ok(Judged::new(plan, standing))
}

/// What should be known of suppressions that only the change has: whoever wrote them expects them to count.
fn waiting(head: &Suppressions, judging: &Suppressions) -> Option<Finding> {
    let new = scout::added(head, judging);
    let first = new.first()?;
    let (path, span) = (first.evidence.path.clone(), first.evidence.span);
    let how_many = if new.len() == 1 {
        "a suppression is".to_owned()
    } else {
        format!("{} suppressions are", new.len())
    };
    Some(Finding {
        path,
        span,
        rule: RuleId::new("suppression-of-change"),
        severity: Severity::Warning,
        message: format!(
            "{how_many} part of this change, and a change is judged by what its base says: {}",
            shown(&new)
        ),
        help: Some("it counts once it is merged; until then a person decides".to_owned()),
    })
}

/// The first of some suppressions.
fn shown(suppressions: &[&Suppression]) -> String {
    let first: Vec<String> = suppressions
        .iter()
        .take(SHOWN_MAX)
        .map(|one| format!("`{}`", redact::redact_cut(&one.gap.to_string(), SHOWN_CHARS_MAX)))
        .collect();
    match suppressions.len().saturating_sub(SHOWN_MAX) {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

/// Surveys two trees at once.
fn both(head: &dyn SourceTree, base: &dyn SourceTree) -> (Result<Facts, Failure>, Result<Facts, Failure>) {
    thread::scope(|scope| {
        let base = scope.spawn(|| inventory::survey(base).map_err(Failure::from));
        let head = command::survey(head);
        (head, base.join().unwrap_or_else(|panicked| panic::resume_unwind(panicked)))
    })
}
