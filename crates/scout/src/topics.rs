//! The topics that a module reads and writes, as far as code and configuration tell.

use std::collections::BTreeMap;

use contracts::plan::{Archetype, TopicUse};
use inventory::{Location, ModuleFacts, UsageKind};

use crate::{
    kafka::{self, Client},
    kind::evidence,
};

/// The topics of one module, sorted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Topics {
    pub(crate) read: Vec<TopicUse>,
    pub(crate) written: Vec<TopicUse>,
}

/// A topic, unnamed where nothing tells it, by the client that uses it; the first line that does.
type Found<'a> = BTreeMap<(Option<&'a str>, &'a str), &'a Location>;

/// The topics of a module. A client of which no topic is known has one without a name.
pub(crate) fn of(module: &ModuleFacts) -> Topics {
    let clients = kafka::clients(module);
    let (mut read, mut written): (Found<'_>, Found<'_>) = Default::default();
    for usage in &module.usages {
        let Some(way) = way(usage.kind) else { continue };
        let Some(client) = kafka::client_of(&clients, &usage.library) else { continue };
        let found = if way == Way::Reads { &mut read } else { &mut written };
        for name in &usage.names {
            found.entry((name.as_deref(), client.library)).or_insert(&usage.location);
        }
    }
    for (binding, destinations) in kafka::bindings(module) {
        let found = if binding.reads { &mut read } else { &mut written };
        for destination in destinations.split(',').map(str::trim) {
            // What nothing filled in stays unnamed.
            let topic = Some(destination).filter(|name| !name.is_empty() && !name.contains(['$', '#']));
            found.entry((topic, "spring-cloud-stream")).or_insert(binding.location);
        }
    }
    for client in &clients {
        name_the_unnamed(client, &mut read, &mut written);
    }
    let told = |found: Found<'_>, reason: &str| -> Vec<TopicUse> {
        let told = found.into_iter().map(|((topic, client), location)| TopicUse {
            topic: topic.map(ToOwned::to_owned),
            client: client.to_owned(),
            evidence: evidence(location, "topic-used", reason),
        });
        told.collect()
    };
    Topics { read: told(read, "it reads a topic"), written: told(written, "it writes a topic") }
}

#[derive(PartialEq, Eq)]
enum Way {
    Reads,
    Writes,
}

fn way(kind: UsageKind) -> Option<Way> {
    match kind {
        UsageKind::KafkaProducer
        | UsageKind::KafkaRecord
        | UsageKind::KafkaStreamsSink
        | UsageKind::NestRecord => Some(Way::Writes),
        UsageKind::KafkaConsumer
        | UsageKind::KafkaStreamsSource
        | UsageKind::SparkKafkaSource
        | UsageKind::NestMessageHandler => Some(Way::Reads),
        _ => None,
    }
}

fn name_the_unnamed<'a>(client: &Client<'a>, read: &mut Found<'a>, written: &mut Found<'a>) {
    let names = |found: &Found<'_>| found.keys().any(|(_, library)| *library == client.library);
    let line = |role| client.roles.get(&role).copied();
    if let Some(line) = line(Archetype::KafkaConsumer).or_else(|| line(Archetype::KafkaStreams))
        && !names(read)
    {
        read.insert((None, client.library), line);
    }
    if let Some(line) = line(Archetype::KafkaProducer)
        && !names(written)
    {
        written.insert((None, client.library), line);
    }
}
