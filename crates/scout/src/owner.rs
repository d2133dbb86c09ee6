//! Who answers for a module, and how much hangs on it: the first place that says so, in the order of `docs/configuration.md`.

use contracts::{Evidence, RuleId, config::ModuleConfig, plan::Tier};
use inventory::{CONFIG_FILE, ModuleFacts, OwnershipSource};

use crate::kind::evidence;

/// Who answers for a module, and what says so.
pub(crate) fn owner(module: &ModuleFacts, said: Option<&ModuleConfig>) -> Option<(String, Evidence)> {
    if let Some(owner) = said.and_then(|said| said.owner.clone()) {
        return Some((owner, configured("owner-configured", "the team says who answers for it")));
    }
    module.ownership.iter().find_map(|said| {
        let (rule, reason) = match said.source {
            OwnershipSource::Catalog => ("owner-catalog", "the catalog names the owner of this component"),
            OwnershipSource::CodeOwners => ("owner-code-owners", "the owners of its files are named here"),
            OwnershipSource::Manifest => ("owner-manifest", "its manifest names who made it"),
        };
        Some((said.owner.clone()?, evidence(&said.location, rule, reason)))
    })
}

/// How much hangs on a module, and what says so.
pub(crate) fn tier(module: &ModuleFacts, said: Option<&ModuleConfig>) -> Option<(Tier, Evidence)> {
    if let Some(tier) = said.and_then(|said| said.tier) {
        return Some((tier, configured("tier-configured", "the team says how much hangs on it")));
    }
    module.ownership.iter().find_map(|said| {
        let reason = "its tier is written here";
        Some((said.tier?, evidence(&said.location, "tier-declared", reason)))
    })
}

fn configured(rule: &str, reason: &str) -> Evidence {
    Evidence { path: CONFIG_FILE.to_owned(), span: None, rule: RuleId::new(rule), reason: reason.to_owned() }
}
