//! `missing_contract`: a module produces a dataset that others read, and no data contract describes it. ODCS, the deprecated
//! Data Contract Specification and AsyncAPI count; a wire schema does not.

use contracts::plan::{GapType, Priority};
use inventory::DocumentKind;

use super::{
    Asked, GUESSED, GapRule, Judged, ONLY_ENGINE,
    documented::{self, Asks},
    not_asked,
};

pub(crate) const RULE: GapRule =
    GapRule { gap_type: GapType::MissingContract, judge, priority: |_| Priority::P1 };

fn judge(asked: &Asked<'_>) -> Judged {
    if asked.movement.produces.is_empty() {
        return not_asked();
    }
    let asks = Asks {
        name: "contract",
        documents: &asked.about.contracts,
        said: asked.said.and_then(|said| said.contract.as_ref()),
        called: "a data contract",
        searched: vec!["**/*.yaml".to_owned(), "**/*.yml".to_owned(), "**/*contract*.json".to_owned()],
    };
    documented::found(&asks).unwrap_or_else(|| {
        let guessed = asked.guessed.then_some(GUESSED);
        let engine = asked.movement.guessed.then_some(ONLY_ENGINE);
        let factors: Vec<&str> = guessed.into_iter().chain(engine).collect();
        documented::absent(asked, GapType::MissingContract, &asks, asked.movement.produces.clone(), &factors)
    })
}

/// What a contract is in the words of its standard; none for what is none.
pub(super) fn form(kind: DocumentKind) -> Option<&'static str> {
    match kind {
        DocumentKind::Odcs => Some("a data contract (ODCS)"),
        DocumentKind::DataContractSpecification => {
            Some("a data contract (Data Contract Specification, deprecated: ODCS took its place)")
        }
        DocumentKind::AsyncApi => Some("an AsyncAPI document"),
        DocumentKind::LineageSpec | DocumentKind::Runbook | DocumentKind::Schema => None,
    }
}
