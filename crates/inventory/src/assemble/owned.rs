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
    let mut of_file: BTreeMap<&RepoPath, usize> = BTreeMap::new();
    for component in components {
        *of_file.entry(&component.location.path).or_default() += 1;
    }
    let called = called(modules);
    for component in components {
        let file = &component.location.path;
        let Some(folder) = file.parent() else { continue };
        let named = called.get(&bare(&component.name)).into_iter().flatten();
        let named = named.clone().find(|path| path.is_within(&folder)).cloned();
        let alone = of_file.get(file) == Some(&1);
        let Some(path) = named.or_else(|| Some(folder).filter(|_| alone)) else { continue };
        if let Some(module) = modules.get_mut(&path) {
            let Component { owner, tier, location, .. } = component.clone();
            module.ownership.push(Ownership { source: OwnershipSource::Catalog, owner, tier, location });
        }
    }
}

/// The modules, in their order, by each name that a component may call them.
fn called(modules: &BTreeMap<RepoPath, ModuleFacts>) -> BTreeMap<String, Vec<RepoPath>> {
    let mut called: BTreeMap<String, Vec<RepoPath>> = BTreeMap::new();
    for module in modules.values() {
        let folder = Some(module.path.file_name()).filter(|_| !module.path.is_root());
        for name in folder.into_iter().chain(module.name.as_deref()) {
            called.entry(bare(name)).or_default().push(module.path.clone());
        }
    }
    called
}

#[cfg(test)]
mod tests {
    use contracts::plan::Language;

    use super::{super::bare_module, *};

    fn path(text: &str) -> RepoPath {
        RepoPath::new(text).unwrap()
    }

    fn component(file: &str, name: &str) -> Component {
        let location = Location::beginning(&path(file));
        Component { name: name.to_owned(), owner: Some("team".to_owned()), tier: None, location }
    }

    fn modules(folders: impl Iterator<Item = String>) -> BTreeMap<RepoPath, ModuleFacts> {
        let module = |folder: String| {
            let folder = path(&folder);
            (folder.clone(), bare_module(folder.clone(), Language::Go, Location::beginning(&folder)))
        };
        folders.map(module).collect()
    }

    #[test]
    fn a_component_speaks_of_the_module_of_its_name_or_alone_of_its_folder() {
        let mut modules = modules(["a/web", "b/web", "c"].map(str::to_owned).into_iter());
        let components = [
            component("b/catalog.yaml", "web"),
            component("c/catalog.yaml", "other"),
            component("d/catalog.yaml", "web"),
        ];
        of_catalogs(&mut modules, &components);
        let owned: Vec<usize> = modules.values().map(|module| module.ownership.len()).collect();
        assert_eq!(owned, [0, 1, 1]);
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "how long it takes is what is tested")]
    fn many_components_of_many_modules_cost_no_more_than_both() {
        let mut modules = modules((0..1_000).map(|n| format!("m{n}")));
        let components: Vec<Component> =
            (0..30_000).map(|n| component(&format!("catalog-{}.yaml", n % 30), &format!("x{n}"))).collect();
        let began = std::time::Instant::now();
        of_catalogs(&mut modules, &components);
        assert!(began.elapsed() < std::time::Duration::from_secs(5), "{:?}", began.elapsed());
    }
}
