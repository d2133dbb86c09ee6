//! Backstage's `catalog-info.yaml`: the components of a repository, their owners and what is written on them of a tier.

use syntax::{Node, yaml};

use super::{owner_name, tier};
use crate::{location::Location, source_file::SourceFile};

use contracts::plan::Tier;

/// One component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Component {
    pub(crate) name: String,
    pub(crate) owner: Option<String>,
    pub(crate) tier: Option<Tier>,
    pub(crate) location: Location,
}

/// How many components of a file are kept.
const COMPONENTS_MAX: usize = 1000;

/// Whether a text may be one: a search for two words.
fn is_catalog(text: &str) -> bool {
    text.contains("backstage.io/") && text.contains("Component")
}

/// Reads the components of a file.
pub(crate) fn read(file: &SourceFile<'_>) -> Vec<Component> {
    if !is_catalog(file.text()) {
        return Vec::new();
    }
    let (documents, _) = yaml::read(file.text());
    documents.iter().filter_map(|document| component(file, document)).take(COMPONENTS_MAX).collect()
}

fn component(file: &SourceFile<'_>, root: &Node) -> Option<Component> {
    let is = |key: &str, wanted: &str| {
        root.get(key).and_then(Node::as_str).is_some_and(|text| text.starts_with(wanted))
    };
    if !is("kind", "Component") || !is("apiVersion", "backstage.io/") {
        return None;
    }
    let name = root.at(&["metadata", "name"])?.scalar()?;
    let owner = root.at(&["spec", "owner"]);
    let tier = ["labels", "annotations"].iter().find_map(|key| tier_of(root.at(&["metadata", key])?));
    let place = owner.map_or(root.span, |owner| owner.span);
    let owner = owner.and_then(Node::scalar).and_then(|reference| owner_name(entity(&reference)));
    Some(Component { name, owner, tier, location: file.location(place) })
}

/// The name in a reference: `group:default/orders` is `orders`.
fn entity(reference: &str) -> &str {
    let name = reference.rsplit_once(':').map_or(reference, |(_, name)| name);
    name.rsplit_once('/').map_or(name, |(_, name)| name)
}

/// The tier among labels or annotations, whatever stands in front of the word: `shop.example/service-tier: "1"`.
fn tier_of(node: &Node) -> Option<Tier> {
    node.entries().iter().find_map(|entry| {
        let key = entry.key.value.rsplit('/').next().unwrap_or_default();
        matches!(key, "tier" | "service-tier" | "criticality-tier")
            .then(|| tier(&entry.value.scalar()?))
            .flatten()
    })
}

#[cfg(test)]
mod tests {
    use source_tree::RepoPath;

    use super::*;

    #[test]
    fn components_have_owners_and_tiers() {
        let text = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: orders\n  annotations:\n    shop.example/service-tier: tier-1\nspec:\n  owner: group:default/team-orders\n---\napiVersion: backstage.io/v1alpha1\nkind: API\nmetadata: {name: orders-api}\nspec: {owner: x}\n";
        let path = RepoPath::new("catalog-info.yaml").unwrap();
        let found = read(&SourceFile::new(&path, text));
        let shown: Vec<_> =
            found.iter().map(|found| (&*found.name, found.owner.as_deref(), found.tier)).collect();
        assert_eq!(shown, [("orders", Some("team-orders"), Some(Tier::ONE))]);
        assert_eq!(found[0].location.span.start.line, 8);
    }
}
