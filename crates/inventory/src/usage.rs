//! What source code does with libraries: which clients it makes, what it serves, how it hands trace context on.
//!
//! A file is looked at in two steps. One search over its bytes tells which entries of `data/usages.toml` could
//! apply; only if any could, the file is parsed, names are resolved through its imports, and calls, annotations
//! and types are compared.

mod matching;
mod names;
mod table;
mod topic;

use std::sync::LazyLock;

use contracts::plan::Language;
use syntax::source;

use crate::{facts::Usage, source_file::SourceFile};

use table::Table;

/// The table that ships; none if it were broken, which a test keeps from shipping.
static TABLE: LazyLock<Option<Table>> = LazyLock::new(|| Table::builtin().ok());

/// What a source file does, in the order of its lines.
pub(crate) fn find(file: &SourceFile<'_>, language: Language) -> Vec<Usage> {
    let (Some(table), Some(dialect)) = (TABLE.as_ref(), dialect(file, language)) else {
        return Vec::new();
    };
    let entries = table.candidates(file.text(), language);
    if entries.is_empty() {
        return Vec::new();
    }
    // What a broken stretch hides is not there to be judged; the rest is.
    let (outline, _) = source::read(dialect, file.text());
    matching::usages(file, &outline, language, &entries)
}

fn dialect(file: &SourceFile<'_>, language: Language) -> Option<source::Language> {
    matches!(
        language,
        Language::Java
            | Language::Kotlin
            | Language::Python
            | Language::Go
            | Language::Javascript
            | Language::Typescript
    )
    .then(|| source::Language::of_extension(&file.path().extension()))
    .flatten()
}
