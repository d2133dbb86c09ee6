//! Code of another module that a start command loads before the program: `node --require ../telemetry/dist/start`.

use std::collections::{BTreeMap, BTreeSet};

use source_tree::RepoPath;

use crate::{
    facts::{ModuleFacts, Role, Usage},
    location::Location,
};

/// Options behind which a file stands that is loaded first.
const OPTIONS: [&str; 4] = ["--require", "-r", "--import", "--loader"];

/// Gives each module what the modules do whose files it loads first.
pub(super) fn give(modules: &mut BTreeMap<RepoPath, ModuleFacts>) {
    let loaded: BTreeSet<(RepoPath, RepoPath)> = modules
        .values()
        .flat_map(|module| {
            let owners =
                files(module).filter_map(|file| file.ancestors().find(|folder| modules.contains_key(folder)));
            owners.map(|owner| (module.path.clone(), owner)).collect::<Vec<_>>()
        })
        .filter(|(module, owner)| module != owner)
        .collect();
    for (path, owner) in loaded {
        let Some(usages) = modules.get(&owner).map(|owner| owner.usages.clone()) else { continue };
        if let Some(module) = modules.get_mut(&path) {
            let known: BTreeSet<Location> =
                module.usages.iter().map(|usage| usage.location.clone()).collect();
            let unseen: Vec<Usage> =
                usages.into_iter().filter(|usage| !known.contains(&usage.location)).collect();
            module.usages.extend(unseen);
        }
    }
}

/// The files that a module's start commands load first, by paths that lead out of its folder.
fn files(module: &ModuleFacts) -> impl Iterator<Item = RepoPath> + '_ {
    let lines = module.wiring_lines().filter(|line| matches!(line.role, Role::Start | Role::Environment));
    lines.flat_map(move |line| {
        let words: Vec<&str> = line.text.split(|c: char| c.is_whitespace() || c == '=').collect();
        let pairs: Vec<(String, String)> =
            words.windows(2).map(|pair| (pair[0].to_owned(), pair[1].to_owned())).collect();
        let files = pairs
            .into_iter()
            .filter(|(option, file)| OPTIONS.contains(&option.as_str()) && file.starts_with("../"));
        files.filter_map(move |(_, file)| module.path.join(&file).ok()).collect::<Vec<_>>()
    })
}
