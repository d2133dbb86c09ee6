//! What single files of source and configuration show, given to the modules they lie in.

use std::collections::BTreeMap;

use contracts::plan::Language;
use source_tree::RepoPath;

use super::nearest;
use crate::{
    facts::{EntryPoint, ModuleFacts, Setting, Usage},
    family::same_family,
    own_code,
    topic::{Constant, Passed, Told},
};

/// Gives entry points and usages to modules of their language, and settings to the nearest. Usages that lie in no
/// module come back.
pub(super) fn give(
    modules: &mut BTreeMap<RepoPath, ModuleFacts>,
    entry_points: Vec<(EntryPoint, Language)>,
    usages: Vec<(Usage, Language)>,
    settings: Vec<Setting>,
) -> Vec<(Usage, Language)> {
    let mut elsewhere = Vec::new();
    for (entry_point, language) in entry_points {
        if let Some(module) = owner(modules, &entry_point.location.path, language) {
            module.entry_points.push(entry_point);
        }
    }
    for (usage, language) in usages {
        if let Some(module) = owner(modules, &usage.location.path, language) {
            module.usages.push(usage);
        } else if nearest(modules, &usage.location.path).is_none() {
            elsewhere.push((usage, language));
        }
    }
    for setting in settings {
        if let Some(module) = nearest(modules, &setting.location.path) {
            module.settings.push(setting);
        }
    }
    elsewhere
}

/// Constants and topics that are handed over, by the module whose files they stand in.
pub(super) fn told(
    modules: &mut BTreeMap<RepoPath, ModuleFacts>,
    constants: Vec<Constant>,
    passed: Vec<Passed>,
) -> BTreeMap<RepoPath, Told> {
    let mut found: BTreeMap<RepoPath, Told> = BTreeMap::new();
    for constant in constants {
        if let Some(module) = owner(modules, &constant.path, constant.language) {
            found.entry(module.path.clone()).or_default().constants.push(constant);
        }
    }
    for passed in passed {
        if let Some(module) = owner(modules, &passed.path, passed.language) {
            found.entry(module.path.clone()).or_default().passed.push(passed);
        }
    }
    found
}

/// The module that a source file shows something of. A script of another language beside the module's code, an
/// example or a tool shows something else.
fn owner<'a>(
    modules: &'a mut BTreeMap<RepoPath, ModuleFacts>,
    path: &RepoPath,
    language: Language,
) -> Option<&'a mut ModuleFacts> {
    let module = nearest(modules, path)?;
    let beside = own_code::lies_beside(path, &module.path) || own_code::is_node_script(path);
    (same_family(module.language, language) && !beside).then_some(module)
}
