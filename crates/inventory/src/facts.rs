use contracts::{
    Finding, RepoConfig, Span,
    plan::{Connector, Language},
};
use serde::Deserialize;
use source_tree::{RepoPath, Repository};

use crate::{
    documents::Document, lineage::LineageSign, location::Location, ownership::Ownership,
    suppression::Suppressions, topic::Expression,
};

/// What a repository contains.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// What the team says in `.autopilot.yml`; the default when there is none.
    pub config: RepoConfig,
    /// Whether there is a `.autopilot.yml`.
    pub has_config: bool,
    /// The version-controlled repositories in the tree, by root.
    pub repositories: Vec<Repository>,
    /// What is built from it, by path; one a folder.
    pub modules: Vec<ModuleFacts>,
    /// The connectors of Kafka Connect that are configured in it, by place.
    pub connectors: Vec<Connector>,
    /// Its contracts, lineage specs, runbooks and schemas, by place.
    pub documents: Vec<Document>,
    /// What the team says of gaps that do not count for now.
    pub suppressions: Suppressions,
    /// What could not be read.
    pub findings: Vec<Finding>,
}

/// Whose package registry a dependency comes from; rule data names it in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ecosystem {
    /// Maven coordinates, `group:artifact`.
    Maven,
    /// Python distributions, normalized as PEP 503 says.
    Python,
    /// Go modules.
    Go,
    /// npm packages.
    Npm,
    /// dbt projects, whose packages have a hub of their own.
    Dbt,
}

/// When a dependency is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// When the module runs.
    Runtime,
    /// When the module runs, for those who ask for it: an extra of a package of Python.
    Extra,
    /// Only while it is built, tested or developed.
    Development,
}

/// A dependency that the module itself declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    /// Whose registry it comes from.
    pub ecosystem: Ecosystem,
    /// Its name there.
    pub name: String,
    /// The version as it is written; none when it comes from elsewhere.
    pub version: Option<String>,
    /// When it is there.
    pub scope: Scope,
    /// The line that declares it.
    pub location: Location,
}

/// What a line does for a running module; rule data names it in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// It starts the module: `CMD`, `ENTRYPOINT`, a compose `command`, npm's `start`.
    Start,
    /// It sets the environment the module starts in.
    Environment,
    /// It puts something into the image or the build.
    Build,
}

/// A line of a deploy file or a build that may wire something into the module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WiringLine {
    /// What it does.
    pub role: Role,
    /// What it says, quotes and continuations resolved.
    pub text: String,
    /// Where it stands.
    pub location: Location,
}

/// A deploy file that builds or starts the module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deployment {
    /// The file.
    pub path: RepoPath,
    /// The line that makes it a deployment: the base image, the service's key.
    pub location: Location,
    /// What it wires, in the order of the file.
    pub lines: Vec<WiringLine>,
}

/// What a line of source does with a library; data names it in kebab case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UsageKind {
    /// Makes or holds a producer of Kafka.
    KafkaProducer,
    /// Writes a record, with a producer that is made elsewhere.
    KafkaRecord,
    /// Makes or holds a consumer of Kafka, or is called by one.
    KafkaConsumer,
    /// Builds a topology of a stream library over Kafka.
    KafkaStreams,
    /// Reads topics into a topology.
    KafkaStreamsSource,
    /// Writes what a topology yields.
    KafkaStreamsSink,
    /// Connects to Kafka, to read or to write: its other usages tell.
    KafkaClient,
    /// Administers Kafka: no data passes.
    KafkaAdmin,
    /// Makes a producer factory by hand, which customizers of the framework do not reach.
    KafkaHandMadeProducerFactory,
    /// Makes a template by hand, which the framework's settings do not reach.
    KafkaHandMadeTemplate,
    /// Switches observation on for a Kafka client of Spring.
    KafkaObservation,
    /// Wraps a Kafka client, or registers an instrumentation that does.
    KafkaTraced,
    /// Connects NestJS to Kafka.
    NestKafkaTransport,
    /// Connects NestJS to RabbitMQ.
    NestRabbitmqTransport,
    /// Makes or holds a client of a NestJS transport.
    NestClient,
    /// Sends a message through a client of a NestJS transport.
    NestRecord,
    /// Handles messages of a NestJS transport.
    NestMessageHandler,
    /// Makes a NestJS application that answers HTTP requests.
    NestHttpApplication,
    /// Publishes to RabbitMQ.
    RabbitmqProducer,
    /// Consumes from RabbitMQ.
    RabbitmqConsumer,
    /// Sends to a queue or subject of another broker.
    QueueProducer,
    /// Receives from a queue or subject of another broker.
    QueueConsumer,
    /// Reads a table.
    TableSource,
    /// Writes a table.
    TableSink,
    /// Reads files or objects.
    FileSource,
    /// Writes files or objects.
    FileSink,
    /// Tells lineage by a client of OpenLineage.
    OpenLineage,
    /// Answers HTTP requests by routes.
    HttpServer,
    /// Answers HTTP requests under a path; often only for health and metrics.
    HttpRoute,
    /// Listens for HTTP, with or without routes of its own: often only for health and metrics.
    HttpListener,
    /// Answers gRPC calls.
    GrpcServer,
    /// Runs on Spark.
    Spark,
    /// Reads Kafka through Spark.
    SparkKafkaSource,
    /// Runs on Flink.
    Flink,
    /// Declares a DAG of Airflow.
    Airflow,
    /// Runs to its end on a schedule.
    Batch,
    /// Sets the OpenTelemetry SDK up.
    OtelSetup,
    /// Registers OpenTelemetry's bundle of instrumentations for Node.
    NodeInstrumentations,
    /// Starts Datadog's tracer.
    DatadogTracer,
    /// Writes or reads trace context by hand.
    TraceContext,
    /// Sets the global propagator.
    PropagatorSetup,
    /// Carries W3C's `traceparent` by its name, in a file that does not speak of `tracestate`.
    TraceparentAlone,
}

impl UsageKind {
    /// Whether what it names are topics of Kafka.
    pub(crate) fn names_topics(self) -> bool {
        !matches!(self, Self::HttpRoute) && !self.names_datasets()
    }

    /// Whether what it names are queues, tables or files.
    #[must_use]
    pub fn names_datasets(self) -> bool {
        matches!(
            self,
            Self::QueueProducer
                | Self::QueueConsumer
                | Self::TableSource
                | Self::TableSink
                | Self::FileSource
                | Self::FileSink
        )
    }
}

/// What a line of source does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    /// What it does.
    pub kind: UsageKind,
    /// With which library: its short name, as rules and gap keys use it.
    pub library: String,
    /// The callee, annotation or type in full; empty where a text shows it.
    pub(crate) of: String,
    /// What stands where it names topics or a path.
    pub(crate) named: Vec<Expression>,
    /// The topics it reads or writes, or the path it answers, in the order of the text; none for one that nothing in
    /// the repository tells.
    pub names: Vec<Option<String>>,
    /// Where.
    pub location: Location,
}

/// A setting of an application's own configuration, such as application.yml.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Its key, dotted, in the canonical form of Spring: lower case with dashes.
    pub key: String,
    /// Its value as written.
    pub value: String,
    /// Where it stands.
    pub location: Location,
}

/// A place where a program begins.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryPoint {
    /// Where.
    pub location: Location,
    /// What was found there: a sentence fragment.
    pub what: &'static str,
}

/// A file that speaks of the module and could not be read, or not to its end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unread {
    /// The file.
    pub path: RepoPath,
    /// Where reading ended; none when nothing was read.
    pub span: Option<Span>,
    /// Why: a sentence fragment.
    pub why: String,
}

/// One thing that is built.
#[derive(Debug, Clone)]
pub struct ModuleFacts {
    /// Its folder.
    pub path: RepoPath,
    /// The name its manifest gives it.
    pub name: Option<String>,
    /// The language it is mainly written in.
    pub language: Language,
    /// Its manifest; for a module without one, its Dockerfile.
    pub manifest: Location,
    /// The files its dependencies come from, sorted.
    pub manifests: Vec<RepoPath>,
    /// What may hold more about it than was read, by path.
    pub unread: Vec<Unread>,
    /// What it declares, in the order of the manifests.
    pub dependencies: Vec<Dependency>,
    /// Lines of its own build that start it or put something into it.
    pub build_lines: Vec<WiringLine>,
    /// The deploy files that build or start it, by path.
    pub deployments: Vec<Deployment>,
    /// Where it begins, by path.
    pub entry_points: Vec<EntryPoint>,
    /// Modules of this repository that it draws on, directly or not: libraries, by path.
    pub libraries: Vec<RepoPath>,
    /// Whether another module of this repository declares it as a dependency.
    pub drawn_on: bool,
    /// What its source does with libraries, by place; then what its own libraries do.
    pub usages: Vec<Usage>,
    /// What its own configuration says, by place.
    pub settings: Vec<Setting>,
    /// What wires OpenLineage for it, or switches it off, by place.
    pub lineage: Vec<LineageSign>,
    /// What says who answers for it and how much hangs on it, the most believed first.
    pub ownership: Vec<Ownership>,
    /// The line that makes it a command of its own: `bin`, `[project.scripts]`.
    pub command: Option<Location>,
    /// Whether it lies among examples, tests or documentation.
    pub aside: bool,
    /// Whether it lies among tests.
    pub test: bool,
}

impl ModuleFacts {
    /// What it declares for the time it runs.
    pub fn runtime_dependencies(&self) -> impl Iterator<Item = &Dependency> {
        self.dependencies.iter().filter(|dependency| dependency.scope != Scope::Development)
    }

    /// The lines of its deploy files, then those of its own build.
    pub fn wiring_lines(&self) -> impl Iterator<Item = &WiringLine> {
        self.deployments.iter().flat_map(|deployment| &deployment.lines).chain(&self.build_lines)
    }

    /// Whether it is one of the programs of a manifest that lies above it.
    #[must_use]
    pub fn shares_its_manifest(&self) -> bool {
        !self.manifests.is_empty() && !self.manifests.iter().any(|manifest| manifest.is_within(&self.path))
    }

    /// The names under which other modules of the repository can depend on it.
    pub(crate) fn published(&self) -> Vec<(Ecosystem, String)> {
        let ecosystem = match self.language {
            Language::Java | Language::Kotlin | Language::Scala => Ecosystem::Maven,
            Language::Python => Ecosystem::Python,
            Language::Go => Ecosystem::Go,
            Language::Javascript | Language::Typescript => Ecosystem::Npm,
            _ => return Vec::new(),
        };
        self.name.iter().map(|name| (ecosystem, name.clone())).collect()
    }
}
