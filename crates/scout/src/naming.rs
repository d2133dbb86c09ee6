//! Names: the repository's, a module's, its URN. Never the scanned folder's own name, which would
//! differ between two copies.

use contracts::{Urn, config::ModuleConfig, urn::UNKNOWN};
use inventory::{Facts, ModuleFacts};
use source_tree::Repository;

/// The repository and commit that the whole plan stands for: those of the one repository at the root.
/// Nothing when the folder holds several.
pub(crate) fn of_plan(facts: &Facts) -> (Option<String>, Option<String>) {
    let only = match &facts.repositories[..] {
        [only] if only.root.is_root() => Some(only),
        _ => None,
    };
    let several = facts.repositories.len() > 1;
    let configured = facts.config.repo.clone().filter(|_| !several);
    (
        configured.or_else(|| only.and_then(|only| only.name.clone())),
        only.and_then(|only| only.commit.clone()),
    )
}

/// The repository and commit of one module, where the folder holds several.
pub(crate) fn of_module(facts: &Facts, module: &ModuleFacts) -> (Option<String>, Option<String>) {
    let single = matches!(&facts.repositories[..], [] | [Repository { .. }])
        && facts.repositories.iter().all(|r| r.root.is_root());
    if single {
        return (None, None);
    }
    let holding = facts.repositories.iter().filter(|repository| module.path.is_within(&repository.root));
    let deepest = holding.max_by_key(|repository| repository.root.segments().count());
    (deepest.and_then(|found| found.name.clone()), deepest.and_then(|found| found.commit.clone()))
}

/// The URN of a module: `urn:svc:{environment}:{domain}:{name}`.
pub(crate) fn urn(
    facts: &Facts,
    module: &ModuleFacts,
    said: Option<&ModuleConfig>,
    repo: Option<&str>,
) -> Urn {
    let configured = said.and_then(|said| said.name.clone());
    let folder = (!module.path.is_root()).then(|| module.path.file_name().to_owned());
    let of_repo = repo.and_then(|repo| repo.rsplit('/').next()).map(ToOwned::to_owned);
    let name =
        configured.or_else(|| module.name.clone()).or(folder).or(of_repo).filter(|name| !name.is_empty());
    let environment = facts.config.environment.as_deref().unwrap_or(UNKNOWN);
    let domain = facts.config.domain.as_deref().unwrap_or(UNKNOWN);
    let build = |name: &str| Urn::new("svc", environment, domain, name);
    build(name.as_deref().unwrap_or(UNKNOWN)).unwrap_or_else(|_| unnamed())
}

/// `urn:svc:-:-:-`, whose parts are not empty.
fn unnamed() -> Urn {
    match Urn::new("svc", UNKNOWN, UNKNOWN, UNKNOWN) {
        Ok(urn) => urn,
        Err(_) => unreachable!("no part is empty"),
    }
}
