//! Scripts of package.json that a deploy file runs by their names: `npm run start:telemetry`.

use std::collections::BTreeMap;

use source_tree::RepoPath;

use crate::{
    facts::{ModuleFacts, Role},
    manifest::Manifest,
};

/// Gives each module the scripts that its deploy files run.
pub(super) fn give(modules: &mut BTreeMap<RepoPath, ModuleFacts>, manifests: &[Manifest]) {
    for manifest in manifests.iter().filter(|manifest| !manifest.scripts.is_empty()) {
        let Some(module) = modules.get_mut(&manifest.folder) else { continue };
        let starts = module.deployments.iter().flat_map(|deployment| &deployment.lines);
        let starts: Vec<String> =
            starts.filter(|line| line.role == Role::Start).map(|line| line.text.clone()).collect();
        let run = |name: &str| starts.iter().any(|start| runs(start, name));
        let lines = manifest.scripts.iter().filter(|(name, _)| run(name)).map(|(_, line)| line.clone());
        module.build_lines.extend(lines);
    }
}

/// Whether a command runs a script: the word behind the package manager and its options is the script's name.
fn runs(command: &str, script: &str) -> bool {
    let words: Vec<&str> =
        command.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | '[' | ']')).collect();
    let mut managers =
        words.iter().enumerate().filter(|(_, word)| matches!(**word, "npm" | "yarn" | "pnpm" | "bun"));
    managers.any(|(at, _)| {
        let mut rest = words[at + 1..].iter().filter(|word| !word.is_empty() && !word.starts_with('-'));
        rest.find(|word| !matches!(**word, "run" | "run-script")).is_some_and(|word| *word == script)
    })
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn a_script_is_the_word_behind_the_package_manager() {
        for command in [
            "npm run start:otel",
            "yarn start:otel",
            "npm run --silent start:otel",
            "[\"npm\", \"run\", \"start:otel\"]",
        ] {
            assert!(runs(command, "start:otel"), "{command}");
        }
        for command in ["npm start", "node start:otel", "npm run build && node start:otel"] {
            assert!(!runs(command, "start:otel"), "{command}");
        }
    }
}
