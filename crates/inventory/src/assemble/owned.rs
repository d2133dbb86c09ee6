//! Who answers for a module: what files beside its own manifest say.

use std::collections::BTreeMap;

use source_tree::RepoPath;

use super::named::bare;
use crate::{
    facts::ModuleFacts,
    location::Location,
    ownership::{CODE_OWNERS, CodeOwners, Component, Ownership, OwnershipSource, owner_name},
};

/// A name of a file that no pattern is written for: those that match it match the folder.
const ANY_FILE: &str = "-";

/// Puts what catalogs and CODEOWNERS say in front of what each module's manifest says.
pub(super) fn give(
    modules: &mut BTreeMap<RepoPath, ModuleFacts>,
    components: &[Component],
    code_owners: &BTreeMap<RepoPath, CodeOwners>,
) {
    of_catalogs(modules, components);
    // Forges read one of them.
    let counted = CODE_OWNERS.iter().find_map(|place| code_owners.get(&RepoPath::new(place).ok()?));
    if let Some(matcher) = counted.map(CodeOwners::matcher) {
        for module in modules.values_mut() {
            let Some((owners, location)) =
                module.path.join(ANY_FILE).ok().and_then(|path| matcher.owners(&path))
            else {
                continue;
            };
            let owner = owner_name(&owners.join(" "));
            module.ownership.push(said(OwnershipSource::CodeOwners, owner, location));
        }
    }
    for module in modules.values_mut() {
        module.ownership.sort_by_key(|said| said.source);
    }
}

fn said(source: OwnershipSource, owner: Option<String>, location: &Location) -> Ownership {
    Ownership { source, owner, tier: None, location: location.clone() }
}

/// A component speaks of the module it is called after, at or below its folder; one alone in its file of the module
/// that the file lies in.
fn of_catalogs(modules: &mut BTreeMap<RepoPath, ModuleFacts>, components: &[Component]) {
    for component in components {
        let Some(folder) = component.location.path.parent() else { continue };
        let file = &component.location.path;
        let alone = components.iter().filter(|other| other.location.path == *file).count() == 1;
        let wanted = bare(&component.name);
        let called = |module: &&ModuleFacts| {
            let folder_name = Some(module.path.file_name()).filter(|_| !module.path.is_root());
            module.path.is_within(&folder)
                && folder_name.into_iter().chain(module.name.as_deref()).any(|name| bare(name) == wanted)
        };
        let named = modules.values().find(called).map(|module| module.path.clone());
        let Some(path) = named.or_else(|| Some(folder.clone()).filter(|_| alone)) else { continue };
        if let Some(module) = modules.get_mut(&path) {
            let Component { owner, tier, location, .. } = component.clone();
            module.ownership.push(Ownership { source: OwnershipSource::Catalog, owner, tier, location });
        }
    }
}
