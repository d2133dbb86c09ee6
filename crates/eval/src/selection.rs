//! Which labels count: by language, archetype and half. What is filtered is left out of every figure.

use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};

use crate::labels::Label;

/// One of two fixed halves of all repositories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Half {
    /// Rules may be tuned on it.
    Tune,
    /// Kept aside, looked at only to measure.
    Kept,
}

impl Half {
    /// The half of a repository: the parity of the last byte but one of the SHA-256 of its name.
    pub(crate) fn of(repo: &str) -> Self {
        let digest = Sha256::digest(repo.as_bytes());
        let byte = digest.iter().rev().nth(1).copied().unwrap_or_default();
        if byte % 2 == 0 { Self::Tune } else { Self::Kept }
    }
}

/// What was asked for; by default everything.
#[derive(Debug, Clone, Default)]
pub(crate) struct Selection {
    /// Only modules of these languages; empty for all.
    pub(crate) languages: BTreeSet<String>,
    /// No module that is labelled with one of these archetypes.
    pub(crate) without_archetypes: BTreeSet<String>,
    /// Only repositories of this half.
    pub(crate) half: Option<Half>,
}

impl Selection {
    /// Whether the module of `label` counts.
    pub(crate) fn keeps(&self, label: &Label) -> bool {
        self.keeps_repo(&label.repo)
            && self.keeps_language(&label.language)
            && self.without_archetypes.is_disjoint(&label.archetypes)
    }

    /// Whether modules of `language` count.
    pub(crate) fn keeps_language(&self, language: &str) -> bool {
        self.languages.is_empty() || self.languages.contains(language)
    }

    /// Whether the repository lies in the half that was asked for.
    pub(crate) fn keeps_repo(&self, repo: &str) -> bool {
        self.half.is_none_or(|half| half == Half::of(repo))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::label;

    #[test]
    fn the_half_hangs_on_the_last_byte_but_one() {
        // `printf org/shop | sha256sum` ends in the bytes 36 and 95, that of org/a in a9 and 77.
        assert_eq!(Half::of("org/shop"), Half::Tune);
        assert_eq!(Half::of("org/a"), Half::Kept);
    }

    #[test]
    fn nothing_asked_keeps_everything() {
        assert!(Selection::default().keeps(&label("org/shop", "a")));
    }

    #[test]
    fn another_language_or_one_unwanted_archetype_leaves_a_module_out() {
        let mut module = label("org/shop", "a");
        module.language = "go".to_owned();
        module.archetypes = ["http-service".to_owned(), "kafka-producer".to_owned()].into();
        let languages =
            |name: &str| Selection { languages: [name.to_owned()].into(), ..Selection::default() };
        let without =
            |name: &str| Selection { without_archetypes: [name.to_owned()].into(), ..Selection::default() };
        assert!(languages("go").keeps(&module));
        assert!(!languages("java").keeps(&module));
        assert!(without("airflow").keeps(&module));
        assert!(!without("kafka-producer").keeps(&module));
    }

    #[test]
    fn a_half_keeps_its_own_repositories() {
        let kept = Selection { half: Some(Half::Kept), ..Selection::default() };
        assert!(!kept.keeps(&label("org/shop", "a")));
        assert!(kept.keeps(&label("org/a", "a")));
    }
}
