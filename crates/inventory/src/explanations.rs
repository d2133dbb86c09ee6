//! What the findings about files mean.

use contracts::Explanation;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    explanation: Vec<Explanation>,
}

/// Every rule that tells a finding about a file, explained; nothing when the data that was built in is broken, which a
/// test of this crate keeps from shipping.
#[must_use]
pub fn explanations() -> Vec<Explanation> {
    let (root, _) = syntax::toml::read(include_str!("../data/explanations.toml"));
    let file = root.and_then(|root| syntax::decode::from_node::<File>(&root).ok());
    file.map(|file| file.explanation).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_finding_of_this_crate_is_explained() {
        let explained = explanations();
        let ids: Vec<&str> = explained.iter().map(|explanation| explanation.id.as_str()).collect();
        let told = [
            "file-broken",
            "file-unreadable",
            "file-left-out",
            "build-not-read",
            "config-exclude-unused",
            "config-misnamed",
            "config-module-excluded",
            "config-module-unknown",
            "config-client-unknown",
            "config-client-unused",
            "suppression-configured",
            "suppression-inline",
            "suppression-malformed",
        ];
        assert_eq!(ids, told);
    }
}
