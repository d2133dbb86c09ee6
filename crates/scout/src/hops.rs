//! Topics that lead from one module to another.

use std::collections::{BTreeMap, BTreeSet};

use contracts::{
    Finding, Module, RuleId, Severity,
    plan::{CellState, GapType, Hop, TopicUse},
};

/// How many hops a plan tells: a hostile repository can have any number.
const HOPS_MAX: usize = 2000;

/// Every hop between services and jobs, and a finding when there are more than a plan tells.
pub(crate) fn between(modules: &[Module]) -> (Vec<Hop>, Option<Finding>) {
    let mut readers: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    let mut writers: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (at, module) in modules.iter().enumerate().filter(|(_, module)| module.kind.is_deployable()) {
        for topic in named(&module.topics_read) {
            readers.entry(topic).or_default().insert(at);
        }
        for topic in named(&module.topics_written) {
            writers.entry(topic).or_default().insert(at);
        }
    }
    let pairs = writers.iter().flat_map(|(topic, from)| {
        let to = readers.get(topic).into_iter().flatten();
        to.flat_map(move |to| from.iter().map(move |from| (*topic, &modules[*from], &modules[*to])))
    });
    let hops = pairs.filter(|(_, from, to)| from.path != to.path && from.repo == to.repo).map(hop);
    let mut hops: Vec<Hop> = hops.take(HOPS_MAX + 1).collect();
    let cut = (hops.len() > HOPS_MAX).then(too_many);
    hops.truncate(HOPS_MAX);
    (hops, cut)
}

/// The modules that write a topic, and those that read it.
type Ends<'a> = (BTreeSet<&'a str>, BTreeSet<&'a str>);

/// The modules that a topic leads from or to, by path: all of them, however many hops there are.
pub(crate) fn linked(modules: &[Module]) -> BTreeSet<String> {
    let mut ends: BTreeMap<(Option<&str>, &str), Ends<'_>> = BTreeMap::new();
    for module in modules.iter().filter(|module| module.kind.is_deployable()) {
        for topic in named(&module.topics_written) {
            ends.entry((module.repo.as_deref(), topic)).or_default().0.insert(&module.path);
        }
        for topic in named(&module.topics_read) {
            ends.entry((module.repo.as_deref(), topic)).or_default().1.insert(&module.path);
        }
    }
    let mut linked = BTreeSet::new();
    for (writers, readers) in ends.values() {
        let beside = |path: &&str, others: &BTreeSet<&str>| others.iter().any(|other| other != path);
        linked.extend(writers.iter().filter(|path| beside(path, readers)).map(ToString::to_string));
        linked.extend(readers.iter().filter(|path| beside(path, writers)).map(ToString::to_string));
    }
    linked
}

fn named(topics: &[TopicUse]) -> impl Iterator<Item = &str> {
    topics.iter().filter_map(|topic| topic.topic.as_deref())
}

fn hop((topic, from, to): (&str, &Module, &Module)) -> Hop {
    let carried = |module: &Module| match module.gaps.get(&GapType::MissingCorrelation).map(|cell| cell.state)
    {
        Some(CellState::Present) => Some(true),
        Some(CellState::Absent) => Some(false),
        _ => None,
    };
    let traced = match (carried(from), carried(to)) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    };
    Hop { topic: topic.to_owned(), from: from.path.clone(), to: to.path.clone(), traced }
}

fn too_many() -> Finding {
    Finding {
        path: ".".to_owned(),
        span: None,
        rule: RuleId::new("hops-cut"),
        severity: Severity::Warning,
        message: format!("more than {HOPS_MAX} hops between modules: the rest is not in this plan"),
        help: Some("exclude what is generated or vendored in `.autopilot.yml`".to_owned()),
    }
}
