use std::collections::BTreeMap;

use super::{CloudEvent, EventId, SpecVersion};
use crate::plan::DiffPlan;

/// Type of the event that Scout emits once for each plan.
const EVENT_TYPE: &str = "autopilot.scout.diff-plan-created";

/// Scout's event: a plan was made. Its data is the whole plan.
pub type DiffPlanCreated = CloudEvent<DiffPlan>;

/// Wraps `plan` into its event, made at `time` (RFC 3339, UTC) in the trace of `traceparent`.
///
/// The id is that of the plan's content in its repository: a second run on the same input is the same
/// event.
#[must_use]
pub fn diff_plan_created(plan: DiffPlan, time: String, traceparent: Option<String>) -> DiffPlanCreated {
    let repo = plan.repo.clone();
    CloudEvent {
        specversion: SpecVersion::V1,
        event_type: EVENT_TYPE.to_owned(),
        source: "urn:autopilot:scout".to_owned(),
        id: EventId::of(EVENT_TYPE, plan.diff_plan_id.as_str()),
        time,
        datacontenttype: "application/json".to_owned(),
        subject: repo.clone(),
        traceparent,
        tracestate: None,
        partitionkey: Some(repo.unwrap_or_else(|| plan.diff_plan_id.as_str().to_owned())),
        data: plan,
        extensions: BTreeMap::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_reads_back_and_its_id_knows_no_clock() {
        let plan = DiffPlan::new(Some("org/shop".into()), None, vec![], vec![], vec![], vec![]);
        let event = diff_plan_created(plan.clone(), "2026-01-02T03:04:05Z".into(), None);
        let later = diff_plan_created(plan, "2027-01-02T03:04:05Z".into(), None);
        assert_eq!(event.id, later.id);
        let json = serde_json::to_string(&event).unwrap();
        assert_eq!(serde_json::from_str::<DiffPlanCreated>(&json).unwrap(), event);
        insta::assert_json_snapshot!(event);
    }
}
