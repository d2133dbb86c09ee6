//! ConfigMaps, as far as they are environment.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use syntax::{Entry, Node};

use super::{
    Workload,
    lines::{self, Lines},
    pod, workload,
};
use crate::deploy::script;

/// A ConfigMap.
struct ConfigMap<'n> {
    node: &'n Node,
    values: BTreeMap<&'n str, &'n Node>,
    /// What may wire something.
    wiring: Vec<&'n Entry>,
}

impl<'n> ConfigMap<'n> {
    fn of(node: &'n Node) -> Self {
        let entries: Vec<&Entry> = pod::all(node, "data").flat_map(Node::entries).collect();
        let values = entries.iter().map(|entry| (entry.key.value.as_str(), &entry.value)).collect();
        let wiring = entries.into_iter().filter(|entry| script::wires(&entry.key.value)).collect();
        Self { node, values, wiring }
    }

    fn give(&self, lines: &mut Lines<'_>) {
        for entry in &self.wiring {
            if lines.is_full(entry.key.span) {
                return;
            }
            let value = lines.written(&entry.value).unwrap_or_default();
            lines.variable(&entry.key.value, &value, pod::whole(entry));
        }
    }
}

/// The ConfigMaps of a file by their names as written.
#[derive(Default)]
pub(super) struct ConfigMaps<'n> {
    by_name: BTreeMap<String, ConfigMap<'n>>,
    taken: RefCell<BTreeSet<String>>,
}

impl<'n> ConfigMaps<'n> {
    /// Those among the resources of a file.
    pub(super) fn of(lines: &Lines<'_>, resources: &[&'n Node]) -> Self {
        let is_map = |node: &&&Node| node.get("kind").and_then(Node::as_str) == Some("ConfigMap");
        let named = resources.iter().filter(is_map).filter_map(|map| {
            let name = lines.written(map.at(&["metadata", "name"])?)?;
            Some((name, ConfigMap::of(map)))
        });
        Self { by_name: named.collect(), ..Self::default() }
    }

    /// All variables of the map that an `envFrom` names which may wire something.
    pub(super) fn give_all(&self, lines: &mut Lines<'_>, source: &Node) {
        let Some(reference) = source.get("configMapRef") else { return };
        match self.referred(lines, reference) {
            Some(map) => map.give(lines),
            None => {
                if let Some(name) = reference.get("name").and_then(|name| lines.written(name)) {
                    lines.takes(&name);
                }
            }
        }
    }

    /// The value that a `configMapKeyRef` names.
    pub(super) fn value(&self, lines: &Lines<'_>, reference: &Node) -> Option<String> {
        let map = self.referred(lines, reference)?;
        lines.written(map.values.get(reference.get("key")?.as_str()?)?)
    }

    fn referred(&self, lines: &Lines<'_>, reference: &Node) -> Option<&ConfigMap<'n>> {
        let name = lines.written(reference.get("name")?)?;
        let map = self.by_name.get(&name)?;
        self.taken.borrow_mut().insert(name);
        Some(map)
    }

    /// Maps with variables that may wire something and that nothing in the file takes: another file will.
    pub(super) fn untaken(&self, lines: &mut Lines<'_>) -> Vec<Workload> {
        let taken = self.taken.borrow();
        let mut found = Vec::new();
        for (name, map) in self.by_name.iter().filter(|(name, _)| !taken.contains(*name)) {
            map.give(lines);
            let Some(kind) = map.node.get("kind") else { continue };
            let workload = workload("ConfigMap".to_owned(), lines::plain(name), Vec::new(), kind, lines);
            found.extend(Some(workload).filter(|map| !map.deployment.lines.is_empty()));
        }
        found
    }
}

/// The maps that a kustomization makes of literals, as far as these may wire something.
pub(super) fn generated(kustomization: &Node, lines: &mut Lines<'_>) -> Vec<Workload> {
    let mut found = Vec::new();
    for map in pod::all(kustomization, "configMapGenerator").flat_map(Node::items) {
        for literal in pod::all(map, "literals").flat_map(Node::items) {
            let written = lines.written(literal).unwrap_or_default();
            if let Some((name, value)) = written.split_once('=').filter(|(name, _)| script::wires(name)) {
                lines.variable(name, value, literal.span);
            }
        }
        let name = map.get("name").and_then(|name| lines.written(name)).and_then(|name| lines::plain(&name));
        let workload = workload("ConfigMap".to_owned(), name, Vec::new(), map, lines);
        found.extend(Some(workload).filter(|map| !map.deployment.lines.is_empty()));
    }
    found
}
