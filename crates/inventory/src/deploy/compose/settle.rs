//! What the services of all compose files come to.

use std::collections::{BTreeMap, BTreeSet};

use source_tree::RepoPath;

use super::{File, Service};
use crate::{
    deploy::{Build, Deploy},
    facts::{Deployment, Role, WiringLine},
};

/// How many services one may extend, one behind the other.
const EXTENDED_MAX: usize = 8;

/// How many lines all services together may have: many could name one large file.
const LINES_MAX: usize = 200_000;

/// The services that are built from this repository. One that only pulls an image is infrastructure and left out;
/// one that another file of the folder builds is the same.
pub(crate) fn settle(files: &[File], variables: &BTreeMap<RepoPath, Vec<WiringLine>>) -> Vec<Deploy> {
    let mut services: BTreeMap<(&RepoPath, &str), &Service> = BTreeMap::new();
    let mut built: BTreeMap<(RepoPath, &str), &Build> = BTreeMap::new();
    for (file, service) in files.iter().flat_map(|file| file.services.iter().map(move |found| (file, found)))
    {
        services.entry((&file.path, &service.name)).or_insert(service);
        if let (Some(build), Some(folder)) = (&service.build, file.path.parent()) {
            built.entry((folder, &service.name)).or_insert(build);
        }
    }
    let mut found = Vec::new();
    let mut left = LINES_MAX;
    for (file, service) in files.iter().flat_map(|file| file.services.iter().map(move |found| (file, found)))
    {
        let chain = chain(service, &services);
        let own = chain.iter().find_map(|service| service.build.as_ref());
        let elsewhere = || built.get(&(file.path.parent()?, service.name.as_str())).copied();
        let Some(build) = own.or_else(elsewhere) else { continue };
        let lines = if left == 0 { Vec::new() } else { lines(&chain, variables) };
        left = left.saturating_sub(lines.len());
        let deployment = Deployment { path: file.path.clone(), location: service.location.clone(), lines };
        found.push(Deploy {
            folder: build.folder.clone(),
            deployment,
            build: Some(build.clone()),
            service: Some(service.name.clone()),
        });
    }
    found
}

/// A service and those it extends, itself first.
fn chain<'s>(service: &'s Service, services: &BTreeMap<(&RepoPath, &str), &'s Service>) -> Vec<&'s Service> {
    let next = |service: &&'s Service| {
        let (path, name) = service.extends.as_ref()?;
        services.get(&(path, name.as_str())).copied()
    };
    std::iter::successors(Some(service), next).take(EXTENDED_MAX).collect()
}

/// What a service starts with and is set to. Files of variables come first; what is said nearer undoes the rest.
fn lines(chain: &[&Service], variables: &BTreeMap<RepoPath, Vec<WiringLine>>) -> Vec<WiringLine> {
    let of_files = chain.iter().rev().flat_map(|service| &service.env_files);
    let of_files = of_files.filter_map(|path| variables.get(path)).flatten();
    let own = chain.iter().rev().flat_map(|service| &service.lines);
    let all: Vec<&WiringLine> = of_files.chain(own).collect();
    let mut set = BTreeSet::new();
    let starts_itself =
        chain.first().is_some_and(|own| own.lines.iter().any(|line| line.role == Role::Start));
    let mut kept: Vec<WiringLine> = all
        .into_iter()
        .rev()
        .filter(|line| match line.role {
            Role::Environment => set.insert(line.text.split('=').next().unwrap_or_default()),
            _ => !starts_itself || chain[0].lines.contains(line),
        })
        .cloned()
        .collect();
    kept.reverse();
    kept
}
