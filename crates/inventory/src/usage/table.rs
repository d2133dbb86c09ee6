//! The table of usages, read from TOML so that it can be reviewed without reading code.

mod words;

use std::{
    cell::LazyCell,
    collections::{BTreeMap, BTreeSet},
};

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use contracts::{config::ClientConfig, plan::Language};
use serde::Deserialize;

use crate::facts::UsageKind;

use words::{Present, Words};

/// The files it is made of; of equal matches at one place the first counts.
const FILES: [(&str, &str); 2] = [
    ("usages.toml", include_str!("../../data/usages.toml")),
    ("datasets.toml", include_str!("../../data/datasets.toml")),
];

/// Why the table cannot be used.
#[derive(Debug, Clone, thiserror::Error)]
#[error("data/{0}: {1}")]
pub(super) struct UsageTableError(&'static str, String);

fn rows(name: &'static str, text: &str) -> Result<Vec<Entry>, UsageTableError> {
    let wrong = |message| UsageTableError(name, message);
    let (root, errors) = syntax::toml::read(text);
    let root = match (root, errors.into_iter().next()) {
        (Some(root), None) => root,
        (_, Some(error)) => return Err(wrong(error.message)),
        (None, None) => return Err(wrong("it is empty".to_owned())),
    };
    let file: File = syntax::decode::from_node(&root).map_err(|error| wrong(error.message))?;
    Ok(file.usage)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    usage: Vec<Entry>,
}

/// Languages whose libraries have the same names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Platform {
    Jvm,
    Python,
    Go,
    Node,
    /// What a team names itself may be of any.
    #[serde(skip)]
    Any,
}

impl Platform {
    fn speaks(self, language: Language) -> bool {
        match self {
            Self::Jvm => matches!(language, Language::Java | Language::Kotlin | Language::Scala),
            Self::Python => language == Language::Python,
            Self::Go => language == Language::Go,
            Self::Node => matches!(language, Language::Javascript | Language::Typescript),
            Self::Any => true,
        }
    }
}

/// One row: where any of its patterns fits, the file does this with that library.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) does: UsageKind,
    pub(super) library: String,
    platform: Platform,
    /// Callees, resolved through imports; `*` stands for any characters.
    #[serde(default)]
    pub(super) calls: Vec<String>,
    /// Annotations and decorators, resolved.
    #[serde(default)]
    pub(super) annotations: Vec<String>,
    /// Types of fields, variables, parameters and supertypes, resolved.
    #[serde(default)]
    pub(super) types: Vec<String>,
    /// Imports that are proof by themselves.
    #[serde(default)]
    pub(super) imports: Vec<String>,
    /// Texts and names that are proof where they stand as a value.
    #[serde(default)]
    pub(super) texts: Vec<String>,
    /// Texts that are proof wherever they stand in quotes outside a comment.
    #[serde(default)]
    pub(super) quoted: Vec<String>,
    /// Where the topic stands: the number of an argument, or its name.
    pub(super) topic: Option<String>,
    /// Words that the text of a call must not hold.
    #[serde(default)]
    pub(super) without_in_call: Vec<String>,
    /// What the first argument of a call says, with `*`.
    pub(super) argument: Option<String>,
    /// Words that must stand in the file too: one of each, parted by `|`, compared in lower case.
    #[serde(default)]
    beside: Vec<String>,
    /// Words that must not stand in the file, compared in lower case.
    #[serde(default)]
    without: Vec<String>,
    /// A word of every file that this can apply to, where the patterns do not tell it.
    needle: Option<String>,
}

impl Entry {
    /// The patterns of resolved names.
    fn names(&self) -> impl Iterator<Item = &String> {
        [&self.calls, &self.annotations, &self.types, &self.imports].into_iter().flatten()
    }

    /// All that it can fit.
    fn patterns(&self) -> impl Iterator<Item = &String> {
        self.names().chain(&self.texts).chain(&self.quoted)
    }

    /// Words of which every file that this can apply to holds at least one.
    fn needles(&self) -> Vec<String> {
        if let Some(needle) = &self.needle {
            return vec![needle.clone()];
        }
        let mut needles: Vec<String> =
            self.names().map(|pattern| needle_of(pattern, self.platform)).collect();
        needles.extend(self.texts.iter().chain(&self.quoted).cloned());
        needles
    }
}

/// The row of a client that a team names; none when it names nothing.
fn configured(library: &str, does: UsageKind, names: &[String]) -> Option<Entry> {
    (!names.is_empty()).then(|| Entry {
        does,
        library: library.to_owned(),
        platform: Platform::Any,
        calls: names.to_vec(),
        annotations: names.to_vec(),
        types: names.to_vec(),
        imports: Vec::new(),
        texts: Vec::new(),
        quoted: Vec::new(),
        topic: Some("topic|topics|0".to_owned()),
        argument: None,
        without_in_call: Vec::new(),
        beside: Vec::new(),
        without: Vec::new(),
        needle: None,
    })
}

/// The part of a pattern that a file must hold to use it: the class on the JVM, else the package.
fn needle_of(pattern: &str, platform: Platform) -> String {
    let literal = |text: &str| text.split('*').max_by_key(|part| part.len()).unwrap_or_default().to_owned();
    match platform {
        Platform::Jvm => {
            let class = pattern.split('.').find(|part| part.starts_with(|c: char| c.is_ascii_uppercase()));
            class.map_or_else(|| literal(pattern).trim_end_matches('.').to_owned(), literal)
        }
        // `github.com/x/y.New`: the dot behind the last slash parts package and name.
        Platform::Go | Platform::Node => {
            let slash = pattern.rfind('/').map_or(0, |at| at + 1);
            let end = pattern[slash..].find('.').map_or(pattern.len(), |at| slash + at);
            literal(&pattern[..end])
        }
        Platform::Python => literal(pattern.split('.').next().unwrap_or_default()),
        Platform::Any => literal(pattern.rsplit(['.', '/']).next().unwrap_or_default()),
    }
}

/// The rows, and the one search that tells which could apply to a file.
#[derive(Debug)]
pub(super) struct Table {
    entries: Vec<Entry>,
    words: Words,
    search: AhoCorasick,
    /// For each needle the entries that it stands for.
    needles: Vec<Vec<usize>>,
}

impl Table {
    pub(super) fn builtin() -> Result<Self, UsageTableError> {
        let rows: Result<Vec<Vec<Entry>>, UsageTableError> =
            FILES.iter().map(|(name, text)| rows(name, text)).collect();
        Self::of(rows?.into_iter().flatten().collect())
    }

    /// The table with the clients that a team names; they stand behind those that are known.
    pub(super) fn with(&self, clients: &BTreeMap<String, ClientConfig>) -> Result<Self, UsageTableError> {
        let configured = clients.iter().flat_map(|(name, client)| {
            [
                configured(name, UsageKind::KafkaProducer, &client.producers),
                configured(name, UsageKind::KafkaConsumer, &client.consumers),
            ]
        });
        Self::of(self.entries.iter().cloned().chain(configured.flatten()).collect())
    }

    /// The short names of the libraries of all rows.
    pub(super) fn libraries(&self) -> BTreeSet<&str> {
        self.entries.iter().map(|entry| entry.library.as_str()).collect()
    }

    fn of(entries: Vec<Entry>) -> Result<Self, UsageTableError> {
        let mut by_needle: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            for needle in entry.needles() {
                by_needle.entry(needle).or_default().push(at);
            }
        }
        let (words, needles): (Vec<String>, Vec<Vec<usize>>) = by_needle.into_iter().unzip();
        // Every source file is searched: the quickest kind is worth its memory.
        let search = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::DFA))
            .build(&words)
            .map_err(|error| UsageTableError("usages.toml", error.to_string()))?;
        let words = Words::of(&entries);
        Ok(Self { entries, words, search, needles })
    }

    /// The entries that could apply to a text in this language.
    pub(super) fn candidates(&self, text: &str, language: Language) -> Vec<&Entry> {
        let mut hit = vec![false; self.entries.len()];
        for found in self.search.find_overlapping_iter(text) {
            for entry in &self.needles[found.pattern().as_usize()] {
                hit[*entry] = true;
            }
        }
        let hit = self.entries.iter().enumerate().filter(|(at, _)| hit[*at]);
        let mut present = Present::of(&self.words, text);
        let lower = LazyCell::new(|| text.to_ascii_lowercase());
        let stands = |words: &String| words.split('|').any(|word| lower.contains(word));
        // The cheapest question first.
        let fits = |(at, entry): &(usize, &Entry)| {
            entry.platform.speaks(language)
                && present.may_hold(*at)
                && entry.beside.iter().all(stands)
                && !entry.without.iter().any(stands)
        };
        hit.filter(fits).map(|(_, entry)| entry).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_that_ships_is_sound() {
        let table = Table::builtin().unwrap();
        for entry in &table.entries {
            let needles = entry.needles();
            assert!(!needles.is_empty(), "{entry:?} can never apply");
            assert!(needles.iter().all(|needle| needle.len() >= 3), "{needles:?} would select every file");
        }
    }

    #[test]
    fn a_pattern_tells_what_a_file_must_hold() {
        assert_eq!(
            needle_of("org.apache.kafka.clients.producer.KafkaProducer", Platform::Jvm),
            "KafkaProducer"
        );
        assert_eq!(
            needle_of("org.springframework.kafka.core.KafkaTemplate.send*", Platform::Jvm),
            "KafkaTemplate"
        );
        assert_eq!(
            needle_of("github.com/segmentio/kafka-go.NewWriter", Platform::Go),
            "github.com/segmentio/kafka-go"
        );
        assert_eq!(needle_of("kafkajs.Kafka.producer", Platform::Node), "kafkajs");
        assert_eq!(needle_of("confluent_kafka.Producer", Platform::Python), "confluent_kafka");
    }
}
