//! The terminal's view of a plan.

mod summary;
mod table;

use contracts::DiffPlan;
use source_tree::SourceTree;

use crate::{line::Lines, style::Style};

/// Renders a plan for a terminal: a block per service and job with its judgement and the line that
/// decided, what else lives there, what could not be read, a closing sentence.
#[must_use]
pub fn human(plan: &DiffPlan, tree: &dyn SourceTree, style: Style) -> String {
    let mut out = String::new();
    let mut lines = Lines::new(tree);
    for module in plan.modules.iter().filter(|module| module.kind.is_deployable()) {
        table::module(&mut out, module, plan, &mut lines, style);
    }
    summary::others(&mut out, plan, style);
    summary::findings(&mut out, plan, style);
    summary::closing(&mut out, plan, style);
    out
}

/// Text of the repository, safe to print: control characters become spaces.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
