//! The terminal's view of a plan.

mod accepted;
mod hops;
mod summary;
mod table;

use std::collections::HashMap;

use contracts::{DiffPlan, Gap};
use source_tree::SourceTree;

use crate::{line::Lines, style::Style};

/// Renders a plan for a terminal: how it stands in one line, a block per service and job with its judgement, the line
/// that decided and what would close the gap, the hops between them, what is accepted or fixed, what else lives there, what could not be read.
#[must_use]
pub fn human(plan: &DiffPlan, tree: &dyn SourceTree, style: Style) -> String {
    let mut out = String::new();
    let mut lines = Lines::new(tree);
    summary::headline(&mut out, plan, style);
    let mut gaps: HashMap<&str, Vec<&Gap>> = HashMap::new();
    for gap in &plan.gaps {
        gaps.entry(&gap.module).or_default().push(gap);
    }
    for module in plan.asked() {
        let of_module = gaps.get(module.path.as_str()).map(Vec::as_slice).unwrap_or_default();
        table::module(&mut out, module, of_module, &mut lines, style);
    }
    hops::hops(&mut out, plan, style);
    accepted::accepted(&mut out, plan, style);
    accepted::fixed(&mut out, plan, style);
    summary::others(&mut out, plan, style);
    summary::findings(&mut out, plan, style);
    summary::explanation(&mut out, plan, style);
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}
