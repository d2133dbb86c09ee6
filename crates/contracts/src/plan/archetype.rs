use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What kind of program a module is; a module can be several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Archetype {
    /// Answers HTTP requests (more than health and metrics).
    HttpService,
    /// Answers gRPC calls.
    GrpcService,
    /// Writes records to Kafka.
    KafkaProducer,
    /// Reads records from Kafka.
    KafkaConsumer,
    /// Runs a Kafka Streams topology.
    KafkaStreams,
    /// Publishes to RabbitMQ.
    RabbitmqProducer,
    /// Consumes from RabbitMQ.
    RabbitmqConsumer,
    /// Runs to its end, on a schedule or by hand.
    Batch,
    /// Airflow DAGs.
    Airflow,
    /// A Spark job.
    Spark,
    /// A Flink job.
    Flink,
    /// A dbt project.
    Dbt,
    /// Runs in a browser or on a phone.
    Frontend,
    /// Is linked into something else.
    Library,
    /// Is started by a person on a command line.
    Cli,
    /// Documentation.
    Docs,
    /// Only builds a container image.
    DockerImage,
}

impl Archetype {
    /// Every archetype, in the order of plans and tables.
    pub const ALL: [Self; 17] = [
        Self::HttpService,
        Self::GrpcService,
        Self::KafkaProducer,
        Self::KafkaConsumer,
        Self::KafkaStreams,
        Self::RabbitmqProducer,
        Self::RabbitmqConsumer,
        Self::Batch,
        Self::Airflow,
        Self::Spark,
        Self::Flink,
        Self::Dbt,
        Self::Frontend,
        Self::Library,
        Self::Cli,
        Self::Docs,
        Self::DockerImage,
    ];

    /// The name used in plans and labels.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::HttpService => "http-service",
            Self::GrpcService => "grpc-service",
            Self::KafkaProducer => "kafka-producer",
            Self::KafkaConsumer => "kafka-consumer",
            Self::KafkaStreams => "kafka-streams",
            Self::RabbitmqProducer => "rabbitmq-producer",
            Self::RabbitmqConsumer => "rabbitmq-consumer",
            Self::Batch => "batch",
            Self::Airflow => "airflow",
            Self::Spark => "spark",
            Self::Flink => "flink",
            Self::Dbt => "dbt",
            Self::Frontend => "frontend",
            Self::Library => "library",
            Self::Cli => "cli",
            Self::Docs => "docs",
            Self::DockerImage => "docker-image",
        }
    }
}

impl fmt::Display for Archetype {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_and_json_agree() {
        for archetype in Archetype::ALL {
            assert_eq!(serde_json::to_value(archetype).unwrap(), archetype.name());
        }
    }
}
