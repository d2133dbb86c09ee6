//! Constants that may name a topic: what one file declares for the others of its module.

use contracts::plan::Language;
use source_tree::RepoPath;
use syntax::source::{Binding, BindingKind, Outline, Value};

use super::{Expression, Reader};
use crate::source_file::SourceFile;

/// How many constants of one file are kept.
const CONSTANTS_MAX: usize = 200;

/// A name and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Constant {
    /// The file it stands in.
    pub(crate) path: RepoPath,
    /// The language of the file.
    pub(crate) language: Language,
    /// The type or object it belongs to.
    pub(crate) owner: Option<String>,
    pub(crate) name: String,
    pub(crate) expression: Expression,
}

/// Whether a file could hold any.
pub(crate) fn could_hold(text: &str) -> bool {
    ["opic", "OPIC"].iter().any(|word| text.contains(word))
}

/// The constants of a file whose name, or whose owner's, speaks of topics.
pub(crate) fn find(file: &SourceFile<'_>, outline: &Outline, language: Language) -> Vec<Constant> {
    let reader = Reader::of(outline);
    let mut found = Vec::new();
    for binding in outline.bindings.iter().filter(|binding| is_lasting(binding)) {
        let owner = binding.owner.as_deref();
        let mut keep = |owner: Option<&str>, name: &str, expression: Expression| {
            if expression != Expression::Other
                && [owner, Some(name)].into_iter().flatten().any(speaks_of_topics)
            {
                let (path, owner, name) =
                    (file.path().clone(), owner.map(ToOwned::to_owned), name.to_owned());
                found.push(Constant { path, language, owner, name, expression });
            }
        };
        match &binding.value {
            Some(Value::Object(entries)) => {
                for (key, value) in entries {
                    if let Some(text) = value.as_text() {
                        keep(Some(&binding.name), key, Expression::Text(text.to_owned()));
                    }
                }
            }
            _ => keep(owner, bare(&binding.name), only(binding, &reader)),
        }
    }
    found.truncate(CONSTANTS_MAX);
    found
}

/// Whether it outlives the function it stands in.
fn is_lasting(binding: &Binding) -> bool {
    match binding.kind {
        BindingKind::Field => true,
        BindingKind::Variable => binding.function.is_none(),
        BindingKind::Assignment => binding.name.starts_with("self.") || binding.name.starts_with("this."),
        BindingKind::Parameter => false,
    }
}

fn bare(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

fn speaks_of_topics(name: &str) -> bool {
    name.to_ascii_lowercase().contains("topic")
}

fn only(binding: &Binding, reader: &Reader<'_>) -> Expression {
    let mut found = reader.bound(binding);
    match (found.pop(), found.is_empty()) {
        (Some(Expression::Name(name)), _) if bare(&name) == bare(&binding.name) => Expression::Other,
        (Some(expression), true) => expression,
        _ => Expression::Other,
    }
}

#[cfg(test)]
mod tests {
    use syntax::source;

    use super::*;

    fn found(language: Language, dialect: source::Language, text: &str) -> Vec<String> {
        let path = RepoPath::new("a").unwrap();
        let (outline, _) = source::read(dialect, text);
        let constants = find(&SourceFile::new(&path, text), &outline, language);
        let shown = |constant: Constant| {
            let owner = constant.owner.map(|owner| owner + ".").unwrap_or_default();
            format!("{owner}{} = {:?}", constant.name, constant.expression)
        };
        constants.into_iter().map(shown).collect()
    }

    #[test]
    fn what_speaks_of_topics_is_kept() {
        let java = "class Topics { static final String ORDERS = \"orders\"; int n = 3; }";
        assert_eq!(found(Language::Java, source::Language::Java, java), ["Topics.ORDERS = Text(\"orders\")"]);
        let node = "export const TOPICS = { ORDERS: 'orders', n: 3 };\nconst other = 'x';";
        assert_eq!(
            found(Language::Typescript, source::Language::TypeScript, node),
            ["TOPICS.ORDERS = Text(\"orders\")"]
        );
        let python = "class Settings:\n    kafka_topic: str = \"orders\"\n    host = \"x\"\n";
        assert_eq!(
            found(Language::Python, source::Language::Python, python),
            ["Settings.kafka_topic = Text(\"orders\")"]
        );
    }

    #[test]
    fn variables_of_functions_are_no_constants() {
        let go = "package a\nfunc f() { topic := \"orders\" }\n";
        assert!(found(Language::Go, source::Language::Go, go).is_empty());
    }
}
