//! `outdated_otel`: OpenTelemetry is wired by something that is no longer maintained. Asked only where it is wired.

use contracts::{
    Evidence, Probability,
    plan::{Cell, CellState, GapType, Priority},
};

use super::{Asked, GapRule, Judged, JudgedGap, beside, searched};
use crate::kind::evidence;

pub(crate) const RULE: GapRule =
    GapRule { gap_type: GapType::OutdatedOtel, judge, priority: |_| Priority::P2 };

fn judge(asked: &Asked<'_>) -> Judged {
    if let Some(judged) = beside(asked, GapType::MissingOtel) {
        return judged;
    }
    let seen = asked.rules.outdated.seen(asked.module);
    let Some((first, _)) = seen.first() else {
        return Judged::present(searched(asked.module), Probability::from_permille(50));
    };
    let told: Vec<Evidence> =
        seen.iter().map(|(sign, place)| evidence(place, "otel-outdated", &sign.reason)).collect();
    let confidence = asked.rules.confidence.of(GapType::OutdatedOtel, &[]);
    let gap = JudgedGap {
        subject: None,
        confidence: confidence.clone(),
        evidence: told.clone(),
        remedy: Some(first.remedy.clone()),
    };
    let cell = Cell {
        state: CellState::Absent,
        p_missing: Some(confidence.value),
        evidence: told,
        searched: searched(asked.module),
    };
    Judged { cell, gaps: vec![gap] }
}
