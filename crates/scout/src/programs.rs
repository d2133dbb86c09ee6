//! Modules in which several programs begin: a build makes them of one manifest, so they are judged as one.

use std::collections::BTreeSet;

use contracts::{Finding, Module, RuleId, Severity, plan::Language};
use inventory::ModuleFacts;

/// How many programs are named.
const NAMED_MAX: usize = 5;

/// What should be known of a module in Go that is several programs: what wires one of them counts for all.
pub(crate) fn judged_as_one(module: &Module, facts: &ModuleFacts) -> Option<Finding> {
    if module.language != Language::Go || !module.kind.is_deployable() {
        return None;
    }
    let folders: BTreeSet<String> = facts
        .entry_points
        .iter()
        .filter_map(|entry| entry.location.path.parent())
        .map(|folder| folder.to_string())
        .collect();
    if folders.len() < 2 {
        return None;
    }
    let named: Vec<&str> = folders.iter().take(NAMED_MAX).map(String::as_str).collect();
    let more = match folders.len() - named.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Some(Finding {
        path: facts.manifest.path.to_string(),
        span: None,
        rule: RuleId::new("programs-judged-as-one"),
        severity: Severity::Warning,
        message: format!("{} programs are judged as one module: {}{more}", folders.len(), named.join(", ")),
        help: Some(
            "what wires one of them counts for all; a Dockerfile in a program's own folder makes it a module of its own"
                .to_owned(),
        ),
    })
}
