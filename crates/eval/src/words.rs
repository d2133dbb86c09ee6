//! The emptiest searcher: which of a few words stand anywhere in a module's files.

use contracts::GapType;
use rayon::prelude::*;
use regex::bytes::{Regex, RegexBuilder};
use source_tree::{RepoPath, SourceTree};

use crate::labels::SCORED;

/// The word that stands for what `gap` asks for.
pub(crate) const fn word(gap: GapType) -> &'static str {
    match gap {
        GapType::MissingOtel | GapType::OutdatedOtel => "opentelemetry",
        GapType::MissingCorrelation | GapType::IncompleteHeaders => "traceparent",
        GapType::MissingLineageSpec => "openlineage",
        GapType::MissingContract => "datacontract",
        GapType::MissingRunbook => "runbook",
    }
}

/// The files of a repository that hold a word, in their text or their path.
#[derive(Debug, Default)]
pub(crate) struct Words {
    found: Vec<(RepoPath, GapType)>,
}

impl Words {
    /// Searches `files` for the words of all scored gap types, whatever their case. A file that cannot
    /// be read, or is too large, holds none.
    pub(crate) fn search(tree: &dyn SourceTree, files: &[RepoPath]) -> Self {
        let patterns: Vec<(GapType, Regex)> = SCORED.into_iter().filter_map(pattern).collect();
        let in_file = |path: &RepoPath| -> Vec<(RepoPath, GapType)> {
            let text = tree.read(path).unwrap_or_default();
            let holds = |word: &Regex| word.is_match(&text) || word.is_match(path.as_str().as_bytes());
            patterns.iter().filter(|(_, word)| holds(word)).map(|(gap, _)| (path.clone(), *gap)).collect()
        };
        Self { found: files.par_iter().flat_map_iter(in_file).collect() }
    }

    /// Whether a file in `module` or below holds the word of `gap`.
    pub(crate) fn is_found(&self, module: &RepoPath, gap: GapType) -> bool {
        self.found.iter().any(|(path, found)| *found == gap && path.is_within(module))
    }
}

fn pattern(gap: GapType) -> Option<(GapType, Regex)> {
    let word = RegexBuilder::new(word(gap)).case_insensitive(true).unicode(false).build();
    Some((gap, word.ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use source_tree::MemoryTree;

    fn path(text: &str) -> RepoPath {
        RepoPath::new(text).unwrap()
    }

    #[test]
    fn a_word_is_found_in_the_text_or_the_path_of_a_file_in_the_module() {
        let tree = MemoryTree::new()
            .with(path("orders/pom.xml"), "<artifactId>OpenTelemetry-sdk</artifactId>")
            .with(path("orders/docs/RUNBOOK.md"), "")
            .with(path("orders-api/main.go"), "package main");
        let files = tree.list().unwrap().files;
        let words = Words::search(&tree, &files);
        let found = |module: &str, gap| words.is_found(&path(module), gap);
        assert!(found("orders", GapType::MissingOtel));
        assert!(found("orders", GapType::MissingRunbook));
        assert!(found(".", GapType::MissingOtel));
        assert!(!found("orders-api", GapType::MissingOtel));
        assert!(!found("orders", GapType::MissingLineageSpec));
    }

    #[test]
    fn every_scored_gap_type_has_its_own_pattern() {
        let words: std::collections::BTreeSet<_> = SCORED.into_iter().map(word).collect();
        assert_eq!(words.len(), SCORED.len());
        assert!(SCORED.into_iter().all(|gap| pattern(gap).is_some()));
    }
}
