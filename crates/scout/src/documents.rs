//! Which of a repository's documents speak of which module. Contracts and runbooks lie wherever a team keeps them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use contracts::{Module, Probability};
use inventory::{Document, DocumentKind, Facts, ModuleFacts};
use source_tree::RepoPath;

/// How a document was found to speak of a module, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Speaks {
    /// It lies in the module.
    Inside,
    /// It names the module, or what the module writes.
    Named,
    /// It lies where everything of the repository is spoken of, and names no module.
    Everywhere,
    /// As before, and its neighbours name other modules.
    ForOthers,
}

/// The documents of a repository, with whom each speaks of.
pub(crate) struct Documents<'a> {
    documents: Vec<Placed<'a>>,
}

struct Placed<'a> {
    document: &'a Document,
    /// The module in whose folder it lies, when that is a service or job below the root.
    home: Option<&'a str>,
    /// The repository it lies in, where the folder holds several.
    repository: Option<&'a RepoPath>,
    /// Those that it names.
    named: BTreeSet<&'a str>,
}

impl<'a> Documents<'a> {
    /// Places each document.
    pub(crate) fn of(facts: &'a Facts, modules: &'a [Module]) -> Self {
        let seen = || modules.iter().zip(&facts.modules);
        let called = Called::of(seen().filter(|(module, _)| module.kind.is_deployable()));
        let by_folder: BTreeMap<&RepoPath, &Module> =
            seen().map(|(module, seen)| (&seen.path, module)).collect();
        let place = |document: &'a Document| Placed {
            document,
            home: home(document, &by_folder),
            repository: repository(facts, document.path()),
            named: if document.kind == DocumentKind::Schema {
                BTreeSet::new()
            } else {
                called.named_by(document)
            },
        };
        Self { documents: facts.documents.iter().map(place).collect() }
    }

    /// What speaks of a module.
    pub(crate) fn about(&self, facts: &Facts, module: &Module, seen: &ModuleFacts) -> About<'a> {
        let repository = repository(facts, &seen.path);
        let near: Vec<&Placed<'a>> =
            self.documents.iter().filter(|placed| placed.repository == repository).collect();
        let is = |kind: DocumentKind| move |document: &Document| document.kind == kind;
        About {
            contracts: speaking(&near, module, Document::is_contract, false),
            // One that speaks of a neighbour still tells how things are run here.
            runbooks: speaking(&near, module, is(DocumentKind::Runbook), true),
            lineage_specs: speaking(&near, module, is(DocumentKind::LineageSpec), false)
                .into_iter()
                // It lies beside the module it speaks of, and names the data of its neighbours.
                .filter(|(speaks, _)| *speaks == Speaks::Inside || seen.path.is_root())
                .collect(),
            schemas: near
                .iter()
                .map(|placed| placed.document)
                .filter(|document| {
                    document.kind == DocumentKind::Schema && document.path().is_within(&seen.path)
                })
                .collect(),
        }
    }
}

/// The documents of some kind that speak of a module, the surest first, then by path.
fn speaking<'a>(
    near: &[&Placed<'a>],
    module: &Module,
    wanted: impl Fn(&Document) -> bool,
    of_others_too: bool,
) -> Vec<(Speaks, &'a Document)> {
    let near: Vec<&&Placed<'a>> = near.iter().filter(|placed| wanted(placed.document)).collect();
    let others_named = near.iter().any(|placed| placed.home.is_none() && !placed.named.is_empty());
    let speaks = |placed: &Placed<'_>| match placed.home {
        Some(home) if home == module.path => Some(Speaks::Inside),
        _ if placed.named.contains(module.path.as_str()) => Some(Speaks::Named),
        None if placed.named.is_empty() && !others_named => Some(Speaks::Everywhere),
        None if placed.named.is_empty() || of_others_too => Some(Speaks::ForOthers),
        _ => None,
    };
    let mut found: Vec<(Speaks, &'a Document)> =
        near.iter().filter_map(|placed| Some((speaks(placed)?, placed.document))).collect();
    found.sort_by(|(a, one), (b, other)| (a, one.path()).cmp(&(b, other.path())));
    found
}

/// The documents that speak of one module.
#[derive(Debug, Default)]
pub(crate) struct About<'a> {
    pub(crate) contracts: Vec<(Speaks, &'a Document)>,
    pub(crate) runbooks: Vec<(Speaks, &'a Document)>,
    pub(crate) lineage_specs: Vec<(Speaks, &'a Document)>,
    /// In its folder.
    pub(crate) schemas: Vec<&'a Document>,
}

impl Speaks {
    /// The probability that something is missing although such a document was found.
    pub(crate) fn p_missing(self) -> Probability {
        Probability::from_permille(match self {
            Self::Inside => 20,
            Self::Named => 30,
            Self::Everywhere => 80,
            Self::ForOthers => 250,
        })
    }
}

/// The paths of documents, each once and sorted.
pub(crate) fn paths(documents: &[(Speaks, &Document)]) -> Vec<String> {
    let paths: BTreeSet<String> = documents.iter().map(|(_, document)| document.path().to_string()).collect();
    paths.into_iter().collect()
}

/// The service or job in whose folder a document lies. What lies in a root's own folder may speak of everything.
fn home<'a>(document: &Document, by_folder: &BTreeMap<&RepoPath, &'a Module>) -> Option<&'a str> {
    let mut holding = document.path().ancestors().filter_map(|folder| by_folder.get_key_value(&folder));
    let (folder, module) = holding.next()?;
    (module.kind.is_deployable() && !folder.is_root()).then_some(module.path.as_str())
}

fn repository<'a>(facts: &'a Facts, path: &RepoPath) -> Option<&'a RepoPath> {
    let holding = facts.repositories.iter().filter(|repository| path.is_within(&repository.root));
    let deepest = holding.max_by_key(|repository| repository.root.segments().count());
    deepest.map(|repository| &repository.root).filter(|root| !root.is_root())
}

/// The modules by what they are called and what they write, as names are compared.
struct Called<'a>(HashMap<String, BTreeSet<&'a str>>);

impl<'a> Called<'a> {
    fn of(modules: impl Iterator<Item = (&'a Module, &'a ModuleFacts)>) -> Self {
        let mut called: HashMap<String, BTreeSet<&'a str>> = HashMap::new();
        for (module, seen) in modules {
            let folder = Some(seen.path.file_name()).filter(|_| !seen.path.is_root());
            // What it only reads, others vouch for.
            let topics = module.topics_written.iter().filter_map(|topic| topic.topic.as_deref());
            let datasets = module.datasets_written.iter().filter_map(|dataset| dataset.name.as_deref());
            let names = folder.into_iter().chain(seen.name.as_deref()).chain(topics).chain(datasets);
            for name in names.filter_map(bare) {
                called.entry(name).or_default().insert(&module.path);
            }
        }
        Self(called)
    }

    /// The modules that a document names: by what it says, by its own name, or by a folder it lies in.
    fn named_by(&self, document: &Document) -> BTreeSet<&'a str> {
        let said = document.names.iter().flat_map(|name| {
            // A table may be told with its schema, a topic with its broker.
            let last = name.rsplit(['.', '/', ':']).next().filter(|last| last != name);
            [Some(name.as_str()), last].into_iter().flatten()
        });
        let stem = document.path().file_name().split('.').next().unwrap_or_default();
        let folders = document.path().segments();
        let said: BTreeSet<String> = said.chain([stem]).chain(folders).filter_map(bare).collect();
        let of_title: Vec<String> = said.iter().filter_map(|name| without_kind(name)).collect();
        said.iter().chain(&of_title).filter_map(|name| self.0.get(name)).flatten().copied().collect()
    }
}

/// With fewer characters a name is any word's.
const NAME_CHARS_MIN: usize = 4;

/// A name as it is compared: without case and signs; none where it could be anybody's.
fn bare(name: &str) -> Option<String> {
    let bare: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let common = matches!(
        &*bare,
        "main" | "service" | "worker" | "backend" | "docs" | "server" | "data" | "jobs" | "project"
    );
    (bare.len() >= NAME_CHARS_MIN && !common).then_some(bare)
}

/// A name without the word that tells what the document is: `ordersrunbook`, `runbookorders`, `orderscontract`.
fn without_kind(name: &str) -> Option<String> {
    let words = ["runbook", "datacontract", "contract", "asyncapi", "odcs"];
    let rest = words.iter().find_map(|word| name.strip_suffix(word).or_else(|| name.strip_prefix(word)))?;
    (rest.len() >= NAME_CHARS_MIN).then(|| rest.to_owned())
}
