//! Gaps that a team accepts for now: counted everywhere, told one by one where there is room.

use contracts::{
    Date, DiffPlan, Gap,
    plan::{Acceptance, Change},
};

use crate::wording::counted;

/// How much of a reason is shown, in characters.
pub(crate) const REASON_CHARS_MAX: usize = 200;

/// Each gap that is accepted, and how.
pub(crate) fn accepted(plan: &DiffPlan) -> impl Iterator<Item = (&Gap, &Acceptance)> {
    plan.gaps.iter().filter_map(|gap| Some((gap, gap.accepted.as_ref()?)))
}

/// `3 gaps accepted: 2 suppressed until 2027-03-01, 1 by the baseline`; none where none is.
pub(crate) fn counts(plan: &DiffPlan) -> Option<String> {
    let number = accepted(plan).count();
    let days: Vec<Date> = accepted(plan).filter_map(|(_, acceptance)| until(acceptance)).collect();
    let mut parts = Vec::new();
    if let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) {
        let until = if first == last { format!("until {first}") } else { format!("the first until {first}") };
        let comma = if first == last { "" } else { "," };
        parts.push(format!("{} suppressed{comma} {until}", days.len()));
    }
    let baseline = number - days.len();
    if baseline > 0 {
        parts.push(format!("{baseline} by the baseline"));
    }
    (number > 0).then(|| format!("{} accepted: {}", counted(number, "gap", "gaps"), parts.join(", ")))
}

/// The last day on which it holds; a baseline has none.
pub(crate) fn until(acceptance: &Acceptance) -> Option<Date> {
    match acceptance {
        Acceptance::Suppression { until, .. } => Some(*until),
        Acceptance::Baseline { .. } => None,
    }
}

/// `until 2027-03-01: the reason`; redacted, cut, on one line.
pub(crate) fn why(acceptance: &Acceptance) -> String {
    match acceptance {
        Acceptance::Suppression { reason, until, .. } => {
            format!("until {until}: {}", redact::redact_cut(reason, REASON_CHARS_MAX))
        }
        Acceptance::Baseline { .. } => "by the baseline".to_owned(),
    }
}

/// How a plan compares with the revision that it was compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Compared {
    /// The gaps that count and that the other revision lacks.
    pub(crate) new: usize,
    /// The gaps that the other revision has and this one does not.
    pub(crate) fixed: usize,
}

impl Compared {
    /// None for a plan that was not compared, as far as its gaps tell.
    pub(crate) fn of(plan: &DiffPlan) -> Option<Self> {
        let compared = !plan.fixed.is_empty() || plan.gaps.iter().any(|gap| gap.change.is_some());
        let new = plan.open().filter(|gap| gap.change == Some(Change::New)).count();
        compared.then_some(Self { new, fixed: plan.fixed.len() })
    }

    /// `2 of them new, 1 fixed`.
    pub(crate) fn words(self) -> String {
        let new =
            if self.new == 0 { "none of them new".to_owned() } else { format!("{} of them new", self.new) };
        let fixed = if self.fixed == 0 { String::new() } else { format!(", {} fixed", self.fixed) };
        new + &fixed
    }
}

/// `new, ` in front of what else is said of a gap that the other revision lacks.
pub(crate) fn mark(gap: &Gap) -> &'static str {
    if gap.change == Some(Change::New) { "new, " } else { "" }
}
