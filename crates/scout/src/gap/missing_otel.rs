//! `missing_otel`: neither the SDK, an agent nor a bridge is wired by the build, the start command,
//! the Dockerfile or the compose file. Legacy tracers, the bare API, and what is transitive, commented
//! out or only in tests do not count.

use contracts::{
    Evidence, Probability,
    plan::{Cell, CellState, Confidence, Factor, GapType, Priority, Tier},
};
use inventory::{ModuleFacts, UsageKind};

use super::{GapRule, Judged, JudgedGap, not_asked, searched, unread};
use crate::{
    kind::{evidence, is_dbt},
    rules::{Proof, Rules},
};

pub(crate) const RULE: GapRule = GapRule { gap_type: GapType::MissingOtel, judge, priority };

/// The probability that OpenTelemetry is missing although nothing that wires it was seen: what attaches it
/// may lie where nobody looked.
const NOTHING_SEEN: Probability = Probability::from_permille(930);

fn judge(module: &ModuleFacts, rules: &Rules) -> Judged {
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
        None => absent(api, module),
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
        let (proof, reason) = rules.otel_dependency(dependency)?;
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

fn present(strongest: Proof, evidence: Vec<Evidence>, module: &ModuleFacts) -> Judged {
    let cell = Cell {
        state: CellState::Present,
        p_missing: Some(strongest.p_missing()),
        evidence,
        searched: searched(module),
    };
    Judged { cell, gaps: Vec::new() }
}

fn absent(api: Option<Evidence>, module: &ModuleFacts) -> Judged {
    let mut factors = vec![Factor { name: "nothing-wired".to_owned(), after: NOTHING_SEEN }];
    let mut weigh = |name: &str, permille| {
        factors.push(Factor { name: name.to_owned(), after: Probability::from_permille(permille) })
    };
    if module.deployments.is_empty() {
        weigh("no-deploy-file", 900);
    }
    if api.is_some() {
        weigh("api-is-used", 600);
    }
    let value = factors.last().map_or(NOTHING_SEEN, |last| last.after);
    let cell = Cell {
        state: CellState::Absent,
        p_missing: Some(value),
        evidence: applies(module).into_iter().chain(api).collect(),
        searched: searched(module),
    };
    let confidence = Confidence { value, factors };
    let gap = JudgedGap { subject: None, confidence, evidence: cell.evidence.clone() };
    Judged { cell, gaps: vec![gap] }
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

fn priority(tier: Option<Tier>) -> Priority {
    if tier == Some(Tier::ONE) { Priority::P0 } else { Priority::P1 }
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
