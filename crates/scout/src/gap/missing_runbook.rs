//! `missing_runbook`: nobody wrote down what to do when a service or job fails.

use contracts::plan::{GapType, Priority};

use super::{
    Asked, GUESSED, GapRule, Judged,
    documented::{self, Asks},
};

pub(crate) const RULE: GapRule =
    GapRule { gap_type: GapType::MissingRunbook, judge, priority: |_| Priority::P2 };

fn judge(asked: &Asked<'_>) -> Judged {
    let asks = Asks {
        name: "runbook",
        documents: &asked.about.runbooks,
        said: asked.said.and_then(|said| said.runbook.as_ref()),
        called: "a runbook",
        searched: vec!["**/*runbook*.md".to_owned(), "**/runbooks/**".to_owned()],
    };
    documented::found(&asks).unwrap_or_else(|| {
        let factors: Vec<&str> = asked.guessed.then_some(GUESSED).into_iter().collect();
        documented::absent(asked, GapType::MissingRunbook, &asks, asked.kind_evidence.to_vec(), &factors)
    })
}
