//! Whether a module exchanges data with others, and whether it produces any: by its topics, queues, tables and files, and
//! by the engine that runs it, never by its name.

use std::collections::{BTreeMap, BTreeSet};

use contracts::{
    Evidence, Module, RuleId,
    plan::{Archetype, DatasetKind, DatasetUse, ModuleKind, TopicUse},
};
use inventory::{Location, ModuleFacts, Usage, UsageKind};

use crate::{kafka, kind::evidence};

/// What a module does with data.
#[derive(Debug, Default)]
pub(crate) struct Movement {
    /// The lines by which it exchanges data with others; empty when it does not.
    pub(crate) moves: Vec<Evidence>,
    /// The lines by which it writes data for others; empty when it does not.
    pub(crate) produces: Vec<Evidence>,
    /// Whether only the kind of program it is tells that it moves data.
    pub(crate) guessed: bool,
}

/// How many lines are told for one module; the first ones are enough to see that it applies.
const LINES_MAX: usize = 3;

/// What a module does with data.
pub(crate) fn of(module: &ModuleFacts, judged: &Module) -> Movement {
    let (kind, archetypes) = (judged.kind, &judged.archetypes);
    let mut lines = Lines::default();
    for topic in &judged.topics_written {
        lines.tell(true, of_topic("writes", topic));
    }
    for topic in &judged.topics_read {
        lines.tell(false, of_topic("reads", topic));
    }
    // What a topology writes may stay untold.
    for client in kafka::clients(module) {
        if client.roles.contains_key(&Archetype::KafkaStreams) {
            lines.add(true, client.location, "it makes topics of topics");
        }
    }
    let (preliminary, others): (Vec<&Usage>, Vec<&Usage>) = module.usages.iter().partition(is_preliminary);
    for usage in others.into_iter().chain(preliminary) {
        if let Some((produces, reason)) = exchanged(usage.kind, kind, archetypes) {
            lines.add(produces, &usage.location, reason);
        }
    }
    // Whatever a batch does, it may do it to itself.
    let guessed = lines.moves.is_empty()
        && archetypes.iter().all(|of| by_engine(*of).is_none() || *of == Archetype::Batch);
    for archetype in archetypes {
        if let Some(reason) = by_engine(*archetype) {
            lines.add(true, place_of(*archetype, module), reason);
        }
    }
    Movement { moves: lines.moves, produces: lines.produces, guessed }
}

/// Whether a model of dbt is there for other models: what others rely on is told before it.
fn is_preliminary(usage: &&Usage) -> bool {
    let layers = ["staging", "stage", "intermediate", "base", "bronze", "raw"];
    usage.library == "dbt" && usage.location.path.segments().any(|folder| layers.contains(&folder))
}

#[derive(Default)]
struct Lines {
    moves: Vec<Evidence>,
    produces: Vec<Evidence>,
}

impl Lines {
    fn add(&mut self, produces: bool, place: &Location, reason: &str) {
        self.tell(produces, evidence(place, "data-moved", reason));
    }

    fn tell(&mut self, produces: bool, told: Evidence) {
        if produces {
            tell_once(&mut self.produces, &told);
        }
        tell_once(&mut self.moves, &told);
    }
}

fn tell_once(lines: &mut Vec<Evidence>, told: &Evidence) {
    if lines.len() < LINES_MAX && !lines.contains(told) {
        lines.push(told.clone());
    }
}

fn of_topic(verb: &str, topic: &TopicUse) -> Evidence {
    let reason = match &topic.topic {
        Some(name) => format!("it {verb} the topic {name}"),
        None => format!("it {verb} a topic"),
    };
    Evidence { rule: RuleId::new("data-moved"), reason, ..topic.evidence.clone() }
}

/// Whether a usage exchanges data with others, and whether it writes it. A service's own tables and files are its own;
/// what a job reads and writes was put there by somebody, for somebody.
fn exchanged(
    usage: UsageKind,
    kind: ModuleKind,
    archetypes: &BTreeSet<Archetype>,
) -> Option<(bool, &'static str)> {
    let of_job = kind == ModuleKind::Job;
    Some(match usage {
        UsageKind::RabbitmqProducer | UsageKind::QueueProducer => (true, "it sends to a queue"),
        UsageKind::RabbitmqConsumer | UsageKind::QueueConsumer => (false, "it receives from a queue"),
        UsageKind::NestRabbitmqTransport if archetypes.contains(&Archetype::RabbitmqProducer) => {
            (true, "it sends to a queue")
        }
        UsageKind::NestRabbitmqTransport => (false, "it receives from a queue"),
        UsageKind::TableSink if archetypes.contains(&Archetype::Dbt) => (true, "it makes a table or a view"),
        UsageKind::TableSink if of_job => (true, "it writes a table"),
        UsageKind::FileSink if of_job => (true, "it writes files"),
        UsageKind::TableSource if of_job => (false, "it reads a table"),
        UsageKind::FileSource if of_job => (false, "it reads files"),
        _ => return None,
    })
}

/// Engines whose every job makes data of data.
fn by_engine(archetype: Archetype) -> Option<&'static str> {
    Some(match archetype {
        Archetype::Spark => "Spark makes data of data",
        Archetype::Flink => "Flink makes data of data",
        Archetype::Airflow => "Airflow runs what makes data",
        Archetype::Dbt => "dbt makes tables of tables",
        Archetype::Batch => "a batch makes data of data",
        _ => return None,
    })
}

fn place_of(archetype: Archetype, module: &ModuleFacts) -> &Location {
    let used = |usage: &&Usage| match archetype {
        Archetype::Spark => matches!(usage.kind, UsageKind::Spark | UsageKind::SparkKafkaSource),
        Archetype::Flink => usage.kind == UsageKind::Flink,
        Archetype::Airflow => usage.kind == UsageKind::Airflow,
        Archetype::Batch => usage.kind == UsageKind::Batch,
        _ => false,
    };
    module.usages.iter().find(used).map_or(&module.manifest, |usage| &usage.location)
}

/// The queues, tables and files of one module, sorted: read, and written.
pub(crate) fn datasets(module: &ModuleFacts) -> (Vec<DatasetUse>, Vec<DatasetUse>) {
    type Found<'a> = BTreeMap<(DatasetKind, Option<&'a str>, &'a str), &'a Location>;
    let (mut read, mut written): (Found<'_>, Found<'_>) = Default::default();
    for usage in &module.usages {
        let Some((kind, writes)) = held(usage.kind) else { continue };
        let found = if writes { &mut written } else { &mut read };
        let unnamed = usage.names.is_empty().then_some(None);
        for name in usage.names.iter().map(Option::as_deref).chain(unnamed) {
            found.entry((kind, name, usage.library.as_str())).or_insert(&usage.location);
        }
    }
    let told = |found: Found<'_>, reason: &str| {
        let told = found.into_iter().map(|((kind, name, library), place)| DatasetUse {
            kind,
            name: name.map(ToOwned::to_owned),
            through: library.to_owned(),
            evidence: evidence(place, "dataset-used", reason),
        });
        told.take(DATASETS_MAX).collect()
    };
    (told(read, "it reads this"), told(written, "it writes this"))
}

/// How many datasets of a module are told in each direction: a project of dbt can have thousands of models.
const DATASETS_MAX: usize = 500;

fn held(kind: UsageKind) -> Option<(DatasetKind, bool)> {
    Some(match kind {
        UsageKind::QueueProducer => (DatasetKind::Queue, true),
        UsageKind::QueueConsumer => (DatasetKind::Queue, false),
        UsageKind::TableSink => (DatasetKind::Table, true),
        UsageKind::TableSource => (DatasetKind::Table, false),
        UsageKind::FileSink => (DatasetKind::File, true),
        UsageKind::FileSource => (DatasetKind::File, false),
        _ => return None,
    })
}
