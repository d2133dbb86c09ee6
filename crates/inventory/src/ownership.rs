//! Who answers for what, and how much hangs on it, as files other than `.autopilot.yml` say.

mod catalog;
mod code_owners;

use contracts::plan::Tier;

use crate::location::Location;

pub(crate) use catalog::{Component, read as read_catalog};
pub(crate) use code_owners::{CODE_OWNERS, CodeOwners, read as read_code_owners};

/// What says something of an owner or a tier, in the order in which they are believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OwnershipSource {
    /// Backstage's `catalog-info.yaml`.
    Catalog,
    /// `CODEOWNERS`.
    CodeOwners,
    /// The module's own manifest: Maven's properties, developers and organization, maintainers and author of a package.
    Manifest,
}

/// What one place says of a module's owner or tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ownership {
    /// What kind of place it is.
    pub source: OwnershipSource,
    /// Who answers for the module.
    pub owner: Option<String>,
    /// How much hangs on it.
    pub tier: Option<Tier>,
    /// Where it says so.
    pub location: Location,
}

impl Ownership {
    /// What a manifest says; none where it says nothing.
    pub(crate) fn of_manifest(owner: Option<String>, tier: Option<Tier>, location: Location) -> Option<Self> {
        let source = OwnershipSource::Manifest;
        (owner.is_some() || tier.is_some()).then_some(Self { source, owner, tier, location })
    }
}

/// The longest name of an owner that is believed to be one.
const OWNER_CHARS_MAX: usize = 120;

/// A name without the address behind it: `Jane Doe <jane@shop.example>` is a person's, and no plan needs it.
pub(crate) fn owner_name(written: &str) -> Option<String> {
    let name = written.split(['<', '(']).next().unwrap_or_default().trim();
    let sound =
        !name.is_empty() && name.chars().count() <= OWNER_CHARS_MAX && !name.contains(['\n', '$', '{']);
    sound.then(|| name.to_owned())
}

/// A tier as people write it: `1`, `tier-1`, `Tier 1`, `tier1`, `T1`.
pub(crate) fn tier(written: &str) -> Option<Tier> {
    let lower = written.trim().to_ascii_lowercase();
    let rest = lower.strip_prefix("tier").or_else(|| lower.strip_prefix('t')).unwrap_or(&lower);
    let number: u8 = rest.trim_start_matches(['-', '_', ' ']).parse().ok()?;
    Tier::new(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiers_are_read_as_people_write_them() {
        for written in ["1", "tier-1", "Tier 1", "tier1", "T1", " tier_1 "] {
            assert_eq!(tier(written), Some(Tier::ONE), "{written}");
        }
        for written in ["", "gold", "0", "9", "tier", "11"] {
            assert_eq!(tier(written), None, "{written}");
        }
    }

    #[test]
    fn owners_keep_their_name_and_lose_their_address() {
        assert_eq!(owner_name("Jane Doe <jane@shop.example> (https://x)").as_deref(), Some("Jane Doe"));
        assert_eq!(owner_name("${project.owner}"), None);
        assert_eq!(owner_name("  "), None);
    }
}
