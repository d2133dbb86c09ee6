//! What several files of a cluster say of one workload: ConfigMaps that it takes, and the chart that it is part of.

use std::collections::BTreeMap;

use source_tree::RepoPath;

use crate::{deploy::kubernetes::Workload, facts::WiringLine};

/// How many lines ConfigMaps may add to all workloads: many could take one large map.
const LINES_MAX: usize = 20_000;

/// Gives each workload what the ConfigMaps set that it takes from other files: of several with one name that of its
/// own folder, or else the nearest.
pub(super) fn with_maps(mut workloads: Vec<Workload>) -> Vec<Workload> {
    let mut maps: BTreeMap<String, Vec<(RepoPath, Vec<WiringLine>)>> = BTreeMap::new();
    for map in workloads.iter().filter(|workload| workload.kind == "ConfigMap") {
        if let Some(name) = &map.name {
            let deployment = &map.deployment;
            maps.entry(name.clone()).or_default().push((deployment.path.clone(), deployment.lines.clone()));
        }
    }
    let mut left = LINES_MAX;
    for workload in &mut workloads {
        for name in std::mem::take(&mut workload.maps) {
            let near = |(path, _): &&(RepoPath, Vec<WiringLine>)| shared(path, &workload.deployment.path);
            // Of equals the first.
            let found = maps.get(&name).and_then(|maps| maps.iter().rev().max_by_key(near));
            let Some((_, lines)) = found.filter(|(_, lines)| lines.len() <= left) else { continue };
            left -= lines.len();
            workload.deployment.lines.extend(lines.iter().cloned());
        }
    }
    workloads
}

/// How many folders two paths begin with alike.
fn shared(one: &RepoPath, other: &RepoPath) -> usize {
    one.segments().zip(other.segments()).take_while(|(one, other)| one == other).count()
}

/// The folder of the Helm chart that a workload is part of: its templates lie in one folder, its values beside that.
pub(super) fn chart(workload: &Workload) -> Option<RepoPath> {
    let folder = workload.deployment.path.parent()?;
    if workload.kind == "Values" {
        return Some(folder);
    }
    let mut above = std::iter::successors(Some(folder), RepoPath::parent);
    above.find(|folder| folder.file_name() == "templates")?.parent()
}

/// The module that each chart deploys, as far as its files speak of one alone.
pub(super) fn charts(
    workloads: &[Workload],
    spoken: impl Fn(&Workload) -> Option<RepoPath>,
) -> BTreeMap<RepoPath, Option<RepoPath>> {
    let mut found: BTreeMap<RepoPath, Option<RepoPath>> = BTreeMap::new();
    for workload in workloads {
        if let (Some(chart), Some(module)) = (chart(workload), spoken(workload)) {
            found
                .entry(chart)
                .and_modify(|of| *of = of.take().filter(|of| *of == module))
                .or_insert(Some(module));
        }
    }
    found
}
