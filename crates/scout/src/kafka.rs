//! A module's clients of Kafka, as its source and settings show them.

use std::collections::{BTreeMap, BTreeSet};

use contracts::plan::Archetype;
use inventory::{Location, ModuleFacts, UsageKind};

/// The clients of one library.
#[derive(Debug)]
pub(crate) struct Client<'a> {
    pub(crate) library: &'a str,
    /// What the module does through it, producer, consumer, streams, and the first line that shows it.
    pub(crate) roles: BTreeMap<Archetype, &'a Location>,
    /// The line that shows it best: the first that names a topic, else the first.
    pub(crate) location: &'a Location,
    names_topic: bool,
}

impl Client<'_> {
    /// What the module does through it.
    pub(crate) fn does(&self) -> BTreeSet<Archetype> {
        self.roles.keys().copied().collect()
    }
}

/// The module's clients, by library. Administration is no client: no data passes.
pub(crate) fn clients(module: &ModuleFacts) -> Vec<Client<'_>> {
    let mut found: BTreeMap<&str, Client<'_>> = BTreeMap::new();
    let binder = has_kafka_binder(module);
    let kinds: BTreeSet<UsageKind> = module.usages.iter().map(|usage| usage.kind).collect();
    for usage in module.usages.iter().filter(|usage| binder || usage.library != "spring-cloud-stream") {
        if let Some(role) = role(&kinds, usage.kind) {
            let names_topic = usage.names.iter().any(Option::is_some);
            let client = found.entry(&usage.library).or_insert_with(|| Client {
                library: &usage.library,
                roles: BTreeMap::new(),
                location: &usage.location,
                names_topic,
            });
            client.roles.entry(role).or_insert(&usage.location);
            if names_topic && !client.names_topic {
                (client.location, client.names_topic) = (&usage.location, true);
            }
        }
    }
    bound(module, &mut found);
    absorb(&mut found);
    found.into_values().collect()
}

/// What a usage makes of its client, beside everything else that the module does.
fn role(does: &BTreeSet<UsageKind>, kind: UsageKind) -> Option<Archetype> {
    match kind {
        UsageKind::KafkaProducer | UsageKind::KafkaRecord => Some(Archetype::KafkaProducer),
        UsageKind::KafkaConsumer | UsageKind::SparkKafkaSource => Some(Archetype::KafkaConsumer),
        UsageKind::KafkaStreams | UsageKind::KafkaStreamsSource | UsageKind::KafkaStreamsSink => {
            Some(Archetype::KafkaStreams)
        }
        // Which broker it is about, only the transport tells.
        UsageKind::NestMessageHandler => {
            does.contains(&UsageKind::NestKafkaTransport).then_some(Archetype::KafkaConsumer)
        }
        UsageKind::NestClient | UsageKind::NestRecord => {
            let only_kafka = does.contains(&UsageKind::NestKafkaTransport)
                && !does.contains(&UsageKind::NestRabbitmqTransport);
            only_kafka.then_some(Archetype::KafkaProducer)
        }
        // A client that nothing else is known of reads at least.
        UsageKind::KafkaClient => {
            let told = does.contains(&UsageKind::KafkaProducer) || does.contains(&UsageKind::KafkaConsumer);
            (!told).then_some(Archetype::KafkaConsumer)
        }
        _ => None,
    }
}

/// Whether what Spring Cloud Stream binds is Kafka: its binders are dependencies.
fn has_kafka_binder(module: &ModuleFacts) -> bool {
    module.dependencies.iter().any(|dependency| dependency.name.contains("kafka"))
}

/// Whether the framework is there at all: settings stay behind when it goes.
fn has_cloud_stream(module: &ModuleFacts) -> bool {
    let named = |name: &str| name.contains("cloud-stream") || name.contains("starter-stream");
    module.dependencies.iter().any(|dependency| named(&dependency.name))
        || module.usages.iter().any(|usage| usage.library == "spring-cloud-stream")
}

/// A function that Spring Cloud Stream binds to a topic by its settings alone.
pub(crate) struct Binding<'a> {
    pub(crate) reads: bool,
    pub(crate) location: &'a Location,
}

/// The bindings of Spring Cloud Stream, each with what it is bound to.
pub(crate) fn bindings(module: &ModuleFacts) -> Vec<(Binding<'_>, &str)> {
    if !has_kafka_binder(module) || !has_cloud_stream(module) {
        return Vec::new();
    }
    let keys: BTreeSet<&str> = module.settings.iter().map(|setting| setting.key.as_str()).collect();
    let bound = module.settings.iter().filter_map(|setting| {
        let name = setting.key.strip_prefix("spring.cloud.stream.bindings.")?.strip_suffix(".destination")?;
        let group = format!("spring.cloud.stream.bindings.{name}.group");
        let grouped = || keys.contains(group.as_str());
        // Only what reads has a group; what is named otherwise is written to by hand.
        let reads = name.contains("-in-") || name == "input" || (!name.contains("-out-") && grouped());
        Some((Binding { reads, location: &setting.location }, setting.value.as_str()))
    });
    bound.collect()
}

fn bound<'a>(module: &'a ModuleFacts, found: &mut BTreeMap<&'a str, Client<'a>>) {
    for (binding, _) in bindings(module) {
        let role = match binding.reads {
            _ if found.contains_key("kafka-streams") => Archetype::KafkaStreams,
            true => Archetype::KafkaConsumer,
            false => Archetype::KafkaProducer,
        };
        let client = found.entry("spring-cloud-stream").or_insert_with(|| Client {
            library: "spring-cloud-stream",
            roles: BTreeMap::new(),
            location: binding.location,
            names_topic: true,
        });
        client.roles.entry(role).or_insert(binding.location);
    }
}

/// The client that a library belongs to: its own, or that of the library around it.
pub(crate) fn client_of<'c, 'a>(clients: &'c [Client<'a>], library: &str) -> Option<&'c Client<'a>> {
    let of = |library: &str| clients.iter().find(|client| client.library == library);
    of(library).or_else(|| {
        let (_, outers) = OUTER.iter().find(|(inner, _)| *inner == library)?;
        outers.iter().find_map(|outer| of(outer).or_else(|| client_of(clients, outer)))
    })
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
        let roles = if *outer == "kafka-streams" { BTreeMap::new() } else { client.roles };
        if let Some(kept) = found.get_mut(outer) {
            for (role, location) in roles {
                kept.roles.entry(role).or_insert(location);
            }
        }
    }
}
