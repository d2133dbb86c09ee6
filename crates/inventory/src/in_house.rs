//! Clients of Kafka that a team made: libraries outside the repository, known by what they are called.
//!
//! The table of usages has rows for names that speak of Kafka and of producing or consuming. Most of what they fit is the
//! repository's own code, whose clients are found where they are made. What is left is accounted for by a dependency
//! that the module declares, whose own code nobody can read here.

use std::collections::BTreeMap;

use source_tree::RepoPath;

use crate::facts::{Dependency, Ecosystem, ModuleFacts, Usage, UsageKind};

/// What the table calls such a library.
const LIBRARY: &str = "in-house";

/// Keeps of the usages of in-house clients those that a dependency accounts for, in modules that have no other client
/// for the same purpose.
pub(crate) fn settle(modules: &mut BTreeMap<RepoPath, ModuleFacts>) {
    for module in modules.values_mut() {
        let known: Vec<UsageKind> = module
            .usages
            .iter()
            .filter(|usage| usage.library != LIBRARY && is_client(usage.kind))
            .map(|usage| usage.kind)
            .collect();
        let dependencies: Vec<Dependency> = module.runtime_dependencies().cloned().collect();
        module.usages.retain(|usage| {
            usage.library != LIBRARY
                || (known.is_empty() && dependencies.iter().any(|dependency| accounts_for(dependency, usage)))
        });
    }
}

fn is_client(kind: UsageKind) -> bool {
    use UsageKind as Kind;
    matches!(
        kind,
        Kind::KafkaProducer
            | Kind::KafkaRecord
            | Kind::KafkaConsumer
            | Kind::KafkaStreams
            | Kind::KafkaStreamsSource
            | Kind::KafkaStreamsSink
            | Kind::NestKafkaTransport
    )
}

/// Beginnings of the names of libraries that the table knows: what it does not find in them is no client.
const KNOWN: [&str; 19] = [
    "org.apache.kafka",
    "org.apache.camel",
    "org.springframework",
    "io.confluent",
    "io.micronaut",
    "io.opentelemetry",
    "io.projectreactor",
    "io.quarkus",
    "io.smallrye",
    "io.vertx",
    "github.com/IBM/sarama",
    "github.com/Shopify/sarama",
    "github.com/confluentinc/",
    "github.com/segmentio/kafka-go",
    "github.com/twmb/franz-go",
    "@confluentinc/",
    "kafkajs",
    "kafka-python",
    "confluent-kafka",
];

/// Whether what is used comes out of the dependency, by its name.
fn accounts_for(dependency: &Dependency, usage: &Usage) -> bool {
    if KNOWN.iter().any(|known| dependency.name.starts_with(known)) {
        return false;
    }
    match dependency.ecosystem {
        Ecosystem::Go | Ecosystem::Npm => begins_with(&usage.of, &dependency.name, &['/', '.']),
        Ecosystem::Python => {
            let package = usage.of.split('.').next().unwrap_or_default();
            !package.is_empty() && package.replace('_', "-").eq_ignore_ascii_case(&dependency.name)
        }
        // Packages bear the group's name; the artifact has to speak of Kafka itself.
        Ecosystem::Maven => dependency.name.split_once(':').is_some_and(|(group, artifact)| {
            artifact.contains("kafka") && begins_with(&usage.of, group, &['.'])
        }),
        Ecosystem::Dbt => false,
    }
}

fn begins_with(name: &str, beginning: &str, ends: &[char]) -> bool {
    name.strip_prefix(beginning).is_some_and(|rest| rest.is_empty() || rest.starts_with(ends))
}
