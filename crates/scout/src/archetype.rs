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
            let http = serves_http(module).then_some(Archetype::HttpService);
            let mut found: BTreeSet<Archetype> = module.usages.iter().filter_map(does).chain(http).collect();
            found.extend(nest_over_rabbitmq(module));
            found.extend(kafka::clients(module).into_iter().flat_map(|client| client.does()));
            if found.is_empty() { by_dependencies(module, rules) } else { found }
        }
    }
}

/// Whether it answers HTTP requests of others than its operators. Where routes are seen, they tell; else that a server
/// is made.
fn serves_http(module: &ModuleFacts) -> bool {
    let does = |kind| module.usages.iter().filter(move |usage| usage.kind == kind);
    // NestJS annotates what its messages' handlers stand beside, too.
    let nest = does(UsageKind::NestHttpApplication).next().is_some();
    let mut servers = does(UsageKind::HttpServer).filter(|usage| usage.library != "nestjs" || nest);
    let mut routes = does(UsageKind::HttpRoute).flat_map(|usage| &usage.names).peekable();
    let nests = nest && does(UsageKind::HttpServer).any(|usage| usage.library == "nestjs");
    match routes.peek() {
        Some(_) => nests || routes.any(|path| path.as_deref().is_none_or(|path| !is_for_operators(path))),
        None => servers.next().is_some(),
    }
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
