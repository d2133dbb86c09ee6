//! One module, of the manifests of its folder or of one line of another file.

use std::collections::BTreeMap;

use contracts::plan::Language;
use source_tree::RepoPath;

use crate::{
    facts::{Ecosystem, ModuleFacts},
    family::same_family,
    location::Location,
    manifest::Manifest,
    own_code,
};

/// The language with the most files; of equals the first by name.
pub(super) fn most(counts: &BTreeMap<Language, usize>) -> Option<Language> {
    counts
        .iter()
        .max_by_key(|(language, count)| (**count, std::cmp::Reverse(**language)))
        .map(|(language, _)| *language)
}

/// One module of all manifests of a folder. Where they are of several ecosystems, that of most source
/// files is the module's; the others are tooling.
pub(super) fn module(
    folder: &RepoPath,
    manifests: &[&Manifest],
    counts: Option<&BTreeMap<Language, usize>>,
) -> Option<ModuleFacts> {
    let sources = |ecosystem| {
        counts.map_or(0, |counts| {
            counts.iter().filter(|(language, _)| speaks(ecosystem, **language)).map(|(_, n)| n).sum()
        })
    };
    let ecosystem = manifests.iter().map(|manifest| manifest.ecosystem).max_by_key(|ecosystem| {
        (is_dbt_alone(*ecosystem, &sources), sources(*ecosystem), std::cmp::Reverse(*ecosystem))
    })?;
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
        name: named.name.clone(),
        manifests: mine.iter().flat_map(|manifest| manifest.files()).collect(),
        dependencies: mine.iter().flat_map(|manifest| manifest.dependencies.clone()).collect(),
        build_lines: mine.iter().flat_map(|manifest| manifest.build_lines.clone()).collect(),
        command: mine.iter().find_map(|manifest| manifest.command.clone()),
        ownership: mine.iter().filter_map(|manifest| manifest.ownership.clone()).collect(),
        ..bare_module(folder.clone(), language, named.location.clone())
    })
}

/// How many files of Python a project of dbt may have beside its models before they are what it is about.
const SCRIPTS_MAX: usize = 4;

/// Whether a project of dbt has nothing beside it but scripts.
fn is_dbt_alone(ecosystem: Ecosystem, sources: &dyn Fn(Ecosystem) -> usize) -> bool {
    ecosystem == Ecosystem::Dbt && sources(Ecosystem::Python) <= SCRIPTS_MAX
}

/// A module without a manifest, known by one line of another file.
pub(super) fn bare_module(path: RepoPath, language: Language, location: Location) -> ModuleFacts {
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
        drawn_on: false,
        usages: Vec::new(),
        settings: Vec::new(),
        lineage: Vec::new(),
        ownership: Vec::new(),
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
