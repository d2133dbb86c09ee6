//! What source code does with libraries: which clients it makes, what it serves, how it hands trace context on.
//!
//! A file is looked at in steps, each dearer than the one before. One search over its bytes tells which entries of
//! `data/usages.toml` could apply; of those, every word of a pattern and the words that must stand beside it are looked
//! for; only if any entry is left, the file is parsed, names are resolved through its imports, and calls, annotations and
//! types are compared.

mod beginning;
mod flink_sql;
mod matching;
mod names;
mod table;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use contracts::{config::ClientConfig, plan::Language};
use syntax::{SyntaxError, source};

use crate::{
    facts::{EntryPoint, Usage, UsageKind},
    source_file::SourceFile,
    topic::{self, Constant, Passed},
};

use table::Table;

/// The table that ships; none if it were broken, which a test keeps from shipping.
static TABLE: LazyLock<Option<Table>> = LazyLock::new(|| Table::builtin().ok());

/// What one source file shows.
#[derive(Debug, Default)]
pub(crate) struct Observed {
    /// What it does, in the order of its lines.
    pub(crate) usages: Vec<Usage>,
    /// What it has for the files beside it.
    pub(crate) constants: Vec<Constant>,
    /// What it hands to functions.
    pub(crate) passed: Vec<Passed>,
    /// Where it begins to run by itself.
    pub(crate) beginning: Option<EntryPoint>,
    /// Why nothing of it could be parsed, though it names what the table knows.
    pub(crate) unparsed: Option<SyntaxError>,
    /// Whether it was not parsed, since it uses nothing that the table knows, and could tell of topics.
    pub(crate) could_tell: bool,
}

/// The short names of the libraries that the table knows.
pub(crate) fn libraries() -> BTreeSet<&'static str> {
    TABLE.as_ref().map(Table::libraries).unwrap_or_default()
}

/// What is known of libraries: the table that ships, with the clients that a team names.
#[derive(Debug)]
pub(crate) struct Libraries(Option<Table>);

impl Libraries {
    /// What is known where a team names these clients. They were found sound when the settings were read.
    pub(crate) fn with(clients: &BTreeMap<String, ClientConfig>) -> Self {
        let extended = || TABLE.as_ref()?.with(clients).ok();
        Self(if clients.is_empty() { None } else { extended() })
    }

    fn table(&self) -> Option<&Table> {
        self.0.as_ref().or(TABLE.as_ref())
    }

    /// What a source file shows, where it uses what the table knows.
    pub(crate) fn find(&self, file: &SourceFile<'_>, language: Language) -> Observed {
        let (Some(table), Some(dialect)) = (self.table(), dialect(file, language)) else {
            return Observed::default();
        };
        observe(file, language, table, dialect)
    }
}

fn observe(file: &SourceFile<'_>, language: Language, table: &Table, dialect: source::Language) -> Observed {
    let entries = table.candidates(file.text(), language);
    if entries.is_empty() {
        return Observed { could_tell: topic::could_tell(file.text()), ..Observed::default() };
    }
    // What a broken stretch hides is not there to be judged; the rest is.
    let (outline, mut errors) = source::read(dialect, file.text());
    if outline == source::Outline::default() && !errors.is_empty() {
        return Observed { unparsed: Some(errors.swap_remove(0)), ..Observed::default() };
    }
    let mut usages = matching::usages(file, &outline, language, &entries);
    if usages.iter().any(|usage| usage.kind == UsageKind::Flink) {
        usages.extend(flink_sql::usages(file));
    }
    let (constants, passed) = told(file, &outline, language);
    let beginning = beginning::of(file, &outline, language).filter(|_| !usages.is_empty());
    Observed { usages, constants, passed, beginning, unparsed: None, could_tell: false }
}

/// What a source file tells of topics, whatever it uses.
pub(crate) fn read_told(file: &SourceFile<'_>, language: Language) -> (Vec<Constant>, Vec<Passed>) {
    let outline = dialect(file, language).map(|dialect| source::read(dialect, file.text()).0);
    outline.map(|outline| told(file, &outline, language)).unwrap_or_default()
}

fn told(
    file: &SourceFile<'_>,
    outline: &source::Outline,
    language: Language,
) -> (Vec<Constant>, Vec<Passed>) {
    let constants = if topic::could_hold_constants(file.text()) {
        topic::constants(file, outline, language)
    } else {
        Vec::new()
    };
    (constants, topic::passed(file, outline, language))
}

fn dialect(file: &SourceFile<'_>, language: Language) -> Option<source::Language> {
    matches!(
        language,
        Language::Java
            | Language::Kotlin
            | Language::Scala
            | Language::Python
            | Language::Go
            | Language::Javascript
            | Language::Typescript
    )
    .then(|| source::Language::of_extension(&file.path().extension()))
    .flatten()
}
