//! Installs and builds of samples, in threads of their own while Rust compiles.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::request::{Reason, Request};
use super::suites::{SUITES, Suite};
use crate::failure::Failure;
use crate::install;
use crate::install::cache::Cache;
use crate::install::list::{self, Install};
use crate::install::preconditions::Toolchains;
use crate::install::sources::Registry;
use crate::run::seconds;
use crate::samples::{self, Built, SAMPLES, Sample, SampleFailure};
use crate::workspace::Workspace;

/// What was made ready, or why not, and how long it took.
#[derive(Debug, Default)]
pub struct Provided {
    /// By the name of the install: its folder.
    pub installs: BTreeMap<&'static str, Result<PathBuf, Failure>>,
    /// By the name of the sample.
    pub samples: BTreeMap<&'static str, (Result<Built, SampleFailure>, Duration)>,
}

/// Threads that are at work.
#[derive(Debug)]
pub struct Provision {
    lanes: Vec<JoinHandle<Provided>>,
}

/// What is needed from one registry. Its client gets no second one beside it: not all can share their caches.
#[derive(Debug, Default)]
struct Lane {
    installs: Vec<&'static Install>,
    samples: Vec<&'static Sample>,
}

impl Provision {
    /// Starts making ready what the requested suites need.
    pub fn start(workspace: &Workspace, cache: &Arc<Cache>, request: &Request) -> Self {
        let toolchains = Arc::new(Toolchains::default());
        let lanes = lanes(request)
            .into_values()
            .map(|lane| {
                let (workspace, cache, toolchains) =
                    (workspace.clone(), Arc::clone(cache), Arc::clone(&toolchains));
                thread::spawn(move || work(&workspace, &cache, &toolchains, &lane))
            })
            .collect();
        Self { lanes }
    }

    /// Waits for all threads.
    pub fn finish(self) -> Provided {
        let mut all = Provided::default();
        for lane in self.lanes {
            // A lane that panicked leaves its entries out: whoever needs them says so.
            if let Ok(mut provided) = lane.join() {
                all.installs.append(&mut provided.installs);
                all.samples.append(&mut provided.samples);
            }
        }
        all
    }
}

/// The samples whose tests run: all, or those that the named suites need.
pub fn wanted_samples(request: &Request) -> Vec<&'static Sample> {
    let suites = wanted_suites(request);
    SAMPLES
        .iter()
        .filter(|sample| {
            request.names(&sample_suite(sample))
                || suites.iter().any(|suite| suite.samples.contains(&sample.name))
        })
        .collect()
}

/// The name under which a sample's own tests are counted.
pub fn sample_suite(sample: &Sample) -> String {
    format!("sample {}", sample.name)
}

fn wanted_suites(request: &Request) -> Vec<&'static Suite> {
    SUITES
        .iter()
        .filter(|suite| request.names(suite.name) && request.wants(suite) == Reason::Requested)
        .collect()
}

fn lanes(request: &Request) -> BTreeMap<Registry, Lane> {
    let mut lanes: BTreeMap<Registry, Lane> = BTreeMap::new();
    let suites = wanted_suites(request);
    let needed =
        |name: &str| suites.iter().any(|suite| suite.tools.contains(&name) || suite.servers.contains(&name));
    for install in list::INSTALLS.iter().filter(|install| needed(install.name)) {
        lanes.entry(install.registry).or_default().installs.push(install);
    }
    for sample in wanted_samples(request) {
        lanes.entry(sample.registry).or_default().samples.push(sample);
    }
    lanes
}

fn work(workspace: &Workspace, cache: &Cache, toolchains: &Toolchains, lane: &Lane) -> Provided {
    let mut provided = Provided::default();
    for install in &lane.installs {
        let began = Instant::now();
        let result = install::provide(workspace, cache, toolchains, install);
        say(&format!("{} {}", install.name, install.version), result.is_ok(), began.elapsed());
        provided.installs.insert(install.name, result);
    }
    for sample in &lane.samples {
        let began = Instant::now();
        let result = samples::build(workspace, cache, toolchains, sample);
        say(&sample_suite(sample), result.is_ok(), began.elapsed());
        provided.samples.insert(sample.name, (result, began.elapsed()));
    }
    provided
}

fn say(what: &str, ready: bool, took: Duration) {
    println!("{what}: {} after {}", if ready { "ready" } else { "failed" }, seconds(took));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_run_has_one_lane_a_registry() {
        let lanes = lanes(&Request::default());
        assert_eq!(lanes.len(), 4);
        let samples: usize = lanes.values().map(|lane| lane.samples.len()).sum();
        assert_eq!(samples, SAMPLES.len());
    }

    #[test]
    fn hermetic_tests_need_nothing() {
        let request = Request { only_hermetic: true, ..Request::default() };
        assert!(lanes(&request).is_empty());
    }

    #[test]
    fn one_suite_brings_only_what_it_needs() {
        let request = Request { suite: vec!["schemas".into()], ..Request::default() };
        let lanes = lanes(&request);
        assert_eq!(lanes.keys().collect::<Vec<_>>(), [&Registry::PyPi]);
        assert!(lanes[&Registry::PyPi].samples.is_empty());
    }

    #[test]
    fn the_suite_of_the_samples_brings_all_of_them() {
        let request = Request { suite: vec!["samples".into()], ..Request::default() };
        assert_eq!(wanted_samples(&request).len(), SAMPLES.len());
    }
}
