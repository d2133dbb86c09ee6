//! What kind of program a module is: what its source does, else what its direct dependencies are for.

use std::collections::BTreeSet;

use contracts::plan::{Archetype, ModuleKind};
use inventory::{ModuleFacts, Usage, UsageKind};

use crate::{
    kafka,
    kind::is_dbt,
    rules::{Rules, Says},
};

/// The archetypes of a module of this kind.
pub(crate) fn of(module: &ModuleFacts, kind: ModuleKind, rules: &Rules) -> BTreeSet<Archetype> {
    match kind {
        ModuleKind::Library => BTreeSet::from([Archetype::Library]),
        ModuleKind::Cli => BTreeSet::from([Archetype::Cli]),
        ModuleKind::Frontend => BTreeSet::from([Archetype::Frontend]),
        ModuleKind::Image => BTreeSet::from([Archetype::DockerImage]),
        ModuleKind::Example => BTreeSet::new(),
        ModuleKind::Service | ModuleKind::Job => {
            if is_dbt(module) {
                return BTreeSet::from([Archetype::Dbt]);
            }
            let mut found: BTreeSet<Archetype> = module
                .usages
                .iter()
                .filter(|usage| usage.library != "nestjs" || serves_http(module))
                .filter_map(does)
                .collect();
            found.extend(nest_over_rabbitmq(module));
            found.extend(kafka::clients(module).into_iter().flat_map(|client| client.roles));
            if found.is_empty() { by_dependencies(module, rules) } else { found }
        }
    }
}

/// Whether NestJS answers HTTP here, not only the messages of a transport.
fn serves_http(module: &ModuleFacts) -> bool {
    module.usages.iter().any(|usage| usage.kind == UsageKind::NestHttpApplication)
}

/// What NestJS does through RabbitMQ, where that is its transport.
fn nest_over_rabbitmq(module: &ModuleFacts) -> Vec<Archetype> {
    let does = |kind| module.usages.iter().any(|usage| usage.kind == kind);
    if !does(UsageKind::NestRabbitmqTransport) {
        return Vec::new();
    }
    let consumes = does(UsageKind::NestMessageHandler).then_some(Archetype::RabbitmqConsumer);
    let produces =
        (does(UsageKind::NestClient) || does(UsageKind::NestRecord)).then_some(Archetype::RabbitmqProducer);
    consumes.into_iter().chain(produces).collect()
}

/// What a usage shows by itself. That something listens for HTTP shows nothing: health and metrics do, too.
fn does(usage: &Usage) -> Option<Archetype> {
    match usage.kind {
        UsageKind::HttpRoute if usage.names.iter().flatten().any(|path| !is_for_operators(path)) => {
            Some(Archetype::HttpService)
        }
        UsageKind::HttpServer => Some(Archetype::HttpService),
        UsageKind::GrpcServer => Some(Archetype::GrpcService),
        UsageKind::RabbitmqProducer => Some(Archetype::RabbitmqProducer),
        UsageKind::RabbitmqConsumer => Some(Archetype::RabbitmqConsumer),
        UsageKind::Spark | UsageKind::SparkKafkaSource => Some(Archetype::Spark),
        UsageKind::Flink => Some(Archetype::Flink),
        UsageKind::Airflow => Some(Archetype::Airflow),
        UsageKind::Batch => Some(Archetype::Batch),
        _ => None,
    }
}

/// Whether a path is there for whoever operates the program: health, metrics, profiles.
pub(crate) fn is_for_operators(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    let known =
        ["health", "metrics", "ready", "live", "ping", "debug", "status", "version", "__", "prometheus"];
    known.iter().any(|word| lower.contains(word))
}

/// Where no source tells, or none that is parsed.
fn by_dependencies(module: &ModuleFacts, rules: &Rules) -> BTreeSet<Archetype> {
    module.runtime_dependencies().filter_map(|dependency| served(rules.says(dependency)?)).collect()
}

fn served(says: Says) -> Option<Archetype> {
    match says {
        Says::HttpServer => Some(Archetype::HttpService),
        Says::GrpcServer => Some(Archetype::GrpcService),
        Says::Batch => Some(Archetype::Batch),
        Says::Network | Says::Messaging | Says::CommandLine | Says::Browser => None,
    }
}
