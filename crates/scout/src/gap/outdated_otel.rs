//! `outdated_otel`: OpenTelemetry is wired by something that is no longer maintained. Asked only where it is wired.

use contracts::{
    Evidence, Probability,
    plan::{GapType, Priority},
};

use super::{Asked, GapRule, Judged, beside, searched};
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
    Judged::absent(asked, GapType::OutdatedOtel, told, Some(first.remedy.clone()))
}
