//! `incomplete_headers`: trace context travels, but not all of it: W3C's `tracestate` is dropped by hand-written code, or
//! the propagators that are configured leave W3C's format out. Asked only where context travels.

use contracts::{
    Evidence, Probability,
    plan::{GapType, Priority},
};
use inventory::{Location, ModuleFacts, Role, UsageKind};

use super::{Asked, GapRule, Judged, beside, searched};
use crate::kind::evidence;

pub(crate) const RULE: GapRule =
    GapRule { gap_type: GapType::IncompleteHeaders, judge, priority: |_| Priority::P1 };

fn judge(asked: &Asked<'_>) -> Judged {
    if let Some(judged) = beside(asked, GapType::MissingCorrelation) {
        return judged;
    }
    let told: Vec<Evidence> =
        traceparent_alone(asked.module).into_iter().chain(other_propagators(asked.module)).collect();
    if told.is_empty() {
        return Judged::present(searched(asked.module), Probability::from_permille(100));
    }
    Judged::absent(asked, GapType::IncompleteHeaders, told, None)
}

/// Code that carries `traceparent` by its name, in a file that never speaks of `tracestate`. Where the propagator does
/// it too, that carries the rest.
fn traceparent_alone(module: &ModuleFacts) -> Option<Evidence> {
    let carried = module
        .usages
        .iter()
        .any(|usage| usage.kind == UsageKind::TraceContext && usage.library.starts_with("opentelemetry"));
    let alone = module.usages.iter().find(|usage| usage.kind == UsageKind::TraceparentAlone)?;
    (!carried).then(|| {
        let reason = "`traceparent` is carried by hand, `tracestate` and baggage are not";
        evidence(&alone.location, "headers-traceparent-alone", reason)
    })
}

/// `OTEL_PROPAGATORS` or `otel.propagators` without W3C's format.
fn other_propagators(module: &ModuleFacts) -> Option<Evidence> {
    let environment = module.wiring_lines().filter(|line| line.role == Role::Environment);
    let environment = environment.filter_map(|line| {
        let (_, value) = line.text.split_once("OTEL_PROPAGATORS=")?;
        Some((value, &line.location))
    });
    let settings = module.settings.iter().filter(|setting| setting.key.ends_with("otel.propagators"));
    let settings = settings.map(|setting| (setting.value.as_str(), &setting.location));
    let (_, place): (&str, &Location) =
        environment.chain(settings).find(|(value, _)| leaves_w3c_out(value))?;
    let reason = "the propagators that are configured leave W3C trace context out";
    Some(evidence(place, "headers-propagators", reason))
}

fn leaves_w3c_out(value: &str) -> bool {
    let known = ["b3", "b3multi", "jaeger", "xray", "ottrace", "none", "baggage"];
    let mut names = value.trim_matches(['"', '\'', ' ']).split(',').map(str::trim);
    // A variable may stand for anything.
    names.all(|name| known.contains(&name.to_ascii_lowercase().as_str()))
}
