//! `missing_otel`: neither the SDK, an agent nor a bridge is wired by the build, the start command,
//! the Dockerfile or the compose file. Legacy tracers, the bare API, and what is transitive, commented
//! out or only in tests do not count.

use contracts::{
    Evidence, Probability,
    plan::{Cell, CellState, GapType, Language, Priority},
};
use inventory::{ModuleFacts, UsageKind};

use super::{
    API_IS_USED, Asked, GUESSED, GapRule, Judged, JudgedGap, NO_DEPLOY_FILE, UNKNOWN_TELEMETRY, not_asked,
    searched, unread,
};
use crate::{
    kind::{evidence, is_dbt},
    rules::{Proof, Rules},
};

pub(crate) const RULE: GapRule = GapRule { gap_type: GapType::MissingOtel, judge, priority };

fn judge(asked: &Asked<'_>) -> Judged {
    let (module, rules) = (asked.module, asked.rules);
    // dbt runs no code that could be traced.
    if is_dbt(module) {
        return not_asked();
    }
    let mut proofs: Vec<(Proof, Evidence)> =
        of_dependencies(module, rules).chain(of_wiring(module, rules)).chain(of_source(module)).collect();
    // The strongest first; of equals the order of the files.
    proofs.sort_by_key(|(proof, _)| *proof);
    let api = proofs.iter().find(|(proof, _)| *proof == Proof::Api).map(|(_, evidence)| evidence.clone());
    proofs.retain(|(proof, _)| *proof != Proof::Api);
    let evidence = || proofs.iter().map(|(_, evidence)| evidence.clone()).collect();
    match proofs.first() {
        Some((Proof::Image, _)) => unknown(Some(Proof::Image.p_missing()), evidence(), module),
        Some((strongest, _)) => present(*strongest, evidence(), module),
        None if !module.unread.is_empty() => unknown(None, unread(module, "otel-unread"), module),
        None => absent(api, asked),
    }
}

fn unknown(p_missing: Option<Probability>, evidence: Vec<Evidence>, module: &ModuleFacts) -> Judged {
    let cell = Cell { state: CellState::Unknown, p_missing, evidence, searched: searched(module) };
    Judged { cell, gaps: Vec::new() }
}

fn of_dependencies<'a>(
    module: &'a ModuleFacts,
    rules: &'a Rules,
) -> impl Iterator<Item = (Proof, Evidence)> + 'a {
    module.runtime_dependencies().filter_map(|dependency| {
        let (proof, reason) = rules.otel_dependency(dependency, module)?;
        Some((proof, evidence(&dependency.location, &format!("otel-{}-dependency", proof.name()), reason)))
    })
}

/// Where its own source, or a library of the same repository, sets the SDK up.
fn of_source(module: &ModuleFacts) -> impl Iterator<Item = (Proof, Evidence)> + '_ {
    let setup = module
        .usages
        .iter()
        .filter(|usage| matches!(usage.kind, UsageKind::OtelSetup | UsageKind::NodeInstrumentations));
    setup.take(1).map(|usage| {
        (Proof::Sdk, evidence(&usage.location, "otel-sdk-source", "the OpenTelemetry SDK is set up here"))
    })
}

fn of_wiring<'a>(module: &'a ModuleFacts, rules: &'a Rules) -> impl Iterator<Item = (Proof, Evidence)> + 'a {
    module.wiring_lines().filter_map(|line| {
        let (proof, reason) = rules.otel_wiring(line, module)?;
        Some((proof, evidence(&line.location, &format!("otel-{}-wiring", proof.name()), reason)))
    })
}

/// The probability that the SDK is declared and nothing starts it, where it does not start itself.
const ONLY_DECLARED: Probability = Probability::from_permille(150);

fn present(strongest: Proof, evidence: Vec<Evidence>, module: &ModuleFacts) -> Judged {
    let starts_itself = matches!(module.language, Language::Java | Language::Kotlin | Language::Scala);
    let declared = |evidence: &Evidence| evidence.rule.0.ends_with("-dependency");
    let only_declared = !starts_itself && evidence.iter().all(declared);
    let p_missing =
        if only_declared { strongest.p_missing().max(ONLY_DECLARED) } else { strongest.p_missing() };
    let cell =
        Cell { state: CellState::Present, p_missing: Some(p_missing), evidence, searched: searched(module) };
    Judged { cell, gaps: Vec::new() }
}

fn absent(api: Option<Evidence>, asked: &Asked<'_>) -> Judged {
    let module = asked.module;
    let mut factors = Vec::new();
    if asked.guessed {
        factors.push(GUESSED);
    }
    if module.deployments.is_empty() {
        factors.push(NO_DEPLOY_FILE);
    }
    let library = unknown_telemetry(module);
    if library.is_some() {
        factors.push(UNKNOWN_TELEMETRY);
    }
    if api.is_some() {
        factors.push(API_IS_USED);
    }
    let confidence = asked.rules.confidence.of(GapType::MissingOtel, &factors);
    let cell = Cell {
        state: CellState::Absent,
        p_missing: Some(confidence.value),
        evidence: applies(module).into_iter().chain(library).chain(api).collect(),
        searched: searched(module),
    };
    let gap = JudgedGap { subject: None, confidence, evidence: cell.evidence.clone(), remedy: None };
    Judged { cell, gaps: vec![gap] }
}

/// A library that nobody can read here and whose name speaks of telemetry.
fn unknown_telemetry(module: &ModuleFacts) -> Option<Evidence> {
    let speaks = |name: &str| {
        let name = name.to_ascii_lowercase();
        ["telemetry", "tracing", "observability"].iter().any(|word| name.contains(word))
    };
    // Libraries of other tracers and of metrics bring no SDK of OpenTelemetry.
    let known = |name: &str| {
        [
            "opentracing",
            "micrometer",
            "sleuth",
            "brave",
            "zipkin",
            "jaeger",
            "datadog",
            "opentelemetry",
            "tracing-subscriber",
        ]
        .iter()
        .any(|word| name.contains(word))
    };
    let found = module
        .runtime_dependencies()
        .find(|dependency| speaks(&dependency.name) && !known(&dependency.name))?;
    let reason = "a library whose name speaks of telemetry, and that cannot be read here";
    Some(evidence(&found.location, "otel-unknown-library", reason))
}

/// The lines that make the gap apply: what starts the module.
fn applies(module: &ModuleFacts) -> Vec<Evidence> {
    let start = module
        .deployments
        .first()
        .map(|deployment| evidence(&deployment.location, "otel-applies-image", "it is deployed from here"));
    let entry = module
        .entry_points
        .first()
        .map(|entry| evidence(&entry.location, "otel-applies-entry-point", entry.what));
    let found: Vec<Evidence> = entry.into_iter().chain(start).collect();
    if found.is_empty() {
        vec![evidence(&module.manifest, "otel-applies-manifest", "it is built from here")]
    } else {
        found
    }
}

fn priority(urgent: bool) -> Priority {
    if urgent { Priority::P0 } else { Priority::P1 }
}

impl Proof {
    fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Sdk => "sdk",
            Self::Bridge => "bridge",
            Self::Instrumentation => "instrumentation",
            Self::Image => "image",
            Self::Api => "api",
        }
    }

    /// The probability that OpenTelemetry is missing although this was seen.
    fn p_missing(self) -> Probability {
        Probability::from_permille(match self {
            Self::Agent | Self::Bridge => 30,
            Self::Sdk => 50,
            Self::Instrumentation | Self::Image => 200,
            Self::Api => 600,
        })
    }
}
