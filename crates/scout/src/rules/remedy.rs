//! What closes a gap, read from `rules/remedies.toml`.

use contracts::plan::{GapType, Language};
use inventory::{ModuleFacts, UsageKind, matches};
use serde::Deserialize;

use super::correlation::CorrelationFile;

/// The remedies, in the order of the file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RemediesFile {
    remedy: Vec<Remedy>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Remedy {
    gap: GapType,
    #[serde(default)]
    languages: Vec<Language>,
    #[serde(default)]
    dependencies: Vec<String>,
    #[serde(default)]
    clients: Vec<String>,
    /// What its source does, of which one must be there.
    #[serde(default)]
    does: Vec<UsageKind>,
    /// Tracers of which one must be wired.
    #[serde(default)]
    tracers: Vec<String>,
    text: String,
}

impl RemediesFile {
    /// What closes a gap of this type in `module`, at the client that it concerns.
    pub(crate) fn of(
        &self,
        gap: GapType,
        module: &ModuleFacts,
        client: Option<&str>,
        tracers: &CorrelationFile,
    ) -> &str {
        let fitting = self.remedy.iter().find(|remedy| {
            remedy.gap == gap
                && (remedy.languages.is_empty() || remedy.languages.contains(&module.language))
                && (remedy.clients.is_empty()
                    || client.is_some_and(|client| remedy.clients.iter().any(|name| name == client)))
                && (remedy.dependencies.is_empty() || has_any(module, &remedy.dependencies))
                && (remedy.does.is_empty() || does_any(module, &remedy.does))
                && (remedy.tracers.is_empty() || tracers.any_wired(&remedy.tracers, module))
        });
        fitting.map_or("", |remedy| &remedy.text)
    }
}

fn does_any(module: &ModuleFacts, kinds: &[UsageKind]) -> bool {
    module.usages.iter().any(|usage| kinds.contains(&usage.kind))
}

fn has_any(module: &ModuleFacts, patterns: &[String]) -> bool {
    module
        .runtime_dependencies()
        .any(|dependency| patterns.iter().any(|pattern| matches(pattern, &dependency.name)))
}
