//! Names: the repository's, a module's, its URN. Never the scanned folder's own name, which would
//! differ between two copies.

use contracts::{Urn, config::ModuleConfig, urn::UNKNOWN};
use inventory::{Facts, ModuleFacts};
use source_tree::RepoPath;

/// The repository and commit that the whole plan stands for: what the team says, else what lies at the
/// root. Where the folder only holds repositories, it stands for none of them.
pub(crate) fn of_plan(facts: &Facts) -> (Option<String>, Option<String>) {
    let root = facts.repositories.iter().find(|repository| repository.root.is_root());
    let named = || root.and_then(|root| root.name.clone());
    (facts.config.repo.clone().or_else(named), root.and_then(|root| root.commit.clone()))
}

/// The repository and commit of one module, where it lies in another than the plan stands for.
pub(crate) fn of_module(facts: &Facts, module: &ModuleFacts) -> (Option<String>, Option<String>) {
    let holding = facts.repositories.iter().filter(|repository| module.path.is_within(&repository.root));
    let inner = holding.filter(|repository| !repository.root.is_root());
    let deepest = inner.max_by_key(|repository| repository.root.segments().count());
    (deepest.and_then(|found| found.name.clone()), deepest.and_then(|found| found.commit.clone()))
}

/// What the team says of a module, however it writes the folder: `api`, `./api`, `api/`.
pub(crate) fn said_of<'a>(facts: &'a Facts, module: &ModuleFacts) -> Option<&'a ModuleConfig> {
    let mut said = facts.config.modules.iter();
    said.find(|(key, _)| RepoPath::new(key).is_ok_and(|path| path == module.path)).map(|(_, said)| said)
}

/// The URN of a module: `urn:svc:{environment}:{domain}:{name}`.
pub(crate) fn urn(
    facts: &Facts,
    module: &ModuleFacts,
    said: Option<&ModuleConfig>,
    repo: Option<&str>,
) -> Urn {
    let configured = said.and_then(|said| said.name.as_deref());
    let folder = Some(module.path.file_name()).filter(|_| !module.path.is_root());
    let of_repo = repo.and_then(|repo| repo.rsplit('/').next());
    let candidates = [configured, module.name.as_deref(), folder, of_repo];
    let name = candidates.into_iter().flatten().find(|name| !name.trim().is_empty());
    let environment = facts.config.environment.as_deref().unwrap_or(UNKNOWN);
    let domain = facts.config.domain.as_deref().unwrap_or(UNKNOWN);
    let build = |name: &str| Urn::new("svc", environment, domain, name);
    build(name.unwrap_or(UNKNOWN)).unwrap_or_else(|_| unnamed())
}

/// `urn:svc:-:-:-`, whose parts are not empty.
fn unnamed() -> Urn {
    match Urn::new("svc", UNKNOWN, UNKNOWN, UNKNOWN) {
        Ok(urn) => urn,
        Err(_) => unreachable!("no part is empty"),
    }
}
