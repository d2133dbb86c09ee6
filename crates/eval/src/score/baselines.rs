//! The two emptiest judges. Who does not beat them has learnt nothing.

use contracts::GapType;

use crate::case::{Case, Judged};

/// Says *missing* of everything.
pub(crate) const fn always_missing(_: &Case<'_>, _: GapType) -> Judged {
    Judged::Missing
}

/// Says *present* where the word stands anywhere in the module's folder.
pub(crate) fn word_search(case: &Case<'_>, gap: GapType) -> Judged {
    if case.scanned.words.is_found(&case.label.path, gap) { Judged::Present } else { Judged::Missing }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        case::Scanned,
        example::{judged, plan},
        score::{Ambiguous, cells},
        words::Words,
    };
    use source_tree::{MemoryTree, RepoPath, SourceTree as _};

    const OTEL: GapType = GapType::MissingOtel;

    #[test]
    fn both_are_scored_as_scout_is_though_no_module_was_found() {
        let file = RepoPath::new("a/pom.xml").unwrap();
        let tree = MemoryTree::new().with(file, "opentelemetry");
        let words = Words::search(&tree, &tree.list().unwrap().files);
        let scan = Scanned { plan: plan(vec![], vec![]), words };
        // The word stands in `a`, which has none, and not in `c`, which has one.
        let labels = [("a", true), ("b", true), ("c", false)]
            .map(|(path, missing)| judged("o/r", path, OTEL, missing));
        let cases = labels.each_ref().map(|label| Case { label, module: None, scanned: &scan });
        let f1 = |judge| {
            let counted = cells::count(&cases, Ambiguous::LeftOut, judge)[&OTEL];
            (counted.missing.f1(), counted.present.f1())
        };
        assert_eq!(f1(always_missing), (0.8, 0.0));
        assert_eq!(f1(word_search), (0.5, 0.0));
    }
}
