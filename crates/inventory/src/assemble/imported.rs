//! What modules draw on by the imports of their files, beyond their own folders.

use std::collections::{BTreeMap, BTreeSet};

use contracts::plan::Language;
use source_tree::RepoPath;

use super::imports::{self, GoPaths, Graph, Imports, NodePaths, Paths, PythonPaths, Reached};
use crate::{
    facts::{ModuleFacts, Usage},
    family::same_family,
    manifest::{Manifest, go::Replaced, tsconfig::Alias},
    own_code,
};

/// How many usages all modules together may take from others: a hostile repository may have any number.
const USAGES_MAX: usize = 200_000;

/// What single files say of names that are imported.
#[derive(Debug, Default)]
pub(super) struct Links {
    pub(super) imports: Vec<Imports>,
    /// What go.work takes from folders.
    pub(super) replaced: Vec<Replaced>,
    pub(super) aliases: Vec<Alias>,
    /// What files show that lie in no module.
    pub(super) elsewhere: Vec<(Usage, Language)>,
}

/// What one module draws on.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// The modules that hold it.
    pub(super) modules: BTreeSet<RepoPath>,
    /// What it does, by place.
    pub(super) usages: Vec<Usage>,
    /// What the module and all it draws on import from outside the repository, of Go alone.
    pub(super) names: BTreeSet<String>,
    /// Its own packages of Go that none of its programs takes in.
    pub(super) idle: BTreeSet<RepoPath>,
    /// The names that its own files of JavaScript and TypeScript import, as written; none where it has no such file.
    pub(super) written: Option<BTreeSet<String>>,
}

/// What each module draws on; modules whose files import nothing of the repository draw on nothing.
pub(super) fn find(
    modules: &BTreeMap<RepoPath, ModuleFacts>,
    manifests: &[Manifest],
    links: &Links,
) -> BTreeMap<RepoPath, Drawn> {
    let files: BTreeSet<RepoPath> = links.imports.iter().map(|imports| imports.file.clone()).collect();
    let paths = Paths {
        go: GoPaths::new(manifests, &links.replaced),
        node: NodePaths::new(manifests, &links.aliases, &files),
        python: PythonPaths::new(&links.imports, manifests),
    };
    let mut graph = Graph::new(&links.imports, &paths);
    let shown = shown(modules, links);
    let commands = commands(modules, &links.imports);
    let mut found = BTreeMap::new();
    let mut left = USAGES_MAX;
    for (path, own) in own_units(modules, &links.imports) {
        let reached = reach(&mut graph, modules, &commands, &path, &own);
        let mut drawn = Drawn { names: reached.names, ..Drawn::default() };
        if let Some(mains) = modules.get(&path).and_then(mains) {
            let taken_in = graph.reach(&mains);
            // What was not followed to the end may be taken in.
            let idle = own.difference(&taken_in.units).filter(|_| taken_in.whole);
            drawn.idle = idle.cloned().collect();
        }
        for unit in reached.units.difference(&own) {
            drawn.modules.extend(owner(modules, unit).filter(|owner| *owner != path));
            let given = shown.get(unit).into_iter().flatten().take(left);
            let foreign = given.filter(|usage| owner(modules, &usage.location.path).as_ref() != Some(&path));
            let before = drawn.usages.len();
            drawn.usages.extend(foreign.map(|usage| (*usage).clone()));
            left -= drawn.usages.len() - before;
        }
        drawn.usages.sort_by(|one, other| one.location.cmp(&other.location));
        found.insert(path, drawn);
    }
    for (path, names) in written(modules, &links.imports) {
        found.entry(path).or_default().written = Some(names);
    }
    found
}

/// What the files of each module of Node import, by name.
fn written(
    modules: &BTreeMap<RepoPath, ModuleFacts>,
    imports: &[Imports],
) -> BTreeMap<RepoPath, BTreeSet<String>> {
    let mut found: BTreeMap<RepoPath, BTreeSet<String>> = BTreeMap::new();
    let of_node =
        |imports: &&Imports| matches!(imports.language, Language::Javascript | Language::Typescript);
    for imports in imports.iter().filter(of_node) {
        if let Some(module) = holder(modules, imports) {
            found.entry(module.path.clone()).or_default().extend(imports.names.iter().cloned());
        }
    }
    found
}

/// The module of its own language that a file lies in, be it beside the module's code.
fn holder<'a>(modules: &'a BTreeMap<RepoPath, ModuleFacts>, imports: &Imports) -> Option<&'a ModuleFacts> {
    let module = modules.get(&owner(modules, &imports.file)?)?;
    same_family(module.language, imports.language).then_some(module)
}

/// The packages of Go in which a module's programs begin; none of a library.
fn mains(module: &ModuleFacts) -> Option<BTreeSet<RepoPath>> {
    let begin = module.entry_points.iter().map(|entry| imports::unit(&entry.location.path, module.language));
    let mains: BTreeSet<RepoPath> = begin.filter(|_| module.language == Language::Go).collect();
    (!mains.is_empty()).then_some(mains)
}

/// The files and packages of each module that are its own code.
fn own_units(
    modules: &BTreeMap<RepoPath, ModuleFacts>,
    imports: &[Imports],
) -> BTreeMap<RepoPath, BTreeSet<RepoPath>> {
    let mut found: BTreeMap<RepoPath, BTreeSet<RepoPath>> = BTreeMap::new();
    for imports in imports {
        let Some(module) = holder(modules, imports) else { continue };
        let file = &imports.file;
        if !own_code::lies_beside(file, &module.path) && !own_code::is_node_script(file) {
            found.entry(module.path.clone()).or_default().insert(imports::unit(file, imports.language));
        }
    }
    found
}

/// What a module's files reach, the commands of the apps that it draws on among it.
fn reach(
    graph: &mut Graph,
    modules: &BTreeMap<RepoPath, ModuleFacts>,
    commands: &BTreeMap<RepoPath, Vec<RepoPath>>,
    path: &RepoPath,
    own: &BTreeSet<RepoPath>,
) -> Reached {
    let reached = graph.reach(own);
    if commands.is_empty() {
        return reached;
    }
    let holders: BTreeSet<RepoPath> =
        reached.units.iter().filter_map(|unit| owner(modules, unit)).filter(|owner| owner != path).collect();
    let brought = holders.iter().filter_map(|holder| commands.get(holder)).flatten();
    let with_brought: BTreeSet<RepoPath> = own.iter().chain(brought).cloned().collect();
    if with_brought.len() == own.len() { reached } else { graph.reach(&with_brought) }
}

/// The commands of Django that each module holds. Whoever installs an app has its commands, which no file imports.
fn commands(
    modules: &BTreeMap<RepoPath, ModuleFacts>,
    imports: &[Imports],
) -> BTreeMap<RepoPath, Vec<RepoPath>> {
    let mut found: BTreeMap<RepoPath, Vec<RepoPath>> = BTreeMap::new();
    let is_command = |file: &RepoPath| {
        file.parent().is_some_and(|folder| folder.as_str().ends_with("management/commands"))
    };
    for imports in imports.iter().filter(|imports| imports.language == Language::Python) {
        if let Some(owner) = owner(modules, &imports.file).filter(|_| is_command(&imports.file)) {
            found.entry(owner).or_default().push(imports.file.clone());
        }
    }
    found
}

/// What files and packages do, whosever they are.
fn shown<'a>(
    modules: &'a BTreeMap<RepoPath, ModuleFacts>,
    links: &'a Links,
) -> BTreeMap<RepoPath, Vec<&'a Usage>> {
    let of_modules =
        modules.values().flat_map(|module| module.usages.iter().map(move |usage| (usage, module.language)));
    let elsewhere = links.elsewhere.iter().map(|(usage, language)| (usage, *language));
    let mut found: BTreeMap<RepoPath, Vec<&Usage>> = BTreeMap::new();
    for (usage, language) in of_modules.chain(elsewhere) {
        found.entry(imports::unit(&usage.location.path, language)).or_default().push(usage);
    }
    found
}

/// The module that a file or a folder lies in, which may be that folder.
fn owner(modules: &BTreeMap<RepoPath, ModuleFacts>, path: &RepoPath) -> Option<RepoPath> {
    std::iter::successors(Some(path.clone()), RepoPath::parent).find(|folder| modules.contains_key(folder))
}
