//! From what single files say to modules.

mod deployed;
mod imported;
pub(crate) mod imports;
mod internal;
mod jobs;
mod joined;
pub(crate) mod mentions;
mod module;
mod named;
mod observed;
mod owned;
mod preloaded;
mod programless;
mod programs;
mod scripts;
mod unread;
mod wired;

use std::collections::{BTreeMap, BTreeSet};

use contracts::plan::{Connector, Language};
use source_tree::RepoPath;

use crate::{
    deploy::{Deploy, compose, dockerfile::Image, kubernetes::Workload},
    documents::Document,
    facts::{Deployment, EntryPoint, Facts, ModuleFacts, Setting, Usage, WiringLine},
    family::same_family,
    in_house,
    lineage::LineageSign,
    manifest::{
        self, Manifest,
        gradle::{Catalog, Included},
        nest,
    },
    own_code,
    ownership::{CodeOwners, Component},
    suppression,
    survey::Reading,
    topic::{self, Constant, Passed},
};

use imported::Links;
use mentions::Mentions;
use module::{bare_module, module, most};
pub(crate) use unread::LeftUnread;

/// Puts modules together; readings come in the order of paths.
pub(crate) fn assemble(readings: Vec<Reading>) -> Facts {
    let mut gathered = Gathered::default();
    for reading in readings {
        gathered.add(reading);
    }
    manifest::profiles::settle(&mut gathered.manifests, &gathered.profiles);
    manifest::maven::inherit(&mut gathered.manifests);
    manifest::npm::settle(&mut gathered.manifests, &gathered.workspaces, &gathered.sources);
    nest::settle(&mut gathered.manifests, &gathered.nest, &gathered.sources);
    manifest::gradle::settle(
        &mut gathered.manifests,
        &gathered.catalogs,
        &gathered.included,
        &gathered.sources,
    );
    let cut = manifest::sbt::settle(&mut gathered.manifests, &gathered.sbt, &gathered.sources);
    gathered.findings.extend(cut);
    manifest::python::drop_compiled(&mut gathered.manifests);
    manifest::included::settle(&mut gathered.manifests);
    manifest::sbt::without_suffixes(&mut gathered.manifests);
    gathered.deploys = deployed::of_images(&gathered.images);
    gathered.deploys.extend(compose::settle(&gathered.composed, &gathered.variables));
    gathered.deploys.append(&mut gathered.functions);
    let mut modules = gathered.modules();
    gathered.links.elsewhere = observed::give(
        &mut modules,
        std::mem::take(&mut gathered.entry_points),
        std::mem::take(&mut gathered.usages),
        std::mem::take(&mut gathered.settings),
    );
    let deploys = std::mem::take(&mut gathered.deploys);
    deployed::give(&mut modules, deploys, &gathered.images, &gathered.manifests);
    named::attach(
        &mut modules,
        std::mem::take(&mut gathered.workloads),
        std::mem::take(&mut gathered.scripts),
    );
    programless::hand_down(&mut modules);
    scripts::give(&mut modules, &gathered.manifests);
    let imported = imported::find(&modules, &gathered.manifests, &gathered.links);
    programs::give_requirements(&mut modules, &imported);
    internal::follow(&mut modules, &gathered.manifests, imported, &gathered.mentions);
    preloaded::give(&mut modules);
    in_house::settle(&mut modules);
    let told = observed::told(
        &mut modules,
        std::mem::take(&mut gathered.constants),
        std::mem::take(&mut gathered.passed),
    );
    topic::settle(&mut modules, &told);
    unread::give(&mut modules, std::mem::take(&mut gathered.unread));
    jobs::join_airflow(&mut modules);
    wired::give(&mut modules, std::mem::take(&mut gathered.lineage));
    owned::give(&mut modules, &gathered.components, &gathered.code_owners);
    let suppressions = suppression::of_modules(gathered.suppressions, &modules);
    Facts {
        modules: modules.into_values().collect(),
        documents: gathered.documents,
        connectors: gathered.connectors,
        suppressions,
        findings: gathered.findings,
        ..Facts::default()
    }
}

#[derive(Default)]
struct Gathered {
    manifests: Vec<Manifest>,
    catalogs: Vec<Catalog>,
    included: Vec<Included>,
    sbt: Vec<manifest::sbt::File>,
    nest: Vec<nest::Project>,
    workspaces: Vec<RepoPath>,
    deploys: Vec<Deploy>,
    images: Vec<Image>,
    composed: Vec<compose::File>,
    variables: BTreeMap<RepoPath, Vec<WiringLine>>,
    workloads: Vec<Workload>,
    scripts: Vec<Deployment>,
    profiles: BTreeSet<String>,
    sources: Vec<(RepoPath, Language)>,
    entry_points: Vec<(EntryPoint, Language)>,
    usages: Vec<(Usage, Language)>,
    constants: Vec<Constant>,
    passed: Vec<Passed>,
    settings: Vec<Setting>,
    documents: Vec<Document>,
    connectors: Vec<Connector>,
    functions: Vec<Deploy>,
    lineage: Vec<LineageSign>,
    code_owners: BTreeMap<RepoPath, CodeOwners>,
    components: Vec<Component>,
    links: Links,
    mentions: Vec<Mentions>,
    unread: Vec<LeftUnread>,
    suppressions: Vec<suppression::Inline>,
    findings: Vec<contracts::Finding>,
}

impl Gathered {
    fn add(&mut self, reading: Reading) {
        self.manifests.extend(reading.manifest);
        self.catalogs.extend(reading.catalog);
        self.included.extend(reading.included);
        self.sbt.extend(reading.sbt);
        self.nest.extend(reading.nest);
        self.workspaces.extend(reading.workspace);
        self.images.extend(reading.image);
        self.composed.extend(reading.compose);
        self.variables.extend(reading.variables);
        self.workloads.extend(reading.workloads);
        self.scripts.extend(reading.script);
        self.profiles.extend(reading.profiles);
        self.sources.extend(reading.source);
        self.entry_points.extend(reading.entry_point);
        self.usages.extend(reading.usages);
        self.constants.extend(reading.constants);
        self.passed.extend(reading.passed);
        self.settings.extend(reading.settings);
        self.documents.extend(reading.documents);
        self.connectors.extend(reading.connectors);
        self.functions.extend(reading.functions);
        self.lineage.extend(reading.lineage);
        self.code_owners.extend(reading.code_owners);
        self.components.extend(reading.components);
        self.links.imports.extend(reading.imports);
        self.mentions.extend(reading.mentions);
        self.links.replaced.extend(reading.replaced);
        self.links.aliases.extend(reading.aliases);
        self.unread.extend(reading.unread);
        self.suppressions.extend(reading.suppressions);
        self.findings.extend(reading.findings);
    }

    fn modules(&self) -> BTreeMap<RepoPath, ModuleFacts> {
        let mut by_folder: BTreeMap<RepoPath, Vec<&Manifest>> = BTreeMap::new();
        for manifest in self.manifests.iter().filter(|manifest| !manifest.aggregator) {
            by_folder.entry(manifest.folder.clone()).or_default().push(manifest);
        }
        let folders: Vec<RepoPath> = by_folder.keys().cloned().collect();
        let counts = self.source_counts(&folders);
        let mut modules: BTreeMap<RepoPath, ModuleFacts> = by_folder
            .into_iter()
            .filter_map(|(folder, manifests)| module(&folder, &manifests, counts.get(&folder)))
            .map(|module| (module.path.clone(), module))
            .collect();
        for module in self.modules_without_manifest(&modules) {
            modules.insert(module.path.clone(), module);
        }
        let packaged: BTreeSet<&RepoPath> = self
            .manifests
            .iter()
            .filter(|manifest| manifest.packaged)
            .map(|manifest| &manifest.folder)
            .collect();
        for module in programs::find(&modules, &packaged, &self.deploys, &self.entry_points) {
            modules.insert(module.path.clone(), module);
        }
        for module in jobs::without_manifest(&modules, &self.usages, &self.deploys) {
            modules.insert(module.path.clone(), module);
        }
        modules
    }

    /// How many source files of each language lie nearest to each folder.
    fn source_counts(&self, folders: &[RepoPath]) -> BTreeMap<RepoPath, BTreeMap<Language, usize>> {
        let mut counts: BTreeMap<RepoPath, BTreeMap<Language, usize>> = BTreeMap::new();
        for (path, language) in &self.sources {
            if let Some(folder) = path.ancestors().find(|folder| folders.binary_search(folder).is_ok()) {
                *counts.entry(folder).or_default().entry(*language).or_default() += 1;
            }
        }
        counts
    }

    /// Folders with a Dockerfile and sources beside it whose language no manifest above speaks.
    fn modules_without_manifest(&self, modules: &BTreeMap<RepoPath, ModuleFacts>) -> Vec<ModuleFacts> {
        let mut found: BTreeMap<RepoPath, ModuleFacts> = BTreeMap::new();
        for deploy in &self.deploys {
            let folder = &deploy.folder;
            if modules.contains_key(folder) || modules.keys().any(|known| known.is_within(folder)) {
                continue;
            }
            let Some(language) = self.language_beside(folder) else { continue };
            let mut above = modules.values().filter(|module| folder.is_within(&module.path));
            let spoken = above.any(|module| same_family(module.language, language));
            if !spoken {
                found.entry(folder.clone()).or_insert_with(|| {
                    bare_module(folder.clone(), language, deploy.deployment.location.clone())
                });
            }
        }
        found.into_values().collect()
    }

    fn language_beside(&self, folder: &RepoPath) -> Option<Language> {
        let mut counts: BTreeMap<Language, usize> = BTreeMap::new();
        for (_, language) in self.sources.iter().filter(|(path, _)| path.is_within(folder)) {
            *counts.entry(*language).or_default() += 1;
        }
        most(&counts)
    }
}

/// The module that a file lies in: the deepest whose folder holds it.
fn nearest<'a>(
    modules: &'a mut BTreeMap<RepoPath, ModuleFacts>,
    path: &RepoPath,
) -> Option<&'a mut ModuleFacts> {
    let folder = path.ancestors().find(|folder| modules.contains_key(folder))?;
    modules.get_mut(&folder)
}
