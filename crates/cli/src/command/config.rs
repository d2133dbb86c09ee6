//! `autopilot config check PATH`.

use std::{fmt::Write as _, path::Path};

use contracts::{Date, ExitCode, Finding};
use inventory::{CONFIG_FILE, Facts, survey};
use scout::Rules;
use source_tree::{FolderTree, Limits};

use crate::failure::Failure;

/// Tells every mistake and every setting without effect. What has none is said to be sound.
pub(crate) fn check(path: &Path, as_of: Option<Date>) -> Result<ExitCode, Failure> {
    let tree = FolderTree::open(path, Limits::default())?;
    let facts = survey(&tree)?;
    let of_settings = |finding: &&Finding| finding.rule.0.starts_with("config-");
    let mut idle: Vec<Finding> = facts.findings.iter().filter(of_settings).cloned().collect();
    if !facts.suppressions.0.is_empty() {
        let plan = scout::plan(&facts, &Rules::builtin()?);
        let standing = scout::suppress(plan, &facts.suppressions, super::day(as_of)?);
        // Comments are not what is checked here.
        idle.extend(
            standing
                .findings
                .into_iter()
                .filter(|finding| finding.path == CONFIG_FILE && finding.rule.0.starts_with("suppression-")),
        );
    }
    if !idle.is_empty() {
        super::print(&without_effect(&idle))?;
        return Ok(ExitCode::Usage);
    }
    if !facts.has_config {
        super::print(&format!("{CONFIG_FILE}: there is none; every setting has its default\n"))?;
        return Ok(ExitCode::NothingToJudge);
    }
    super::print(&sound(&facts))?;
    Ok(ExitCode::Success)
}

fn sound(facts: &Facts) -> String {
    let modules = facts.config.modules.len();
    let noun = if modules == 1 { "module" } else { "modules" };
    format!("{CONFIG_FILE}: sound; it speaks of {modules} {noun}\n")
}

fn without_effect(findings: &[Finding]) -> String {
    let mut out = String::new();
    for finding in findings {
        let place = finding.span.map(|span| format!(":{}:{}", span.start.line, span.start.column));
        let (place, message) = (place.unwrap_or_default(), &finding.message);
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{}{place}: {message}", finding.path);
        if let Some(help) = &finding.help {
            let _ = writeln!(out, "  help: {help}");
        }
    }
    out
}
