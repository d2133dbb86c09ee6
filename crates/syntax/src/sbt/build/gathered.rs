//! What the files of a build hold: projects, settings that stand alone, plugins of its own.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use super::{
    super::{
        evaluate::{Evaluator, Scope},
        meaning::{Draft, Meaning, Setting},
        project::{Place, Project},
        setting::begun,
    },
    File,
};
use crate::span::Span;

/// How many projects one build may have.
const PROJECTS_MAX: usize = 4096;

/// A project that a definition holds.
pub(super) struct Held {
    pub(super) id: String,
    pub(super) draft: Rc<Draft>,
    pub(super) place: Place,
}

/// Settings that stand alone, by the folder whose project they are for.
pub(super) type Bare = BTreeMap<String, Vec<Rc<Setting>>>;

/// A plugin that the build itself defines.
pub(super) struct Plugin {
    pub(super) name: String,
    /// Whether it is switched on by itself.
    pub(super) for_all: bool,
    pub(super) settings: Vec<Rc<Setting>>,
}

/// The projects that definitions hold, by id; of several the first.
pub(super) fn projects(evaluator: &mut Evaluator<'_>) -> Vec<Held> {
    let mut found: BTreeMap<String, Held> = BTreeMap::new();
    for index in 0..evaluator.names.definitions.len() {
        let known = &evaluator.names.definitions[index];
        let (definition, file) = (known.definition, known.home.file);
        if !definition.parameters.is_empty() || found.len() == PROJECTS_MAX {
            continue;
        }
        if let Meaning::Project(draft) = evaluator.defined(index, Vec::new())
            && let Some(id) = draft.id.as_ref().map(ToString::to_string)
        {
            let place = Place { file, span: definition.span };
            found.entry(id.clone()).or_insert_with(|| Held { id, draft, place });
        }
    }
    found.into_values().collect()
}

/// The settings that stand alone in .sbt files.
pub(super) fn bare(evaluator: &mut Evaluator<'_>, files: &[File<'_>]) -> Bare {
    let mut found = Bare::new();
    for index in 0..evaluator.names.alone.len() {
        let (home, value) = evaluator.names.alone[index];
        let file = files[home.file];
        if file.defines {
            continue;
        }
        let meaning = evaluator.value(value, &mut Scope { home, locals: Vec::new() });
        found.entry(normal(file.folder)).or_default().extend(meaning.settings().cloned());
    }
    found
}

/// The objects that have `projectSettings` or `buildSettings`, as plugins do.
pub(super) fn plugins(evaluator: &mut Evaluator<'_>) -> Vec<Plugin> {
    let mut found: BTreeMap<usize, Plugin> = BTreeMap::new();
    for index in 0..evaluator.names.definitions.len() {
        let known = &evaluator.names.definitions[index];
        let (definition, object) = (known.definition, known.home.object);
        let name = evaluator.names.object(object);
        if !matches!(definition.name.as_str(), "projectSettings" | "buildSettings" | "trigger")
            || name.is_empty()
        {
            continue;
        }
        let mut meaning: Vec<Rc<Setting>> = Vec::new();
        if definition.name != "trigger" {
            meaning = evaluator.defined(index, Vec::new()).settings().cloned().collect();
        }
        if definition.name == "buildSettings" {
            meaning.iter_mut().for_each(|setting| Rc::make_mut(setting).scopes.push("ThisBuild".to_owned()));
        }
        let plugin = found.entry(object).or_insert_with(|| Plugin {
            name: name.to_owned(),
            for_all: false,
            settings: Vec::new(),
        });
        plugin.settings.extend(meaning);
        plugin.for_all |= definition.value.dotted().is_some_and(|word| word.ends_with("allRequirements"));
    }
    found.into_values().collect()
}

/// The projects that no definition names: the root, and folders with an .sbt file of their own.
pub(super) fn implicit(known: &[Project], files: &[File<'_>]) -> Vec<Project> {
    let mut folders: BTreeSet<String> = known.iter().map(|project| project.folder.clone()).collect();
    let mut found = Vec::new();
    for (file, at) in files.iter().enumerate().filter(|(_, at)| !at.defines) {
        let folder = normal(at.folder);
        if folders.insert(folder.clone()) {
            let id = folder.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("root").to_owned();
            found.push(begun(id, folder, Place { file, span: Span::new(0, 0) }));
        }
    }
    found
}

/// A folder without what leads nowhere.
pub(super) fn normal(folder: &str) -> String {
    let parts = folder.split('/').filter(|part| !part.is_empty() && *part != ".");
    parts.collect::<Vec<_>>().join("/")
}
