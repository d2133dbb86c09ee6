//! The terminal's view of a plan.

mod hops;
mod summary;
mod table;

use contracts::DiffPlan;
use source_tree::SourceTree;

use crate::{line::Lines, style::Style};

/// Renders a plan for a terminal: how it stands in one line, a block per service and job with its judgement, the line
/// that decided and what would close the gap, the hops between them, what else lives there, what could not be read.
#[must_use]
pub fn human(plan: &DiffPlan, tree: &dyn SourceTree, style: Style) -> String {
    let mut out = String::new();
    let mut lines = Lines::new(tree);
    summary::headline(&mut out, plan, style);
    for module in plan.modules.iter().filter(|module| module.kind.is_deployable()) {
        table::module(&mut out, module, plan, &mut lines, style);
    }
    hops::hops(&mut out, plan, style);
    summary::others(&mut out, plan, style);
    summary::findings(&mut out, plan, style);
    summary::explanation(&mut out, plan, style);
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// Text of the repository, safe to print.
fn plain(text: &str) -> String {
    redact::on_one_line(text)
}
