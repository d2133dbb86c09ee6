//! Which classes of a library in the repository a module of the JVM really uses: those that its files mention by name, and
//! those that they mention in turn. Without it, whoever uses one class of a shared library would do what all of them do.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use contracts::plan::Language;
use memchr::memmem;
use source_tree::RepoPath;

use crate::{
    facts::{ModuleFacts, Usage},
    source_file::SourceFile,
};

/// How many names of one file are kept.
const NAMES_MAX: usize = 4000;

/// Annotations by which a container makes an object that nobody mentions.
const FOUND_BY_ITSELF: [&str; 10] = [
    "@Configuration",
    "@AutoConfiguration",
    "@Component",
    "@Service",
    "@Singleton",
    "@ApplicationScoped",
    "@Factory",
    "@Bean",
    "@SpringBootApplication",
    "@Repository",
];

/// The names of types that one file of the JVM mentions, as hashes.
#[derive(Debug, Clone)]
pub(crate) struct Mentions {
    file: RepoPath,
    names: BTreeSet<u64>,
    /// Whether it works without being mentioned, or is of a language whose files are not called after what they hold.
    by_itself: bool,
}

/// What a file mentions; none of languages whose imports are followed.
pub(crate) fn find(file: &SourceFile<'_>, language: Language) -> Option<Mentions> {
    if !matches!(language, Language::Java | Language::Kotlin | Language::Scala) {
        return None;
    }
    let text = file.text().as_bytes();
    let by_itself = language != Language::Java
        || FOUND_BY_ITSELF.iter().any(|annotation| memmem::find(text, annotation.as_bytes()).is_some());
    Some(Mentions { file: file.path().clone(), names: names(text), by_itself })
}

/// Words that begin with a capital letter, as types do.
fn names(text: &[u8]) -> BTreeSet<u64> {
    let part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80;
    let words = text.split(|byte| !part(byte));
    words.filter(|word| word.first().is_some_and(u8::is_ascii_uppercase)).map(hash).take(NAMES_MAX).collect()
}

fn hash(word: &[u8]) -> u64 {
    // Its keys are fixed: the same word is the same number in every run.
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}

/// The files of the JVM, by the module they lie in.
pub(super) struct Index<'a> {
    by_module: BTreeMap<RepoPath, Vec<&'a Mentions>>,
}

impl<'a> Index<'a> {
    pub(super) fn new(modules: &BTreeMap<RepoPath, ModuleFacts>, mentions: &'a [Mentions]) -> Self {
        let mut by_module: BTreeMap<RepoPath, Vec<&Mentions>> = BTreeMap::new();
        for found in mentions {
            if let Some(holder) = found.file.ancestors().find(|folder| modules.contains_key(folder)) {
                by_module.entry(holder).or_default().push(found);
            }
        }
        Self { by_module }
    }

    /// The files of some libraries that a module takes in.
    pub(super) fn taken_in(&self, module: &RepoPath, libraries: &BTreeSet<RepoPath>) -> TakenIn<'a> {
        let mut waiting: BTreeMap<u64, Vec<&Mentions>> = BTreeMap::new();
        let mut open: VecDeque<&Mentions> =
            self.by_module.get(module).into_iter().flatten().copied().collect();
        let mut taken = TakenIn { known: BTreeSet::new(), files: BTreeSet::new() };
        for file in libraries.iter().filter_map(|library| self.by_module.get(library)).flatten() {
            taken.known.insert(&file.file);
            if file.by_itself {
                open.push_back(file);
                taken.files.insert(&file.file);
            } else {
                let stem = file.file.file_name().split('.').next().unwrap_or_default();
                waiting.entry(hash(stem.as_bytes())).or_default().push(file);
            }
        }
        while let Some(file) = open.pop_front() {
            let called: Vec<u64> =
                file.names.iter().filter(|name| waiting.contains_key(*name)).copied().collect();
            for name in called {
                for found in waiting.remove(&name).into_iter().flatten() {
                    taken.files.insert(&found.file);
                    open.push_back(found);
                }
            }
        }
        taken
    }
}

/// What of its libraries a module takes in.
pub(super) struct TakenIn<'a> {
    /// The files of which it is known.
    known: BTreeSet<&'a RepoPath>,
    files: BTreeSet<&'a RepoPath>,
}

impl TakenIn<'_> {
    /// Whether a usage of a library is the module's too; of files in other languages it is.
    pub(super) fn holds(&self, usage: &Usage) -> bool {
        let file = &usage.location.path;
        !self.known.contains(file) || self.files.contains(file)
    }
}
