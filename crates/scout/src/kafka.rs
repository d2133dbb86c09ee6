//! A module's clients of Kafka, as its source and settings show them.

use std::collections::{BTreeMap, BTreeSet};

use contracts::plan::Archetype;
use inventory::{Location, ModuleFacts, UsageKind};

/// The clients of one library.
#[derive(Debug)]
pub(crate) struct Client<'a> {
    pub(crate) library: &'a str,
    /// What the module does through it: producer, consumer, streams.
    pub(crate) roles: BTreeSet<Archetype>,
    /// The line that shows it best: the first that names a topic, else the first.
    pub(crate) location: &'a Location,
    names_topic: bool,
}

/// The module's clients, by library. Administration is no client: no data passes.
pub(crate) fn clients(module: &ModuleFacts) -> Vec<Client<'_>> {
    let mut found: BTreeMap<&str, Client<'_>> = BTreeMap::new();
    for usage in &module.usages {
        if let Some(role) = role(module, usage.kind) {
            let client = found.entry(&usage.library).or_insert_with(|| Client {
                library: &usage.library,
                roles: BTreeSet::new(),
                location: &usage.location,
                names_topic: usage.topic.is_some(),
            });
            client.roles.insert(role);
            if usage.topic.is_some() && !client.names_topic {
                (client.location, client.names_topic) = (&usage.location, true);
            }
        }
    }
    bindings(module, &mut found);
    absorb(&mut found);
    found.into_values().collect()
}

fn role(module: &ModuleFacts, kind: UsageKind) -> Option<Archetype> {
    match kind {
        UsageKind::KafkaProducer | UsageKind::KafkaRecord => Some(Archetype::KafkaProducer),
        UsageKind::KafkaConsumer | UsageKind::SparkKafkaSource => Some(Archetype::KafkaConsumer),
        UsageKind::KafkaStreams => Some(Archetype::KafkaStreams),
        UsageKind::NestMessageHandler => {
            let kafka = module.usages.iter().any(|usage| usage.kind == UsageKind::NestKafkaTransport);
            kafka.then_some(Archetype::KafkaConsumer)
        }
        _ => None,
    }
}

/// Functions that Spring Cloud Stream binds by their settings alone.
fn bindings<'a>(module: &'a ModuleFacts, found: &mut BTreeMap<&'a str, Client<'a>>) {
    let binder = module.dependencies.iter().any(|dependency| dependency.name.contains("kafka"));
    for setting in module.settings.iter().filter(|_| binder) {
        let Some(binding) = setting.key.strip_prefix("spring.cloud.stream.bindings.") else { continue };
        let role = match binding {
            _ if found.get("kafka-streams").is_some() => Archetype::KafkaStreams,
            _ if binding.contains("-in-") => Archetype::KafkaConsumer,
            _ if binding.contains("-out-") => Archetype::KafkaProducer,
            _ => continue,
        };
        let client = found.entry("spring-cloud-stream").or_insert_with(|| Client {
            library: "spring-cloud-stream",
            roles: BTreeSet::new(),
            location: &setting.location,
            names_topic: false,
        });
        client.roles.insert(role);
    }
}

/// Libraries that are made of another: what a module does with the inner one, the outer one does for it.
const OUTER: [(&str, &[&str]); 2] = [
    (
        "kafka-clients",
        &["spring-kafka", "kafka-streams", "reactor-kafka", "smallrye-reactive-messaging", "micronaut-kafka"],
    ),
    ("kafka-streams", &["spring-cloud-stream"]),
];

fn absorb(found: &mut BTreeMap<&str, Client<'_>>) {
    for (inner, outers) in OUTER {
        let Some(outer) = outers.iter().find(|outer| found.contains_key(**outer)) else { continue };
        let Some(client) = found.remove(inner) else { continue };
        // A topology's own types name producers and consumers that it does not make.
        let roles = if *outer == "kafka-streams" { BTreeSet::new() } else { client.roles };
        if let Some(kept) = found.get_mut(outer) {
            kept.roles.extend(roles);
        }
    }
}
