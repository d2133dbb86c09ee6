//! `missing_correlation`: trace context does not travel in the headers of the records that a module writes or
//! reads. W3C's or another tracer's context count alike; business ids, context in a payload, and what does not
//! reach the client do not.

use contracts::{
    Evidence, Probability,
    plan::{Archetype, Cell, CellState, Confidence, Factor, GapType, Priority, Tier},
};
use inventory::ModuleFacts;

use super::{GapRule, Judged, JudgedGap, not_asked, searched, unread};
use crate::{
    kafka::{self, Client},
    kind::evidence,
    rules::{Rules, correlation::Reached},
};

pub(crate) const RULE: GapRule = GapRule { gap_type: GapType::MissingCorrelation, judge, priority };

/// The probability that context is missing although nothing that carries it was seen.
const NOTHING_SEEN: Probability = Probability::from_permille(930);

fn judge(module: &ModuleFacts, rules: &Rules) -> Judged {
    let clients = kafka::clients(module);
    // Without a client there are no records.
    if clients.is_empty() {
        return not_asked();
    }
    let reached: Vec<(Client<'_>, Vec<Reached<'_>>)> = clients
        .into_iter()
        .map(|client| {
            let reached = rules.correlation.reaching(client.library, module);
            (client, reached)
        })
        .collect();
    let (traced, untraced): (Vec<_>, Vec<_>) =
        reached.into_iter().partition(|(_, reached)| !reached.is_empty());
    if untraced.is_empty() {
        return present(&traced, module);
    }
    if !module.unread.is_empty() && traced.is_empty() {
        let cell = Cell {
            state: CellState::Unknown,
            p_missing: None,
            evidence: unread(module, "correlation-unread"),
            searched: searched(module),
        };
        return Judged { cell, gaps: Vec::new() };
    }
    let untraced: Vec<Client<'_>> = untraced.into_iter().map(|(client, _)| client).collect();
    absent(&untraced, module)
}

fn present(traced: &[(Client<'_>, Vec<Reached<'_>>)], module: &ModuleFacts) -> Judged {
    let mut proofs: Vec<Evidence> = Vec::new();
    let mut p_missing = 0;
    for Reached { tracer, place } in traced.iter().flat_map(|(_, reached)| reached) {
        let seen = evidence(place, &format!("correlation-{}", tracer.name), &tracer.reason);
        if !proofs.contains(&seen) {
            proofs.push(seen);
        }
    }
    for (_, reached) in traced {
        let surest = reached.iter().map(|reached| reached.tracer.p_missing).min();
        p_missing = p_missing.max(surest.unwrap_or_default());
    }
    let cell = Cell {
        state: CellState::Present,
        p_missing: Some(Probability::from_permille(p_missing)),
        evidence: proofs,
        searched: searched(module),
    };
    Judged { cell, gaps: Vec::new() }
}

fn absent(untraced: &[Client<'_>], module: &ModuleFacts) -> Judged {
    let shown = |client: &Client<'_>| {
        let roles: Vec<&str> = client.roles.iter().map(|role| verb(*role)).collect();
        let (verbs, library) = (roles.join(" and "), client.library);
        let reason = format!("it {verbs} with {library}, and nothing hands trace context on");
        evidence(client.location, "correlation-applies-client", &reason)
    };
    let cell = Cell {
        state: CellState::Absent,
        p_missing: Some(NOTHING_SEEN),
        evidence: untraced.iter().map(shown).collect(),
        searched: searched(module),
    };
    let factors = vec![Factor { name: "nothing-wired".to_owned(), after: NOTHING_SEEN }];
    let gaps = untraced.iter().map(|client| JudgedGap {
        subject: Some(client.library.to_owned()),
        confidence: Confidence { value: NOTHING_SEEN, factors: factors.clone() },
        evidence: vec![shown(client)],
    });
    Judged { gaps: gaps.collect(), cell }
}

fn verb(role: Archetype) -> &'static str {
    match role {
        Archetype::KafkaConsumer => "consumes",
        Archetype::KafkaStreams => "processes streams",
        _ => "produces",
    }
}

fn priority(tier: Option<Tier>) -> Priority {
    if tier == Some(Tier::ONE) { Priority::P0 } else { Priority::P1 }
}
