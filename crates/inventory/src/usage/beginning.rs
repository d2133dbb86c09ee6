//! Programs of Node and Python that nothing but their own code shows to be programs: `run().catch(console.error)`.

use contracts::plan::Language;
use syntax::source::Outline;

use crate::{facts::EntryPoint, source_file::SourceFile};

/// What files are called that a package starts with.
const STEMS: [&str; 9] = ["index", "main", "server", "app", "worker", "consumer", "producer", "start", "run"];

/// The first call at the top of such a file of a function that the file itself declares.
pub(super) fn of(file: &SourceFile<'_>, outline: &Outline, language: Language) -> Option<EntryPoint> {
    let scripted = matches!(language, Language::Javascript | Language::Typescript | Language::Python);
    let stem = file.path().file_name().split('.').next().unwrap_or_default();
    if !scripted || !STEMS.contains(&stem) {
        return None;
    }
    let own = |name: &str| outline.functions.iter().any(|function| function.name.value == name);
    let call = outline.calls.iter().find(|call| {
        let first = call.callee.split('.').next().unwrap_or_default();
        call.function.is_none() && own(first.trim_end_matches("()"))
    })?;
    Some(EntryPoint { location: file.location(call.span), what: "a program begins here" })
}
