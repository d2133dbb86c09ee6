//! `missing_correlation`: trace context does not travel in the headers of the records that a module writes or
//! reads. W3C's or another tracer's context count alike; business ids, context in a payload, and what does not
//! reach the client do not.

use contracts::{
    Evidence, Probability, RuleId,
    plan::{Archetype, Cell, CellState, GapType, Priority},
};
use inventory::{CONFIG_FILE, ModuleFacts};

use super::{Asked, GUESSED, GapRule, IN_HOUSE_CLIENT, Judged, JudgedGap, not_asked, searched, unread};
use crate::{
    kafka::{self, Client},
    kind::evidence,
    rules::correlation::Reached,
};

pub(crate) const RULE: GapRule = GapRule { gap_type: GapType::MissingCorrelation, judge, priority };

fn judge(asked: &Asked<'_>) -> Judged {
    let module = asked.module;
    let clients = kafka::clients(module);
    // Without a client there are no records.
    if clients.is_empty() {
        return not_asked();
    }
    let carried: Vec<(Client<'_>, Vec<Carried>)> = clients
        .into_iter()
        .map(|client| {
            let carried = carried(&client, asked);
            (client, carried)
        })
        .collect();
    let (traced, untraced): (Vec<_>, Vec<_>) =
        carried.into_iter().partition(|(_, carried)| !carried.is_empty());
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
    absent(&untraced, asked)
}

/// Something that carries context for a client.
struct Carried {
    evidence: Evidence,
    /// In thousandths.
    p_missing: u16,
}

/// The probability, in thousandths, that a client of the team does not carry the context although the team says so.
const CONFIGURED: u16 = 50;

/// What carries context for a client: what the team says of its own, and the tracers that reach it or what it is made of.
fn carried(client: &Client<'_>, asked: &Asked<'_>) -> Vec<Carried> {
    let library = client.library;
    // The bare API hands nothing on.
    let otel = asked.cells.get(&GapType::MissingOtel).map(|cell| cell.state);
    let has_otel = otel != Some(CellState::Absent);
    let said = asked.config.clients.get(library);
    let configured = said.filter(|client| client.carries_context).map(|_| Carried {
        evidence: Evidence {
            path: CONFIG_FILE.to_owned(),
            span: None,
            rule: RuleId::new("correlation-configured"),
            reason: format!("the team says that {library} carries the context"),
        },
        p_missing: CONFIGURED,
    });
    let made_of = said.and_then(|client| client.made_of.as_deref());
    let reaching = [Some(library), made_of].into_iter().flatten();
    let reaching = reaching.flat_map(|library| {
        asked.rules.correlation.reaching(library, &client.does(), asked.module, has_otel)
    });
    let reaching = reaching.map(|Reached { tracer, place }| Carried {
        evidence: evidence(place, &format!("correlation-{}", tracer.name), &tracer.reason),
        p_missing: tracer.p_missing,
    });
    configured.into_iter().chain(reaching).collect()
}

fn present(traced: &[(Client<'_>, Vec<Carried>)], module: &ModuleFacts) -> Judged {
    let mut proofs: Vec<Evidence> = Vec::new();
    for Carried { evidence, .. } in traced.iter().flat_map(|(_, carried)| carried) {
        if !proofs.contains(evidence) {
            proofs.push(evidence.clone());
        }
    }
    // The least sure client decides, each by its surest tracer.
    let surest = |carried: &Vec<Carried>| carried.iter().map(|carried| carried.p_missing).min();
    let p_missing = traced.iter().filter_map(|(_, carried)| surest(carried)).max().unwrap_or_default();
    let cell = Cell {
        state: CellState::Present,
        p_missing: Some(Probability::from_permille(p_missing)),
        evidence: proofs,
        searched: searched(module),
    };
    Judged { cell, gaps: Vec::new() }
}

fn absent(untraced: &[Client<'_>], asked: &Asked<'_>) -> Judged {
    let shown = |client: &Client<'_>| {
        let roles: Vec<&str> = client.roles.keys().map(|role| verb(*role)).collect();
        let (verbs, library) = (roles.join(" and "), client.library);
        let reason = match library {
            "in-house" => format!("it {verbs} through a library that cannot be read here"),
            _ => format!("it {verbs} with {library}, and nothing hands trace context on"),
        };
        evidence(client.location, "correlation-applies-client", &reason)
    };
    let sure = |client: &Client<'_>| {
        let guessed = asked.guessed.then_some(GUESSED);
        let in_house = (client.library == "in-house").then_some(IN_HOUSE_CLIENT);
        let factors: Vec<&str> = guessed.into_iter().chain(in_house).collect();
        asked.rules.confidence.of(GapType::MissingCorrelation, &factors)
    };
    let gaps: Vec<JudgedGap> = untraced
        .iter()
        .map(|client| JudgedGap {
            subject: Some(client.library.to_owned()),
            confidence: sure(client),
            evidence: vec![shown(client)],
            remedy: None,
        })
        .collect();
    let cell = Cell {
        state: CellState::Absent,
        p_missing: gaps.iter().map(|gap| gap.confidence.value).max(),
        evidence: untraced.iter().map(shown).collect(),
        searched: searched(asked.module),
    };
    Judged { gaps, cell }
}

fn verb(role: Archetype) -> &'static str {
    match role {
        Archetype::KafkaConsumer => "consumes",
        Archetype::KafkaStreams => "processes streams",
        _ => "produces",
    }
}

fn priority(urgent: bool) -> Priority {
    if urgent { Priority::P0 } else { Priority::P1 }
}
