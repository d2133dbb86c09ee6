//! `missing_lineage_spec`: a module moves data between others, and neither a lineage spec nor OpenLineage says from where to
//! where. OpenLineage that is installed and given no transport tells nobody anything.

use contracts::{
    Evidence, Probability,
    plan::{Cell, CellState, GapType, Priority},
};
use inventory::{LineageOf, LineageSign, Location, ModuleFacts, UsageKind};

use super::{
    Asked, GUESSED, GapRule, Judged, LINEAGE_INSTALLED, ONLY_ENGINE,
    documented::{self, Asks},
    not_asked, searched,
};
use crate::kind::evidence;

pub(crate) const RULE: GapRule =
    GapRule { gap_type: GapType::MissingLineageSpec, judge, priority: |_| Priority::P2 };

/// The probability that lineage is not told although it is wired.
const WIRED: Probability = Probability::from_permille(40);

fn judge(asked: &Asked<'_>) -> Judged {
    if asked.movement.moves.is_empty() {
        return not_asked();
    }
    let mut places = searched(asked.module);
    places.push(format!("**/{}", inventory::LINEAGE_SPEC));
    let asks = Asks {
        name: "lineage",
        documents: &asked.about.lineage_specs,
        said: asked.said.and_then(|said| said.lineage.as_ref()),
        called: "a lineage spec",
        searched: places,
    };
    documented::found(&asks)
        .or_else(|| wired(asked.module, &asks.searched))
        .unwrap_or_else(|| absent(asked, &asks))
}

/// OpenLineage that really tells: a sign, or a client in code; nothing where it is switched off.
fn wired(module: &ModuleFacts, searched: &[String]) -> Option<Judged> {
    if module.lineage.iter().any(|sign| sign.disables) {
        return None;
    }
    let signs = module.lineage.iter().map(|sign| {
        evidence(
            &sign.location,
            &format!("lineage-{}", sign.name),
            &format!("{} tells its lineage to OpenLineage", framework(sign)),
        )
    });
    let clients = module
        .usages
        .iter()
        .filter(|usage| usage.kind == UsageKind::OpenLineage)
        .map(|usage| evidence(&usage.location, "lineage-client", "a client of OpenLineage is made here"));
    let evidence: Vec<Evidence> = signs.chain(clients).take(SHOWN_MAX).collect();
    let cell =
        Cell { state: CellState::Present, p_missing: Some(WIRED), searched: searched.to_vec(), evidence };
    (!cell.evidence.is_empty()).then(|| Judged { cell, gaps: Vec::new() })
}

/// How many lines are told as evidence.
const SHOWN_MAX: usize = 5;

fn framework(sign: &LineageSign) -> &'static str {
    match sign.of {
        LineageOf::Airflow => "Airflow",
        LineageOf::Dbt => "dbt",
        LineageOf::Spark => "Spark",
        LineageOf::Flink => "Flink",
        LineageOf::Any | LineageOf::Holder => "it",
    }
}

fn absent(asked: &Asked<'_>, asks: &Asks<'_>) -> Judged {
    let module = asked.module;
    let off = module
        .lineage
        .iter()
        .filter(|sign| sign.disables)
        .map(|sign| evidence(&sign.location, "lineage-disabled", "OpenLineage is switched off here"));
    let installed = installed(module).map(|place| {
        evidence(place, "lineage-installed", "OpenLineage is installed, and nothing gives it a transport")
    });
    let beside: Vec<Evidence> = off.chain(installed).collect();
    let factors: Vec<&str> = [
        (asked.guessed, GUESSED),
        (asked.movement.guessed, ONLY_ENGINE),
        (!beside.is_empty(), LINEAGE_INSTALLED),
    ]
    .into_iter()
    .filter_map(|(applies, factor)| applies.then_some(factor))
    .collect();
    let applies = beside.into_iter().chain(asked.movement.moves.iter().cloned()).collect();
    documented::absent(asked, GapType::MissingLineageSpec, asks, applies, &factors)
}

fn installed(module: &ModuleFacts) -> Option<&Location> {
    let mut declared =
        module.runtime_dependencies().filter(|dependency| dependency.name.contains("openlineage"));
    declared.next().map(|dependency| &dependency.location)
}
