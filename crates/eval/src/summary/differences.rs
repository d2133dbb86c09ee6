//! Every disagreement, a line each, so that it can be looked up.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use crate::{
    disagreement::{ArchetypeDisagreement, Disagreement},
    evaluation::Report,
};

/// Cells and decoys, gap type by gap type. What was not judged at all is counted, not listed.
pub(crate) fn gaps(disagreements: &[Disagreement], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## Disagreements on gaps: {}\n", disagreements.len())?;
    let mut listed: Vec<&Disagreement> = Vec::new();
    let mut counted: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for said in disagreements {
        match said.judged {
            judged @ ("not found" | "not judged") => {
                *counted.entry((&said.gap, judged)).or_default() += 1;
            }
            _ => listed.push(said),
        }
    }
    for ((gap, judged), count) in counted {
        let module = if judged == "not found" { "of modules that are" } else { "that are" };
        writeln!(out, "- {gap}: {count} cells {module} {judged}")?;
    }
    listed.sort_by_key(|said| (&said.gap, said.labelled, said.judged));
    listed.into_iter().try_for_each(|said| gap(said, out))?;
    writeln!(out)
}

fn gap(said: &Disagreement, out: &mut dyn Write) -> io::Result<()> {
    let Disagreement { gap, repo, module, labelled, judged, evidence, .. } = said;
    let p = said.p_missing.map(|p| format!(" ({p:.2})")).unwrap_or_default();
    let doubt = doubt(said.ambiguous);
    writeln!(out, "- {gap} {repo} {module}: labelled {labelled}, judged {judged}{p}{doubt}: {evidence}")
}

/// Archetypes.
pub(crate) fn archetypes(disagreements: &[ArchetypeDisagreement], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## Disagreements on archetypes: {}\n", disagreements.len())?;
    for said in disagreements {
        let list = |names: &[String]| {
            if names.is_empty() { "-".to_owned() } else { names.join(", ") }
        };
        writeln!(
            out,
            "- {} {}: missed {}; wrong {}{}",
            said.repo,
            said.module,
            list(&said.missed),
            list(&said.wrong),
            doubt(said.ambiguous)
        )?;
    }
    writeln!(out)
}

/// Modules that were not found, and modules that are not there.
pub(crate) fn modules(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let (missed, unlabelled) = (&report.missed_modules, &report.unlabelled_modules);
    writeln!(out, "## Modules not found: {}; without a label: {}\n", missed.len(), unlabelled.len())?;
    for (repo, module) in missed {
        writeln!(out, "- not found: {repo} {module}")?;
    }
    for (repo, module) in unlabelled {
        writeln!(out, "- without a label: {repo} {module}")?;
    }
    Ok(())
}

const fn doubt(ambiguous: bool) -> &'static str {
    if ambiguous { ", ambiguous" } else { "" }
}
