//! The tables of figures. Behind each stands the number of its cases.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use contracts::GapType;

use crate::{
    evaluation::Report,
    score::{
        Scores,
        calibration::Calibration,
        cells::{ByGap, Cells},
        modules::ModuleScore,
        tally::Tally,
        wilson::{self, Interval},
    },
    table::Table,
    words,
};

/// Picks a class of a gap type.
type Class = (&'static str, fn(&Cells) -> Tally);

const CLASSES: [Class; 2] = [("missing", |cells| cells.missing), ("present", |cells| cells.present)];

/// Per gap type and class, beside the baselines.
pub(crate) fn gaps(scores: &Scores, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## Gaps\n")?;
    let mut table = Table::new(&[
        "<gap",
        "<class",
        "cases",
        "precision [95 %]",
        "recall [95 %]",
        "F1",
        "always missing",
        "word search",
        "F1 with ambiguous",
        "cases",
    ]);
    for (gap, cells) in &scores.clear.gaps {
        for (name, class) in CLASSES {
            let f1 = |gaps: &ByGap| f1_of(gaps.get(gap).map(class).unwrap_or_default());
            let all = scores.all.gaps.get(gap).map(class).unwrap_or_default();
            let tally = class(cells);
            table.row([
                gap.name().to_owned(),
                name.to_owned(),
                tally.labelled().to_string(),
                with_interval(tally.precision(), tally.said(), tally.precision_interval()),
                with_interval(tally.recall(), tally.labelled(), tally.recall_interval()),
                f1_of(tally),
                f1(&scores.clear.always_missing),
                f1(&scores.clear.word_search),
                f1_of(all),
                all.labelled().to_string(),
            ]);
        }
    }
    table.write(out)?;
    let words: Vec<&str> = scores.clear.gaps.keys().map(|gap| words::word(*gap)).collect();
    writeln!(out, "Baselines are F1 over the same cells; the words searched for: {}.", words.join(", "))?;
    writeln!(out, "Unknown, not applicable and not found count as a miss.\n")
}

/// Modules, archetypes and decoys.
pub(crate) fn others(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let scores = &report.scores;
    writeln!(out, "## Modules, archetypes, decoys\n")?;
    let mut table = Table::new(&[
        "<what",
        "cases",
        "precision [95 %]",
        "recall [95 %]",
        "F1",
        "F1 with ambiguous",
        "cases",
    ]);
    let (modules, all) = (&scores.clear.modules, &scores.all.modules);
    table.row([
        "modules".to_owned(),
        modules.labelled.to_string(),
        module_precision(modules),
        with_interval(modules.recall(), modules.labelled, wilson::interval(modules.found, modules.labelled)),
        module_f1(modules),
        module_f1(all),
        all.labelled.to_string(),
    ]);
    let (archetypes, all) = (scores.clear.archetypes, scores.all.archetypes);
    table.row([
        "archetypes".to_owned(),
        archetypes.labelled().to_string(),
        with_interval(archetypes.precision(), archetypes.said(), archetypes.precision_interval()),
        with_interval(archetypes.recall(), archetypes.labelled(), archetypes.recall_interval()),
        figure(archetypes.f1()),
        figure(all.f1()),
        all.labelled().to_string(),
    ]);
    table.write(out)?;
    match modules.complete {
        Some(tally) => writeln!(
            out,
            "Module precision: {} of {} modules found in {} completely labelled repositories.",
            tally.hits,
            tally.said(),
            report.coverage.complete
        )?,
        None => writeln!(out, "Module precision is not measured: no repository is labelled completely.")?,
    }
    let decoys = scores.decoys;
    writeln!(out, "Decoys: {} gaps on {} of {} decoys.\n", decoys.gaps, decoys.with_gaps, decoys.decoys)
}

fn module_precision(modules: &ModuleScore) -> String {
    let precision = |tally: Tally| with_interval(tally.precision(), tally.said(), tally.precision_interval());
    modules.complete.map_or_else(|| "-".to_owned(), precision)
}

fn module_f1(modules: &ModuleScore) -> String {
    modules.precision().map_or_else(|| "-".to_owned(), |_| figure(modules.f1()))
}

/// Brier score and the bins that hold a cell.
pub(crate) fn calibration(calibration: &Calibration, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## Calibration\n")?;
    let (Some(brier), Some(base)) = (calibration.brier(), calibration.brier_of_base_rate()) else {
        return writeln!(out, "No cell that is labelled true or false has a probability.\n");
    };
    writeln!(
        out,
        "Brier score {brier:.3} over {} cells (0 is perfect; always giving the base rate: {base:.3}).\n",
        calibration.cases()
    )?;
    let mut table = Table::new(&["<p_missing", "cases", "mean", "labelled missing [95 %]"]);
    for (index, bin) in calibration.bins.iter().enumerate().filter(|(_, bin)| bin.cases > 0) {
        let (from, to) = Calibration::edges(index);
        table.row([
            format!("{from:.1} to {to:.1}"),
            bin.cases.to_string(),
            figure(bin.mean()),
            with_interval(bin.rate(), bin.cases, wilson::interval(bin.missing, bin.cases)),
        ]);
    }
    table.write(out)
}

/// One row a language: F1 of missing and present, with their cases.
pub(crate) fn languages(languages: &BTreeMap<String, Scores>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## Languages: F1 of missing / present (cases)\n")?;
    let short = |gap: &GapType| gap.name().trim_start_matches("missing_").to_owned();
    let gaps: Vec<GapType> = languages
        .values()
        .next()
        .map(|scores| scores.clear.gaps.keys().copied().collect())
        .unwrap_or_default();
    let mut heads = vec!["<language", "modules", "recall", "archetypes"];
    let names: Vec<String> = gaps.iter().map(short).collect();
    heads.extend(names.iter().map(String::as_str));
    heads.push("decoy gaps");
    let mut table = Table::new(&heads);
    for (language, scores) in languages {
        let clear = &scores.clear;
        let mut row = vec![
            language.clone(),
            clear.modules.labelled.to_string(),
            figure(clear.modules.recall()),
            figure(clear.archetypes.f1()),
        ];
        row.extend(clear.gaps.values().map(both_classes));
        row.push(format!("{} on {}", scores.decoys.gaps, scores.decoys.decoys));
        table.row(row);
    }
    table.write(out)
}

fn both_classes(cells: &Cells) -> String {
    let (missing, present) = (cells.missing, cells.present);
    format!("{} / {} ({} / {})", f1_of(missing), f1_of(present), missing.labelled(), present.labelled())
}

/// An F1, or a dash when nothing is labelled so and nothing was said to be so.
fn f1_of(tally: Tally) -> String {
    if tally.labelled() + tally.said() == 0 {
        return "-".to_owned();
    }
    figure(tally.f1())
}

fn figure(value: f64) -> String {
    format!("{value:.2}")
}

/// A share with its interval, or a dash when it stands on nothing.
fn with_interval(value: f64, cases: u64, interval: Interval) -> String {
    if cases == 0 {
        return "-".to_owned();
    }
    format!("{value:.2} [{:.2}, {:.2}]", interval.low, interval.high)
}
