//! From what single files say to modules.

mod internal;
mod named;
mod observed;
mod unread;

use std::collections::BTreeMap;

use contracts::plan::Language;
use source_tree::RepoPath;

use crate::{
    deploy::{Deploy, kubernetes::Workload},
    facts::{Deployment, Ecosystem, EntryPoint, Facts, Location, ModuleFacts, Setting, Usage},
    manifest::{self, Manifest, gradle::Catalog, nest},
    own_code,
    survey::Reading,
};

pub(crate) use unread::LeftUnread;

/// Puts modules together; readings come in the order of paths.
pub(crate) fn assemble(readings: Vec<Reading>) -> Facts {
    let mut gathered = Gathered::default();
    for reading in readings {
        gathered.add(reading);
    }
    manifest::maven::inherit(&mut gathered.manifests);
    nest::settle(&mut gathered.manifests, &gathered.nest);
    manifest::gradle::settle(&mut gathered.manifests, &gathered.catalogs);
    manifest::python::drop_compiled(&mut gathered.manifests);
    let mut modules = gathered.modules();
    for deploy in std::mem::take(&mut gathered.deploys) {
        attach(&mut modules, deploy);
    }
    observed::give(
        &mut modules,
        std::mem::take(&mut gathered.entry_points),
        std::mem::take(&mut gathered.usages),
        std::mem::take(&mut gathered.settings),
    );
    named::attach(
        &mut modules,
        std::mem::take(&mut gathered.workloads),
        std::mem::take(&mut gathered.scripts),
    );
    internal::follow(&mut modules, &gathered.manifests);
    unread::give(&mut modules, std::mem::take(&mut gathered.unread));
    Facts { modules: modules.into_values().collect(), findings: gathered.findings, ..Facts::default() }
}

#[derive(Default)]
struct Gathered {
    manifests: Vec<Manifest>,
    catalogs: Vec<Catalog>,
    nest: Vec<nest::Project>,
    deploys: Vec<Deploy>,
    workloads: Vec<Workload>,
    scripts: Vec<Deployment>,
    sources: Vec<(RepoPath, Language)>,
    entry_points: Vec<(EntryPoint, Language)>,
    usages: Vec<(Usage, Language)>,
    settings: Vec<Setting>,
    unread: Vec<LeftUnread>,
    findings: Vec<contracts::Finding>,
}

impl Gathered {
    fn add(&mut self, reading: Reading) {
        self.manifests.extend(reading.manifest);
        self.catalogs.extend(reading.catalog);
        self.nest.extend(reading.nest);
        self.deploys.extend(reading.deploys);
        self.workloads.extend(reading.workloads);
        self.scripts.extend(reading.script);
        self.sources.extend(reading.source);
        self.entry_points.extend(reading.entry_point);
        self.usages.extend(reading.usages);
        self.settings.extend(reading.settings);
        self.unread.extend(reading.unread);
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
        for module in observed::jobs_without_manifest(&modules, &self.usages) {
            modules.insert(module.path.clone(), module);
        }
        modules
    }

    /// How many source files of each language lie nearest to each folder.
    fn source_counts(&self, folders: &[RepoPath]) -> BTreeMap<RepoPath, BTreeMap<Language, usize>> {
        let mut counts: BTreeMap<RepoPath, BTreeMap<Language, usize>> = BTreeMap::new();
        for (path, language) in &self.sources {
            if let Some(folder) = ancestors(path).find(|folder| folders.binary_search(folder).is_ok()) {
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

/// The language with the most files; of equals the first by name.
fn most(counts: &BTreeMap<Language, usize>) -> Option<Language> {
    counts
        .iter()
        .max_by_key(|(language, count)| (**count, std::cmp::Reverse(**language)))
        .map(|(language, _)| *language)
}

fn ancestors(path: &RepoPath) -> impl Iterator<Item = RepoPath> {
    std::iter::successors(path.parent(), RepoPath::parent)
}

/// One module of all manifests of a folder. Where they are of several ecosystems, that of most source
/// files is the module's; the others are tooling.
fn module(
    folder: &RepoPath,
    manifests: &[&Manifest],
    counts: Option<&BTreeMap<Language, usize>>,
) -> Option<ModuleFacts> {
    let sources = |ecosystem| {
        counts.map_or(0, |counts| {
            counts.iter().filter(|(language, _)| speaks(ecosystem, **language)).map(|(_, n)| n).sum()
        })
    };
    let ecosystem = manifests
        .iter()
        .map(|manifest| manifest.ecosystem)
        .max_by_key(|ecosystem| (sources(*ecosystem), std::cmp::Reverse(*ecosystem)))?;
    let mine: Vec<&&Manifest> = manifests.iter().filter(|manifest| manifest.ecosystem == ecosystem).collect();
    let named = mine.iter().find(|manifest| manifest.name.is_some()).or(mine.first())?;
    let language = counts
        .map(|counts| {
            counts
                .iter()
                .filter(|(language, _)| speaks(ecosystem, **language))
                .map(|(language, n)| (*language, *n))
                .collect()
        })
        .and_then(|counts| most(&counts))
        .unwrap_or(named.language);
    Some(ModuleFacts {
        path: folder.clone(),
        name: named.name.clone(),
        language,
        manifest: named.location.clone(),
        manifests: mine.iter().flat_map(|manifest| manifest.files()).collect(),
        unread: Vec::new(),
        dependencies: mine.iter().flat_map(|manifest| manifest.dependencies.clone()).collect(),
        build_lines: mine.iter().flat_map(|manifest| manifest.build_lines.clone()).collect(),
        deployments: Vec::new(),
        entry_points: Vec::new(),
        libraries: Vec::new(),
        usages: Vec::new(),
        settings: Vec::new(),
        command: mine.iter().find_map(|manifest| manifest.command.clone()),
        aside: own_code::is_aside(folder),
        test: own_code::holds_tests(folder),
    })
}

/// A module without a manifest, known by one line of another file.
fn bare_module(path: RepoPath, language: Language, location: Location) -> ModuleFacts {
    ModuleFacts {
        aside: own_code::is_aside(&path),
        test: own_code::holds_tests(&path),
        path,
        name: None,
        language,
        manifest: location,
        manifests: Vec::new(),
        unread: Vec::new(),
        dependencies: Vec::new(),
        build_lines: Vec::new(),
        deployments: Vec::new(),
        entry_points: Vec::new(),
        libraries: Vec::new(),
        usages: Vec::new(),
        settings: Vec::new(),
        command: None,
    }
}

fn speaks(ecosystem: Ecosystem, language: Language) -> bool {
    let native = match ecosystem {
        Ecosystem::Maven => Language::Java,
        Ecosystem::Python => Language::Python,
        Ecosystem::Go => Language::Go,
        Ecosystem::Npm => Language::Javascript,
        Ecosystem::Dbt => Language::Sql,
    };
    same_family(native, language)
}

/// Whether two languages are built by the same tools into the same program.
fn same_family(one: Language, other: Language) -> bool {
    let family = |language| match language {
        Language::Kotlin | Language::Scala => Language::Java,
        Language::Typescript => Language::Javascript,
        language => language,
    };
    family(one) == family(other)
}

/// The module that a file lies in: the deepest whose folder holds it.
fn nearest<'a>(
    modules: &'a mut BTreeMap<RepoPath, ModuleFacts>,
    path: &RepoPath,
) -> Option<&'a mut ModuleFacts> {
    let folder = ancestors(path).find(|folder| modules.contains_key(folder))?;
    modules.get_mut(&folder)
}

/// Gives a deployment to the module of its folder, or to the nearest above.
fn attach(modules: &mut BTreeMap<RepoPath, ModuleFacts>, deploy: Deploy) {
    let own = modules.contains_key(&deploy.folder).then(|| deploy.folder.clone());
    let Some(folder) = own.or_else(|| ancestors(&deploy.folder).find(|folder| modules.contains_key(folder)))
    else {
        return;
    };
    // What lies among tests and examples of a module deploys them, not it.
    let lies_aside = own_code::is_aside(&deploy.folder);
    if let Some(module) = modules.get_mut(&folder).filter(|module| module.aside || !lies_aside) {
        module.deployments.push(deploy.deployment);
        module.deployments.sort_by(|a, b| (&a.path, a.location.span).cmp(&(&b.path, b.location.span)));
    }
}
