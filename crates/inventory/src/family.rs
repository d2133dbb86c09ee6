//! Languages whose files use each other.

use contracts::plan::Language;

/// The language that stands for all that are compiled together with it.
pub(crate) fn family(language: Language) -> Language {
    match language {
        Language::Kotlin | Language::Scala => Language::Java,
        Language::Typescript => Language::Javascript,
        language => language,
    }
}

/// Whether files of both languages use each other.
pub(crate) fn same_family(one: Language, other: Language) -> bool {
    family(one) == family(other)
}
