//! Gap types in the words of people, the same in every rendering.

use std::collections::HashMap;

use contracts::{
    DiffPlan, Module,
    plan::{Gap, GapType},
};

/// What is the matter with it.
pub(crate) fn word(gap_type: GapType) -> &'static str {
    match gap_type {
        GapType::OutdatedOtel => "outdated",
        GapType::IncompleteHeaders => "incomplete",
        _ => "missing",
    }
}

/// What a gap type is about, in the words of people.
pub(crate) fn subject(gap_type: GapType) -> &'static str {
    match gap_type {
        GapType::MissingOtel => "OpenTelemetry",
        GapType::MissingCorrelation => "trace context in Kafka headers",
        GapType::MissingLineageSpec => "lineage",
        GapType::MissingContract => "data contract",
        GapType::MissingRunbook => "runbook",
        GapType::OutdatedOtel => "OpenTelemetry",
        GapType::IncompleteHeaders => "trace context in Kafka headers",
    }
}

/// What a module has when nothing is the matter: `a runbook`.
pub(crate) fn what_it_has(gap_type: GapType) -> String {
    let article = if asks_for_a_document(gap_type) { "a " } else { "" };
    format!("{article}{}", subject(gap_type))
}

/// The page that says what a gap means, for those who have no executable to ask.
pub(crate) fn page(gap_type: &str) -> String {
    format!("{}/blob/main/docs/gaps.md#{gap_type}", env!("CARGO_PKG_REPOSITORY"))
}

/// `missing OpenTelemetry`.
pub(crate) fn lacks(gap_type: GapType) -> String {
    format!("{} {}", word(gap_type), subject(gap_type))
}

/// Whether a gap type asks for a document of people, which no source can be.
pub(crate) fn asks_for_a_document(gap_type: GapType) -> bool {
    matches!(gap_type, GapType::MissingContract | GapType::MissingRunbook)
}

/// Whether a gap type asks how good something is that another asks for.
pub(crate) fn asks_how_good(gap_type: GapType) -> bool {
    matches!(gap_type, GapType::OutdatedOtel | GapType::IncompleteHeaders)
}

/// `95 % sure`, and what made it less sure: `90 % sure (kind is guessed)`.
pub(crate) fn sure(gap: &Gap) -> String {
    let percent = (gap.confidence.value.permille() + 5) / 10;
    let doubts: Vec<String> =
        gap.confidence.factors.iter().skip(1).map(|factor| factor.name.replace('-', " ")).collect();
    let doubts = if doubts.is_empty() { String::new() } else { format!(" ({})", doubts.join(", ")) };
    format!("{percent} % sure{doubts}")
}

/// `service, java, http-service`.
pub(crate) fn about(module: &Module) -> String {
    let archetypes = module.archetypes.iter().map(|archetype| archetype.name());
    let words = [module.kind.name(), module.language.name()].into_iter().chain(archetypes);
    words.collect::<Vec<_>>().join(", ")
}

/// The modules by their folder.
pub(crate) fn by_path(plan: &DiffPlan) -> HashMap<&str, &Module> {
    plan.modules.iter().map(|module| (module.path.as_str(), module)).collect()
}

/// `1 gap`, `2 gaps`.
pub(crate) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
