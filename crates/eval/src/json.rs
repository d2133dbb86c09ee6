//! The report as JSON, for whoever computes with it. An F1 with nothing to count is 0.0, never null.

use std::collections::BTreeMap;

use contracts::GapType;
use serde_json::{Map, Value, json};

use crate::{
    evaluation::Report,
    score::{
        Scores, View,
        calibration::Calibration,
        cells::{ByGap, Cells},
        modules::ModuleScore,
        tally::Tally,
        wilson::{self, Interval},
    },
};

/// The whole report.
pub(crate) fn of_report(report: &Report) -> Value {
    let mut json = of_scores(&report.scores);
    let by_language: BTreeMap<&String, Value> =
        report.by_language.iter().map(|(name, scores)| (name, of_scores(scores).into())).collect();
    let coverage = &report.coverage;
    json.extend([
        ("by_language".to_owned(), json!(by_language)),
        ("seconds".to_owned(), number(report.times.total)),
        ("disagreements".to_owned(), json!(report.disagreements)),
        ("archetype_disagreements".to_owned(), json!(report.archetype_disagreements)),
        ("missed_modules".to_owned(), of_places(&report.missed_modules)),
        ("unlabelled_modules".to_owned(), of_places(&report.unlabelled_modules)),
        (
            "repositories".to_owned(),
            json!({
                "scanned": coverage.scanned,
                "complete": coverage.complete,
                "absent": coverage.absent,
                "failed": coverage.failed,
                "commit_not_verified": coverage.unverified,
                "other_commit": coverage.other_commit.iter().map(|(repo, (labelled, found))| {
                    json!({"repo": repo, "labelled": labelled, "found": found})
                }).collect::<Vec<_>>(),
            }),
        ),
        ("notes".to_owned(), json!(report.notes)),
    ]);
    json.into()
}

fn of_scores(scores: &Scores) -> Map<String, Value> {
    let (clear, all) = (&scores.clear, &scores.all);
    let pairs = [
        ("gaps", of_gaps(&clear.gaps)),
        ("gaps_all", of_gaps(&all.gaps)),
        ("archetypes", of_tally(clear.archetypes)),
        ("archetypes_all", of_tally(all.archetypes)),
        ("modules", of_modules(&clear.modules)),
        ("modules_all", of_modules(&all.modules)),
        ("decoys", json!(scores.decoys.decoys)),
        ("decoys_with_gaps", json!(scores.decoys.with_gaps)),
        ("decoy_false_positives", json!(scores.decoys.gaps)),
        ("brier", clear.calibration.brier().map_or(Value::Null, number)),
        ("brier_all", all.calibration.brier().map_or(Value::Null, number)),
        ("calibration", of_calibration(&clear.calibration)),
        ("baselines", of_baselines(clear)),
        ("intervals", of_intervals(clear)),
    ];
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn by_gap(gaps: &ByGap, value: fn(&Cells) -> Value) -> Value {
    let pairs = gaps.iter().map(|(gap, cells): (&GapType, _)| (gap.name().to_owned(), value(cells)));
    pairs.collect::<Map<_, _>>().into()
}

fn of_gaps(gaps: &ByGap) -> Value {
    by_gap(gaps, |cells| {
        json!({
            "cases": cells.cases(),
            "missing_cases": cells.missing.labelled(),
            "present_cases": cells.present.labelled(),
            "missing": of_tally(cells.missing),
            "present": of_tally(cells.present),
        })
    })
}

/// Wilson's 95 % intervals of the figures that leave out what is ambiguous.
fn of_intervals(view: &View) -> Value {
    let both = |precision: Interval, recall: Interval| json!({"precision": of_interval(precision), "recall": of_interval(recall)});
    let of = |tally: Tally| both(tally.precision_interval(), tally.recall_interval());
    let gaps = view.gaps.iter().map(|(gap, cells)| {
        (gap.name().to_owned(), json!({"missing": of(cells.missing), "present": of(cells.present)}))
    });
    let ModuleScore { labelled, found, complete } = view.modules;
    let precision = complete.unwrap_or_default().precision_interval();
    let modules = both(precision, wilson::interval(found, labelled));
    let others = [("archetypes".to_owned(), of(view.archetypes)), ("modules".to_owned(), modules)];
    gaps.chain(others).collect::<Map<_, _>>().into()
}

fn of_baselines(view: &View) -> Value {
    json!({"always_missing": of_gaps(&view.always_missing), "word_search": of_gaps(&view.word_search)})
}

fn of_tally(tally: Tally) -> Value {
    json!({"precision": number(tally.precision()), "recall": number(tally.recall()), "f1": number(tally.f1())})
}

fn of_modules(modules: &ModuleScore) -> Value {
    json!({
        "recall": number(modules.recall()),
        "precision": modules.precision().map_or(Value::Null, number),
        "f1": number(modules.f1()),
        "labelled": modules.labelled,
        "found": modules.found,
    })
}

fn of_calibration(calibration: &Calibration) -> Value {
    let bins = calibration.bins.iter().enumerate().map(|(index, bin)| {
        let (from, to) = Calibration::edges(index);
        json!({
            "from": number(from),
            "to": number(to),
            "cases": bin.cases,
            "mean_p_missing": number(bin.mean()),
            "missing": number(bin.rate()),
            "interval": of_interval(wilson::interval(bin.missing, bin.cases)),
        })
    });
    bins.collect::<Vec<_>>().into()
}

fn of_interval(interval: Interval) -> Value {
    json!([number(interval.low), number(interval.high)])
}

fn of_places(places: &[(String, String)]) -> Value {
    let of = |(repo, module): &(String, String)| json!({"repo": repo, "module": module});
    places.iter().map(of).collect::<Vec<_>>().into()
}

/// Four decimals tell all that there is to tell.
fn number(value: f64) -> Value {
    json!((value * 10_000.0).round() / 10_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{evaluation::tests::example, selection::Selection};

    #[test]
    fn the_report_has_the_documented_form() {
        let mut json = of_report(&example(&Selection::default()).unwrap());
        let whole = json.as_object_mut().unwrap();
        // These repeat the forms of `gaps` and of the report itself.
        let repeated = ["gaps_all", "baselines", "by_language"].map(|name| whole.remove(name).unwrap());
        insta::assert_json_snapshot!(json);
        let [all, baselines, by_language] = repeated;
        assert_eq!(all["missing_runbook"]["cases"], 2);
        assert_eq!(baselines["always_missing"]["missing_otel"]["missing"]["f1"], 0.8);
        assert_eq!(baselines["word_search"]["missing_otel"]["present"]["f1"], 0.5);
        assert_eq!(by_language["go"]["gaps"]["missing_otel"]["missing"]["f1"], 0.6667);
        assert_eq!(by_language["java"]["modules"]["recall"], 1.0);
    }

    #[test]
    fn an_f1_with_nothing_to_count_is_zero_and_never_null() {
        let java = Selection { languages: ["java".to_owned()].into(), ..Selection::default() };
        let json = of_report(&example(&java).unwrap());
        for pointer in
            ["/gaps/missing_contract/present/f1", "/gaps/missing_runbook/missing/f1", "/modules/f1"]
        {
            assert!(json.pointer(pointer).is_some_and(Value::is_number), "{pointer}");
        }
        assert_eq!(json["gaps"]["missing_contract"]["missing"]["f1"], 0.0);
        assert_eq!(json["gaps"]["missing_contract"]["cases"], 0);
    }
}
